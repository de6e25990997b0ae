//! The change log: which documents the search index has to read anew.
//!
//! A note is written in the same transaction as the change, so either both happen or neither; the index of every
//! instance follows the log at its own pace (see the `search` crate).

use std::fmt;

use sea_orm::{ConnectionTrait as _, DbBackend, DeriveValueType};

use crate::db::sql;
use crate::{PersonId, Result, ThreadId, Tx, ids};

/// The name of a document in the index: `thread-12`, `person-7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocKey {
    /// What it is: `thread` or `person`.
    pub kind: &'static str,
    /// Its row.
    pub id: i64,
}

impl DocKey {
    /// The kinds of documents that exist.
    pub const KINDS: [&'static str; 2] = ["thread", "person"];

    /// Reads `thread-12`; `None` when it is no key.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once('-')?;
        let kind = Self::KINDS.into_iter().find(|known| *known == kind)?;
        Some(Self { kind, id: id.parse().ok()? })
    }
}

impl From<ThreadId> for DocKey {
    fn from(id: ThreadId) -> Self {
        Self { kind: "thread", id: id.0 }
    }
}

impl From<PersonId> for DocKey {
    fn from(id: PersonId) -> Self {
        Self { kind: "person", id: id.0 }
    }
}

impl fmt::Display for DocKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.kind, self.id)
    }
}

/// A state of the log: two requests that see the same version see the same documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, DeriveValueType)]
pub struct Version(pub i64);

/// The version as a column of any statement; `NULL` while it cannot be told.
///
/// On SQLite transactions are committed in the order of their notes, so the last note is the version. On PostgreSQL an
/// earlier transaction may commit later. The greatest transaction whose notes are seen is the version, provided that
/// none below it is under way: whatever commits later is then greater and makes another version.
pub fn version_column(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Postgres => {
            "(SELECT CASE WHEN txid < pg_snapshot_xmin(pg_current_snapshot()) THEN txid::text::bigint END
                FROM changes ORDER BY txid DESC LIMIT 1)"
        }
        _ => "(SELECT MAX(id) FROM changes)",
    }
}

/// Notes that a document must be read anew.
pub async fn note(tx: &Tx, key: impl Into<DocKey>) -> Result<()> {
    write(tx, key.into(), false).await
}

/// Notes that a document must be read anew because something of it may no longer be found: it was withdrawn, moved,
/// hidden, shortened. Until an index has read such a note, its queries leave the document out.
pub async fn note_narrowing(tx: &Tx, key: impl Into<DocKey>) -> Result<()> {
    write(tx, key.into(), true).await
}

async fn write(tx: &Tx, key: DocKey, narrows: bool) -> Result<()> {
    // The stamp tells this log from another one with the same numbers, such as a restored database's.
    let values = [key.to_string().into(), tx.now.0.into(), ids::random().into(), narrows.into()];
    let text = "INSERT INTO changes (key, at, stamp, narrows) VALUES ($1, $2, $3, $4)";
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(())
}
