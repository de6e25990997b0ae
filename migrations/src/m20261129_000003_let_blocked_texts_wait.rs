//! Texts that the guard blocked and whose authors ask for another look. Nobody sees them but those who decide.

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

/// `path`, `form_once` and `body` are the form as it was sent; `body` and `reason` are empty as soon as the waiting has ended.
const STATEMENTS: &[&str] = &[
    "CREATE TABLE disputes (
        id {id} PRIMARY KEY, author_id {id} NOT NULL REFERENCES people (id), room_id {id} NOT NULL,
        path TEXT NOT NULL, form_once TEXT NOT NULL, body TEXT NOT NULL, reason TEXT NOT NULL, created_at BIGINT NOT NULL,
        state TEXT NOT NULL, decided_at BIGINT, decided_by {id} REFERENCES people (id),
        answer TEXT NOT NULL, location TEXT NOT NULL)",
    "CREATE INDEX disputes_waiting ON disputes (state, room_id)",
    "CREATE INDEX disputes_author ON disputes (author_id)",
];
