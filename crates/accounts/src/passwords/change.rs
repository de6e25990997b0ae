//! Setting another password: whatever the old one opened is closed.

use kernel::db::sql;
use kernel::{Db, Error, Result, SessionId, Tx, Viewer, audit, mail};
use sea_orm::ConnectionTrait as _;

use super::{Password, verify};
use crate::attempts::PRESENT;
use crate::people::Account;
use crate::sessions::Started;
use crate::{attempts, devices, letters, sessions};

/// Puts another password in place: outstanding resets stop working, failed attempts are forgotten, and the person is
/// told by mail. The caller ends the sessions. False when the person is suspended, or has left, meanwhile.
pub(crate) async fn set(tx: &Tx, url: &str, account: &Account, hash: &str) -> Result<bool> {
    let text = "UPDATE people SET password_hash = $2 WHERE id = $1 AND standing IN ('active', 'pending')";
    let set = tx.conn.execute_raw(sql(&tx.conn, text, [account.id.0.into(), hash.into()])).await?;
    if set.rows_affected() == 0 {
        return Ok(false);
    }
    let text = "DELETE FROM resets WHERE person_id = $1";
    tx.conn.execute_raw(sql(&tx.conn, text, [account.id.0.into()])).await?;
    devices::unlock(tx, account.id, &account.email).await?;
    audit::note(tx, Some(account.id), "password-change", &format!("person-{}", account.id), "").await?;
    mail::queue(tx, &letters::changed(url, account, tx.now)).await?;
    Ok(true)
}

/// Whether this is the person's present password. A wrong one is counted, so that an open session left alone does not
/// give the password away.
pub(super) async fn is_present(db: &Db, account: &Account, typed: &str) -> Result<bool> {
    let whose = account.id.to_string();
    attempts::reserve(db, PRESENT, &whose).await?;
    let is_right = verify(typed, account.password_hash.clone()).await?;
    if is_right {
        attempts::give_back(db, PRESENT, &whose).await?;
    }
    Ok(is_right)
}

/// Changes one's own password; all other sessions end, and this one goes on under another token.
pub(super) async fn change(db: &Db, url: &str, me: &Viewer, account: &Account, new: Password) -> Result<Started> {
    let hash = new.hash().await?;
    let tx = db.begin().await?;
    // Two changes at the same moment: the second one was made with a password that is no longer the present one.
    if !holds(&tx, account, me.session()).await? || !set(&tx, url, account, &hash).await? {
        return Err(Error::SignedOut);
    }
    let started = sessions::renew(&tx, account.id, me.session()).await?;
    tx.commit().await?;
    Ok(started)
}

/// Whether the session is still there and the password still the one that was checked.
async fn holds(tx: &Tx, account: &Account, session: SessionId) -> Result<bool> {
    let text = "SELECT people.id FROM people JOIN sessions ON sessions.person_id = people.id AND sessions.id = $2
        WHERE people.id = $1 AND people.password_hash = $3";
    let values = [account.id.0.into(), session.0.into(), account.password_hash.clone().into()];
    Ok(tx.conn.query_one_raw(sql(&tx.conn, text, values)).await?.is_some())
}
