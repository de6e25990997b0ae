//! Mail that waits to be sent, and which notes of the change log take something out of sight.

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
    "CREATE TABLE mails (
        id {id} PRIMARY KEY, recipient TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
        created_at BIGINT NOT NULL, sent_at BIGINT)",
    "CREATE INDEX mails_waiting ON mails (created_at) WHERE sent_at IS NULL",
    "ALTER TABLE changes ADD COLUMN narrows BOOLEAN NOT NULL DEFAULT FALSE",
    "CREATE INDEX changes_narrowing ON changes (id) WHERE narrows",
];
