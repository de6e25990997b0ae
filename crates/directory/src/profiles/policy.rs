//! Who may change a profile.

use kernel::{Action, Viewer};

use crate::roster::Person;

/// Changing what a person says about themselves.
#[derive(Debug)]
pub struct Edit;

impl Action for Edit {
    type On = Person;
    fn allows(viewer: &Viewer, person: &Person) -> bool {
        viewer.is_active() && viewer.id() == person.id
    }
}
