//! A site without anything but a change log and texts.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use kernel::changes::{self, DocKey};
use kernel::{Clock, Db, Error, Result, RoomId, ThreadId, Timestamp, settings};
use sea_orm::ConnectionTrait as _;
use tempfile::TempDir;

use crate::document::{ALWAYS, Document, Loading, Source};
use crate::index::Index;

/// Texts by id; those that begin with 毒 cannot be loaded.
#[derive(Default)]
pub struct Texts {
    pub all: Mutex<BTreeMap<i64, String>>,
    pub out_of_reach: AtomicBool,
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
        tags: vec!["kind:chat".to_owned()],
        at: Timestamp::default(),
        thanked: 0,
        during: ALWAYS,
    })
}

/// A list of words that mean the same, with nothing on it.
const SYNONYMS: [&str; 2] = [
    "CREATE TABLE synonyms (id BIGINT PRIMARY KEY, version BIGINT, kind TEXT, words TEXT, is_removed BOOLEAN)",
    "CREATE TABLE synonym_list (version BIGINT NOT NULL)",
];

pub struct Site {
    pub db: Db,
    pub texts: Arc<Texts>,
    pub folder: TempDir,
}

impl Site {
    pub async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = match std::env::var("TEST_DATABASE_URL") {
            Ok(url) => postgres(&url).await,
            Err(_) => sqlite(&folder).await,
        };
        let sql = "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)";
        db.for_migrations().execute_unprepared(sql).await.unwrap();
        for sql in SYNONYMS {
            db.for_migrations().execute_unprepared(sql).await.unwrap();
        }
        Self { db, texts: Arc::default(), folder }
    }

    pub fn dir(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    pub async fn index(&self) -> Index {
        let sources: Vec<Arc<dyn Source>> = vec![Arc::<Texts>::clone(&self.texts)];
        Index::open(&self.dir(), self.db.clone(), sources).await.unwrap()
    }

    /// Writes texts and notes them in one transaction; no text: taken away.
    pub async fn write(&self, changed: &[(i64, &str)]) {
        let tx = self.db.begin().await.unwrap();
        for (id, text) in changed {
            self.put(*id, text);
            changes::note(&tx, ThreadId(*id)).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Changes a text and notes that something of it may no longer be found.
    pub async fn narrow(&self, id: i64, text: &str) {
        let tx = self.db.begin().await.unwrap();
        self.put(id, text);
        changes::note_narrowing(&tx, ThreadId(id)).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// While texts are out of reach, the index does not get further.
    pub fn hold(&self, held: bool) {
        self.texts.out_of_reach.store(held, Ordering::SeqCst);
    }

    /// Changes a text without a note.
    pub fn put(&self, id: i64, text: &str) {
        let mut all = self.texts.all.lock().unwrap();
        if text.is_empty() {
            all.remove(&id)
        } else {
            all.insert(id, text.to_owned())
        };
    }

    pub async fn set(&self, name: &str, value: &str) {
        let tx = self.db.begin().await.unwrap();
        settings::set(&tx, name, value).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn run(&self, sql: &str) {
        self.db.for_migrations().execute_unprepared(sql).await.unwrap();
    }

    /// The folder of the index in use.
    pub fn current(&self) -> PathBuf {
        self.dir().join(fs::read_to_string(self.dir().join("current")).unwrap())
    }
}

async fn sqlite(folder: &TempDir) -> Db {
    let url = format!("sqlite://{}", folder.path().join("site.db").display());
    let db = Db::connect(&url, Clock::System).await.unwrap();
    let sql = "CREATE TABLE changes (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT, at BIGINT, stamp BIGINT, \
               narrows BOOLEAN)";
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
               narrows BOOLEAN, txid xid8 NOT NULL DEFAULT pg_current_xact_id())";
    db.for_migrations().execute_unprepared(sql).await.unwrap();
    db
}
