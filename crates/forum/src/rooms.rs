//! Rooms: where discussions live. Who reads them follows from seats and grants (`directory::access`).

pub(crate) mod handlers;
pub mod paths;
pub mod queries;
mod views;

use directory::{Person, Roster};
use kernel::places::Room;
use kernel::rooms::RoomKind;
use kernel::{Places, RoomId, Viewer};

/// A room in which the viewer may begin a discussion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its id.
    pub id: RoomId,
    /// Its name in forms.
    pub slug: String,
    /// Its name on screen.
    pub name: String,
    /// How many people can read it, in words.
    pub note: String,
}

/// The rooms in which the viewer may begin a discussion, the narrowest first.
pub fn choices(viewer: &Viewer, people: &Roster, places: &Places) -> Vec<Choice> {
    let choice = |room: &Room| Choice {
        id: room.id,
        slug: room.slug.clone(),
        name: room.name.clone(),
        note: format!("{}人が読めます", people.readers(room.id)),
    };
    writable(viewer, people, places).into_iter().map(choice).collect()
}

/// The room that suits best: the one asked for, else the narrowest that the addressee reads too, else the viewer's
/// prefecture, else the narrowest.
pub fn suggested<'a>(
    viewer: &Viewer,
    people: &'a Roster,
    places: &'a Places,
    wanted: &str,
    addressee: Option<&Person>,
) -> Option<&'a Room> {
    let rooms = writable(viewer, people, places);
    let asked_for = rooms.iter().find(|room| room.slug == wanted);
    let shared = addressee.and_then(|person| {
        let theirs = people.rooms_of(person, places).reads;
        rooms.iter().find(|room| theirs.contains(&room.id))
    });
    let prefecture = rooms.iter().find(|room| room.kind == RoomKind::Prefecture);
    asked_for.or(shared).or(prefecture).or(rooms.first()).copied()
}

fn writable<'a>(viewer: &Viewer, people: &'a Roster, places: &'a Places) -> Vec<&'a Room> {
    let mut rooms: Vec<_> = viewer.writable().iter().filter_map(|room| people.room(places, *room)).collect();
    rooms.sort_by_key(|room| (room.kind, room.id));
    rooms
}
