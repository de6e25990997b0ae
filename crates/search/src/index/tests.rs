//! An index that follows a change log, on SQLite, or on PostgreSQL when `TEST_DATABASE_URL` is set.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use kernel::changes::{self, DocKey};
use kernel::clock::DAY;
use kernel::{Clock, Db, Error, Result, RoomId, Scope, ThreadId, Timestamp, settings};
use sea_orm::{ConnectionTrait as _, DbBackend};
use tempfile::TempDir;

use super::Index;
use crate::document::{Document, Loading, Source};
use crate::query::{Ask, NotReady};

/// Texts by id; those that begin with 毒 cannot be loaded.
#[derive(Default)]
struct Texts {
    all: Mutex<BTreeMap<i64, String>>,
    out_of_reach: AtomicBool,
}

impl Source for Texts {
    fn kind(&self) -> &'static str {
        "thread"
    }

    fn load<'a>(&'a self, _: &'a Db, ids: &'a [i64]) -> Loading<'a, Vec<Document>> {
        Box::pin(async move {
            if self.out_of_reach.load(Ordering::SeqCst) {
                return Err(Error::Busy("out of reach".to_owned()));
            }
            let all = self.all.lock().unwrap();
            ids.iter().filter_map(|id| Some(document(*id, all.get(id)?))).collect()
        })
    }

    fn ids<'a>(&'a self, _: &'a Db, after: i64, limit: u64) -> Loading<'a, Vec<i64>> {
        Box::pin(async move {
            let limit = usize::try_from(limit).unwrap();
            Ok(self.all.lock().unwrap().keys().filter(|id| **id > after).take(limit).copied().collect())
        })
    }
}

fn document(id: i64, text: &str) -> Result<Document> {
    if text.starts_with('毒') {
        return Err(Error::NotFound);
    }
    Ok(Document {
        key: DocKey { kind: "thread", id },
        room: RoomId(1),
        title: text.to_owned(),
        body: String::new(),
        reading: None,
        tags: Vec::new(),
        at: Timestamp::default(),
    })
}

struct Site {
    db: Db,
    texts: Arc<Texts>,
    folder: TempDir,
}

impl Site {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = match std::env::var("TEST_DATABASE_URL") {
            Ok(url) => postgres(&url).await,
            Err(_) => sqlite(&folder).await,
        };
        let sql = "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)";
        db.for_migrations().execute_unprepared(sql).await.unwrap();
        Self { db, texts: Arc::default(), folder }
    }

    fn dir(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    async fn index(&self) -> Index {
        let sources: Vec<Arc<dyn Source>> = vec![Arc::<Texts>::clone(&self.texts)];
        Index::open(&self.dir(), self.db.clone(), sources).await.unwrap()
    }

    /// Writes texts and notes them in one transaction; no text: taken away.
    async fn write(&self, changed: &[(i64, &str)]) {
        let tx = self.db.begin().await.unwrap();
        for (id, text) in changed {
            self.put(*id, text);
            changes::note(&tx, ThreadId(*id)).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Changes a text without a note.
    fn put(&self, id: i64, text: &str) {
        let mut all = self.texts.all.lock().unwrap();
        if text.is_empty() {
            all.remove(&id)
        } else {
            all.insert(id, text.to_owned())
        };
    }

    async fn set(&self, name: &str, value: &str) {
        let tx = self.db.begin().await.unwrap();
        settings::set(&tx, name, value).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn run(&self, sql: &str) {
        self.db.for_migrations().execute_unprepared(sql).await.unwrap();
    }

    /// The folder of the index in use.
    fn current(&self) -> PathBuf {
        self.dir().join(fs::read_to_string(self.dir().join("current")).unwrap())
    }
}

async fn sqlite(folder: &TempDir) -> Db {
    let url = format!("sqlite://{}", folder.path().join("site.db").display());
    let db = Db::connect(&url, Clock::System).await.unwrap();
    let sql = "CREATE TABLE changes (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT, at BIGINT, stamp BIGINT)";
    db.for_migrations().execute_unprepared(sql).await.unwrap();
    db
}

async fn postgres(url: &str) -> Db {
    let schema = format!("search_{:x}", kernel::ids::random());
    let db = Db::connect(url, Clock::System).await.unwrap();
    db.for_migrations().execute_unprepared(&format!("CREATE SCHEMA {schema}")).await.unwrap();
    let separator = if url.contains('?') { '&' } else { '?' };
    let db = Db::connect(&format!("{url}{separator}options[search_path]={schema}"), Clock::System).await.unwrap();
    let sql = "CREATE TABLE changes (id BIGSERIAL PRIMARY KEY, key TEXT, at BIGINT, stamp BIGINT, \
               txid xid8 NOT NULL DEFAULT pg_current_xact_id())";
    db.for_migrations().execute_unprepared(sql).await.unwrap();
    db
}

async fn count(index: &Index, words: &str) -> Result<usize, NotReady> {
    let scope = Scope::of(BTreeSet::from([RoomId(1)]), BTreeSet::new());
    let ask = Ask { words: words.to_owned(), ..Ask::new("thread", scope, Timestamp::default()) };
    Ok(index.search(&ask).await?.whole_total)
}

async fn becomes(index: &Index, words: &str, expected: usize) {
    let began = Instant::now();
    while count(index, words).await != Ok(expected) {
        assert!(
            began.elapsed() < Duration::from_secs(10),
            "{words} is not {expected}: {:?}",
            count(index, words).await
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn what_is_committed_is_found_within_two_seconds_and_what_is_gone_is_not() {
    let site = Site::open().await;
    let index = site.index().await;
    index.settle().await.unwrap();
    site.write(&[(1, "避難所の鍵")]).await;
    let began = Instant::now();
    becomes(&index, "避難所", 1).await;
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    site.write(&[(1, "会議室の鍵"), (2, "会議")]).await;
    index.settle().await.unwrap();
    assert_eq!((count(&index, "避難所").await, count(&index, "会議").await), (Ok(0), Ok(2)));
    site.write(&[(1, "")]).await;
    index.settle().await.unwrap();
    assert_eq!(count(&index, "会議").await, Ok(1));
    assert_eq!(index.behind().await.unwrap(), Some(0));
}

#[tokio::test]
async fn an_index_goes_on_where_it_stopped() {
    let site = Site::open().await;
    site.write(&[(1, "一つ目")]).await;
    let index = site.index().await;
    index.settle().await.unwrap();
    index.close().await;
    let before = site.current();
    site.write(&[(2, "二つ目")]).await;
    let again = site.index().await;
    assert_eq!(count(&again, "一つ目").await, Ok(1));
    again.settle().await.unwrap();
    assert_eq!(count(&again, "二つ目").await, Ok(1));
    assert_eq!(site.current(), before);
    assert!(index.settle().await.is_err());
}

#[tokio::test]
async fn many_notes_of_one_transaction_are_all_read() {
    let site = Site::open().await;
    let index = site.index().await;
    index.settle().await.unwrap();
    let many: Vec<(i64, &str)> = (1..=1_200).map(|id| (id, "連絡網")).collect();
    site.write(&many).await;
    index.settle().await.unwrap();
    assert_eq!(count(&index, "連絡網").await, Ok(1_200));
}

#[tokio::test]
async fn an_index_that_is_of_no_use_is_built_anew() {
    let spoil: [&str; 6] = [
        "UPDATE changes SET stamp = stamp + 1",
        "DELETE FROM changes",
        "INSERT INTO settings (name, value) VALUES ('index_epoch', 'restored')",
        "truncated",
        "missing",
        "pointer",
    ];
    for how in spoil {
        let site = Site::open().await;
        site.write(&[(1, "避難所の鍵")]).await;
        let index = site.index().await;
        index.settle().await.unwrap();
        index.close().await;
        drop(index);
        let before = site.current();
        match how {
            "truncated" => damage(&before, |bytes| bytes.truncate(bytes.len() / 2)),
            "missing" => fs::remove_dir_all(&before).unwrap(),
            "pointer" => fs::write(site.dir().join("current"), "../../etc").unwrap(),
            sql => site.run(sql).await,
        }
        // Only a new index holds this, since it is not noted.
        site.put(2, "避難所の毛布");
        let index = site.index().await;
        assert!(!index.ready(), "{how}");
        becomes(&index, "避難所", 2).await;
        assert_ne!(site.current(), before, "{how}");
        let folders = fs::read_dir(site.dir()).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir());
        assert_eq!(folders.count(), 1, "{how}");
    }
}

fn damage(dir: &std::path::Path, change: fn(&mut Vec<u8>)) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "idx" || extension == "pos") {
            let mut bytes = fs::read(&path).unwrap();
            change(&mut bytes);
            fs::write(&path, bytes).unwrap();
        }
    }
}

#[tokio::test]
async fn a_log_that_was_replaced_under_a_running_index_leads_to_a_new_one() {
    let site = Site::open().await;
    site.write(&[(1, "避難所の鍵")]).await;
    let index = site.index().await;
    index.settle().await.unwrap();
    site.run("UPDATE changes SET stamp = stamp + 1").await;
    site.put(2, "避難所の毛布");
    index.settle().await.unwrap();
    assert_eq!(count(&index, "避難所").await, Ok(2));
}

#[tokio::test]
async fn building_anew_keeps_answering_and_an_epoch_asks_for_it() {
    let site = Site::open().await;
    site.write(&[(1, "避難所の鍵")]).await;
    let index = site.index().await;
    index.settle().await.unwrap();
    let before = site.current();
    let (other, rebuilt) = (index.clone(), index.clone());
    let rebuilding = tokio::spawn(async move { rebuilt.rebuild().await });
    while !rebuilding.is_finished() {
        assert_eq!(count(&other, "避難所").await, Ok(1));
    }
    rebuilding.await.unwrap().unwrap();
    let between = site.current();
    assert_ne!(between, before);
    site.set("index_epoch", "another").await;
    let began = Instant::now();
    while site.current() == between {
        assert!(began.elapsed() < Duration::from_secs(10) && index.ready());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn one_document_that_cannot_be_loaded_does_not_keep_the_others_out() {
    let site = Site::open().await;
    let index = site.index().await;
    index.settle().await.unwrap();
    site.write(&[(1, "毒の鍵"), (2, "避難所の鍵")]).await;
    index.settle().await.unwrap();
    assert_eq!(count(&index, "鍵").await, Ok(1));
    site.texts.out_of_reach.store(true, Ordering::SeqCst);
    site.write(&[(3, "会議室の鍵")]).await;
    assert!(index.settle().await.is_err());
    site.texts.out_of_reach.store(false, Ordering::SeqCst);
    becomes(&index, "鍵", 2).await;
}

#[tokio::test]
async fn old_notes_are_swept_and_who_missed_them_builds_anew() {
    let site = Site::open().await;
    site.write(&[(1, "一"), (2, "二"), (3, "三")]).await;
    let old = site.db.clock.now().plus(-8 * DAY).0;
    site.run(&format!("UPDATE changes SET at = {old}")).await;
    site.write(&[(4, "四")]).await;
    super::log::sweep(&site.db).await.unwrap();
    assert_eq!(super::log::count_after(&site.db, super::Mark::default(), i64::MAX).await.unwrap(), 2);
    let lost = super::log::after(&site.db, super::Mark::default(), 10).await.unwrap();
    assert!(matches!(lost, super::log::Notes::Lost));
    let index = site.index().await;
    index.settle().await.unwrap();
    assert_eq!(count(&index, "").await, Ok(4));
}

#[tokio::test]
async fn a_second_process_reads_what_the_first_one_writes() {
    let site = Site::open().await;
    let first = site.index().await;
    first.settle().await.unwrap();
    let second = site.index().await;
    assert!(second.rebuild().await.is_err());
    site.write(&[(1, "避難所の鍵")]).await;
    first.settle().await.unwrap();
    second.settle().await.unwrap();
    assert_eq!(count(&second, "避難所").await, Ok(1));
    first.rebuild().await.unwrap();
    becomes(&second, "避難所", 1).await;
}

#[tokio::test]
async fn a_transaction_that_commits_late_is_not_stepped_over() {
    let site = Site::open().await;
    if site.db.backend() != DbBackend::Postgres {
        return;
    }
    let index = site.index().await;
    index.settle().await.unwrap();
    let slow = site.db.begin().await.unwrap();
    changes::note(&slow, ThreadId(1)).await.unwrap();
    site.write(&[(2, "避難所の鍵")]).await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    site.put(1, "避難所の毛布");
    slow.commit().await.unwrap();
    becomes(&index, "避難所", 2).await;
}
