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

/// Where somebody decides on what nobody else has decided on.
pub(super) enum Escalated {
    /// Groups among it.
    Everywhere,
    /// In these rooms.
    In(BTreeSet<RoomId>),
}

impl Escalated {
    /// Whether the room is among them.
    pub fn has(&self, room: RoomId) -> bool {
        match self {
            Self::Everywhere => true,
            Self::In(rooms) => rooms.contains(&room),
        }
    }
}

/// Administrators decide everywhere, bureau officers within their region.
pub(super) fn escalated_rooms(roles: &BTreeSet<Role>, places: &Places) -> Escalated {
    if roles.contains(&Role::Administrator) {
        return Escalated::Everywhere;
    }
    let blocs = roles.iter().filter_map(|role| match role {
        Role::Bureau(bloc) => RoomId::bloc(bloc),
        _ => None,
    });
    Escalated::In(blocs.flat_map(|bloc| places.rooms_within(bloc)).collect())
}
