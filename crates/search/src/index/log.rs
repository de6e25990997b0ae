//! The change log as an index reads it.
//!
//! On SQLite there is one writer, so notes become visible in the order of their ids. On PostgreSQL a lower id may become
//! visible later; there only notes of transactions below the horizon are read, before which everything is settled, and
//! the order is that of (transaction, id). Either way nothing can appear before a mark.

use kernel::changes::DocKey;
use kernel::clock::DAY;
use kernel::db::sql;
use kernel::{Db, Result, settings};
use sea_orm::{ConnectionTrait as _, DbBackend, QueryResult, Statement, Value};
use serde::{Deserialize, Serialize};

/// Notes are kept for this long, in milliseconds.
const KEPT: i64 = 7 * DAY;

/// Name of the setting with the note before which the log was swept.
const SWEPT: &str = "changes_swept_to";

/// Name of the setting that is renewed to have every index built anew.
pub(super) const EPOCH: &str = "index_epoch";

/// A note that has been read, and with it everything before it. The default is the time before the first note.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    /// The transaction of the note on PostgreSQL; 0 on SQLite.
    pub transaction: i64,
    /// The note.
    pub id: i64,
    /// Its stamp, which another log would not carry at the same id.
    pub stamp: i64,
}

/// A note.
#[derive(Clone, Copy, Debug)]
pub struct Note {
    /// The document that changed; `None` for a kind that this version does not know.
    pub key: Option<DocKey>,
    /// Whether something of it may no longer be found.
    pub narrows: bool,
    /// The mark after this note.
    pub mark: Mark,
}

/// Notes after a mark.
#[derive(Debug)]
pub enum Notes {
    /// They follow the mark without a gap.
    After(Vec<Note>),
    /// The mark is not of this log, or what followed it may have been swept.
    Lost,
}

/// What an index must carry to be of use to this database.
pub async fn epoch(db: &Db) -> Result<String> {
    Ok(db.unless_lost(settings::get(&db.conn, EPOCH)).await?.unwrap_or_default())
}

/// At most `limit` notes after a mark.
pub async fn after(db: &Db, mark: Mark, limit: u64) -> Result<Notes> {
    let start = mark == Mark::default();
    if start && swept_to(db).await? > 0 {
        return Ok(Notes::Lost);
    }
    // The note of the mark itself is read again, to see that it still is the same.
    let sql = match db.backend() {
        DbBackend::Postgres => {
            "SELECT id, key, stamp, narrows, CAST(CAST(txid AS text) AS bigint) AS txid FROM changes \
             WHERE (txid, id) >= (CAST(CAST($1 AS text) AS xid8), $2) \
             AND txid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY txid, id LIMIT $3"
        }
        _ => "SELECT id, key, stamp, narrows, $1 AS txid FROM changes WHERE id >= $2 ORDER BY id LIMIT $3",
    };
    let limit = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let rows = query(db, sql, [transaction(db, mark), mark.id.into(), limit.into()]).await?;
    let mut notes = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    if !start {
        if notes.first().is_none_or(|first| first.mark != mark) {
            return Ok(Notes::Lost);
        }
        notes.remove(0);
    }
    Ok(Notes::After(notes))
}

/// The mark after the newest note that can be read: what is loaded from the database afterwards is at least as new.
pub async fn newest(db: &Db) -> Result<Mark> {
    let sql = match db.backend() {
        DbBackend::Postgres => {
            "SELECT id, key, stamp, narrows, CAST(CAST(txid AS text) AS bigint) AS txid FROM changes \
             WHERE txid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY txid DESC, id DESC LIMIT 1"
        }
        _ => "SELECT id, key, stamp, narrows, 0 AS txid FROM changes ORDER BY id DESC LIMIT 1",
    };
    let rows = query(db, sql, []).await?;
    rows.first().map_or(Ok(Mark::default()), |row| Ok(read(row)?.mark))
}

/// What holds now, whatever an index has read.
#[derive(Debug, Default)]
pub struct Present {
    /// The documents of which notes after a mark say that something may no longer be found.
    pub narrowed: Vec<DocKey>,
    /// The version of the list of words that mean the same.
    pub synonyms: i64,
}

/// What holds at this moment: what has been narrowed after a mark, and which list of synonyms there is.
///
/// On PostgreSQL these are also notes that an index cannot read yet: what can be seen counts, settled or not.
pub async fn present_after(db: &Db, mark: Mark) -> Result<Present> {
    let sql = match db.backend() {
        DbBackend::Postgres => {
            "SELECT DISTINCT key, 0::bigint AS version FROM changes \
             WHERE (txid, id) > (CAST(CAST($1 AS text) AS xid8), $2) AND narrows \
             UNION ALL SELECT '', version FROM synonym_list"
        }
        _ => {
            "SELECT DISTINCT key, 0 AS version, $1 AS txid FROM changes WHERE narrows AND id > $2 \
             UNION ALL SELECT '', version, 0 FROM synonym_list"
        }
    };
    let rows = query(db, sql, [transaction(db, mark), mark.id.into()]).await?;
    let mut present = Present::default();
    for row in rows {
        present.narrowed.extend(DocKey::parse(&row.try_get::<String>("", "key")?));
        present.synonyms = present.synonyms.max(row.try_get("", "version")?);
    }
    Ok(present)
}

/// The highest id of all notes that have been committed.
pub async fn highest(db: &Db) -> Result<i64> {
    let rows = query(db, "SELECT COALESCE(MAX(id), 0) AS id FROM changes", []).await?;
    rows.first().map_or(Ok(0), |row| Ok(row.try_get("", "id")?))
}

/// How many notes after a mark have ids up to `last`.
pub async fn count_after(db: &Db, mark: Mark, last: i64) -> Result<u64> {
    let sql = match db.backend() {
        DbBackend::Postgres => {
            "SELECT COUNT(*) AS many FROM changes WHERE (txid, id) > (CAST(CAST($1 AS text) AS xid8), $2) AND id <= $3"
        }
        _ => "SELECT COUNT(*) AS many, $1 AS txid FROM changes WHERE id > $2 AND id <= $3",
    };
    let rows = query(db, sql, [transaction(db, mark), mark.id.into(), last.into()]).await?;
    let many: i64 = rows.first().map_or(Ok(0), |row| row.try_get("", "many"))?;
    Ok(many.unsigned_abs())
}

/// Removes what stands before the newest note that is older than seven days. That note stays: the mark of an index that
/// has read everything before a quiet week still has to be there afterwards.
///
/// "Before" is in the order in which indexes read, whatever clocks have said: where the note of a mark is, all after it is.
pub async fn sweep(db: &Db) -> Result<()> {
    let old = db.clock.now().plus(-KEPT).0;
    let (newest, before) = match db.backend() {
        DbBackend::Postgres => ("txid DESC, id DESC", "(txid, id) < (SELECT txid, id FROM changes WHERE id = $1)"),
        _ => ("id DESC", "id < $1"),
    };
    let kept = format!("SELECT id FROM changes WHERE at < $1 ORDER BY {newest} LIMIT 1");
    let Some(kept) = query(db, &kept, [old.into()]).await?.first().map(|row| row.try_get::<i64>("", "id")) else {
        return Ok(());
    };
    let kept = kept?;
    let any = format!("SELECT id FROM changes WHERE {before} LIMIT 1");
    if query(db, &any, [kept.into()]).await?.is_empty() {
        return Ok(());
    }
    let tx = db.begin().await?;
    let delete = format!("DELETE FROM changes WHERE {before}");
    tx.conn.execute_raw(sql(&tx.conn, &delete, [kept.into()])).await?;
    settings::set(&tx, SWEPT, &kept.to_string()).await?;
    tx.commit().await
}

async fn swept_to(db: &Db) -> Result<i64> {
    Ok(settings::get(&db.conn, SWEPT).await?.and_then(|id| id.parse().ok()).unwrap_or(0))
}

fn read(row: &QueryResult) -> Result<Note> {
    let key: String = row.try_get("", "key")?;
    let mark =
        Mark { transaction: row.try_get("", "txid")?, id: row.try_get("", "id")?, stamp: row.try_get("", "stamp")? };
    Ok(Note { key: DocKey::parse(&key), narrows: row.try_get("", "narrows")?, mark })
}

/// PostgreSQL's type for transactions is only reached from text.
fn transaction(db: &Db, mark: Mark) -> Value {
    match db.backend() {
        DbBackend::Postgres => mark.transaction.to_string().into(),
        _ => mark.transaction.into(),
    }
}

async fn query(db: &Db, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<Vec<QueryResult>> {
    let statement = Statement::from_sql_and_values(db.backend(), sql, values);
    db.unless_lost(async { Ok(db.conn.query_all_raw(statement).await?) }).await
}
