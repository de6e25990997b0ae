//! The follower after a write has failed, most likely for want of room: what was written before goes on answering, and
//! the log is read on from its mark as soon as writing succeeds again.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use kernel::Error;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

use super::follower::{Follower, Next};
use super::log::Mark;
use super::volume::{Pen, Volume};

/// Between two attempts to write.
const PAUSE: Duration = Duration::from_secs(3);

impl Follower {
    /// Keeps an index that is intact, and lets go of one that is not.
    pub(super) async fn rest(&mut self, problem: &anyhow::Error) {
        let problem = format!("{problem:#}");
        let shown = self.served.load_full();
        let intact = spawn_blocking(move || shown.is_some_and(|shown| shown.volume.is_intact()));
        if intact.await.unwrap_or(false) {
            tracing::error!(problem, "the search index could not be written and will be tried again");
        } else {
            tracing::error!(problem, "the search index failed and will be built anew");
            self.withdraw();
        }
    }

    /// Whether an index answers into which nobody writes.
    pub(super) fn rests(&self) -> bool {
        self.pen.is_none() && self.served.load().is_some()
    }

    /// Waits a little and tries to write again.
    pub(super) async fn take_up(&mut self) -> Next {
        tokio::select! {
            order = self.orders.recv() => return self.obey_while_building(order).await,
            () = sleep(PAUSE) => {}
        }
        match self.take_pen().await {
            Ok((pen, mark)) => {
                self.serve(Arc::clone(&pen.volume), mark);
                self.pen = Some(pen);
                self.retry = true;
                self.answer_waiting().await;
                if self.pen.is_some() {
                    tracing::info!("the search index is written again");
                }
            }
            // Nothing can be said about an index whose database does not answer.
            Err(problem) if problem.is::<Error>() => tracing::warn!(%problem, "the database must be reached first"),
            Err(problem) => self.rest(&problem).await,
        }
        Next::GoOn
    }

    /// An index whose files are damaged is replaced; what is in memory is as good as it was and answers meanwhile.
    pub(super) async fn examine(&mut self, volume: Arc<Volume>) {
        let in_use = self.served.load().as_ref().is_some_and(|shown| Arc::ptr_eq(&shown.volume, &volume));
        if in_use && !spawn_blocking(move || volume.is_intact()).await.unwrap_or(false) {
            tracing::error!("the search index is damaged and will be built anew");
            self.wants_rebuild = true;
        }
    }

    async fn take_pen(&self) -> Result<(Pen, Mark)> {
        let (epoch, shown) = (self.epoch().await?, self.served.load_full());
        let taken = spawn_blocking(move || {
            let volume = Arc::clone(&shown.context("there is no index")?.volume);
            let seal = volume.seal()?;
            ensure!(seal.epoch == epoch, "the index is of another make");
            // What was written last may not have been seen yet.
            volume.reload()?;
            let mark = seal.mark;
            Ok((Pen::go_on(volume, seal)?, mark))
        });
        taken.await?
    }
}
