//! The first start of an empty site: a one-time address for the first administrator.

mod forms;
mod handlers;
mod views;

pub use handlers::routes;
use kernel::clock::HOUR;
use kernel::db::sql;
use kernel::{Db, Result, Timestamp, Tx, settings};
use sea_orm::ConnectionTrait as _;

use crate::Site;

/// Where the hash of the token lies, with the instant at which it expires.
const NAME: &str = "setup";

/// A fresh one-time address if nobody is on the site yet; the address of an earlier start stops working.
pub async fn invite(site: &Site) -> anyhow::Result<Option<String>> {
    let tx = site.app.db.begin().await?;
    if has_people(&tx).await? {
        return Ok(None);
    }
    let token = format!("{:x}{:x}", kernel::ids::random(), kernel::ids::random());
    let expires = tx.now.plus(HOUR).0;
    settings::set(&tx, NAME, &format!("{} {expires}", accounts::sessions::hash(&token))).await?;
    tx.commit().await?;
    Ok(Some(format!("{}/setup/{token}", site.app.config.url)))
}

/// Whether the token is the one that was printed last and has not expired.
async fn is_valid(db: &Db, token: &str) -> Result<bool> {
    let stored = settings::get(&db.conn, NAME).await?;
    Ok(matches(stored.as_deref(), token, db.clock.now()))
}

/// Uses the token up inside the transaction that makes the administrator; false if somebody was faster.
async fn take(tx: &Tx, token: &str) -> Result<bool> {
    let stored = settings::get(&tx.conn, NAME).await?;
    if !matches(stored.as_deref(), token, tx.now) || has_people(tx).await? {
        return Ok(false);
    }
    settings::remove(tx, NAME).await?;
    Ok(true)
}

fn matches(stored: Option<&str>, token: &str, now: Timestamp) -> bool {
    let Some((hash, expires)) = stored.and_then(|stored| stored.split_once(' ')) else { return false };
    hash == accounts::sessions::hash(token) && expires.parse().is_ok_and(|expires: i64| now.0 < expires)
}

async fn has_people(tx: &Tx) -> Result<bool> {
    let found = tx.conn.query_one_raw(sql(&tx.conn, "SELECT id FROM people WHERE id > 0 LIMIT 1", [])).await?;
    Ok(found.is_some())
}
