//! The carrier of mail: takes letters out of the queue and, as no mail server is configured, lays each down as a file.
//!
//! Invariants:
//! - a letter that has been carried is marked and emptied: codes and links must not stay in the database;
//! - a carrier claims letters before it carries them, so that instances do not carry the same ones; a claim lapses, so a
//!   carrier that dies loses nothing;
//! - carrying a letter again writes the same file again.

mod envelope;
mod folder;
mod queue;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use kernel::clock::DAY;
use kernel::db::sql;
use kernel::{Db, Result};
use sea_orm::ConnectionTrait as _;
use tracing::warn;

pub use self::envelope::Sender;
use self::folder::File;
use self::queue::Waiting;

/// How long a letter that has been carried is remembered.
const REMEMBERED: i64 = 30 * DAY;

/// Where letters go, and from whom.
#[derive(Clone, Debug)]
pub struct Carrier {
    /// The folder.
    pub folder: PathBuf,
    /// The sender of all letters.
    pub sender: Sender,
}

impl Carrier {
    /// Carries for ever, as soon as there is something.
    pub async fn run(self, db: Db) {
        loop {
            if let Err(error) = db.unless_lost(self.carry(&db)).await {
                warn!(cause = format!("{error:#}"), "could not carry mail");
                tokio::time::sleep(Duration::from_secs(30)).await;
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    /// Carries everything that waits, in order; returns how many letters there were. Safe to run twice.
    pub async fn carry(&self, db: &Db) -> Result<usize> {
        let mut carried = 0;
        while db.unless_lost(queue::has_waiting(db)).await? {
            let letters = db.unless_lost(queue::claim(db)).await?;
            if letters.is_empty() {
                break;
            }
            let files: Vec<_> = letters.iter().map(|letter| self.file(letter)).collect();
            let folder = self.folder.clone();
            let written = tokio::task::spawn_blocking(move || folder::write(&folder, &files));
            let (count, failed) = written.await.context("write mail in the background")?;
            db.unless_lost(queue::carried(db, &letters[..count])).await?;
            carried += count;
            failed?;
        }
        Ok(carried)
    }

    /// A letter that cannot be addressed must not hold up the others: it is passed over for good.
    fn file(&self, letter: &Waiting) -> Option<File> {
        let file = self.sender.file(letter);
        file.inspect_err(|error| warn!(mail = letter.id, cause = format!("{error:#}"), "passed over a letter")).ok()
    }
}

/// Forgets letters that were carried long ago.
pub async fn sweep(db: &Db) -> Result<()> {
    let tx = db.begin().await?;
    let text = "DELETE FROM mails WHERE sent_at < $1";
    tx.conn.execute_raw(sql(&tx.conn, text, [tx.now.plus(-REMEMBERED).0.into()])).await?;
    tx.commit().await
}
