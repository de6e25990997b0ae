//! The viewer that an author would be now, for a text of theirs that somebody else lets pass.

use kernel::viewer::{Facts, Standing};
use kernel::{PersonId, Places, SessionId, Viewer};

use crate::roster::Roster;

/// Somebody as they could act at this instant; nobody when they are not active any more.
///
/// It stands for no session and is never put into a request: with it the usual policies decide whether what its person
/// has sent before may be posted now.
#[expect(clippy::disallowed_methods, reason = "a text that was released is posted as its author, by the usual rules")]
pub fn on_behalf(roster: &Roster, person: PersonId, places: &Places) -> Option<Viewer> {
    let person = roster.person(person).filter(|person| person.is_active)?;
    let rooms = roster.rooms_of(person, places);
    Some(Viewer::new(Facts {
        id: person.id,
        session: SessionId(0),
        name: person.name.clone(),
        standing: Standing::Active,
        roles: person.roles.clone(),
        tenures: person.current().map(|tenure| (tenure.id, tenure.places.clone())).collect(),
        themes: person.themes.iter().map(ToString::to_string).collect(),
        reads: rooms.reads,
        writes: rooms.writes,
        tends: rooms.tends,
        roster_version: roster.version(),
        changes: None,
    }))
}
