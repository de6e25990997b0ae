//! Where two people can talk to each other.

use std::collections::BTreeSet;

use kernel::{Places, RoomId, Viewer};

use super::rooms_for;
use crate::roster::Person;

/// The rooms in which the viewer may write and the person reads.
pub fn shared_rooms(viewer: &Viewer, person: &Person, places: &Places) -> BTreeSet<RoomId> {
    viewer.writable() & &rooms_for(&person.roles, person.places(), places).reads
}
