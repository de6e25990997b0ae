//! The one task that writes into the index: follows the change log, builds anew what is of no use, carries out orders.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use kernel::clock::HOUR;
use kernel::{Db, Error, Result, Timestamp};
use tokio::sync::{mpsc, oneshot};
use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep, sleep_until};

use super::gather::QUIET;
use super::log::{self, Mark, Notes};
use super::place::Place;
use super::volume::{Pen, Volume};
use super::{Served, Shown, apply};
use crate::document::Source;
use crate::schema;

/// Notes read at a time, and so the most documents in one commit.
const STRIDE: u64 = 500;

/// How often the log is looked at when nothing in this process has been committed: other instances write too.
pub(super) const POLL: Duration = Duration::from_secs(1);

/// The least time between two looks, since what they find is committed, which costs a few dozen milliseconds.
const REST: Duration = Duration::from_millis(500);

/// How long an order to settle waits for transactions that began before it.
const PATIENCE: Duration = Duration::from_secs(10);

/// Something to be done by the follower.
pub enum Order {
    /// Read everything that is noted now.
    Settle(oneshot::Sender<Result<()>>),
    /// Build anew.
    Rebuild(oneshot::Sender<Result<()>>),
    /// See whether an index that did not answer is damaged.
    Examine(Arc<Volume>),
    /// Stop.
    Close(oneshot::Sender<()>),
}

/// Whether the follower goes on.
#[derive(PartialEq, Eq)]
pub(super) enum Next {
    GoOn,
    Stop,
}

/// The task.
pub struct Follower {
    pub(super) served: Arc<Served>,
    pub(super) db: Db,
    pub(super) sources: Vec<Arc<dyn Source>>,
    pub(super) place: Place,
    pub(super) orders: mpsc::UnboundedReceiver<Order>,
    /// What is written into; none while nothing of use is there, or while another process writes.
    pub(super) pen: Option<Pen>,
    pub(super) mark: Mark,
    /// Whether documents that were set aside before are to be tried again.
    pub(super) retry: bool,
    /// Whether the database must be reached before it can be told if the index that is there is of use.
    pub(super) out_of_reach: bool,
    /// Set when an index was asked for or the database asks for another epoch.
    pub(super) wants_rebuild: bool,
    /// Who waits for that.
    pub(super) waiting: Vec<oneshot::Sender<Result<()>>>,
    looked_at: Instant,
    /// When it was last written, until its pieces have been joined.
    written_at: Option<Instant>,
    swept_at: Timestamp,
}

impl Follower {
    /// A follower that has not begun.
    pub fn new(
        served: Arc<Served>,
        db: Db,
        sources: Vec<Arc<dyn Source>>,
        place: Place,
        orders: mpsc::UnboundedReceiver<Order>,
    ) -> Self {
        Self {
            served,
            db,
            sources,
            place,
            orders,
            pen: None,
            mark: Mark::default(),
            retry: false,
            out_of_reach: false,
            wants_rebuild: false,
            waiting: Vec::new(),
            looked_at: Instant::now(),
            written_at: None,
            swept_at: Timestamp::default(),
        }
    }

    /// Opens what is there, if it is of use.
    pub async fn resume(&mut self) {
        let Err(problem) = self.try_resume().await else {
            self.out_of_reach = false;
            return;
        };
        self.out_of_reach = problem.is::<Error>();
        let next = if self.out_of_reach { "the database must be reached first" } else { "it must be built" };
        tracing::info!(problem = format!("{problem:#}"), next, "the search index could not be opened");
    }

    /// Follows until told to stop, or until nobody asks any more.
    pub async fn run(mut self) {
        loop {
            let next = if !self.place.is_ours() {
                self.watch().await
            } else if self.out_of_reach {
                self.reach().await
            } else if self.rests() && !self.wants_rebuild {
                self.take_up().await
            } else if self.pen.is_none() || self.wants_rebuild {
                self.renew().await
            } else {
                self.follow().await
            };
            if next == Next::Stop {
                return;
            }
        }
    }

    async fn try_resume(&mut self) -> anyhow::Result<()> {
        let dir = self.place.current().ok_or_else(|| anyhow::anyhow!("there is none yet"))?;
        let epoch = self.epoch().await?;
        let ours = self.place.is_ours();
        let opened = spawn_blocking(move || {
            let (volume, seal) = Volume::open(&dir, &epoch)?;
            let (volume, mark) = (Arc::new(volume), seal.mark);
            let pen = if ours { Some(Pen::go_on(Arc::clone(&volume), seal)) } else { None };
            anyhow::Ok((volume, pen, mark))
        });
        let (volume, pen, mark) = opened.await??;
        if matches!(log::after(&self.db, mark, 0).await?, Notes::Lost) {
            anyhow::bail!("the search index is not of this database, or too old");
        }
        self.retry = true;
        self.serve(volume, mark);
        match pen {
            Some(Ok(pen)) => self.pen = Some(pen),
            Some(Err(problem)) => self.rest(&problem).await,
            None => {}
        }
        Ok(())
    }

    /// What an index must have been made with to be of use.
    pub(super) async fn epoch(&self) -> Result<String> {
        Ok(format!("{}-{}", schema::fingerprint(), log::epoch(&self.db).await?))
    }

    pub(super) fn serve(&mut self, volume: Arc<Volume>, mark: Mark) {
        self.mark = mark;
        self.written_at = Some(Instant::now());
        self.served.store(Some(Arc::new(Shown { volume, mark })));
    }

    /// Stops answering: nothing is better than something wrong.
    pub(super) fn withdraw(&mut self) {
        self.pen = None;
        self.served.store(None);
    }

    /// Waits for something to happen and reads the log.
    async fn follow(&mut self) -> Next {
        tokio::select! {
            order = self.orders.recv() => return self.obey(order).await,
            () = self.db.committed() => sleep_until(self.looked_at + REST).await,
            () = sleep(POLL) => {}
        }
        if let Err(problem) = self.catch_up().await {
            tracing::warn!(%problem, "the change log could not be read");
            sleep(POLL).await;
        }
        if self.written_at.take_if(|at| at.elapsed() >= QUIET).is_some() {
            self.gather().await;
        }
        Next::GoOn
    }

    pub(super) async fn obey(&mut self, order: Option<Order>) -> Next {
        match order {
            None => return self.stop(None).await,
            Some(Order::Close(answer)) => return self.stop(Some(answer)).await,
            Some(Order::Settle(answer)) if !self.place.is_ours() => {
                self.look().await;
                let _ = answer.send(Ok(()));
            }
            Some(Order::Settle(answer)) => {
                let settled = self.settle().await;
                // What had to be built anew on the way is settled when it has been built.
                if self.pen.is_none() {
                    self.waiting.push(answer);
                } else {
                    let _ = answer.send(settled);
                }
            }
            Some(Order::Rebuild(answer)) if self.place.is_ours() => {
                self.wants_rebuild = true;
                self.waiting.push(answer);
            }
            Some(Order::Rebuild(answer)) => {
                let _ = answer.send(Err(Error::Busy("another process keeps the search index".to_owned())));
            }
            Some(Order::Examine(volume)) => self.examine(volume).await,
        }
        Next::GoOn
    }

    async fn stop(&mut self, answer: Option<oneshot::Sender<()>>) -> Next {
        if let Some(pen) = self.pen.take() {
            match spawn_blocking(move || pen.put_down()).await {
                Ok(Ok(())) => {}
                Ok(Err(problem)) => tracing::warn!(problem = format!("{problem:#}"), "merging did not end well"),
                Err(lost) => tracing::warn!(%lost, "merging did not end well"),
            }
        }
        if let Some(answer) = answer {
            let _ = answer.send(());
        }
        Next::Stop
    }

    /// Reads until everything that was noted when this began has been read.
    pub(super) async fn settle(&mut self) -> Result<()> {
        let (goal, began) = (log::highest(&self.db).await?, Instant::now());
        loop {
            self.catch_up().await?;
            if self.pen.is_none() || log::count_after(&self.db, self.mark, goal).await? == 0 {
                return Ok(());
            }
            if began.elapsed() > PATIENCE {
                return Err(Error::Busy("a transaction keeps the change log open".to_owned()));
            }
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Reads the log to its end. Fails when the database does; an index that cannot be written rests.
    pub(super) async fn catch_up(&mut self) -> Result<()> {
        let epoch = self.epoch().await?;
        self.wants_rebuild |= self.pen.as_ref().is_some_and(|pen| pen.epoch() != epoch);
        while self.pen.is_some() {
            let Notes::After(notes) = log::after(&self.db, self.mark, STRIDE).await? else {
                tracing::warn!("the change log has gone on without the search index, which will be built anew");
                self.withdraw();
                break;
            };
            let mut keys = BTreeMap::new();
            keys.extend(self.pen.iter().filter(|_| self.retry).flat_map(Pen::aside).map(|key| (key, false)));
            if notes.is_empty() && keys.is_empty() {
                break;
            }
            let mark = notes.last().map_or(self.mark, |note| note.mark);
            for note in notes {
                if let Some(key) = note.key {
                    *keys.entry(key).or_default() |= note.narrows;
                }
            }
            let batch = apply::load(&self.db, &self.sources, keys).await?;
            let Some(pen) = self.pen.take() else { break };
            match apply::write(pen, batch, Some(mark)).await {
                Ok(pen) => {
                    self.retry = false;
                    self.serve(Arc::clone(&pen.volume), mark);
                    self.pen = Some(pen);
                }
                Err(problem) => self.rest(&problem).await,
            }
        }
        self.looked_at = Instant::now();
        self.sweep().await
    }

    /// Once an hour: sweeps the log, and sees to it that what the next start will need is still there.
    async fn sweep(&mut self) -> Result<()> {
        let now = self.db.clock.now();
        if now.since(self.swept_at) >= HOUR {
            log::sweep(&self.db).await?;
            // What has just been opened has just been examined.
            let is_first = std::mem::replace(&mut self.swept_at, now) == Timestamp::default();
            if let Some(shown) = self.served.load_full().filter(|_| !is_first) {
                self.examine(Arc::clone(&shown.volume)).await;
            }
        }
        Ok(())
    }
}
