//! That a text is new or was changed: one row each, written with it and taken by whichever instance comes first.

use std::collections::BTreeSet;

use kernel::db::sql;
use kernel::{Db, PostId, Result, Timestamp, Tx};
use sea_orm::{ConnectionTrait as _, FromQueryResult};

/// The former version of a text that has none.
pub(crate) const NEW: i64 = 0;

/// Events that are looked at together.
pub const BATCH: usize = 100;

/// Something that was said or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Event {
    /// Its number; what came later has a higher one.
    pub id: i64,
    /// The text.
    pub post_id: PostId,
    /// The version before; [`NEW`] of a text that is new.
    pub version: i64,
    /// When.
    pub at: Timestamp,
}

/// Notes that a text is new, or was changed from this version, in its transaction.
pub(crate) async fn note(tx: &Tx, post: PostId, version: i64) -> Result<()> {
    let text = "INSERT INTO search_events (post_id, version, at) VALUES ($1, $2, $3)";
    tx.conn.execute_raw(sql(&tx.conn, text, [post.0.into(), version.into(), tx.now.0.into()])).await?;
    Ok(())
}

/// A number between those of the events until now and of all to come.
pub async fn present(tx: &Tx) -> Result<i64> {
    let text = "INSERT INTO search_events (post_id, version, at) VALUES (0, 0, $1) RETURNING id";
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, [tx.now.0.into()])).await?;
    let id: i64 = row.ok_or_else(|| anyhow::anyhow!("an event has no number"))?.try_get("", "id")?;
    tx.conn.execute_raw(sql(&tx.conn, "DELETE FROM search_events WHERE id = $1", [id.into()])).await?;
    Ok(id)
}

/// The oldest ones, at most [`BATCH`]: without those of which people are still to be told in other ways, and those of texts
/// that are held back from their readers, which wait.
pub async fn waiting(db: &Db) -> Result<Vec<Event>> {
    let text = format!(
        "SELECT e.id, e.post_id, e.version, e.at FROM search_events AS e
        WHERE NOT EXISTS (SELECT 1 FROM notice_events AS n WHERE n.post_id = e.post_id)
            AND NOT EXISTS (SELECT 1 FROM posts AS o JOIN threads ON threads.id = o.thread_id
                WHERE o.id = e.post_id AND (o.hidden_at IS NOT NULL OR threads.hidden_at IS NOT NULL))
        ORDER BY e.id LIMIT {BATCH}"
    );
    Ok(Event::find_by_statement(sql(&db.conn, &text, [])).all(&db.conn).await?)
}

/// Takes events, and tells which of them nobody has taken before.
pub(super) async fn take(tx: &Tx, events: &[Event]) -> Result<BTreeSet<i64>> {
    if events.is_empty() {
        return Ok(BTreeSet::new());
    }
    let ids = events.iter().map(|event| event.id.to_string()).collect::<Vec<_>>().join(", ");
    let text = format!("DELETE FROM search_events WHERE id IN ({ids}) RETURNING id");
    let rows = tx.conn.query_all_raw(sql(&tx.conn, &text, [])).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}
