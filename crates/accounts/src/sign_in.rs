//! Signing in and out.

pub mod forms;
pub mod handlers;
pub mod paths;
pub mod views;

use anyhow::Context as _;
use kernel::{Db, Result, audit};
use tokio::sync::Semaphore;

use crate::attempts::{ACCOUNT, ADDRESS};
use crate::client::Client;
use crate::people::normal_email;
use crate::sessions::Started;
use crate::{attempts, passwords, people, sessions};

/// As many sign-ins are worked on at a time.
static TURNS: Semaphore = Semaphore::const_new(4);

/// Who wants to sign in, with what, from where.
#[derive(Debug)]
pub struct Attempt<'a> {
    /// As typed.
    pub email: &'a str,
    /// As typed.
    pub password: &'a str,
    /// Whether others use the same computer.
    pub is_shared: bool,
    /// The visitor's network.
    pub client: &'a Client,
}

/// A new session, or none when e-mail and password do not belong together (or the person is suspended).
pub async fn sign_in(db: &Db, attempt: &Attempt<'_>) -> Result<Option<Started>> {
    // Attempts count while they are under way, so an office that signs in at eight must not fill its own limit: few
    // are under way at a time, and the others wait.
    let _turn = TURNS.acquire().await.context("wait for a turn to sign in")?;
    let email = normal_email(attempt.email);
    // An account that is locked must not use up what the others behind the same address have left.
    attempts::reserve(db, ACCOUNT, &email).await?;
    if let Err(refused) = attempts::reserve(db, ADDRESS, &attempt.client.0).await {
        // Nor must a locked address lock the accounts behind it.
        attempts::give_back(db, ACCOUNT, &email).await?;
        return Err(refused);
    }
    let account = people::by_email(db, &email).await?;
    let stored = account.as_ref().and_then(|account| account.password_hash.clone());
    let is_right = passwords::verify(attempt.password, stored).await?;
    let Some(account) = account.filter(|account| is_right && account.standing != "suspended") else {
        return Ok(None);
    };
    attempts::give_back(db, ADDRESS, &attempt.client.0).await?;
    attempts::give_back(db, ACCOUNT, &email).await?;
    let tx = db.begin().await?;
    let started = sessions::start(&tx, &account, attempt.is_shared).await?;
    tx.commit().await?;
    Ok(Some(started))
}

/// Writes down that somebody did not get in; by whom it was tried is not known.
pub async fn refused(db: &Db) -> Result<()> {
    let tx = db.begin().await?;
    audit::note(&tx, None, "sign-in-refused", "site", "").await?;
    tx.commit().await
}
