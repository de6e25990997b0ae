//! What those who answer for a room do to what was said there: with a reason, told to whoever wrote it, and written down
//! where nothing is ever changed.
//!
//! Invariants:
//! - an act is written down in the transaction of the deed, by [`note`], with the room in which it was done;
//! - members read what was done in their rooms and on what ground; the words of the reason, and who did it, are for those
//!   who tend the room and for the author of the text, and nobody learns from it who wrote a text in hiding;
//! - that somebody was shut out of the site, or let in again, is read by those who may open that registration, and stands
//!   in no log of members: it is done in no room, and where few serve it would name somebody without saying the name;
//! - the database refuses to change or to remove a line of the log.

pub mod actions;
pub mod export;
pub mod forms;
pub(crate) mod handlers;
pub(crate) mod letters;
pub mod paths;
pub mod queries;
pub(crate) mod views;

use directory::Roster;
use kernel::mail::queue;
use kernel::rooms::RoomKind;
use kernel::{PersonId, Places, PostId, Result, RoomId, Tx, Viewer, audit};

use self::actions::Action;
use self::forms::Reason;
use self::queries::Entry;

/// Something done to a text, or to the discussion that it opens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Act<'a> {
    /// Nobody for what comes about by itself, or upon a report, whose sender is not told to those who read this.
    pub by: Option<PersonId>,
    pub action: Action,
    pub room: RoomId,
    pub post: PostId,
    pub reason: &'a Reason,
}

/// Writes an act down.
pub(crate) async fn note(tx: &Tx, act: Act<'_>) -> Result<()> {
    let Act { by, action, room, post, reason } = act;
    let (subject, reason, words) = (format!("post-{post}"), reason.ground.slug(), reason.words.as_str());
    let act = audit::Act { actor: by, room: Some(room), action: action.word(), subject: &subject, reason, words };
    audit::note_act(tx, &act).await
}

/// Writes an act down and tells the author of the text by letter, which names neither the text nor the room.
pub(crate) async fn note_and_tell(tx: &Tx, act: Act<'_>, url: &str) -> Result<()> {
    note(tx, act).await?;
    if let Some(to) = queries::address_of_writer(tx, act.post).await? {
        queue(tx, &letters::done(to, act.action, url)).await?;
    }
    Ok(())
}

/// Who did it, by name; what is done to people with nobody's name is the operator's.
pub(crate) fn actor<'a>(entry: &Entry, people: &'a Roster) -> Option<&'a str> {
    let operator = entry.person().map(|_| "このサイトの運営者");
    entry.actor_id.and_then(|id| people.person(id)).map(|person| person.name.as_str()).or(operator)
}

/// To whom it was done, by name.
pub(crate) fn subject<'a>(entry: &Entry, people: &'a Roster) -> Option<&'a str> {
    entry.person().and_then(|id| people.person(id)).map(|person| person.name.as_str())
}

/// The name of a room, for the pages of those who may know of it.
pub(crate) fn room_name<'a>(people: &'a Roster, places: &'a Places, room: RoomId) -> &'a str {
    people.room(places, room).map_or("", |room| room.name.as_str())
}

/// The same for somebody who may not be of it: what a group is called, only its members know.
pub(crate) fn room_name_for<'a>(viewer: &Viewer, people: &'a Roster, places: &'a Places, room: RoomId) -> &'a str {
    let is_known = viewer.reads(room) || room.kind() != Some(RoomKind::Group);
    if is_known { room_name(people, places, room) } else { "グループ" }
}
