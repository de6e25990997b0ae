//! Who reports a text, and who beside those who tend its room decides on it.

use std::collections::BTreeSet;

use kernel::viewer::Role;
use kernel::{Action, Places, RoomId, Viewer};

use super::queries::Reported;
use crate::posts::queries::Written;

/// Reports a text: whoever reads it. That it is one's own is a `Conflict`, since refusals are written down by name, and of a
/// hidden author this one would tell.
#[derive(Clone, Copy, Debug)]
pub struct Report;

impl Action for Report {
    type On = Written;
    fn allows(viewer: &Viewer, post: &Written) -> bool {
        viewer.reads(post.room_id)
    }
}

/// Opens a reported text of a room that one does not tend.
#[derive(Clone, Copy, Debug)]
pub struct Open;

impl Action for Open {
    type On = Reported;
    fn allows(viewer: &Viewer, report: &Reported) -> bool {
        !viewer.tends(report.room) && report.is_escalated
    }
}

/// Whether somebody with these roles decides on what nobody else has decided on: administrators everywhere, bureau
/// officers within their region.
pub(super) fn is_escalated_to(roles: &BTreeSet<Role>, room: RoomId, places: &Places) -> bool {
    roles.iter().any(|role| match role {
        Role::Administrator => true,
        Role::Bureau(bloc) => RoomId::bloc(bloc).is_some_and(|bloc| places.rooms_within(bloc).contains(&room)),
        _ => false,
    })
}
