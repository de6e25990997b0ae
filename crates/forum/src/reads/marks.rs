//! Marks of reading that wait to be written: showing a page neither waits for a write nor fails with one.
//!
//! Until they are written they lie over what the database says ([`Seen`]), so whoever has read something sees at once
//! that it is read. Another instance learns of it a moment later.

use std::cmp::max;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kernel::{Db, PersonId, Result, ThreadId, Timestamp, Viewer};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _};
use tracing::warn;

use super::Mark;
use crate::threads::entity::{Column, Entity};

/// How long marks gather before they are written together.
const PAUSE: Duration = Duration::from_secs(1);

/// Most marks of one person that wait: each makes that person's lists a little slower, and losing one costs little.
const MOST: usize = 200;

/// The marks that wait; cheap to clone.
#[derive(Clone, Debug)]
pub struct Marks {
    db: Db,
    waiting: Arc<Mutex<Waiting>>,
}

#[derive(Debug, Default)]
struct Waiting {
    /// In order, so that two instances which write at once lock their rows in the same order.
    until: BTreeMap<PersonId, BTreeMap<ThreadId, Timestamp>>,
    /// Whether a task is going to write them.
    has_writer: bool,
}

/// How far one person has read in discussions whose marks wait.
#[derive(Clone, Debug, Default)]
pub struct Seen(BTreeMap<ThreadId, Timestamp>);

impl Marks {
    /// Marks for this database, none yet.
    pub fn new(db: Db) -> Self {
        Self { db, waiting: Arc::default() }
    }

    /// Takes a mark; it is written soon.
    pub fn note(&self, mark: Mark) {
        let mut waiting = self.lock();
        let mine = waiting.until.entry(mark.person).or_default();
        if mine.len() >= MOST && !mine.contains_key(&mark.thread) {
            return;
        }
        let until = mine.entry(mark.thread).or_insert(mark.until);
        *until = max(mark.until, *until);
        if !waiting.has_writer {
            waiting.has_writer = true;
            tokio::spawn(self.clone().write_soon());
        }
    }

    /// What the viewer has seen that the database may not know of yet. Ask before reading: a mark leaves only after it
    /// has been written.
    pub fn seen_by(&self, viewer: &Viewer) -> Seen {
        Seen(self.lock().until.get(&viewer.id()).cloned().unwrap_or_default())
    }

    /// Writes what waits, in one transaction. What could not be written because the database does not answer or has no room goes
    /// on waiting; what the database refuses is forgotten, and those texts count as unread again.
    pub async fn flush(&self) -> Result<()> {
        let marks = self.all();
        let outcome = self.db.unless_lost(super::mark(&self.db, marks.iter().copied())).await;
        if !matches!(&outcome, Err(problem) if problem.is_passing()) {
            self.forget(&marks);
        }
        outcome
    }

    /// Writes what waits one last time, before the database is closed.
    pub async fn close(&self) {
        self.flush_or_warn().await;
        self.lock().until.clear();
    }

    async fn write_soon(self) {
        loop {
            tokio::time::sleep(PAUSE).await;
            self.flush_or_warn().await;
            let mut waiting = self.lock();
            if waiting.until.is_empty() {
                waiting.has_writer = false;
                return;
            }
        }
    }

    async fn flush_or_warn(&self) {
        if let Err(error) = self.flush().await {
            warn!(cause = %error, "could not write down how far people have read");
        }
    }

    fn all(&self) -> Vec<Mark> {
        let waiting = self.lock();
        let marks = waiting.until.iter().flat_map(|(person, threads)| {
            threads.iter().map(|(thread, until)| Mark { person: *person, thread: *thread, until: *until })
        });
        marks.collect()
    }

    /// Lets go of marks, but for those that have moved on meanwhile.
    fn forget(&self, marks: &[Mark]) {
        let mut waiting = self.lock();
        for mark in marks {
            let Some(mine) = waiting.until.get_mut(&mark.person) else { continue };
            if mine.get(&mark.thread) == Some(&mark.until) {
                mine.remove(&mark.thread);
            }
            if mine.is_empty() {
                waiting.until.remove(&mark.person);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seen {
    /// How far, in one discussion; `stored` is what the database says.
    pub(crate) fn until(&self, thread: ThreadId, stored: Option<Timestamp>) -> Option<Timestamp> {
        max(self.0.get(&thread).copied(), stored)
    }

    /// The same for every row of a statement.
    pub(crate) fn over(&self, stored: Expr) -> Expr {
        if self.0.is_empty() {
            return stored;
        }
        let marks = self.0.iter().fold(CaseStatement::new(), |marks, (thread, until)| {
            marks.case(Expr::col((Entity, Column::Id)).eq(*thread), Expr::val(*until))
        });
        marks.finally(stored).into()
    }
}
