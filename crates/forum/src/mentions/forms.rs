//! What a browser sends when it asks whom a text would mention: where the text would stand.

use accounts::drafts::kept::number_in;
use directory::Roster;
use kernel::{Error, PostId, Result, RoomId, ThreadId, Viewer};
use serde::Deserialize;
use web::App;

use crate::posts::queries::find_reply;
use crate::threads::queries::find;

/// The question of a script, by POST: what is being typed stands in no address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct MentionForm {
    /// What was typed after `@`.
    pub q: String,
    /// Where the text would be sent.
    pub sent_to: String,
    /// Slug of the room that is chosen for a new discussion.
    pub room: String,
}

/// The room in which a text would stand that is sent there; nothing if the viewer cannot write it.
pub(crate) async fn room(
    app: &App,
    viewer: &Viewer,
    people: &Roster,
    (sent_to, room): (&str, &str),
) -> Result<Option<RoomId>> {
    let id = |shape: &str| number_in(sent_to, shape).and_then(|id| id.parse().ok());
    let found = if let Some(reply) = id("/replies/{id}/edit") {
        find_reply(&app.db, viewer, PostId(reply)).await.map(|reply| Some(reply.room_id))
    } else if let Some(thread) = id("/threads/{id}/replies").or_else(|| id("/threads/{id}/edit")) {
        find(&app.db, viewer, ThreadId(thread)).await.map(|thread| Some(thread.room_id))
    } else {
        Ok(people.room_by_slug(&app.places, room).map(|room| room.id))
    };
    match found {
        Ok(room) => Ok(room.filter(|room| viewer.writes(*room))),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
