//! Who moves a discussion.

use kernel::{Action, RoomId, Viewer};

use crate::threads::queries::Thread;

/// Moves a discussion to another room: whoever tends both.
#[derive(Clone, Copy, Debug)]
pub struct Move;

/// A discussion, and where it is to go.
#[derive(Clone, Debug)]
pub struct Place {
    /// The discussion.
    pub thread: Thread,
    /// The room.
    pub to: RoomId,
}

impl Action for Move {
    type On = Place;
    fn allows(viewer: &Viewer, place: &Place) -> bool {
        viewer.tends(place.thread.room_id) && viewer.tends(place.to) && place.thread.room_id != place.to
    }
}
