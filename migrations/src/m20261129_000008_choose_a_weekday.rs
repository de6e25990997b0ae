//! On which day of the week what has gathered is sent, and that an author has seen that a text of theirs was unmasked.

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

/// `weekday` counts from Monday, 0. `seen_at` is the author's, whom the row does not name.
const STATEMENTS: &[&str] = &[
    "ALTER TABLE notice_settings ADD COLUMN weekday BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE unmaskings ADD COLUMN seen_at BIGINT",
    "CREATE INDEX unmaskings_granted ON unmaskings (post_id) WHERE granted_by IS NOT NULL",
];
