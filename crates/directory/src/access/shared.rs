//! Where two people can talk to each other.

use std::collections::BTreeSet;

use kernel::{Places, RoomId, Viewer};

use crate::roster::{Person, Roster};

/// The rooms in which the viewer may write and the person reads.
pub fn shared_rooms(viewer: &Viewer, person: &Person, roster: &Roster, places: &Places) -> BTreeSet<RoomId> {
    viewer.writable() & &roster.rooms_of(person, places).reads
}
