//! The database: one file of SQLite by default, or PostgreSQL; the same rules on both.
//!
//! SQLite has one writer, so all writing goes through a pool of one connection with `BEGIN IMMEDIATE`: two writers
//! queue in the process instead of failing with "database is locked". Reading goes through connections of its own, which
//! refuse to write.
//! PostgreSQL can go away while we run; [`Db::unless_lost`] keeps anybody from waiting for it.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait as _, Value,
};
use tokio::sync::Notify;
use tokio::time::timeout;
use tracing::warn;

use crate::memo::Memo;
use crate::{Clock, Error, Result, Timestamp};

pub(crate) mod fault;
mod open;
mod pool;
mod reader;
mod watch;

pub use pool::Pool;
use watch::Watch;

/// How long an answer waits for what is written beside it.
const MOMENT: Duration = Duration::from_millis(100);

/// Writes something on which the answer does not depend. What takes longer than a moment, because somebody else is writing
/// or nothing can be written, is worked on to its end while the answer is on its way; `what` tells the log of a failure.
pub async fn aside(what: &'static str, work: impl Future<Output = Result<()>> + Send + 'static) {
    let writing = tokio::spawn(async move {
        if let Err(cause) = work.await {
            warn!(%cause, what, "could not be written down");
        }
    });
    let _ = timeout(MOMENT, writing).await;
}

/// The open database.
#[derive(Clone, Debug)]
pub struct Db {
    /// For reading only; writes go through [`Db::begin`].
    pub conn: Pool,
    writer: Pool,
    migrator: DatabaseConnection,
    watch: Watch,
    /// Where `now` comes from.
    pub clock: Clock,
    /// What has been counted and still holds.
    pub memo: Memo,
    committed: Arc<Notify>,
}

/// A transaction that may write.
#[derive(Debug)]
pub struct Tx {
    /// The connection inside the transaction.
    pub conn: DatabaseTransaction,
    /// The one present of everything that this transaction does.
    pub now: Timestamp,
    /// Whether it has counted the roster on: others see it only once, and PostgreSQL keeps every version of a row that one
    /// transaction writes thousands of times.
    pub(crate) counts_roster: AtomicBool,
    committed: Arc<Notify>,
}

impl Db {
    /// Opens `sqlite://PATH` (creating the file) or `postgres://…`.
    pub async fn connect(url: &str, clock: Clock) -> Result<Self> {
        let (conn, writer, migrator, watch) = if url.starts_with("sqlite:") {
            let writer = open::sqlite_writer(url).await?;
            (Pool::reading(open::sqlite_readers(url).await?), Pool::new(writer.clone()), writer, Watch::none())
        } else {
            let pool = Pool::new(open::postgres(url).await?);
            let watch = Watch::start(url, pool.clone())?;
            (pool.clone(), pool, open::patient_postgres(url).await?, watch)
        };
        let memo = Memo::default();
        Ok(Self { conn, writer, migrator, watch, clock, memo, committed: Arc::new(Notify::new()) })
    }

    /// Starts a transaction; nothing slow may happen until it is committed.
    pub async fn begin(&self) -> Result<Tx> {
        let immediate = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let conn = self.writer.writing()?.begin_with_options(immediate).await?;
        let (now, committed) = (self.clock.now(), Arc::clone(&self.committed));
        Ok(Tx { conn, now, counts_roster: AtomicBool::new(false), committed })
    }

    /// Lets PostgreSQL look at the tables at which it has never looked, as after their making or a restore. Until then it
    /// takes small ones for large, and plans what makes the viewer of every request accordingly.
    pub async fn take_stock(&self) -> Result<()> {
        if self.backend() != DbBackend::Postgres {
            return Ok(());
        }
        let text = "SELECT relname::text AS name FROM pg_class
            WHERE relkind = 'r' AND reltuples < 0 AND relnamespace = current_schema()::regnamespace ORDER BY relname";
        for row in self.migrator.query_all_raw(sql(&self.migrator, text, [])).await? {
            let name: String = row.try_get("", "name")?;
            self.migrator.execute_unprepared(&format!("ANALYZE \"{name}\"")).await?;
        }
        Ok(())
    }

    /// A connection without limits of time, for migrations, which open transactions of their own.
    pub fn for_migrations(&self) -> &DatabaseConnection {
        &self.migrator
    }

    /// The result of `work`, or [`Error::Busy`] as soon as the database no longer answers anybody.
    pub async fn unless_lost<T>(&self, work: impl Future<Output = Result<T>>) -> Result<T> {
        tokio::select! {
            biased;
            done = work => done,
            () = self.watch.lost() => Err(Error::Busy("the database does not answer".to_owned())),
        }
    }

    /// Waits until some transaction of this process has been committed.
    pub async fn committed(&self) {
        self.committed.notified().await;
    }

    /// Which of the two databases this is.
    pub fn backend(&self) -> DbBackend {
        self.conn.get_database_backend()
    }

    /// A query as this database writes it.
    ///
    /// SQLite compiles a statement anew whenever another number is bound to a bare parameter of `LIMIT`, so none is bare.
    pub fn statement(&self, query: &SelectStatement) -> Statement {
        let mut statement = self.backend().build(query);
        if self.backend() == DbBackend::Sqlite {
            statement.sql = statement.sql.replace("LIMIT ?", "LIMIT 0 + ?");
        }
        statement
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        self.unless_lost(async { Ok(self.conn.ping().await?) }).await
    }

    /// Leaves nothing of what was erased in the files of these tables: on SQLite the write-ahead log is folded in and
    /// emptied, on PostgreSQL the tables are vacuumed. Not within a transaction.
    pub async fn scrub(&self, tables: &[&str]) -> Result<()> {
        let text = match self.backend() {
            DbBackend::Postgres => format!("VACUUM {}", tables.join(", ")),
            _ => "PRAGMA wal_checkpoint(TRUNCATE)".to_owned(),
        };
        self.migrator.execute_unprepared(&text).await?;
        Ok(())
    }

    /// Closes all connections; on SQLite this folds the write-ahead log into the file.
    pub async fn close(self) -> Result<()> {
        self.conn.close().await?;
        self.migrator.close().await?;
        Ok(self.writer.close().await?)
    }
}

impl Tx {
    /// Waits until no other transaction is in its turn at `what`, and keeps the turn until the end of this one.
    ///
    /// SQLite has one writer anyway.
    pub async fn turn(&self, what: i64) -> Result<()> {
        if self.conn.get_database_backend() == DbBackend::Postgres {
            let text = "SELECT pg_advisory_xact_lock($1)";
            self.conn.execute_raw(sql(&self.conn, text, [what.into()])).await?;
        }
        Ok(())
    }

    /// Makes everything in this transaction happen.
    pub async fn commit(self) -> Result<()> {
        self.conn.commit().await?;
        self.committed.notify_one();
        Ok(())
    }
}

/// A statement with its values, for whichever database the connection leads to; `$1` is understood by both.
pub fn sql<const N: usize>(conn: &impl ConnectionTrait, text: &str, values: [Value; N]) -> Statement {
    Statement::from_sql_and_values(conn.get_database_backend(), text, values)
}
