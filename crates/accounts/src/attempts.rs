//! Limits on failed attempts, per account and per address, in the database so that all instances share them.
//!
//! An attempt is counted before its outcome is known and given back when it succeeds: many at once cannot slip through,
//! and people who sign in correctly are never counted, since whole offices share one address.

use kernel::clock::MINUTE;
use kernel::db::sql;
use kernel::text::hex;
use kernel::{Db, Error, Result};
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use sha2::{Digest as _, Sha256};

/// A kind of limit.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    name: &'static str,
    failures: i64,
    window: i64,
}

impl Limit {
    /// So many attempts under a name of its own, in so many milliseconds.
    pub const fn new(name: &'static str, failures: i64, window: i64) -> Self {
        Self { name, failures, window }
    }
}

/// For one account.
pub const ACCOUNT: Limit = Limit { name: "account", failures: 10, window: 15 * MINUTE };
/// For one network address.
pub const ADDRESS: Limit = Limit { name: "address", failures: 30, window: 60 * MINUTE };

#[derive(FromQueryResult)]
struct Row {
    failures: i64,
    since: i64,
}

/// Counts an attempt, or says how long to wait.
pub async fn reserve(db: &Db, limit: Limit, whose: &str) -> Result<()> {
    let bucket = bucket(limit, whose);
    let tx = db.begin().await?;
    // The row is made first and then read under its lock, so that attempts at the same moment queue up.
    let make = "INSERT INTO attempts (bucket, failures, since) VALUES ($1, 0, $2) ON CONFLICT (bucket) DO UPDATE SET
        failures = CASE WHEN attempts.since <= $3 THEN 0 ELSE attempts.failures END,
        since = CASE WHEN attempts.since <= $3 THEN excluded.since ELSE attempts.since END";
    let start = tx.now.0 - limit.window;
    tx.conn.execute_raw(sql(&tx.conn, make, [bucket.as_str().into(), tx.now.0.into(), start.into()])).await?;
    let read = sql(&tx.conn, "SELECT failures, since FROM attempts WHERE bucket = $1", [bucket.as_str().into()]);
    let row = Row::find_by_statement(read).one(&tx.conn).await?.unwrap_or(Row { failures: 0, since: tx.now.0 });
    if row.failures >= limit.failures {
        return Err(Error::TooMany(((row.since + limit.window - tx.now.0) / 1_000).max(1)));
    }
    let count = sql(&tx.conn, "UPDATE attempts SET failures = failures + 1 WHERE bucket = $1", [bucket.into()]);
    tx.conn.execute_raw(count).await?;
    tx.commit().await
}

/// Gives an attempt back that turned out well.
pub async fn give_back(db: &Db, limit: Limit, whose: &str) -> Result<()> {
    let tx = db.begin().await?;
    let text = "UPDATE attempts SET failures = failures - 1 WHERE bucket = $1 AND failures > 0";
    tx.conn.execute_raw(sql(&tx.conn, text, [bucket(limit, whose).into()])).await?;
    tx.commit().await
}

/// Hashed, because a table of who tried to sign in from where is nobody's business.
fn bucket(limit: Limit, whose: &str) -> String {
    format!("{}:{}", limit.name, hex(&Sha256::digest(whose.as_bytes())[..16]))
}
