//! The carrier of mail: takes letters out of the queue and hands each to the mail server, or lays it down as a file where
//! no mail server is configured.
//!
//! Invariants:
//! - a letter that has been carried is marked and emptied: codes and links must not stay in the database;
//! - a carrier claims letters before it carries them, so that instances do not carry the same ones; a claim lapses, so a
//!   carrier that dies loses nothing. To a mail server letters go one by one: at most the one that was on its way when
//!   the process died goes twice, with the same `Message-ID`;
//! - letters about what is new get their words when they leave, under the scope of their reader at that moment;
//! - what cannot be delivered is tried again, ever less often, and given up visibly (`/admin/mail`, and the log).

mod admin;
mod envelope;
mod folder;
pub(crate) mod handlers;
mod outgoing;
mod queue;
mod relay;
mod views;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use kernel::clock::DAY;
use kernel::db::sql;
use kernel::{Db, Result};
use sea_orm::ConnectionTrait as _;
use tokio::sync::watch;
use tracing::warn;

pub use self::envelope::Sender;
use self::folder::File;
use self::outgoing::Outgoing;
use self::queue::Waiting;
pub use self::relay::Relay;
use self::relay::{Connection, Trouble};
use crate::Site;

/// How long a letter that has been carried, or given up, is remembered.
const REMEMBERED: i64 = 30 * DAY;

/// Letters that are laid down together.
const PILE: i64 = 50;

/// Where letters go, and from whom.
#[derive(Clone, Debug)]
pub struct Carrier {
    /// The folder, for want of a mail server.
    pub folder: PathBuf,
    /// The mail server.
    pub relay: Option<Relay>,
    /// The sender of all letters.
    pub sender: Sender,
}

impl Carrier {
    /// Carries as soon as there is something, until it is told to stop; the letter in hand is carried to its end.
    pub async fn run(self, site: Site, stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            let pause = match self.carry_until(&site, &stop).await {
                Ok(_) => Duration::from_secs(1),
                Err(error) => {
                    warn!(cause = format!("{error:#}"), "could not carry mail");
                    Duration::from_secs(30)
                }
            };
            let mut stopped = stop.clone();
            tokio::time::timeout(pause, stopped.wait_for(|stop| *stop)).await.ok();
        }
    }

    /// Carries everything that waits, in order; returns how many letters have left. Safe to run twice.
    pub async fn carry(&self, site: &Site) -> Result<usize> {
        let (_keep, stop) = watch::channel(false);
        self.carry_until(site, &stop).await
    }

    async fn carry_until(&self, site: &Site, stop: &watch::Receiver<bool>) -> Result<usize> {
        self.take_away(site).await?;
        match &self.relay {
            Some(relay) => self.hand_over(relay, site, stop).await,
            None => self.lay_down(site).await,
        }
    }

    /// Removes letters from the folder that may hold what has been erased since.
    async fn take_away(&self, site: &Site) -> Result<()> {
        let recalled = site.app.db.unless_lost(queue::recalled(&site.app.db)).await?;
        if recalled.is_empty() {
            return Ok(());
        }
        let (folder, ids) = (self.folder.clone(), recalled.clone());
        let removed = tokio::task::spawn_blocking(move || folder::remove(&folder, &ids));
        removed.await.context("remove mail in the background")??;
        site.app.db.unless_lost(queue::taken_away(&site.app.db, &recalled)).await
    }

    async fn lay_down(&self, site: &Site) -> Result<usize> {
        let db = &site.app.db;
        let mut carried = 0;
        loop {
            let letters = claim(db, PILE).await?;
            if letters.is_empty() {
                return Ok(carried);
            }
            let (mut kept, mut files) = (Vec::new(), Vec::new());
            for letter in letters {
                match db.unless_lost(outgoing::of(site, &letter)).await? {
                    Some(outgoing) => {
                        files.push(self.file(&outgoing));
                        kept.push(letter);
                    }
                    None => db.unless_lost(queue::forget(db, &letter)).await?,
                }
            }
            let folder = self.folder.clone();
            let written = tokio::task::spawn_blocking(move || folder::write(&folder, &files));
            let (count, failed) = written.await.context("write mail in the background")?;
            db.unless_lost(queue::carried(db, &kept[..count])).await?;
            carried += count;
            failed?;
        }
    }

    /// One by one, over one connection as long as that holds.
    async fn hand_over(&self, relay: &Relay, site: &Site, stop: &watch::Receiver<bool>) -> Result<usize> {
        let db = &site.app.db;
        let (mut connection, mut carried) = (None, 0);
        while !*stop.borrow() {
            let Some(letter) = claim(db, 1).await?.pop() else { break };
            let mut open = match connection.take() {
                Some(open) => open,
                None => match relay.connect().await {
                    Ok(open) => open,
                    Err(problem) => {
                        db.unless_lost(queue::put_back(db, &letter, &problem)).await?;
                        return Err(anyhow!("the mail server cannot be reached: {problem}").into());
                    }
                },
            };
            let holds = self.hand_over_one(&mut open, site, &letter, &mut carried).await?;
            if !holds {
                return Err(anyhow!("the mail server does not go on; see the letters at /admin/mail").into());
            }
            connection = Some(open);
        }
        if let Some(open) = connection {
            open.close().await;
        }
        Ok(carried)
    }

    /// Whether the connection can take another letter.
    async fn hand_over_one(
        &self,
        connection: &mut Connection,
        site: &Site,
        letter: &Waiting,
        carried: &mut usize,
    ) -> Result<bool> {
        let db = &site.app.db;
        let Some(outgoing) = db.unless_lost(outgoing::of(site, letter)).await? else {
            db.unless_lost(queue::forget(db, letter)).await?;
            return Ok(true);
        };
        let message = match self.sender.message(&outgoing) {
            Ok(message) => message,
            Err(problem) => {
                warn!(mail = letter.id, cause = format!("{problem:#}"), "gave up a letter");
                db.unless_lost(queue::give_up(db, letter, "address")).await?;
                return Ok(true);
            }
        };
        match connection.deliver(message.envelope(), &message.formatted()).await {
            Ok(()) => {
                // It is out: this must be written down, however long the database is away.
                while let Err(error) = db.unless_lost(queue::carried(db, std::slice::from_ref(letter))).await {
                    warn!(mail = letter.id, cause = %error, "could not mark a letter that has left");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
                *carried += 1;
                Ok(true)
            }
            Err(trouble) => {
                let holds = matches!(trouble, Trouble::Refused(_) | Trouble::Deferred(_));
                db.unless_lost(queue::settle(db, letter, &trouble)).await?;
                Ok(holds)
            }
        }
    }

    /// A letter that cannot be addressed must not hold up the others: it is passed over for good.
    fn file(&self, letter: &Outgoing) -> Option<File> {
        let file = self.sender.file(letter);
        file.inspect_err(|error| warn!(mail = letter.id, cause = format!("{error:#}"), "passed over a letter")).ok()
    }
}

async fn claim(db: &Db, most: i64) -> Result<Vec<Waiting>> {
    if db.unless_lost(queue::has_waiting(db)).await? {
        db.unless_lost(queue::claim(db, most)).await
    } else {
        Ok(Vec::new())
    }
}

/// Forgets letters that were carried or given up long ago.
pub async fn sweep(db: &Db) -> Result<()> {
    let tx = db.begin().await?;
    let text = "DELETE FROM mails WHERE sent_at < $1 OR failed_at < $1";
    tx.conn.execute_raw(sql(&tx.conn, text, [tx.now.plus(-REMEMBERED).0.into()])).await?;
    tx.commit().await
}
