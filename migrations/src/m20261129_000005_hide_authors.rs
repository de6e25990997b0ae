//! Texts whose authors hide name and municipality. Their rows name nobody; who wrote them stands in a table of its own.

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

/// `veil` is what readers see instead, frozen when it was posted, and NULL for a text under its author's name; `guise` tells
/// hidden authors of one discussion apart, 0 being the one who began it. A dispute has the veil under which it would be
/// posted. An unmasking is open as long as `ended_at` is NULL, and there is one open at a time.
const STATEMENTS: &[&str] = &[
    "INSERT INTO people (id, name, kana, email, standing, introduction, qualifications, themes, created_at)
        VALUES (-1, '', '', 'NOBODY', 'nobody', '', '', '', 0)",
    "ALTER TABLE posts ADD COLUMN veil TEXT",
    "ALTER TABLE posts ADD COLUMN guise BIGINT",
    "CREATE TABLE sealed_authors (
        post_id {id} PRIMARY KEY REFERENCES posts (id), person_id {id} NOT NULL REFERENCES people (id))",
    "CREATE INDEX sealed_authors_person ON sealed_authors (person_id)",
    "ALTER TABLE disputes ADD COLUMN veil TEXT",
    "CREATE TABLE unmaskings (
        id {id} PRIMARY KEY, post_id {id} NOT NULL REFERENCES posts (id), reason TEXT NOT NULL,
        asked_by {id} NOT NULL REFERENCES people (id), asked_as TEXT NOT NULL, asked_at BIGINT NOT NULL,
        granted_by {id} REFERENCES people (id), ended_at BIGINT)",
    "CREATE UNIQUE INDEX unmaskings_open ON unmaskings (post_id) WHERE ended_at IS NULL",
];
