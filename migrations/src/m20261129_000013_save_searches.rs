//! Searches that people have saved, what is new since, and where it was found.

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

/// `saved_searches.same_as`: a digest, the same for the same question however it was typed. `feed_hash`: of the token in the
/// address of the feed. `saved_searches.after_event`: what has a lower number in `search_events` was said before the search
/// was saved. `search_events.version`: which former version of a text was changed; 0 for one that is new.
const STATEMENTS: &[&str] = &[
    "CREATE TABLE saved_searches (
        id {id} PRIMARY KEY, person_id {id} NOT NULL REFERENCES people (id), query TEXT NOT NULL, same_as TEXT NOT NULL,
        name TEXT NOT NULL, level BIGINT NOT NULL, after_event {id} NOT NULL, feed_hash TEXT UNIQUE, feed_at BIGINT,
        UNIQUE (person_id, same_as))",
    "CREATE TABLE search_events (id {serial}, post_id {id} NOT NULL, version BIGINT NOT NULL, at BIGINT NOT NULL)",
    "CREATE TABLE search_finds (
        search_id {id} NOT NULL REFERENCES saved_searches (id) ON DELETE CASCADE, thread_id {id} NOT NULL,
        post_id {id} NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (search_id, thread_id))",
    "CREATE INDEX search_finds_post ON search_finds (post_id)",
    "CREATE INDEX search_finds_at ON search_finds (at)",
];
