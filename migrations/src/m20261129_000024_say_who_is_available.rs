//! People say until when they cannot take questions, so that nobody is sent to them meanwhile.

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

/// The first instant after that time.
const STATEMENTS: &[&str] = &["ALTER TABLE people ADD COLUMN busy_until BIGINT"];
