//! Who decides on a text that waits: exactly those who tend its room, and never its author.

use kernel::{PersonId, Places, RoomId};

use crate::{Person, Roster};

/// Everybody who could decide now.
pub fn deciders<'a>(
    people: &'a Roster,
    places: &'a Places,
    room: RoomId,
    author: PersonId,
) -> impl Iterator<Item = &'a Person> {
    let others = people.everybody().filter(move |person| person.is_active && person.id != author);
    others.filter(move |person| people.rooms_of(person, places).tends.contains(&room))
}
