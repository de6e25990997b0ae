//! That something was said: one row each, written with it and taken by whichever instance comes first.

use kernel::db::sql;
use kernel::{Db, PostId, Result, Tx};
use sea_orm::{ConnectionTrait as _, DbBackend, FromQueryResult};

use crate::finds;

/// Events of one transaction; nobody who writes waits for more.
const BATCH: i64 = 10;

/// Notes that a text was posted, in its transaction.
pub(crate) async fn note(tx: &Tx, post: PostId) -> Result<()> {
    let text = "INSERT INTO notice_events (post_id, at) VALUES ($1, $2)";
    tx.conn.execute_raw(sql(&tx.conn, text, [post.0.into(), tx.now.0.into()])).await?;
    finds::events::note(tx, post, finds::events::NEW).await
}

/// Notes that a text mentions somebody since it was changed.
pub(crate) async fn note_mentions(tx: &Tx, post: PostId) -> Result<()> {
    let text = "INSERT INTO notice_events (post_id, at, mentions_only) VALUES ($1, $2, TRUE)";
    tx.conn.execute_raw(sql(&tx.conn, text, [post.0.into(), tx.now.0.into()])).await?;
    Ok(())
}

/// Something that was said.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub(super) struct Event {
    /// The text.
    pub post_id: PostId,
    /// Whether nobody is told but those who are mentioned.
    pub mentions_only: bool,
}

/// Whether there is anything to take; costs no write.
pub(super) async fn any(db: &Db) -> Result<bool> {
    Ok(db.conn.query_one_raw(sql(&db.conn, "SELECT id FROM notice_events LIMIT 1", [])).await?.is_some())
}

/// Takes the oldest ones; they are gone when the transaction is committed, and there again if it is not.
pub(super) async fn take(tx: &Tx) -> Result<Vec<Event>> {
    // What another instance is just taking is left to it.
    let skip = if tx.conn.get_database_backend() == DbBackend::Postgres { "FOR UPDATE SKIP LOCKED" } else { "" };
    let text = format!(
        "DELETE FROM notice_events WHERE id IN (SELECT id FROM notice_events ORDER BY id LIMIT {BATCH} {skip})
        RETURNING post_id, mentions_only"
    );
    Ok(Event::find_by_statement(sql(&tx.conn, &text, [])).all(&tx.conn).await?)
}
