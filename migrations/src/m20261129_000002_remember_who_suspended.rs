//! In what charge a person was shut out, so that nobody with a narrower one lets them in again. Nothing means the
//! operator, and whoever did it before this was kept: both count as administrators.

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

const STATEMENTS: &[&str] = &["ALTER TABLE people ADD COLUMN suspended_as TEXT"];
