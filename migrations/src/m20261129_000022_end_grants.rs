//! Roles that end on a day that is set beforehand.

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

/// `ends_at`: the first instant at which the role no longer holds; NULL for one that has no end.
const STATEMENTS: &[&str] = &["ALTER TABLE grants ADD COLUMN ends_at BIGINT"];
