//! What is new for those who have saved a search: which texts are new, what they say, and where something was found.
//!
//! Invariants:
//! - whatever makes or changes a text writes one row of [`events`] in its own transaction; whoever takes the row writes what
//!   was found in one other, so a crash loses nothing and two instances find nothing twice;
//! - a find is ids only, one for each search and discussion. What is told of it is loaded under the scope of whoever saved
//!   the search at that moment, by [`crate::notices`] and [`queries`];
//! - a text is held against a search only after people have been told of it in other ways, so that nobody hears twice.

pub mod documents;
pub mod events;
pub mod queries;

use kernel::clock::DAY;
use kernel::db::sql;
use kernel::{Db, PostId, Result, SearchId, ThreadId, Tx};
use sea_orm::ConnectionTrait as _;

pub use self::documents::{Change, Text, changes};
pub use self::events::{Event, waiting};

/// How long it is remembered where something was found, as long as a notice.
const KEPT_FOR: i64 = 180 * DAY;

/// A text that is held back from its readers waits so long to be held against searches.
const WAITS_FOR: i64 = 30 * DAY;

/// Rows of one statement.
const ROWS: usize = 500;

/// That a search found something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Find {
    /// The search.
    pub search: SearchId,
    /// The discussion.
    pub thread: ThreadId,
    /// The text in it that is new.
    pub post: PostId,
    /// What it was found by: a find whose event another instance has taken is that instance's.
    pub event: i64,
}

/// Takes these events and writes what was found; tells how many discussions that were for how many searches. Safe to do
/// twice, and on several instances.
pub async fn write(db: &Db, events: &[Event], finds: &[Find]) -> Result<usize> {
    let tx = db.begin().await?;
    let taken = events::take(&tx, events).await?;
    let mut written = 0;
    for finds in finds.iter().filter(|find| taken.contains(&find.event)).collect::<Vec<_>>().chunks(ROWS) {
        written += insert(&tx, finds).await?;
    }
    tx.commit().await?;
    Ok(written)
}

/// Writes finds, and the notices of those that are new; whoever has a notice of the same text gets no second one.
async fn insert(tx: &Tx, finds: &[&Find]) -> Result<usize> {
    let row = |find: &&Find| format!("({}, {}, {}, {})", find.search, find.thread, find.post, tx.now.0);
    let rows = finds.iter().map(row).collect::<Vec<_>>().join(", ");
    let text = format!(
        "INSERT INTO search_finds (search_id, thread_id, post_id, at) VALUES {rows} ON CONFLICT DO NOTHING
        RETURNING search_id, post_id"
    );
    let written = tx.conn.query_all_raw(sql(&tx.conn, &text, [])).await?;
    if written.is_empty() {
        return Ok(0);
    }
    let pair = |row: &sea_orm::QueryResult| -> Result<String> {
        Ok(format!("({}, {})", row.try_get::<i64>("", "search_id")?, row.try_get::<i64>("", "post_id")?))
    };
    let pairs = written.iter().map(pair).collect::<Result<Vec<_>>>()?.join(", ");
    let text = format!(
        "INSERT INTO notices (person_id, post_id, thread_id, kind, at)
        SELECT s.person_id, f.post_id, MIN(f.thread_id), '{kind}', $1
        FROM search_finds AS f JOIN saved_searches AS s ON s.id = f.search_id
        WHERE (f.search_id, f.post_id) IN (VALUES {pairs}) AND s.level > 0 AND NOT EXISTS (SELECT 1 FROM notices AS told
            WHERE told.person_id = s.person_id AND told.post_id = f.post_id)
        GROUP BY s.person_id, f.post_id ON CONFLICT DO NOTHING",
        kind = crate::notices::Kind::Search.word(),
    );
    tx.conn.execute_raw(sql(&tx.conn, &text, [tx.now.0.into()])).await?;
    Ok(written.len())
}

/// Those who learn by mail of what a search finds from now on are not sent what has gathered meanwhile.
pub async fn skip_mail(tx: &Tx, search: SearchId) -> Result<()> {
    let text = "UPDATE notices SET mail_id = 0 WHERE kind = 'search' AND mail_id IS NULL
        AND person_id = (SELECT person_id FROM saved_searches WHERE id = $1)
        AND post_id IN (SELECT post_id FROM search_finds WHERE search_id = $1)";
    tx.conn.execute_raw(sql(&tx.conn, text, [search.0.into()])).await?;
    Ok(())
}

/// Forgets finds that are old, and events that nobody will ever take.
pub async fn sweep(db: &Db) -> Result<()> {
    let tx = db.begin().await?;
    for (table, kept_for) in [("search_finds", KEPT_FOR), ("search_events", WAITS_FOR)] {
        let text = format!("DELETE FROM {table} WHERE at < $1");
        tx.conn.execute_raw(sql(&tx.conn, &text, [tx.now.plus(-kept_for).0.into()])).await?;
    }
    tx.commit().await
}
