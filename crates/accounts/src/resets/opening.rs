//! From a link or a code to the person whose password it may set.

use kernel::db::sql;
use kernel::{Db, PersonId, Result, audit, once};
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use super::NOBODY;
use crate::attempts::{self, CODES};
use crate::client::{Browser, Client};
use crate::passwords::{self, Password, change};
use crate::people::{Account, askable, by_id};
use crate::{devices, sessions};

/// Wrong codes until none is taken any more; the link goes on working.
const MOST_TRIES: i64 = 5;

/// Which form it is, as `once` knows it.
const FORM: &str = "reset";

/// A reset that may be used by whoever asks.
pub struct Opened {
    /// The person.
    pub account: Account,
    /// Which of the person's resets it is: each hash has a salt of its own.
    code_hash: String,
}

#[derive(FromQueryResult)]
struct Row {
    person_id: PersonId,
    code_hash: String,
}

/// Whom a link belongs to; looking uses nothing up.
pub(super) async fn by_token(db: &Db, token: &str) -> Result<Option<Opened>> {
    let text = "SELECT person_id, code_hash FROM resets WHERE token_hash = $1 AND expires_at > $2";
    let values = [sessions::hash(token).into(), db.clock.now().0.into()];
    match Row::find_by_statement(sql(&db.conn, text, values)).one(&db.conn).await? {
        Some(row) => opened(db, row).await,
        None => Ok(None),
    }
}

/// Whom a code belongs to. A try is counted before it is compared, and an address without a reset is compared with
/// nothing, which takes as long.
pub(super) async fn by_code(db: &Db, client: &Client, email: &str, code: &str) -> Result<Option<Opened>> {
    attempts::reserve(db, CODES, &client.0).await?;
    let row = count(db, email).await?;
    let stored = row.as_ref().map(|row| row.code_hash.clone());
    let is_right = passwords::verify(code, stored).await?;
    let Some(row) = row.filter(|_| is_right) else { return Ok(None) };
    attempts::give_back(db, CODES, &client.0).await?;
    give_back(db, &row).await?;
    opened(db, row).await
}

/// What is typed into the form of a reset, and where.
pub(super) struct New<'a> {
    /// The new password.
    pub password: Password,
    /// Makes the form count once.
    pub once: &'a str,
    /// The browser, which is known from now on.
    pub browser: Browser,
}

/// Sets the password and ends every session of the person; tells the token of the device, or none if the reset has been
/// used or replaced meanwhile.
pub(super) async fn complete(db: &Db, url: &str, opened: &Opened, new: New<'_>) -> Result<Option<String>> {
    let hash = new.password.hash().await?;
    let tx = db.begin().await?;
    let text = "DELETE FROM resets WHERE person_id = $1 AND code_hash = $2 AND expires_at > $3";
    let values = [opened.account.id.0.into(), opened.code_hash.as_str().into(), tx.now.0.into()];
    let used = tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() == 1;
    if !used || !change::set(&tx, url, &opened.account, &hash).await? {
        return Ok(None);
    }
    once::claim(&tx, NOBODY, FORM, new.once, "").await?;
    sessions::end_all(&tx, opened.account.id, None).await?;
    let device = devices::remember(&tx, opened.account.id, new.browser.device).await?;
    tx.commit().await?;
    Ok(Some(device))
}

/// Whether a form with this value has set a password.
pub(super) async fn is_done(db: &Db, once: &str) -> Result<bool> {
    Ok(once::effect(db, NOBODY, FORM, once).await?.is_some())
}

async fn opened(db: &Db, row: Row) -> Result<Option<Opened>> {
    let account = by_id(db, row.person_id).await?.filter(Account::is_welcome);
    Ok(account.map(|account| Opened { account, code_hash: row.code_hash }))
}

async fn count(db: &Db, email: &str) -> Result<Option<Row>> {
    let tx = db.begin().await?;
    let text = "UPDATE resets SET tries = tries + 1
        WHERE person_id = (SELECT id FROM people WHERE email = $1) AND tries < $2 AND expires_at > $3
        RETURNING person_id, code_hash";
    let values = [askable(email).into(), MOST_TRIES.into(), tx.now.0.into()];
    let row = Row::find_by_statement(sql(&tx.conn, text, values)).one(&tx.conn).await?;
    // Something is written in any case, since a commit without it would be quicker.
    audit::note(&tx, None, "reset-tried", "site", "").await?;
    tx.commit().await?;
    Ok(row)
}

async fn give_back(db: &Db, row: &Row) -> Result<()> {
    let tx = db.begin().await?;
    let text = "UPDATE resets SET tries = tries - 1 WHERE person_id = $1 AND code_hash = $2 AND tries > 0";
    let values = [row.person_id.0.into(), row.code_hash.as_str().into()];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    tx.commit().await
}
