//! What is asked, and how long the answers take.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use kernel::{Clock, RoomId, Scope};
use search::{Ask, Highlighter, Index};
use serde::Deserialize;
use tokio::task::JoinSet;

use super::made::{Made, NEAR};

/// A question of so many characters is a sentence.
const LONG: usize = 15;
/// Characters of a passage.
const PASSAGE: usize = 120;
/// What the site counts beside every answer.
const FACETS: [&str; 9] = ["state", "has", "kind", "theme", "scene", "item", "by", "size", "pref"];

/// Questions as people type them.
pub struct Log(Vec<String>);

#[derive(Deserialize)]
struct Line {
    text: String,
}

impl Log {
    /// The questions of the field's own test set, ordered so that every third is long.
    pub fn new() -> anyhow::Result<Self> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../search/domain/queries.jsonl");
        let text = std::fs::read_to_string(&file).with_context(|| format!("read {}", file.display()))?;
        let lines = text.lines().map(serde_json::from_str).collect::<Result<Vec<Line>, _>>()?;
        let (long, short): (Vec<_>, Vec<_>) =
            lines.into_iter().map(|line| line.text).partition(|text| text.chars().count() >= LONG);
        let third = short.chunks_exact(2).zip(long.iter().cycle());
        Ok(Self(third.flat_map(|(two, one)| [two, std::slice::from_ref(one)].concat()).collect()))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// How long answers took.
pub struct Times(pub Vec<Duration>);

/// The questions that took longest are named, so many of them.
const SLOWEST: usize = 3;

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [half, most] =
            [50, 99].map(|percent| self.0.get(self.0.len() * percent / 100).copied().unwrap_or_default());
        let milliseconds = |time: Duration| time.as_secs_f64() * 1_000.0;
        write!(f, "p50 {:.1} ms, p99 {:.1} ms of {}", milliseconds(half), milliseconds(most), self.0.len())
    }
}

impl Times {
    /// These, in their order.
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }
}

/// Asks so many questions in so many threads.
pub async fn ask(
    index: &Index,
    made: &Arc<Made>,
    log: &Arc<Log>,
    count: usize,
    threads: usize,
) -> anyhow::Result<Times> {
    let (next, slowest) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(Vec::new())));
    let mut lanes = JoinSet::new();
    for _ in 0..threads {
        let (index, made, log, next) = (index.clone(), Arc::clone(made), Arc::clone(log), Arc::clone(&next));
        let slowest = Arc::clone(&slowest);
        lanes.spawn(async move {
            let mut times = Vec::new();
            loop {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                if turn >= count {
                    return anyhow::Ok(times);
                }
                let began = Instant::now();
                answer(&index, &made, &log.0[turn % log.len()]).await?;
                let took = began.elapsed();
                times.push(took);
                let mut slowest = slowest.lock().unwrap_or_else(PoisonError::into_inner);
                slowest.push((took, turn % log.len()));
                slowest.sort_unstable_by(|a, b| b.cmp(a));
                slowest.truncate(SLOWEST);
            }
        });
    }
    let mut times = Vec::new();
    while let Some(lane) = lanes.join_next().await {
        times.extend(lane??);
    }
    if threads == 1 && count > log.len() / 2 {
        for (took, question) in slowest.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            println!("  {:.0} ms: {}", took.as_secs_f64() * 1_000.0, log.0[*question]);
        }
    }
    Ok(Times::of(times))
}

/// A page of hits with facets, and the best passage of each.
async fn answer(index: &Index, made: &Made, words: &str) -> anyhow::Result<usize> {
    let scope = Scope::of(NEAR.map(|(room, _)| RoomId(room)).into_iter().collect(), BTreeSet::new());
    let ask = Ask {
        words: words.to_owned(),
        facets: FACETS.map(str::to_owned).to_vec(),
        ..Ask::new("thread", scope, Clock::System.now())
    };
    let found = index.search(&ask).await.map_err(|_| anyhow::anyhow!("the index was not ready"))?;
    let mut asked = Highlighter::of(&found);
    let mut marked = 0;
    for hit in found.whole.iter().chain(&found.partial).chain(&found.near) {
        let discussion = made.discussion(hit.key.id);
        let texts = discussion.posts.iter().map(String::as_str);
        let best = asked.best(&discussion.title, texts).and_then(|at| discussion.posts.get(at));
        let (title, _) = asked.titled(&discussion.title, best.map_or("", String::as_str), PASSAGE);
        marked += usize::from(title != search::Snippet::default());
    }
    Ok(marked)
}
