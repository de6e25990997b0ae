//! The index of this instance: answers questions, and follows the change log in the background.
//!
//! Each instance has an index and a mark of its own; the mark travels inside the index. What is damaged, foreign or of
//! another make is built anew from the database, and swapped in when it is complete.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwapOption;
use kernel::{Db, Error, Result};
use tokio::sync::{Semaphore, mpsc, oneshot};
use tokio::task::spawn_blocking;

use crate::analysis::dictionary;
use crate::document::Source;
use crate::query::{self, Ask, Found, NotReady};

mod apply;
mod build;
mod follower;
mod log;
mod place;
mod renew;
mod volume;
mod watch;

#[cfg(test)]
mod tests;

use follower::{Follower, Order};
pub(crate) use log::Mark;
use place::Place;
pub(crate) use volume::{Pen, Volume};

/// As many questions are worked on at a time; others wait for their turn, so that pages without search stay quick.
const TURNS: usize = 4;

/// The index. Cheap to clone; ends when the last clone is gone or [`Index::close`] is called.
#[derive(Clone)]
pub struct Index {
    served: Arc<Served>,
    orders: mpsc::UnboundedSender<Order>,
    turns: Arc<Semaphore>,
    db: Db,
}

/// What the follower shows to those who ask.
#[derive(Default)]
struct Served {
    volume: ArcSwapOption<Volume>,
    mark: Mutex<Option<Mark>>,
}

impl Served {
    fn mark(&self) -> Option<Mark> {
        *self.mark.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set_mark(&self, mark: Option<Mark>) {
        *self.mark.lock().unwrap_or_else(PoisonError::into_inner) = mark;
    }
}

impl Index {
    /// Opens the index in a folder, which is created if need be, and starts to follow the change log.
    ///
    /// Does not wait for an index that must be built first. While another process keeps the index in this folder, this
    /// one only reads what the other has written.
    pub async fn open(dir: &Path, db: Db, sources: Vec<Arc<dyn Source>>) -> Result<Self> {
        let dir = dir.to_owned();
        let place = spawn_blocking(move || {
            dictionary::check()?;
            Place::open(&dir)
        });
        let place = place.await.map_err(|lost| Error::Internal(lost.into()))??;
        let (orders, received) = mpsc::unbounded_channel();
        let served = Arc::new(Served::default());
        let mut follower = Follower::new(Arc::clone(&served), db.clone(), sources, place, received);
        follower.resume().await;
        tokio::spawn(follower.run());
        Ok(Self { served, orders, turns: Arc::new(Semaphore::new(TURNS)), db })
    }

    /// Answers a question; [`NotReady`] while the index is being built.
    pub async fn search(&self, ask: &Ask) -> Result<Found, NotReady> {
        let volume = self.served.volume.load_full().ok_or(NotReady)?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| NotReady)?;
        let (ask, asked) = (ask.clone(), Arc::clone(&volume));
        let answer = spawn_blocking(move || {
            let _turn = turn;
            query::run::run(&asked.searcher(), &asked.fields, &ask)
        });
        let problem = match answer.await {
            Ok(Ok(found)) => return Ok(found),
            Ok(Err(problem)) => problem.to_string(),
            Err(lost) => lost.to_string(),
        };
        tracing::error!(problem, "the search index did not answer and will be examined");
        // The follower examines the files: a damaged index is built anew, an intact one is kept.
        let _ = self.orders.send(Order::Examine(volume));
        Err(NotReady)
    }

    /// Whether questions are answered.
    pub fn ready(&self) -> bool {
        self.served.volume.load().is_some()
    }

    /// How many notes of the change log are not in the index yet; `None` while it is being built.
    pub async fn behind(&self) -> Result<Option<u64>> {
        match self.served.mark() {
            Some(mark) => Ok(Some(log::count_after(&self.db, mark, i64::MAX).await?)),
            None => Ok(None),
        }
    }

    /// Waits until everything that is noted right now can be found.
    pub async fn settle(&self) -> Result<()> {
        self.order(Order::Settle).await?
    }

    /// Builds the index anew from the database and waits for it; the old one answers meanwhile.
    pub async fn rebuild(&self) -> Result<()> {
        self.order(Order::Rebuild).await?
    }

    /// Writes down what has been read and stops following; questions are still answered.
    pub async fn close(&self) {
        // An answer that does not come means that the follower has stopped already.
        let _ = self.order(Order::Close).await;
    }

    async fn order<T>(&self, order: impl FnOnce(oneshot::Sender<T>) -> Order) -> Result<T> {
        let stopped = || Error::Busy("the search index has been closed".to_owned());
        let (answer, answered) = oneshot::channel();
        self.orders.send(order(answer)).map_err(|_| stopped())?;
        answered.await.map_err(|_| stopped())
    }
}
