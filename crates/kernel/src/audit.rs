//! Who did what to what. Never a word of a case in it: subjects are ids and slugs, details are fixed words, or the reason
//! that was given to somebody for their suspension.

use sea_orm::ConnectionTrait as _;

use crate::db::sql;
use crate::{PersonId, Result, Tx, ids};

/// Writes one line into the log, in the transaction of what it tells.
pub async fn note(tx: &Tx, actor: Option<PersonId>, action: &str, subject: &str, detail: &str) -> Result<()> {
    let values = [
        ids::random().into(),
        tx.now.0.into(),
        actor.map(|person| person.0).into(),
        action.into(),
        subject.into(),
        detail.into(),
    ];
    let text = "INSERT INTO audit_entries (id, at, actor_id, action, subject, detail) VALUES ($1, $2, $3, $4, $5, $6)";
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(())
}
