//! The follower while there is no index of use, or while a new one was asked for.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use kernel::Error;
use tokio::time::{Instant, sleep};

use super::build;
use super::follower::{Follower, Next, Order, POLL};
use super::log::Mark;
use super::volume::Pen;

/// The longest pause after building has failed.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

impl Follower {
    /// Builds an index, and follows the old one meanwhile if there is one.
    pub(super) async fn renew(&mut self) -> Next {
        let mut pause = Duration::from_millis(500);
        loop {
            let problem = match self.build().await {
                Ok(next) => return next,
                Err(problem) => problem,
            };
            tracing::error!(
                problem = format!("{problem:#}"),
                "the search index could not be built and will be tried again"
            );
            for answer in self.waiting.drain(..) {
                let _ = answer.send(Err(Error::Busy("the search index could not be built".to_owned())));
            }
            tokio::select! {
                () = sleep(pause) => {}
                order = self.orders.recv() => {
                    if self.obey_while_building(order).await == Next::Stop {
                        return Next::Stop;
                    }
                }
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    async fn build(&mut self) -> anyhow::Result<Next> {
        let (epoch, dir) = (self.epoch().await?, self.place.fresh()?);
        let built = self.build_in(dir.clone(), epoch).await;
        // What came of a failed attempt takes room, and want of room may be why it failed.
        if built.is_err() && self.place.current().as_ref() != Some(&dir) {
            let _ = std::fs::remove_dir_all(&dir);
        }
        built
    }

    async fn build_in(&mut self, dir: PathBuf, epoch: String) -> anyhow::Result<Next> {
        let began = Instant::now();
        let building = tokio::spawn(build::anew(self.db.clone(), self.sources.clone(), dir.clone(), epoch));
        let abort = building.abort_handle();
        let mut building = std::pin::pin!(building);
        let (pen, mark) = loop {
            tokio::select! {
                built = &mut building => break built??,
                order = self.orders.recv() => {
                    if self.obey_while_building(order).await == Next::Stop {
                        abort.abort();
                        return Ok(Next::Stop);
                    }
                }
                () = sleep(POLL), if self.pen.is_some() => self.catch_up().await?,
            }
        };
        tracing::info!(seconds = began.elapsed().as_secs_f32(), "the search index has been built");
        self.swap(pen, mark, dir).await?;
        Ok(Next::GoOn)
    }

    /// Puts a new index in the place of the old one and reads what was noted while it was built.
    async fn swap(&mut self, pen: Pen, mark: Mark, dir: PathBuf) -> anyhow::Result<()> {
        self.place.use_from_now_on(&dir)?;
        let volume = Arc::clone(&pen.volume);
        self.pen = Some(pen);
        self.wants_rebuild = false;
        self.serve(volume, mark);
        if let Err(problem) = self.place.remove_others(&dir) {
            tracing::warn!(problem = format!("{problem:#}"), "an old search index could not be removed");
        }
        self.answer_waiting().await;
        Ok(())
    }

    /// Reads what is noted and tells those who wait for it.
    pub(super) async fn answer_waiting(&mut self) {
        let settled = self.settle().await;
        for answer in self.waiting.drain(..) {
            let _ = answer.send(settled.as_ref().copied().map_err(|problem| Error::Busy(problem.to_string())));
        }
    }

    /// Waits for the database, without which it cannot be told whether the index that is there is of use.
    pub(super) async fn reach(&mut self) -> Next {
        tokio::select! {
            order = self.orders.recv() => return self.obey_while_building(order).await,
            () = sleep(POLL) => self.resume().await,
        }
        if self.pen.is_some() && !self.wants_rebuild {
            self.answer_waiting().await;
        }
        Next::GoOn
    }

    pub(super) async fn obey_while_building(&mut self, order: Option<Order>) -> Next {
        match order {
            Some(Order::Settle(answer)) if self.pen.is_none() => self.waiting.push(answer),
            Some(Order::Rebuild(answer)) => {
                self.wants_rebuild = true;
                self.waiting.push(answer);
            }
            other => return self.obey(other).await,
        }
        Next::GoOn
    }
}
