//! The connections in use. On PostgreSQL they are all new after an outage: an old one may be dead without knowing it, and
//! the driver would wait for its answer for as long as the network lets it.

use std::sync::Arc;

use arc_swap::ArcSwap;
use sea_orm::metric::Info;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement};

use super::reader::Reader;

/// What is read with; cheap to clone.
#[derive(Clone, Debug)]
pub struct Pool(Ways);

#[derive(Clone, Debug)]
enum Ways {
    /// Connections that can be exchanged for new ones while somebody uses them.
    Pooled(Arc<ArcSwap<DatabaseConnection>>),
    /// A file of SQLite.
    Reading(Arc<Reader>),
}

impl Pool {
    /// These connections for now.
    pub(super) fn new(connections: DatabaseConnection) -> Self {
        Self(Ways::Pooled(Arc::new(ArcSwap::from_pointee(connections))))
    }

    /// Only for reading.
    pub(super) fn reading(reader: Reader) -> Self {
        Self(Ways::Reading(Arc::new(reader)))
    }

    /// Tells of every statement that is asked from now on; for whoever measures.
    pub fn tell(&self, listener: impl Fn(&Info<'_>) + Send + Sync + 'static) {
        match &self.0 {
            Ways::Pooled(pooled) => {
                let mut connections = (*pooled.load_full()).clone();
                connections.set_metric_callback(listener);
                pooled.store(Arc::new(connections));
            }
            Ways::Reading(reader) => reader.tell(listener),
        }
    }

    /// These connections from now on; the others end when nobody waits for them any more.
    pub(super) fn exchange(&self, connections: DatabaseConnection) {
        if let Ways::Pooled(pooled) = &self.0 {
            pooled.store(Arc::new(connections));
        }
    }

    /// Whether the database answers.
    pub(super) async fn ping(&self) -> Result<(), DbErr> {
        match &self.0 {
            Ways::Pooled(pooled) => pooled.load_full().ping().await,
            Ways::Reading(reader) => reader.ping().await,
        }
    }

    /// Closes the connections.
    pub(super) async fn close(&self) -> Result<(), DbErr> {
        match &self.0 {
            Ways::Pooled(pooled) => pooled.load_full().close_by_ref().await,
            Ways::Reading(reader) => reader.close().await,
        }
    }

    /// The connections with which something can be written.
    pub(super) fn writing(&self) -> Result<Arc<DatabaseConnection>, DbErr> {
        match &self.0 {
            Ways::Pooled(pooled) => Ok(pooled.load_full()),
            Ways::Reading(_) => Err(DbErr::Exec(RuntimeErr::Internal("writing needs a transaction".to_owned()))),
        }
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Pool {
    fn get_database_backend(&self) -> DbBackend {
        match &self.0 {
            Ways::Pooled(pooled) => pooled.load().get_database_backend(),
            Ways::Reading(_) => DbBackend::Sqlite,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.writing()?.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.writing()?.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match &self.0 {
            Ways::Pooled(pooled) => pooled.load_full().query_one_raw(statement).await,
            Ways::Reading(reader) => reader.one(&statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match &self.0 {
            Ways::Pooled(pooled) => pooled.load_full().query_all_raw(statement).await,
            Ways::Reading(reader) => reader.all(&statement).await,
        }
    }

    fn support_returning(&self) -> bool {
        match &self.0 {
            Ways::Pooled(pooled) => pooled.load().support_returning(),
            Ways::Reading(_) => true,
        }
    }
}
