//! Archives of discussions that were held elsewhere. Only administrators read them until they are released.

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

/// An archive is known by the digest of its content, a text by its key; nothing is brought in twice. Nobody sees an archive
/// before `finished_at`; until then one process at a time works on one archive, and says so in `worked_at`.
/// `import_discussions.id` becomes the id of the discussion, `import_texts.id` that of a reply. `level` is 0 for nothing,
/// 1 for a hint, 2 for a warning, 3 for a block. What has been decided has no words here any more.
const STATEMENTS: &[&str] = &[
    "CREATE TABLE imports (
        id {id} PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL UNIQUE, format TEXT NOT NULL,
        created_at BIGINT NOT NULL, worker {id} NOT NULL, worked_at BIGINT NOT NULL, finished_at BIGINT)",
    "CREATE TABLE import_discussions (
        id {id} PRIMARY KEY, room_id {id}, kind TEXT NOT NULL, title TEXT NOT NULL, tags TEXT NOT NULL,
        source_id TEXT NOT NULL)",
    "CREATE TABLE import_texts (
        id {id} PRIMARY KEY, import_id {id} NOT NULL REFERENCES imports (id),
        discussion_id {id} NOT NULL REFERENCES import_discussions (id), key TEXT NOT NULL UNIQUE,
        author_id {id} REFERENCES people (id), at BIGINT NOT NULL, body TEXT NOT NULL, opens BOOLEAN NOT NULL,
        solves BOOLEAN NOT NULL, level BIGINT NOT NULL, kinds TEXT NOT NULL, state TEXT NOT NULL, decided_at BIGINT,
        decided_by {id} REFERENCES people (id))",
    "CREATE INDEX import_texts_state ON import_texts (import_id, state, at)",
    "CREATE INDEX import_texts_discussion ON import_texts (discussion_id, at)",
    // Texts of an archive that are released one after the other; open as long as `ended_at` is NULL.
    "CREATE TABLE import_releases (
        id {id} PRIMARY KEY, import_id {id} NOT NULL REFERENCES imports (id), room_id {id}, level BIGINT NOT NULL,
        released_by {id} NOT NULL REFERENCES people (id), created_at BIGINT NOT NULL, ended_at BIGINT)",
    "CREATE UNIQUE INDEX import_releases_open ON import_releases (import_id) WHERE ended_at IS NULL",
];
