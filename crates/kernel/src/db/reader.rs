//! Reading a file of SQLite: a few connections of the driver, of which the last one used is the next.
//!
//! The driver's own pool hands out the one that has rested longest. Each connection has a thread and eight megabytes of
//! pages of its own, so every statement went to another thread, which had other pages, and all of them were always cold:
//! a sixth of a list, a fifth of a discussion. Here a site that is not busy reads with one connection, and what it has
//! read stays near.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use arc_swap::ArcSwapOption;
use sea_orm::metric::Info;
use sea_orm::{ConnAcquireErr, DbErr, QueryResult, RuntimeErr, Statement, Values};
use sea_query_sqlx::SqlxValues;
use sqlx::query::Query;
use sqlx::sqlite::{Sqlite, SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection as _};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

/// As many read at a time; others wait for their turn.
const CONNECTIONS: usize = 4;

/// How long somebody waits for it.
const TURN: Duration = Duration::from_secs(10);

/// Connections that only read, opened when they are needed.
pub struct Reader {
    options: SqliteConnectOptions,
    turns: Semaphore,
    idle: Mutex<Vec<SqliteConnection>>,
    listener: ArcSwapOption<Listener>,
}

/// Somebody who measures.
struct Listener(Box<dyn Fn(&Info<'_>) + Send + Sync>);

impl Reader {
    /// Reads with connections like this; the first one is opened at once.
    pub async fn open(options: SqliteConnectOptions) -> Result<Self, DbErr> {
        let (turns, listener) = (Semaphore::new(CONNECTIONS), ArcSwapOption::empty());
        let reader = Self { options, turns, idle: Mutex::default(), listener };
        let first = reader.connect().await?;
        reader.put_back(first);
        Ok(reader)
    }

    /// All rows that a statement finds.
    pub async fn all(&self, statement: &Statement) -> Result<Vec<QueryResult>, DbErr> {
        let rows = self.told(statement, async {
            let _turn = self.turn().await?;
            let mut connection = self.take().await?;
            let rows = prepared(statement).fetch_all(&mut connection).await.map_err(failed)?;
            self.put_back(connection);
            Ok(rows)
        });
        Ok(rows.await?.into_iter().map(QueryResult::from).collect())
    }

    /// The first row that a statement finds.
    pub async fn one(&self, statement: &Statement) -> Result<Option<QueryResult>, DbErr> {
        let row = self.told(statement, async {
            let _turn = self.turn().await?;
            let mut connection = self.take().await?;
            let row = prepared(statement).fetch_optional(&mut connection).await.map_err(failed)?;
            self.put_back(connection);
            Ok(row)
        });
        Ok(row.await?.map(QueryResult::from))
    }

    /// Whether the file can be read.
    pub async fn ping(&self) -> Result<(), DbErr> {
        let _turn = self.turn().await?;
        let mut connection = self.take().await?;
        connection.ping().await.map_err(failed)?;
        self.put_back(connection);
        Ok(())
    }

    /// Closes the connections, and answers nobody any more.
    pub async fn close(&self) -> Result<(), DbErr> {
        let turns = u32::try_from(CONNECTIONS).unwrap_or(u32::MAX);
        let _all = self.turns.acquire_many(turns).await.map_err(|_| closed())?;
        self.turns.close();
        let idle = std::mem::take(&mut *self.idle.lock().unwrap_or_else(PoisonError::into_inner));
        for connection in idle {
            connection.close().await.map_err(failed)?;
        }
        Ok(())
    }

    /// Tells of every statement that is asked from now on.
    pub fn tell(&self, listener: impl Fn(&Info<'_>) + Send + Sync + 'static) {
        self.listener.store(Some(Arc::new(Listener(Box::new(listener)))));
    }

    async fn told<T>(&self, statement: &Statement, work: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        let began = Instant::now();
        let done = work.await;
        if let Some(listener) = &*self.listener.load() {
            (listener.0)(&Info { elapsed: began.elapsed(), statement, failed: done.is_err() });
        }
        done
    }

    async fn turn(&self) -> Result<SemaphorePermit<'_>, DbErr> {
        match timeout(TURN, self.turns.acquire()).await {
            Ok(turn) => turn.map_err(|_| closed()),
            Err(_) => Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)),
        }
    }

    /// The connection that was used last. One that fails, or whose asker goes away meanwhile, is not put back: its thread
    /// ends with its statement, and no reading stays open that a checkpoint would wait for.
    async fn take(&self) -> Result<SqliteConnection, DbErr> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match idle {
            Some(connection) => Ok(connection),
            None => self.connect().await,
        }
    }

    fn put_back(&self, connection: SqliteConnection) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
    }

    async fn connect(&self) -> Result<SqliteConnection, DbErr> {
        let opened = SqliteConnection::connect_with(&self.options).await;
        opened.map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error))))
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("options", &self.options).finish_non_exhaustive()
    }
}

/// The statement as the driver takes it; each connection compiles it once.
fn prepared(statement: &Statement) -> Query<'_, Sqlite, SqlxValues> {
    let values = statement.values.clone().unwrap_or_else(|| Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql.as_str()), SqlxValues(values))
}

fn failed(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(Arc::new(error)))
}

fn closed() -> DbErr {
    DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use sea_orm::ConnectionTrait as _;
    use tempfile::TempDir;
    use tokio::task::JoinSet;
    use tokio::time::timeout;

    use crate::db::{Db, sql};
    use crate::{Clock, Result};

    const COUNT: &str = "SELECT COUNT(*) AS many FROM words";

    /// Rows without end, made more slowly than they are taken.
    const ENDLESS: &str =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT HEX(RANDOMBLOB(5000)) AS noise FROM n";

    async fn open() -> (TempDir, Db) {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("site.db").display());
        let db = Db::connect(&url, Clock::System).await.unwrap();
        db.for_migrations().execute_unprepared("CREATE TABLE words (word TEXT NOT NULL)").await.unwrap();
        (folder, db)
    }

    async fn add(db: &Db) -> Result<()> {
        let tx = db.begin().await?;
        tx.conn.execute_raw(sql(&tx.conn, "INSERT INTO words VALUES ('a')", [])).await?;
        tx.commit().await
    }

    async fn many(db: &Db) -> Result<i64> {
        Ok(db.conn.query_one_raw(sql(&db.conn, COUNT, [])).await?.unwrap().try_get("", "many")?)
    }

    #[tokio::test]
    async fn what_is_committed_is_read_at_once_and_nothing_is_written() {
        let (_folder, db) = open().await;
        for expected in 1..=20 {
            add(&db).await.unwrap();
            assert_eq!(many(&db).await.unwrap(), expected);
        }
        let insert = "INSERT INTO words VALUES ('b')";
        assert!(db.conn.execute_unprepared(insert).await.is_err());
        assert!(db.conn.query_all_raw(sql(&db.conn, insert, [])).await.is_err());
        assert!(db.conn.query_one_raw(sql(&db.conn, "SELECT nothing", [])).await.is_err());
        assert_eq!(many(&db).await.unwrap(), 20);
    }

    #[tokio::test]
    async fn whoever_goes_away_in_the_middle_leaves_no_reading_open() {
        let (folder, db) = open().await;
        for _ in 0..6 {
            let asked = db.conn.query_all_raw(sql(&db.conn, ENDLESS, []));
            assert!(timeout(Duration::from_millis(30), asked).await.is_err());
        }
        add(&db).await.unwrap();
        let began = Instant::now();
        db.scrub(&["words"]).await.unwrap();
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
        assert_eq!(std::fs::metadata(folder.path().join("site.db-wal")).unwrap().len(), 0);
        assert_eq!(many(&db).await.unwrap(), 1);
    }

    #[tokio::test]
    async fn more_readers_than_connections_wait_for_their_turn_and_nobody_reads_after_the_end() {
        let (folder, db) = open().await;
        add(&db).await.unwrap();
        let mut readers = JoinSet::new();
        for _ in 0..50 {
            let db = db.clone();
            readers.spawn(async move { many(&db).await.unwrap() });
        }
        assert_eq!(readers.join_all().await, [1; 50]);
        db.ping().await.unwrap();
        let late = db.clone();
        db.close().await.unwrap();
        assert!(many(&late).await.unwrap_err().is_passing());
        assert!(!folder.path().join("site.db-wal").exists());
    }
}
