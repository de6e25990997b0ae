//! 退会: taking along what is one's own, and giving up one's account.
//!
//! Invariants:
//! - whoever leaves is asked for the password, and told before what stays and what goes;
//! - sessions end, and names give way, with the next request of anybody; every index is built anew;
//! - of the last two who look after the site or a prefecture only one can leave, at the same moment too;
//! - what was taken along holds the person's own, and of others nothing that they may not read.

mod bundle;
mod forms;
pub mod handlers;
mod letters;
pub mod paths;
mod views;

use std::time::Duration;

use accounts::passwords;
use directory::{Roster, members};
use files::{Files, sweeping};
use forum::departures;
use kernel::viewer::Role;
use kernel::{Error, Result, Viewer, mail};
use tokio::time::timeout;
use web::App;

/// So long an answer waits for the files of the database.
const PATIENCE: Duration = Duration::from_secs(5);

/// What became of the wish to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    /// The account is gone.
    Gone,
    /// The password was another one.
    WrongPassword,
    /// Nobody else looks after these.
    Needed(Vec<Role>),
}

/// Gives up the viewer's account.
pub async fn leave(app: &App, files: &Files, people: &Roster, viewer: &Viewer, password: &str) -> Result<Left> {
    if !passwords::is_present(&app.db, viewer, password).await? {
        return Ok(Left::WrongPassword);
    }
    let tx = app.db.begin().await?;
    let gone = match members::leave(&tx, viewer.id(), &app.places).await? {
        Ok(gone) => gone,
        Err(offices) => return Ok(Left::Needed(offices)),
    };
    if gone.email.is_empty() {
        return Err(Error::SignedOut);
    }
    departures::forget(&tx, &gone, people).await?;
    mail::queue(&tx, &letters::left(&gone.email, &app.config.url)).await?;
    search::index::expire(&tx).await?;
    tx.commit().await?;
    sweeping::soon(&app.db, files);
    // Whoever has left is told so, even if what lies behind the rows takes its time.
    let db = app.db.clone();
    let scrubbing = tokio::spawn(async move {
        if let Err(problem) = db.scrub(&departures::TABLES).await {
            tracing::warn!(%problem, "the files of the database still hold what somebody has left behind");
        }
    });
    let _ = timeout(PATIENCE, scrubbing).await;
    Ok(Left::Gone)
}
