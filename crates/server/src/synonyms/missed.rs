//! Questions that found nothing: their words with how many asked, gathered in memory and written in the background, so
//! that no search waits for a write.
//!
//! Nobody stands beside them, and no time but the day. What one person alone has asked is written nowhere: it is in memory
//! until a second one asks the same. Whoever asks the same again is counted once for as long as this process remembers it,
//! by a number that only this process can make.

use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};
use std::mem::take;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use directory::Roster;
use kernel::clock::DAY;
use kernel::db::sql;
use kernel::once::{self, Claim};
use kernel::{Db, Permit, PersonId, Result, Timestamp, Viewer};
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use search::analysis::norm::normal;
use tracing::warn;
use web::{Done, links};

use super::{Keep, write};

/// How long words gather before they are written together.
const PAUSE: Duration = Duration::from_secs(1);

/// Most words that wait, and most questions that are remembered.
const MOST_WAITING: usize = 500;
const MOST_REMEMBERED: usize = 100_000;

/// Most words that are kept.
const MOST_KEPT: i64 = 10_000;

/// Longer questions, in characters, are told rather than asked.
const LONGEST: usize = 30;

/// How long they are kept after somebody has last asked.
const KEPT: i64 = 180 * DAY;

/// So many must have asked before anybody is shown the words.
const SHOWN_FROM: i64 = 2;

/// The words that wait; cheap to clone.
#[derive(Clone, Debug)]
pub struct Missed {
    db: Db,
    waiting: Arc<Mutex<Waiting>>,
}

#[derive(Debug, Default)]
struct Waiting {
    /// In order, so that two instances which write at once lock their rows in the same order.
    times: BTreeMap<String, i64>,
    /// What one person alone has asked.
    alone: HashSet<String>,
    /// Who has asked what, and what several have asked, as numbers that mean nothing elsewhere.
    asked: HashSet<u64>,
    numbers: RandomState,
    has_writer: bool,
}

/// Words that found nothing.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Question {
    /// In normal form.
    pub words: String,
    /// How many asked.
    pub times: i64,
    /// The last day on which somebody did, as a date.
    pub last_day: String,
}

impl Missed {
    /// Nothing missed yet.
    pub fn new(db: Db) -> Self {
        Self { db, waiting: Arc::default() }
    }

    /// Takes what a viewer asked in vain, unless it may name somebody; it is written soon.
    pub fn note(&self, viewer: &Viewer, people: &Roster, typed: &str) {
        let words = words(typed);
        let length = words.chars().count();
        if !(2..=LONGEST).contains(&length) || directory::guarding::may_name(people, &words) {
            return;
        }
        let mut waiting = self.lock();
        let Some(count) = waiting.count(viewer.id(), &words) else { return };
        *waiting.times.entry(words).or_default() += count;
        if !waiting.has_writer {
            waiting.has_writer = true;
            tokio::spawn(self.clone().write_soon());
        }
    }

    /// Writes what waits, in one transaction. What could not be written for now goes on waiting; what the database refuses
    /// is forgotten.
    pub async fn flush(&self) -> Result<()> {
        let times = take(&mut self.lock().times);
        let outcome = self.db.unless_lost(keep(&self.db, &times)).await;
        if matches!(&outcome, Err(problem) if problem.is_passing()) {
            let mut waiting = self.lock();
            for (words, count) in times {
                *waiting.times.entry(words).or_default() += count;
            }
        }
        outcome
    }

    /// Writes what waits one last time, before the database is closed.
    pub async fn close(&self) {
        self.flush_or_warn().await;
        self.lock().times.clear();
    }

    async fn write_soon(self) {
        loop {
            tokio::time::sleep(PAUSE).await;
            self.flush_or_warn().await;
            let mut waiting = self.lock();
            if waiting.times.is_empty() {
                waiting.has_writer = false;
                return;
            }
        }
    }

    async fn flush_or_warn(&self) {
        if let Err(error) = self.flush().await {
            warn!(cause = %error, "could not write down what was not found");
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    /// How many more have asked this than has been written; nothing for whoever is alone with it, or asks again.
    fn count(&mut self, person: PersonId, words: &str) -> Option<i64> {
        if self.asked.len() + self.alone.len() >= MOST_REMEMBERED {
            self.asked.clear();
            self.alone.clear();
        }
        if !self.asked.insert(self.numbers.hash_one((person, words))) || self.times.len() >= MOST_WAITING {
            return None;
        }
        let by_several = self.numbers.hash_one(words);
        if self.asked.contains(&by_several) {
            return Some(1);
        }
        if self.alone.remove(words) {
            self.asked.insert(by_several);
            return Some(2);
        }
        self.alone.insert(words.to_owned());
        None
    }
}

/// What was asked, as it is counted: without marks, in normal form, with one space between words.
fn words(typed: &str) -> String {
    normal(&search::without_marks(typed)).split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn keep(db: &Db, times: &BTreeMap<String, i64>) -> Result<()> {
    if times.is_empty() {
        return Ok(());
    }
    let tx = db.begin().await?;
    let text = "INSERT INTO missed_questions (words, times, last_day)
        SELECT CAST($1 AS TEXT), CAST($2 AS BIGINT), CAST($3 AS TEXT)
        WHERE (SELECT COUNT(*) FROM missed_questions) < $4
        ON CONFLICT (words) DO UPDATE SET times = missed_questions.times + excluded.times, last_day = excluded.last_day";
    for (words, count) in times {
        write(&tx, text, [words.as_str().into(), (*count).into(), day(tx.now).into(), MOST_KEPT.into()]).await?;
    }
    tx.commit().await
}

/// A day in Japan as a date, which sorts by itself.
fn day(at: Timestamp) -> String {
    at.iso().chars().take_while(|c| *c != 'T').collect()
}

/// What several people have asked in vain, the most frequent first.
pub(super) async fn shown(db: &Db) -> Result<Vec<Question>> {
    let text = format!(
        "SELECT words, times, last_day FROM missed_questions WHERE times >= {SHOWN_FROM}
        ORDER BY times DESC, last_day DESC, words LIMIT 100"
    );
    Ok(Question::find_by_statement(sql(&db.conn, &text, [])).all(&db.conn).await?)
}

/// Takes words off the list.
pub(super) async fn forget(db: &Db, keeper: &Permit<Keep>, words: &str, once: &str) -> Result<String> {
    let location = Done::MISSED_FORGOTTEN.at(links::SYNONYMS_DESK);
    let tx = db.begin().await?;
    let form = once::typed("missed-forget", [words]);
    if let Claim::Again(earlier) = once::claim(&tx, keeper.viewer(), &form, once, &location).await? {
        return Ok(earlier);
    }
    write(&tx, "DELETE FROM missed_questions WHERE words = $1", [words.into()]).await?;
    tx.commit().await?;
    Ok(location)
}

/// Forgets what nobody has asked for long.
pub async fn sweep(db: &Db) -> Result<()> {
    let tx = db.begin().await?;
    let text = "DELETE FROM missed_questions WHERE last_day < $1";
    tx.conn.execute_raw(sql(&tx.conn, text, [day(tx.now.plus(-KEPT)).into()])).await?;
    tx.commit().await
}
