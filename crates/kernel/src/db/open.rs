//! How connections are opened, and what each of them promises.

use std::time::Duration;

use anyhow::Context as _;
use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};

use super::reader::Reader;
use crate::Result;

/// How long somebody waits for a connection or for a row that somebody else is writing: shorter than the five seconds
/// within which every request is answered.
const TURN: Duration = Duration::from_secs(4);

/// No statement of a page or task takes nearly as long; what does has gone wrong.
const LONGEST_STATEMENT: Duration = Duration::from_secs(25);

/// Opens a file of SQLite for reading.
pub async fn sqlite_readers(url: &str) -> Result<Reader> {
    let options: SqliteConnectOptions = made_if_missing(url).parse().context("read the address of the database")?;
    let options = sqlite(options).disable_statement_logging().pragma("query_only", "ON");
    Ok(Reader::open(options).await.context("open SQLite for reading")?)
}

/// Opens a file of SQLite for writing: one connection, so that writers queue.
pub async fn sqlite_writer(url: &str) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(made_if_missing(url));
    options
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(sqlite)
        .map_sqlx_sqlite_pool_opts(|pool| pool.after_release(|conn, _| Box::pin(has_ended(conn))));
    Ok(Database::connect(options).await.context("open SQLite")?)
}

fn made_if_missing(url: &str) -> String {
    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}mode=rwc")
}

/// A write that is acknowledged must survive a power cut, hence `synchronous=FULL`.
fn sqlite(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        // The results page reads some two hundred texts, and nobody should wait in the middle of them.
        .row_buffer_size(256)
        // What was withdrawn or erased must not be read from the pages that it left.
        .pragma("secure_delete", "ON")
        // 6 MiB of pages that stay taken apart cost less than a mapped file, of which each is taken apart anew.
        .pragma("cache_size", "-6144")
}

/// Whether a connection comes back without a transaction. On a full disk SQLite rolls back by itself, after which the
/// driver still counts one as open and would turn the next one into a part of it that never is committed; such a
/// connection is closed.
async fn has_ended(conn: &mut SqliteConnection) -> sqlx::Result<bool> {
    if conn.is_in_transaction() {
        // A rollback may be on its way; what answers after it has seen it.
        conn.ping().await?;
    }
    Ok(!conn.is_in_transaction())
}

/// Opens PostgreSQL for pages and tasks.
pub async fn postgres(url: &str) -> Result<DatabaseConnection> {
    Ok(Database::connect(impatient(url)).await.context("connect to PostgreSQL")?)
}

/// The same after an outage; nothing is connected until it is needed.
pub async fn postgres_again(url: &str) -> Result<DatabaseConnection> {
    let mut options = impatient(url);
    options.connect_lazy(true);
    Ok(Database::connect(options).await.context("connect to PostgreSQL")?)
}

fn impatient(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .max_connections(12)
        .acquire_timeout(TURN)
        .test_before_acquire_if_idle_for(Duration::from_secs(5))
        .sqlx_logging(false)
        .map_sqlx_postgres_opts(|postgres| {
            postgres.options([
                ("statement_timeout", LONGEST_STATEMENT.as_millis().to_string()),
                ("lock_timeout", TURN.as_millis().to_string()),
                // Compiling a statement takes PostgreSQL half a second, and ours take milliseconds.
                ("jit", "off".to_owned()),
                // An instance that is frozen in the middle must not keep the others from writing.
                ("idle_in_transaction_session_timeout", LONGEST_STATEMENT.as_millis().to_string()),
            ])
        });
    options
}

/// Opens PostgreSQL for migrations, which take as long as they take: one connection for the turn, one for the work.
/// Nothing is connected until it is needed.
pub async fn patient_postgres(url: &str) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url.to_owned());
    options.max_connections(2).idle_timeout(Duration::from_secs(10)).connect_lazy(true).sqlx_logging(false);
    Ok(Database::connect(options).await.context("connect to PostgreSQL")?)
}
