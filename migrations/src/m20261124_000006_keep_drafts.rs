//! What people have typed and not sent yet.

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

/// `form_once` is the `once` of the form in which it was typed: the same form kept twice is one draft.
const STATEMENTS: &[&str] = &[
    "CREATE TABLE drafts (
        id {id} PRIMARY KEY, person_id {id} NOT NULL REFERENCES people (id), path TEXT NOT NULL,
        form_once TEXT NOT NULL, body TEXT NOT NULL, saved_at BIGINT NOT NULL)",
    "CREATE UNIQUE INDEX drafts_form ON drafts (person_id, path, form_once)",
    "CREATE INDEX drafts_saved ON drafts (saved_at)",
];
