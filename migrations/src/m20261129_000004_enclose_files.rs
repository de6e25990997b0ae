//! Files on texts of discussions, and the stored contents behind them.

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
    // What the store holds, each under an address of its own; of what is here, no two are the same.
    "CREATE TABLE contents (
        id {id} PRIMARY KEY, hash TEXT NOT NULL, size BIGINT NOT NULL, state TEXT NOT NULL, since BIGINT NOT NULL)",
    "CREATE UNIQUE INDEX contents_hash ON contents (hash) WHERE state = 'here'",
    "CREATE INDEX contents_state ON contents (state, since) WHERE state <> 'here'",
    // Without a post it belongs to a form that has not been sent for good, the one with this `once`.
    "CREATE TABLE files (
        id {id} PRIMARY KEY, person_id {id} NOT NULL REFERENCES people (id), form_once TEXT NOT NULL,
        post_id {id} REFERENCES posts (id), place BIGINT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
        size BIGINT NOT NULL, width BIGINT, height BIGINT, is_read BOOLEAN NOT NULL, text TEXT NOT NULL, characters BIGINT NOT NULL,
        content_id {id} NOT NULL REFERENCES contents (id), thumbnail_id {id} REFERENCES contents (id),
        created_at BIGINT NOT NULL)",
    "CREATE INDEX files_post ON files (post_id, place)",
    "CREATE INDEX files_form ON files (person_id, form_once)",
    "CREATE INDEX files_content ON files (content_id)",
    "CREATE INDEX files_thumbnail ON files (thumbnail_id) WHERE thumbnail_id IS NOT NULL",
    "CREATE INDEX files_waiting ON files (created_at) WHERE post_id IS NULL",
    "ALTER TABLE posts ADD COLUMN files_count BIGINT NOT NULL DEFAULT 0",
];
