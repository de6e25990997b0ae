//! Who did what to what; the database itself refuses to change or remove a line. Never a word of a case in it: subjects are
//! ids and slugs, details are fixed words, or the reason that was given to somebody for what was done to them or their text.

use sea_orm::ConnectionTrait as _;

use crate::db::sql;
use crate::{PersonId, Result, RoomId, Tx, ids};

/// What was done.
#[derive(Clone, Debug)]
pub struct Act<'a> {
    /// Who did it; nobody for what comes about by itself.
    pub actor: Option<PersonId>,
    /// The room, if it was done in one.
    pub room: Option<RoomId>,
    /// What was done.
    pub action: &'a str,
    /// To what.
    pub subject: &'a str,
    /// The slug of the reason, which members of the room may read.
    pub reason: &'a str,
    /// The reason in words, for those who answer for the room and whose text it is.
    pub words: &'a str,
}

/// Writes one line into the log, in the transaction of what it tells.
pub async fn note(tx: &Tx, actor: Option<PersonId>, action: &str, subject: &str, detail: &str) -> Result<()> {
    note_act(tx, &Act { actor, room: None, action, subject, reason: "", words: detail }).await
}

/// The same for what was done in a room.
pub async fn note_act(tx: &Tx, act: &Act<'_>) -> Result<()> {
    let values = [
        ids::random().into(),
        tx.now.0.into(),
        act.actor.map(|person| person.0).into(),
        act.action.into(),
        act.subject.into(),
        act.words.into(),
        act.room.map(|room| room.0).into(),
        act.reason.into(),
    ];
    let text = "INSERT INTO audit_entries (id, at, actor_id, action, subject, detail, room_id, reason)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(())
}
