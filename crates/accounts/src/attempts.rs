//! Limits on failed attempts, per account, known device and address, in the database so that all instances share them.
//!
//! An attempt is counted before its outcome is known and given back when it succeeds: many at once cannot slip through,
//! and people who sign in correctly are never counted, since whole offices share one address.

use kernel::clock::{DAY, HOUR, MINUTE};
use kernel::db::sql;
use kernel::text::hex;
use kernel::{Db, Error, Result, Tx};
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use sha2::{Digest as _, Sha256};

/// A kind of limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// For one account, tried from devices that nobody has signed in from.
pub const ACCOUNT: Limit = Limit { name: "account", failures: 10, window: 15 * MINUTE };
/// For one person on one device that they have signed in from before.
pub const DEVICE: Limit = Limit { name: "device", failures: 10, window: 15 * MINUTE };
/// For one network address.
pub const ADDRESS: Limit = Limit { name: "address", failures: 30, window: HOUR };
/// Wrong codes of resets from one network address: apart from failed sign-ins, since a reset is the way out of those.
pub const CODES: Limit = Limit { name: "codes", failures: 30, window: HOUR };
/// For the present password, which is asked of somebody who is signed in.
pub const PRESENT: Limit = Limit { name: "present", failures: 10, window: 15 * MINUTE };
/// Letters with a reset to one e-mail address.
pub const LETTERS: Limit = Limit { name: "letters", failures: 5, window: 30 * MINUTE };
/// Letters with a reset that are asked for from one network address.
pub const ASKED: Limit = Limit { name: "asked", failures: 30, window: HOUR };
/// Letters that tell one person of failed attempts.
pub const WARNED: Limit = Limit { name: "warned", failures: 1, window: DAY };

#[derive(FromQueryResult)]
struct Row {
    failures: i64,
    since: i64,
}

/// An attempt that has been counted.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    /// Whether the limit is reached with it.
    pub is_last: bool,
}

/// Counts an attempt, or says how long to wait.
pub async fn reserve(db: &Db, limit: Limit, whose: &str) -> Result<Counted> {
    let tx = db.begin().await?;
    let counted = count(&tx, limit, whose).await?;
    tx.commit().await?;
    Ok(counted)
}

/// Counts an attempt in the caller's transaction, or says how long to wait.
pub async fn count(tx: &Tx, limit: Limit, whose: &str) -> Result<Counted> {
    let bucket = bucket(limit, whose);
    // The row is made first and then read under its lock, so that attempts at the same moment queue up. What began in
    // the future was written while the clock was wrong.
    let make = "INSERT INTO attempts (bucket, failures, since) VALUES ($1, 0, $2) ON CONFLICT (bucket) DO UPDATE SET
        failures = CASE WHEN attempts.since <= $3 OR attempts.since > $2 THEN 0 ELSE attempts.failures END,
        since = CASE WHEN attempts.since <= $3 OR attempts.since > $2 THEN excluded.since ELSE attempts.since END";
    let start = tx.now.0 - limit.window;
    tx.conn.execute_raw(sql(&tx.conn, make, [bucket.as_str().into(), tx.now.0.into(), start.into()])).await?;
    let read = sql(&tx.conn, "SELECT failures, since FROM attempts WHERE bucket = $1", [bucket.as_str().into()]);
    let row = Row::find_by_statement(read).one(&tx.conn).await?.unwrap_or(Row { failures: 0, since: tx.now.0 });
    if row.failures >= limit.failures {
        return Err(Error::TooMany(((row.since + limit.window - tx.now.0) / 1_000).max(1)));
    }
    let count = sql(&tx.conn, "UPDATE attempts SET failures = failures + 1 WHERE bucket = $1", [bucket.into()]);
    tx.conn.execute_raw(count).await?;
    Ok(Counted { is_last: row.failures + 1 >= limit.failures })
}

/// Gives an attempt back that turned out well.
pub async fn give_back(db: &Db, limit: Limit, whose: &str) -> Result<()> {
    let tx = db.begin().await?;
    let text = "UPDATE attempts SET failures = failures - 1 WHERE bucket = $1 AND failures > 0";
    tx.conn.execute_raw(sql(&tx.conn, text, [bucket(limit, whose).into()])).await?;
    tx.commit().await
}

/// Forgets all attempts under a limit.
pub async fn forget(tx: &Tx, limit: Limit, whose: &str) -> Result<()> {
    let text = "DELETE FROM attempts WHERE bucket = $1";
    tx.conn.execute_raw(sql(&tx.conn, text, [bucket(limit, whose).into()])).await?;
    Ok(())
}

/// Hashed, because a table of who tried to sign in from where is nobody's business.
fn bucket(limit: Limit, whose: &str) -> String {
    format!("{}:{}", limit.name, hex(&Sha256::digest(whose.as_bytes())[..16]))
}
