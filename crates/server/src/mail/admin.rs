//! How mail is getting on: numbers, and what was given up.

use kernel::db::sql;
use kernel::{Db, PersonId, Result, Timestamp};
use sea_orm::FromQueryResult;

/// How many given up letters are shown.
const MOST: i64 = 100;

/// What waits.
#[derive(Clone, Copy, Debug, Default, FromQueryResult)]
pub(super) struct Queue {
    /// How many letters.
    pub waiting: i64,
    /// Since when the oldest one waits.
    pub oldest: Option<Timestamp>,
}

/// A letter that did not arrive, or has not yet.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Stuck {
    /// Its number in the log.
    pub id: i64,
    /// The e-mail address, for letters that had one from the beginning.
    pub recipient: String,
    /// Its reader, for those that get their words when they leave.
    pub person_id: Option<PersonId>,
    /// Its subject; empty for the same.
    pub subject: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was given up.
    pub failed_at: Option<Timestamp>,
    /// What the server answered, and at which step.
    pub problem: String,
    /// How often it was tried.
    pub tries: i64,
}

/// How many wait.
pub(super) async fn queue(db: &Db) -> Result<Queue> {
    let text = "SELECT COUNT(*) AS waiting, MIN(created_at) AS oldest FROM mails
        WHERE sent_at IS NULL AND failed_at IS NULL";
    Ok(Queue::find_by_statement(sql(&db.conn, text, [])).one(&db.conn).await?.unwrap_or_default())
}

/// What was given up, and what waits for another try; the newest first.
pub(super) async fn stuck(db: &Db) -> Result<Vec<Stuck>> {
    let text = format!(
        "SELECT id, recipient, person_id, subject, created_at, failed_at, problem, tries FROM mails
        WHERE sent_at IS NULL AND problem <> '' ORDER BY created_at DESC LIMIT {MOST}"
    );
    Ok(Stuck::find_by_statement(sql(&db.conn, &text, [])).all(&db.conn).await?)
}
