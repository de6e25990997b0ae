//! People whose replies have helped are named to those who ask, unless they would rather not be.

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

const STATEMENTS: &[&str] = &["ALTER TABLE people ADD COLUMN is_suggested BOOLEAN NOT NULL DEFAULT TRUE"];
