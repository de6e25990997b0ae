//! The letters that wait.

use kernel::clock::MINUTE;
use kernel::db::sql;
use kernel::{Db, Result, Timestamp};
use sea_orm::{ConnectionTrait as _, DbBackend, FromQueryResult};

/// A carrier that has not finished for so long is taken for dead.
const CLAIM: i64 = 2 * MINUTE;

/// A letter that has been claimed.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Waiting {
    pub id: i64,
    pub recipient: String,
    pub subject: String,
    pub body: String,
    pub created_at: Timestamp,
}

/// Whether there is anything to claim; costs no write.
pub(super) async fn has_waiting(db: &Db) -> Result<bool> {
    let text = "SELECT id FROM mails WHERE sent_at IS NULL AND (claimed_at IS NULL OR claimed_at < $1) LIMIT 1";
    let lapsed = db.clock.now().plus(-CLAIM);
    Ok(db.conn.query_one_raw(sql(&db.conn, text, [lapsed.0.into()])).await?.is_some())
}

/// Claims the oldest letters, in order.
pub(super) async fn claim(db: &Db) -> Result<Vec<Waiting>> {
    let tx = db.begin().await?;
    // What another instance is just claiming is left to it.
    let skip = if db.backend() == DbBackend::Postgres { "FOR UPDATE SKIP LOCKED" } else { "" };
    let text = format!(
        "UPDATE mails SET claimed_at = $1 WHERE id IN (
            SELECT id FROM mails WHERE sent_at IS NULL AND (claimed_at IS NULL OR claimed_at < $2)
            ORDER BY created_at, id LIMIT 50 {skip})
        RETURNING id, recipient, subject, body, created_at"
    );
    let values = [tx.now.0.into(), tx.now.plus(-CLAIM).0.into()];
    let mut letters = Waiting::find_by_statement(sql(&tx.conn, &text, values)).all(&tx.conn).await?;
    tx.commit().await?;
    letters.sort_by_key(|letter| (letter.created_at, letter.id));
    Ok(letters)
}

/// Marks letters as carried and empties them.
pub(super) async fn carried(db: &Db, letters: &[Waiting]) -> Result<()> {
    let tx = db.begin().await?;
    for letter in letters {
        let text = "UPDATE mails SET sent_at = $2, body = '' WHERE id = $1";
        tx.conn.execute_raw(sql(&tx.conn, text, [letter.id.into(), tx.now.0.into()])).await?;
    }
    tx.commit().await
}
