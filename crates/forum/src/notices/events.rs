//! That something was said: one row each, written with it and taken by whichever instance comes first.

use kernel::db::sql;
use kernel::{Db, PostId, Result, Tx};
use sea_orm::{ConnectionTrait as _, DbBackend};

/// Events of one transaction; nobody who writes waits for more.
const BATCH: i64 = 10;

/// Notes that a text was posted, in its transaction.
pub(crate) async fn note(tx: &Tx, post: PostId) -> Result<()> {
    let text = "INSERT INTO notice_events (post_id, at) VALUES ($1, $2)";
    tx.conn.execute_raw(sql(&tx.conn, text, [post.0.into(), tx.now.0.into()])).await?;
    Ok(())
}

/// Whether there is anything to take; costs no write.
pub(super) async fn any(db: &Db) -> Result<bool> {
    Ok(db.conn.query_one_raw(sql(&db.conn, "SELECT id FROM notice_events LIMIT 1", [])).await?.is_some())
}

/// Takes the oldest ones; they are gone when the transaction is committed, and there again if it is not.
pub(super) async fn take(tx: &Tx) -> Result<Vec<PostId>> {
    // What another instance is just taking is left to it.
    let skip = if tx.conn.get_database_backend() == DbBackend::Postgres { "FOR UPDATE SKIP LOCKED" } else { "" };
    let text = format!(
        "DELETE FROM notice_events WHERE id IN (SELECT id FROM notice_events ORDER BY id LIMIT {BATCH} {skip})
        RETURNING post_id"
    );
    let rows = tx.conn.query_all_raw(sql(&tx.conn, &text, [])).await?;
    rows.iter().map(|row| row.try_get("", "post_id").map_err(Into::into)).collect()
}
