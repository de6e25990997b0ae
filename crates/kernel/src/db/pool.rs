//! The connections in use. On PostgreSQL they are all new after an outage: an old one may be dead without knowing it, and
//! the driver would wait for its answer for as long as the network lets it.

use std::sync::Arc;

use arc_swap::ArcSwap;
use sea_orm::metric::Info;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement};

/// Connections that can be exchanged for new ones while somebody uses them; cheap to clone.
#[derive(Clone, Debug)]
pub struct Pool(Arc<ArcSwap<DatabaseConnection>>);

impl Pool {
    /// These connections for now.
    pub(super) fn new(connections: DatabaseConnection) -> Self {
        Self(Arc::new(ArcSwap::from_pointee(connections)))
    }

    /// Tells of every statement that is asked from now on; for whoever measures.
    pub fn tell(&self, listener: impl Fn(&Info<'_>) + Send + Sync + 'static) {
        let mut connections = (*self.current()).clone();
        connections.set_metric_callback(listener);
        self.exchange(connections);
    }

    /// The present connections.
    pub(super) fn current(&self) -> Arc<DatabaseConnection> {
        self.0.load_full()
    }

    /// These connections from now on; the others end when nobody waits for them any more.
    pub(super) fn exchange(&self, connections: DatabaseConnection) {
        self.0.store(Arc::new(connections));
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Pool {
    fn get_database_backend(&self) -> DbBackend {
        self.0.load().get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.current().execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.current().execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.current().query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.current().query_all_raw(statement).await
    }

    fn support_returning(&self) -> bool {
        self.0.load().support_returning()
    }
}
