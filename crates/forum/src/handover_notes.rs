//! 引継ぎ書: what those who hold a seat write for whoever comes next. There is one for each seat, and it stays with it.
//!
//! Invariants:
//! - it is written by those who hold the seat, and read by them and by the managers of the seat's prefectures;
//! - it names discussions by their addresses; their titles are put in when it is shown, under the scope of its reader, so
//!   that nothing that was withdrawn, erased or moved stands in it;
//! - a change names the version that it was made from.

mod forms;
pub(crate) mod handlers;
mod outline;
pub mod paths;
pub(crate) mod queries;
mod views;

use directory::guarding::{Cleared, Guarded};
use directory::seats::policy::WriteNote;
use kernel::db::sql;
use kernel::once::{self, Claim};
use kernel::{Db, Error, Permit, PersonId, Result, SeatId, Timestamp, Tx, audit};
use sea_orm::ConnectionTrait as _;
use web::{Done, links};

/// Said when somebody else was faster.
const OVERTAKEN: &str = "この引継ぎ書が、先に変更されています。";

/// What is written in a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(pub String);

impl Guarded for Words {
    fn texts(&self) -> Vec<(&'static str, &str)> {
        vec![("body", &self.0)]
    }
}

/// Saves the note of a seat, made from `version`; 0 is the version of a note that is not there. Upon another version it is a
/// `Conflict`.
pub async fn save(
    db: &Db,
    seat: Permit<WriteNote>,
    words: &Cleared<Words>,
    version: i64,
    once: &str,
) -> Result<String> {
    let (id, writer) = (seat.seat, seat.viewer());
    let location = Done::NOTE_SAVED.at(&links::handover_note(id));
    let form = once::typed(&format!("handover-note {id}"), [words.0.as_str()]);
    let tx = db.begin().await?;
    if let Claim::Again(location) = once::claim(&tx, writer, &form, once, &location).await? {
        return Ok(location);
    }
    // Whoever holds the seat may have left it since the page was asked for.
    let holds = "EXISTS (SELECT 1 FROM tenures WHERE tenures.seat_id = $1 AND tenures.person_id = $5
        AND tenures.started_at <= $4 AND (tenures.ended_at IS NULL OR tenures.ended_at > $4))";
    let text = if version == 0 {
        format!(
            "INSERT INTO handover_notes (seat_id, body, version, written_at, written_by)
            SELECT $1, $2, $3 + 1, $4, $5 WHERE {holds} ON CONFLICT DO NOTHING"
        )
    } else {
        format!(
            "UPDATE handover_notes SET body = $2, version = version + 1, written_at = $4, written_by = $5
            WHERE seat_id = $1 AND version = $3 AND {holds}"
        )
    };
    let values = [id.0.into(), words.0.as_str().into(), version.into(), tx.now.0.into(), writer.0.into()];
    if tx.conn.execute_raw(sql(&tx.conn, &text, values)).await?.rows_affected() == 0 {
        return Err(Error::Conflict(OVERTAKEN));
    }
    let subject = format!("seat-{id}");
    audit::note(&tx, Some(writer), "handover-note", &subject, "").await?;
    words.note(&tx, writer, &subject, &location).await?;
    tx.commit().await?;
    Ok(location)
}

/// Writes the note of a seat as it was left at an instant of the past; an operator's command answers for it.
pub async fn of_the_past(tx: &Tx, seat: SeatId, by: PersonId, body: &str, at: Timestamp) -> Result<()> {
    let text = "INSERT INTO handover_notes (seat_id, body, version, written_at, written_by) VALUES ($1, $2, 1, $3, $4)";
    let values = [seat.0.into(), body.into(), at.0.into(), by.0.into()];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(())
}
