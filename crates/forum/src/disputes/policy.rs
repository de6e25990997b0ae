//! Who decides on a text that waits, and who takes it back.

use kernel::{Action, Viewer};

use super::queries::Dispute;

/// Releasing or refusing.
#[derive(Clone, Copy, Debug)]
pub struct Decide;

impl Action for Decide {
    type On = Dispute;
    fn allows(viewer: &Viewer, dispute: &Dispute) -> bool {
        viewer.tends(dispute.room_id) && viewer.id() != dispute.author_id
    }
}

/// Taking one's own text back.
#[derive(Clone, Copy, Debug)]
pub struct TakeBack;

impl Action for TakeBack {
    type On = Dispute;
    fn allows(viewer: &Viewer, dispute: &Dispute) -> bool {
        viewer.id() == dispute.author_id
    }
}
