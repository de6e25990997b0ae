//! Conditions of the directory that people have saved, and whom they have found.

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

/// `saved_searches.about`: `texts` or `people`. `people_finds`: everybody who has ever fulfilled a condition since it was
/// saved, so that nobody is told twice; `at` is when its owner was to be told of them, and nothing for those of whom they
/// are not told.
const STATEMENTS: &[&str] = &[
    "ALTER TABLE saved_searches ADD COLUMN about TEXT NOT NULL DEFAULT 'texts'",
    "CREATE TABLE people_finds (
        search_id {id} NOT NULL REFERENCES saved_searches (id) ON DELETE CASCADE,
        person_id {id} NOT NULL REFERENCES people (id), at BIGINT, seen_at BIGINT, mail_id {id},
        PRIMARY KEY (search_id, person_id))",
    "CREATE INDEX people_finds_person ON people_finds (person_id)",
    "CREATE INDEX people_finds_at ON people_finds (at)",
    "CREATE INDEX people_finds_new ON people_finds (search_id) WHERE at IS NOT NULL AND seen_at IS NULL",
];
