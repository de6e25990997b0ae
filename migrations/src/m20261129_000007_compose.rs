//! What helps while somebody writes: drafts that two pages do not overwrite unawares, and people who are mentioned.

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

/// `drafts.version` is the number of the page that wrote it last. An event with `mentions_only` tells nobody but those who
/// are mentioned: it comes from a change of a text that was told of before.
const STATEMENTS: &[&str] = &[
    "ALTER TABLE drafts ADD COLUMN version BIGINT NOT NULL DEFAULT 0",
    "CREATE TABLE mentions (
        post_id {id} NOT NULL REFERENCES posts (id), person_id {id} NOT NULL REFERENCES people (id),
        PRIMARY KEY (post_id, person_id))",
    "CREATE INDEX mentions_person ON mentions (person_id)",
    "ALTER TABLE notice_events ADD COLUMN mentions_only BOOLEAN NOT NULL DEFAULT FALSE",
];
