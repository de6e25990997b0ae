//! Signing in and out.

pub mod forms;
pub mod handlers;
pub mod paths;
pub mod views;

use anyhow::Context as _;
use kernel::{Db, Error, Result, audit, mail};
use tokio::sync::Semaphore;

use crate::attempts::{ADDRESS, WARNED};
use crate::client::{Browser, Client};
use crate::people::{Account, normal_email};
use crate::sessions::Started;
use crate::{attempts, devices, letters, passwords, people, sessions};

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
    /// The visitor's browser.
    pub browser: Browser,
}

/// What the browser is to keep after a sign-in.
#[derive(Debug)]
pub struct SignedIn {
    /// The session.
    pub session: Started,
    /// The token of the device.
    pub device: String,
}

/// A new session, or none when e-mail and password do not belong together (or the person is suspended).
pub async fn sign_in(db: &Db, url: &str, attempt: Attempt<'_>) -> Result<Option<SignedIn>> {
    // Attempts count while they are under way, so an office that signs in at eight must not fill its own limit: few
    // are under way at a time, and the others wait.
    let _turn = TURNS.acquire().await.context("wait for a turn to sign in")?;
    let email = normal_email(attempt.email);
    let bucket = devices::bucket(db, &email, attempt.browser.device.as_deref()).await?;
    // An account that is locked must not use up what the others behind the same address have left.
    let counted = attempts::reserve(db, bucket.limit, &bucket.whose).await?;
    // A known device has its own attempts, and whatever others do behind the same address must not lock it out.
    if bucket.is_shared()
        && let Err(refused) = attempts::reserve(db, ADDRESS, &attempt.client.0).await
    {
        // Nor must a locked address lock the accounts behind it.
        attempts::give_back(db, bucket.limit, &bucket.whose).await?;
        return Err(refused);
    }
    let account = people::by_email(db, &email).await?;
    let stored = account.as_ref().and_then(|account| account.password_hash.clone());
    let is_right = passwords::verify(attempt.password, stored).await?;
    let welcome = account.filter(Account::is_welcome);
    let Some(account) = welcome.as_ref().filter(|_| is_right) else {
        refused(db, url, welcome.as_ref().filter(|_| counted.is_last && bucket.is_shared())).await?;
        return Ok(None);
    };
    if bucket.is_shared() {
        attempts::give_back(db, ADDRESS, &attempt.client.0).await?;
    }
    attempts::give_back(db, bucket.limit, &bucket.whose).await?;
    begin(db, account, attempt.is_shared, attempt.browser).await.map(Some)
}

async fn begin(db: &Db, account: &Account, is_shared: bool, browser: Browser) -> Result<SignedIn> {
    let tx = db.begin().await?;
    if let Some(old) = &browser.session {
        sessions::end(&tx, old).await?;
    }
    let session = sessions::start(&tx, account, is_shared, &browser.agent).await?;
    let device = devices::remember(&tx, account.id, browser.device).await?;
    tx.commit().await?;
    Ok(SignedIn { session, device })
}

/// Ends the session behind a token.
pub async fn sign_out(db: &Db, token: &str) -> Result<()> {
    let tx = db.begin().await?;
    sessions::end(&tx, token).await?;
    tx.commit().await
}

/// Writes down that somebody did not get in; by whom it was tried is not known. The owner of an account that is locked
/// by it is told, once a day.
async fn refused(db: &Db, url: &str, locked: Option<&Account>) -> Result<()> {
    let tx = db.begin().await?;
    audit::note(&tx, None, "sign-in-refused", "site", "").await?;
    if let Some(account) = locked {
        match attempts::count(&tx, WARNED, &account.email).await {
            Ok(_) => mail::queue(&tx, &letters::locked(url, account, tx.now)).await?,
            Err(Error::TooMany(_)) => {}
            Err(error) => return Err(error),
        }
    }
    tx.commit().await
}
