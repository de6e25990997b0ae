//! The index of this instance: answers questions, and follows the change log in the background.
//!
//! Each instance has an index and a mark of its own; the mark travels inside the index. What is damaged, foreign or of
//! another make is built anew from the database, and swapped in when it is complete. What may no longer be found is left
//! out of every answer from the moment at which that is noted, however far the index has come.

use std::path::Path;
use std::sync::Arc;

use arc_swap::{ArcSwap, ArcSwapOption};
use kernel::{Db, Error, Result};
use tokio::sync::{Semaphore, mpsc, oneshot};
use tokio::task::spawn_blocking;

use crate::analysis::dictionary;
use crate::document::Source;
use crate::query::{self, Ask, Found, NotReady};
use crate::synonyms::{Synonyms, stored};

mod apply;
mod build;
mod follower;
mod gather;
mod log;
mod place;
mod renew;
mod rest;
mod shelf;
mod take_over;
pub(crate) mod vocabulary;
mod volume;
mod watch;

#[cfg(test)]
mod tests;

use follower::{Follower, Order};
pub(crate) use log::Mark;
use place::Place;
pub use take_over::{expire, take_over};
pub(crate) use volume::{Pen, Volume};

/// As many questions are worked on at a time; others wait for their turn, so that pages without search stay quick.
const TURNS: usize = 4;

/// The index. Cheap to clone; ends when the last clone is gone or [`Index::close`] is called.
#[derive(Clone)]
pub struct Index {
    served: Arc<Served>,
    orders: mpsc::UnboundedSender<Order>,
    turns: Arc<Semaphore>,
    synonyms: Arc<ArcSwap<Synonyms>>,
    db: Db,
}

/// What the follower shows to those who ask: an index and a mark that it has reached, together, since one must never
/// be taken for the other's.
type Served = ArcSwapOption<Shown>;

/// An index that answers, and a mark that whatever is searched in it has reached.
struct Shown {
    volume: Arc<Volume>,
    mark: Mark,
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
        let synonyms = Arc::new(ArcSwap::from_pointee(stored::load(&db).await?));
        Ok(Self { served, orders, turns: Arc::new(Semaphore::new(TURNS)), synonyms, db })
    }

    /// Answers a question; [`NotReady`] while the index is being built.
    pub async fn search(&self, ask: &Ask) -> Result<Found, NotReady> {
        self.search_each(vec![ask.clone()]).await?.pop().ok_or(NotReady)
    }

    /// Answers several questions in their order, all as of the same instant.
    pub async fn search_each(&self, mut asks: Vec<Ask>) -> Result<Vec<Found>, NotReady> {
        let shown = self.served.load_full().ok_or(NotReady)?;
        // Read after the mark and before the index, so whatever has been noted until now is in one of the two.
        let present = log::present_after(&self.db, shown.mark).await.map_err(|problem| {
            tracing::warn!(%problem, "it could not be told what may no longer be found");
            NotReady
        })?;
        let synonyms = self.synonyms_of(present.synonyms).await;
        let volume = Arc::clone(&shown.volume);
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| NotReady)?;
        for ask in &mut asks {
            ask.synonyms.get_or_insert_with(|| Arc::clone(&synonyms));
        }
        let asked = Arc::clone(&volume);
        let answer = spawn_blocking(move || {
            let _turn = turn;
            query::run::run_each(&asked, &asks, &present.narrowed)
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

    /// The words that mean the same, as they were for the last question.
    pub fn synonyms(&self) -> Arc<Synonyms> {
        self.synonyms.load_full()
    }

    /// The words that mean the same, as of a version of the list. An older list is better than no answer.
    async fn synonyms_of(&self, version: i64) -> Arc<Synonyms> {
        if self.synonyms.load().version() != version {
            match self.db.unless_lost(stored::load(&self.db)).await {
                Ok(synonyms) => self.synonyms.store(Arc::new(synonyms)),
                Err(problem) => tracing::warn!(%problem, "the list of synonyms could not be read"),
            }
        }
        self.synonyms()
    }

    /// Whether questions are answered.
    pub fn ready(&self) -> bool {
        self.served.load().is_some()
    }

    /// How many notes of the change log are not in the index yet; `None` while it is being built.
    pub async fn behind(&self) -> Result<Option<u64>> {
        match self.served.load_full() {
            Some(shown) => Ok(Some(log::count_after(&self.db, shown.mark, i64::MAX).await?)),
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
