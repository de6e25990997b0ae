//! Who decides on what was brought in.

use kernel::viewer::Role;
use kernel::{Action, Error, Result, Viewer};

use super::queries::{Import, Waiting};
use super::texts::BLOCKED;

/// Nothing of it exists for anybody but administrators.
pub fn check(viewer: &Viewer) -> Result<()> {
    if is_administrator(viewer) { Ok(()) } else { Err(Error::NotFound) }
}

fn is_administrator(viewer: &Viewer) -> bool {
    viewer.roles().contains(&Role::Administrator)
}

/// Releasing many texts of an archive, or throwing the rest away.
#[derive(Clone, Copy, Debug)]
pub struct Settle;

impl Action for Settle {
    type On = Import;
    fn allows(viewer: &Viewer, _: &Import) -> bool {
        is_administrator(viewer)
    }
}

/// Releasing one text: nobody lets their own pass that the guard blocks.
#[derive(Clone, Copy, Debug)]
pub struct Release;

impl Action for Release {
    type On = Waiting;
    fn allows(viewer: &Viewer, text: &Waiting) -> bool {
        is_administrator(viewer) && (text.level < BLOCKED || text.author_id != Some(viewer.id()))
    }
}

/// Throwing one text away.
#[derive(Clone, Copy, Debug)]
pub struct Discard;

impl Action for Discard {
    type On = Waiting;
    fn allows(viewer: &Viewer, _: &Waiting) -> bool {
        is_administrator(viewer)
    }
}
