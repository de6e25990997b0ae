//! Small facts about the site itself, by name.

use std::sync::atomic::Ordering;

use rand::Rng as _;
use sea_orm::ConnectionTrait;

use crate::db::sql;
use crate::text::hex;
use crate::{Db, Result, Tx};

/// The value under a name.
pub async fn get(conn: &impl ConnectionTrait, name: &str) -> Result<Option<String>> {
    let text = "SELECT value FROM settings WHERE name = $1";
    let row = conn.query_one_raw(sql(conn, text, [name.into()])).await?;
    row.map(|row| row.try_get("", "value")).transpose().map_err(Into::into)
}

/// Puts a value under a name.
pub async fn set(tx: &Tx, name: &str, value: &str) -> Result<()> {
    let text =
        "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    let values = [name.into(), value.into()];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(())
}

/// A secret of the site, drawn when there is none under this name yet: the same for all instances and after a restart.
pub async fn key(db: &Db, name: &str) -> Result<String> {
    if let Some(key) = get(&db.conn, name).await? {
        return Ok(key);
    }
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    let tx = db.begin().await?;
    let key = begin_with(&tx, name, &hex(&bytes)).await?;
    tx.commit().await?;
    Ok(key)
}

/// Puts a value under a name that has none yet, and tells what stands there: of two instances that start at once, the
/// later one finds what the earlier one has put there.
async fn begin_with(tx: &Tx, name: &str, value: &str) -> Result<String> {
    let text = "INSERT INTO settings (name, value) VALUES ($1, $2)
        ON CONFLICT (name) DO UPDATE SET value = settings.value RETURNING value";
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, [name.into(), value.into()])).await?;
    Ok(row.ok_or_else(|| anyhow::anyhow!("the setting {name} was written and not returned"))?.try_get("", "value")?)
}

/// Forgets a name.
pub async fn remove(tx: &Tx, name: &str) -> Result<()> {
    let text = "DELETE FROM settings WHERE name = $1";
    tx.conn.execute_raw(sql(&tx.conn, text, [name.into()])).await?;
    Ok(())
}

/// Counts the roster of people on by one, once in a transaction: every instance reads it anew before its next answer.
pub async fn roster_changed(tx: &Tx) -> Result<()> {
    if tx.counts_roster.swap(true, Ordering::Relaxed) {
        return Ok(());
    }
    let text = "UPDATE roster SET version = version + 1";
    tx.conn.execute_raw(sql(&tx.conn, text, [])).await?;
    Ok(())
}
