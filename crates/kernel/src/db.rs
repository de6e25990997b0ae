//! The database: one file of SQLite by default, or PostgreSQL; the same rules on both.
//!
//! SQLite has one writer, so all writing goes through a pool of one connection with `BEGIN IMMEDIATE`: two writers
//! queue in the process instead of failing with "database is locked". Reading goes through a pool of its own.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait as _, Value,
};
use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use tokio::sync::Notify;

use crate::{Clock, Result, Timestamp};

/// The open database.
#[derive(Clone, Debug)]
pub struct Db {
    /// For reading only; writes go through [`Db::begin`].
    pub conn: DatabaseConnection,
    writer: DatabaseConnection,
    /// Where `now` comes from.
    pub clock: Clock,
    committed: Arc<Notify>,
}

/// A transaction that may write.
#[derive(Debug)]
pub struct Tx {
    /// The connection inside the transaction.
    pub conn: DatabaseTransaction,
    /// The one present of everything that this transaction does.
    pub now: Timestamp,
    committed: Arc<Notify>,
}

impl Db {
    /// Opens `sqlite://PATH` (creating the file) or `postgres://…`.
    pub async fn connect(url: &str, clock: Clock) -> Result<Self> {
        let (conn, writer) = if url.starts_with("sqlite:") {
            (open_sqlite(url, 4).await?, open_sqlite(url, 1).await?)
        } else {
            let pool = open_postgres(url).await?;
            (pool.clone(), pool)
        };
        Ok(Self { conn, writer, clock, committed: Arc::new(Notify::new()) })
    }

    /// Starts a transaction; nothing slow may happen until it is committed.
    pub async fn begin(&self) -> Result<Tx> {
        let immediate = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let conn = self.writer.begin_with_options(immediate).await?;
        Ok(Tx { conn, now: self.clock.now(), committed: Arc::clone(&self.committed) })
    }

    /// The writing connection, for migrations, which open transactions of their own.
    pub fn for_migrations(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Waits until some transaction of this process has been committed.
    pub async fn committed(&self) {
        self.committed.notified().await;
    }

    /// Which of the two databases this is.
    pub fn backend(&self) -> DbBackend {
        self.conn.get_database_backend()
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        Ok(self.conn.ping().await?)
    }

    /// Closes all connections; on SQLite this folds the write-ahead log into the file.
    pub async fn close(self) -> Result<()> {
        self.conn.close().await?;
        Ok(self.writer.close().await?)
    }
}

impl Tx {
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

/// A write that is acknowledged must survive a power cut, hence `synchronous=FULL`.
async fn open_sqlite(url: &str, connections: u32) -> Result<DatabaseConnection> {
    let separator = if url.contains('?') { '&' } else { '?' };
    let mut options = ConnectOptions::new(format!("{url}{separator}mode=rwc"));
    options
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(10))
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10))
                // What was withdrawn or erased must not be read from the pages that it left.
                .pragma("secure_delete", "ON")
                .pragma("mmap_size", "268435456")
        });
    Ok(Database::connect(options).await.context("open SQLite")?)
}

async fn open_postgres(url: &str) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .max_connections(12)
        .acquire_timeout(Duration::from_secs(4))
        .test_before_acquire_if_idle_for(Duration::from_secs(5))
        .sqlx_logging(false);
    Ok(Database::connect(options).await.context("connect to PostgreSQL")?)
}
