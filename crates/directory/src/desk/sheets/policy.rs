//! Who may bring a file in, and take it back: its own bringer, as long as they have a charge. What of it, the desk decides.

use kernel::{Action, Viewer};

use super::store::Import;

/// Looking at what a file would do.
#[derive(Debug)]
pub struct Look;
/// Writing it.
#[derive(Debug)]
pub struct BringIn;
/// Taking back what was written.
#[derive(Debug)]
pub struct TakeBack;

impl Action for Look {
    type On = ();
    fn allows(viewer: &Viewer, (): &()) -> bool {
        viewer.has_charge()
    }
}

impl Action for BringIn {
    type On = Import;
    fn allows(viewer: &Viewer, _: &Import) -> bool {
        viewer.has_charge()
    }
}

impl Action for TakeBack {
    type On = Import;
    fn allows(viewer: &Viewer, _: &Import) -> bool {
        viewer.has_charge()
    }
}
