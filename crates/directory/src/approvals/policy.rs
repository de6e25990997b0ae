//! Who may decide on an application.

use kernel::{Action, Viewer};

use super::queries::Charge;

/// Releasing what is in one's charge, or declining the whole. That something of it still waits is asked by the verbs.
#[derive(Debug)]
pub struct Decide;

impl Action for Decide {
    type On = Charge;
    fn allows(viewer: &Viewer, charge: &Charge) -> bool {
        viewer.is_active() && !charge.mine.is_empty() && charge.case.application.person_id != Some(viewer.id())
    }
}
