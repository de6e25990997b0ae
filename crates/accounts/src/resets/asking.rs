//! Asking for a letter: the same answer, after the same work, whoever asks for whomever.

use kernel::clock::MINUTE;
use kernel::once::{self, Claim, claim};
use kernel::{Db, Error, Result, audit, mail};

use super::{NOBODY, draw, issue};
use crate::attempts::{ASKED, LETTERS};
use crate::client::Client;
use crate::people::{Account, by_email, normal_email};
use crate::{attempts, letters};

/// How long link and code of a letter work: mail that is stripped on its way takes five minutes and more.
const VALID: i64 = 30 * MINUTE;

/// What somebody asks for.
pub(super) struct Wish<'a> {
    /// E-mail address.
    pub email: &'a str,
    /// Makes the form count once.
    pub once: &'a str,
}

/// Sends a letter if there is somebody under the address; nobody is told whether there is.
pub(super) async fn ask(db: &Db, url: &str, wish: Wish<'_>, client: &Client) -> Result<()> {
    attempts::reserve(db, ASKED, &client.0).await?;
    let email = normal_email(wish.email);
    let account = by_email(db, &email).await?.filter(Account::is_welcome);
    let drawn = draw().await?;
    let tx = db.begin().await?;
    if claim(&tx, NOBODY, &once::typed("forgotten", [&*email]), wish.once, "").await? != Claim::First {
        return Ok(());
    }
    let may_write = match attempts::count(&tx, LETTERS, &email).await {
        Ok(_) => true,
        Err(Error::TooMany(_)) => false,
        Err(error) => return Err(error),
    };
    audit::note(&tx, None, "reset-asked", "site", "").await?;
    if let Some(account) = account.filter(|_| may_write) {
        let issued = issue(&tx, account.id, drawn, VALID).await?;
        mail::queue(&tx, &letters::reset(url, &account, &issued)).await?;
    }
    tx.commit().await
}
