//! Who decides on a text.

use kernel::{Action, Viewer};

use super::queries::Case;

/// Hides a text, shows it, or leaves it as it is.
#[derive(Clone, Copy, Debug)]
pub struct Decide;

impl Action for Decide {
    type On = Case;
    fn allows(viewer: &Viewer, case: &Case) -> bool {
        (viewer.tends(case.room_id) || case.is_opened) && case.author.id() != viewer.id()
    }
}
