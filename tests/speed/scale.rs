//! How the search bears a great many posts: builds an index of made-up discussions, as an instance does that starts
//! without one, beside the bare engine with the same analysis, and asks it as people ask.
//!
//! ```sh
//! cargo build --profile dist -p speed && target/dist/speed --index 1000000
//! ```
//!
//! Each discussion is one document with all its replies, as on the site. The index is kept in memory as on the site.

use std::fs;
use std::path::Path;
use std::process::id;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use kernel::{Clock, Db};
use migrations::Migrator;
use sea_orm_migration::MigratorTrait as _;
use search::{Index, Source};

use crate::process;

mod arrivals;
mod bare;
mod log;
mod made;

use log::Log;
use made::Made;

/// When it was first looked at the clock.
static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Questions asked by one thread, and by eight together.
const ASKED: [(usize, usize); 2] = [(1, 300), (8, 1_200)];

/// Builds, asks, writes, and prints what it saw.
pub fn run(posts: usize) -> anyhow::Result<()> {
    let folder = tempfile::Builder::new().prefix("yokoito-index-").tempdir()?;
    let made = Arc::new(Made::new(posts)?);
    let (making, (posts, bytes)) = timed(|| Ok(made.measure()))?;
    println!("{posts} posts in {} discussions, {} MB of text", made.discussions(), bytes >> 20);
    let bare = folder.path().join("bare");
    let (least, ()) = timed(|| bare::build(&made, &bare))?;
    println!("bare engine:  {}, {} MB on disk", least.beyond(making).told(posts), size_of(&bare)? >> 20);
    fs::remove_dir_all(bare)?;
    // More threads than processors: eight of them ask, and the background follows the change log.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(10).enable_all().build()?;
    runtime.block_on(serve(made, posts, folder.path(), (making, least.beyond(making))))
}

async fn serve(made: Arc<Made>, posts: usize, data: &Path, (making, least): (Spent, Spent)) -> anyhow::Result<()> {
    let url = format!("sqlite://{}", data.join("site.db").display());
    let db = Db::connect(&url, Clock::System).await?;
    Migrator::up(db.for_migrations(), None).await?;
    let folder = data.join("index");
    let before = process::memory(id())?;
    let began = Spent::until_now()?;
    let index = Index::open(&folder, db.clone(), vec![Arc::<Made>::clone(&made) as Arc<dyn Source>]).await?;
    index.settle().await?;
    let ours = Spent::until_now()?.beyond(began).beyond(making);
    println!("site's index: {}, {} MB on disk", ours.told(posts), size_of(&folder)? >> 20);
    println!("speed of the bare engine that is left: {:.0} %", 100.0 * least.seconds() / ours.seconds());
    let after = process::memory(id())?;
    println!("memory: {} MB before, {} MB with the index", before.resident >> 20, after.resident >> 20);

    let log = Arc::new(Log::new()?);
    println!("\n{} questions, a third of them long, each with facets, counts and passages", log.len());
    log::ask(&index, &made, &log, log.len(), 2).await?;
    for (threads, asked) in ASKED {
        println!("{threads} at a time: {}", log::ask(&index, &made, &log, asked, threads).await?);
    }
    arrivals::watch(&index, &db, &made, &log).await?;
    println!("memory: {} MB", process::memory(id())?.resident >> 20);
    index.close().await;
    Ok(())
}

/// What something takes of time and of the processors.
#[derive(Clone, Copy, Debug)]
struct Spent {
    wall: Duration,
    cpu: Duration,
}

impl Spent {
    /// What this process has taken so far.
    fn until_now() -> anyhow::Result<Self> {
        Ok(Self { wall: BEGAN.elapsed(), cpu: process::processor_time(id())? })
    }

    /// What it takes beside something else.
    fn beyond(self, other: Self) -> Self {
        Self { wall: self.wall.saturating_sub(other.wall), cpu: self.cpu.saturating_sub(other.cpu) }
    }

    /// Seconds of the processors.
    fn seconds(self) -> f64 {
        self.cpu.as_secs_f64().max(f64::EPSILON)
    }

    /// How many posts that is in a second.
    fn told(self, posts: usize) -> String {
        let [rate, wall] = [self.seconds(), self.wall.as_secs_f64()].map(|seconds| number(posts) / seconds);
        format!("{rate:.0} posts per second of a processor, {wall:.0} by the clock")
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of posts are far below 2^52")]
fn number(count: usize) -> f64 {
    count as f64
}

fn timed<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<(Spent, T)> {
    let before = Spent::until_now()?;
    let done = work()?;
    Ok((Spent::until_now()?.beyond(before), done))
}

/// Bytes of all files under a folder.
fn size_of(folder: &Path) -> anyhow::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder).with_context(|| format!("read {}", folder.display()))? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        bytes += if metadata.is_dir() { size_of(&entry.path())? } else { metadata.len() };
    }
    Ok(bytes)
}
