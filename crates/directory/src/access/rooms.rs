//! The table of who reads, writes in and tends what; the only place where it stands.

use std::collections::BTreeSet;

use kernel::viewer::Role;
use kernel::{Places, RoomId};

/// Rooms of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomSets {
    /// May be read.
    pub reads: BTreeSet<RoomId>,
    /// May be written in.
    pub writes: BTreeSet<RoomId>,
    /// Are in the person's charge.
    pub tends: BTreeSet<RoomId>,
}

/// The rooms of an active person who holds these grants and whose current seats serve these places.
///
/// Without a seat and a grant nothing is left but the directory.
pub fn rooms_for<'a>(
    roles: &BTreeSet<Role>,
    served: impl IntoIterator<Item = &'a str>,
    places: &Places,
) -> RoomSets {
    let mut rooms = RoomSets { reads: BTreeSet::from([RoomId::DIRECTORY]), ..RoomSets::default() };
    rooms.open(places.rooms_of(served));
    for role in roles {
        match role {
            Role::Officer(code) => rooms.open(places.rooms_of([code.as_str()])),
            Role::Manager(prefecture) => {
                let tended = places.rooms_tended_in(prefecture);
                let bloc = places.prefecture(prefecture).and_then(|p| RoomId::bloc(&p.bloc));
                rooms.open(tended.iter().copied().chain(bloc).chain([RoomId::JAPAN]));
                rooms.tends.extend(tended);
            }
            Role::Bureau(slug) => {
                let prefectures = places.prefectures().iter().filter(|p| p.bloc == *slug);
                let bloc = RoomId::bloc(slug);
                rooms.open(prefectures.filter_map(|p| RoomId::prefecture(&p.code)).chain(bloc).chain([RoomId::JAPAN]));
                rooms.tends.extend(bloc);
            }
            Role::Observer(room) => {
                rooms.reads.insert(*room);
            }
            Role::Administrator => {
                rooms.open([RoomId::JAPAN]);
                rooms.tends.insert(RoomId::JAPAN);
            }
        }
    }
    rooms
}

impl RoomSets {
    /// For reading and writing.
    fn open(&mut self, rooms: impl IntoIterator<Item = RoomId>) {
        for room in rooms {
            self.reads.insert(room);
            self.writes.insert(room);
        }
    }
}
