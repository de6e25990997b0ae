//! What is unread in each discussion of a list is counted from an index alone, without reading any text.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, STATEMENTS).await
    }
}

const STATEMENTS: &[&str] = &[
    "DROP INDEX posts_thread",
    "CREATE INDEX posts_thread ON posts (thread_id, created_at, id, author_id, withdrawn_at, hidden_at)",
];
