//! Words of the field that mean the same, what members propose, and questions that found nothing.

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

/// `synonyms.words`: one on a line. `synonyms.shipped`: the line of the program from which it came, as it was then; such a
/// row stays when it is removed, so that the line does not come back. `synonym_list` has one row.
///
/// `missed_questions.last_day` is a date in Japan: nothing here tells who asked, or at what time.
const STATEMENTS: &[&str] = &[
    "CREATE TABLE synonyms (
        id {id} PRIMARY KEY, version {id} NOT NULL, kind TEXT NOT NULL, words TEXT NOT NULL, shipped TEXT UNIQUE,
        is_removed BOOLEAN NOT NULL DEFAULT FALSE)",
    "CREATE TABLE synonym_list (version {id} NOT NULL)",
    "INSERT INTO synonym_list (version) VALUES (0)",
    "CREATE TABLE synonym_proposals (
        id {id} PRIMARY KEY, kind TEXT NOT NULL, words TEXT NOT NULL, proposed_by {id} NOT NULL REFERENCES people (id),
        proposed_at BIGINT NOT NULL)",
    "CREATE INDEX synonym_proposals_by ON synonym_proposals (proposed_by)",
    "CREATE TABLE missed_questions (words TEXT PRIMARY KEY, times {id} NOT NULL, last_day TEXT NOT NULL)",
    "CREATE INDEX missed_questions_day ON missed_questions (last_day)",
];
