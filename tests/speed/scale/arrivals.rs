//! Posts that arrive while people ask: when they can be found, and whether the answers wait for them.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use kernel::{Clock, Db, RoomId, Scope, ThreadId, changes};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use search::{Ask, Index};
use tokio::time::{MissedTickBehavior, interval, sleep};

use super::log::{self, Log, Times};
use super::made::Made;

/// Between two posts: fifty a second.
const BETWEEN: Duration = Duration::from_millis(20);
/// As many arrive.
const POSTS: usize = 1_500;
/// Every twenty-fifth is looked for until it is found.
const LOOKED_FOR: usize = 25;
/// Between two looks.
const LOOK: Duration = Duration::from_millis(25);

/// Fifty posts a second, and one who asks meanwhile.
pub async fn watch(index: &Index, db: &Db, made: &Arc<Made>, log: &Arc<Log>) -> anyhow::Result<()> {
    let writing = tokio::spawn(write(index.clone(), db.clone(), Arc::clone(made)));
    let mut all = Vec::new();
    while !writing.is_finished() {
        all.extend(log::ask(index, made, log, 10, 1).await?.0);
    }
    let found = writing.await??;
    println!("while 50 posts arrive in a second: {}", Times::of(all));
    println!("a post is found after it was committed: {}", Times::of(found));
    Ok(())
}

/// How long it took until those that were looked for were found.
async fn write(index: Index, db: Db, made: Arc<Made>) -> anyhow::Result<Vec<Duration>> {
    let mut draw = StdRng::seed_from_u64(20_261_129);
    let mut turn = interval(BETWEEN);
    turn.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut looks = tokio::task::JoinSet::new();
    for number in 0..POSTS {
        turn.tick().await;
        let id = draw.random_range(1..=made.discussions());
        let word = format!("合言葉{number}番");
        made.add(id, format!("{word}を書き込みました。"));
        let tx = db.begin().await?;
        changes::note(&tx, ThreadId(id)).await?;
        tx.commit().await?;
        if number % LOOKED_FOR == 0 {
            looks.spawn(look(index.clone(), id, word, Instant::now()));
        }
    }
    Ok(looks.join_all().await)
}

async fn look(index: Index, id: i64, word: String, since: Instant) -> Duration {
    let everywhere = Scope::of((1..=450).map(RoomId).collect(), BTreeSet::new());
    let ask = Ask { words: format!("\"{word}\""), ..Ask::new("thread", everywhere, Clock::System.now()) };
    loop {
        let found = index.search(&ask).await.unwrap_or_default();
        if found.whole.iter().any(|hit| hit.key.id == id) {
            return since.elapsed();
        }
        sleep(LOOK).await;
    }
}
