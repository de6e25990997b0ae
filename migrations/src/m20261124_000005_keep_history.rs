//! Former versions of texts, withdrawal and closing of discussions, and the sum of 参考になった beside each discussion.

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
    "ALTER TABLE posts ADD COLUMN version BIGINT NOT NULL DEFAULT 1",
    "ALTER TABLE posts ADD COLUMN withdrawn_at BIGINT",
    // A version whose text has been removed keeps its row, with empty texts.
    "CREATE TABLE revisions (
        post_id {id} NOT NULL REFERENCES posts (id), version BIGINT NOT NULL, title TEXT NOT NULL, tags TEXT NOT NULL,
        body TEXT NOT NULL, author_id {id} NOT NULL REFERENCES people (id), written_at BIGINT NOT NULL,
        removed_at BIGINT, removed_by {id} REFERENCES people (id), PRIMARY KEY (post_id, version))",
    "ALTER TABLE threads ADD COLUMN closed_at BIGINT",
    "ALTER TABLE threads ADD COLUMN withdrawn_at BIGINT",
    "ALTER TABLE threads ADD COLUMN thanks_count BIGINT NOT NULL DEFAULT 0",
    "UPDATE threads SET thanks_count = (
        SELECT COALESCE(SUM(posts.thanks_count), 0) FROM posts WHERE posts.thread_id = threads.id)",
    // Lists leave out what was withdrawn, so their indexes do too and still answer counts by themselves.
    "DROP INDEX threads_room_active",
    "DROP INDEX threads_room_new",
    "DROP INDEX threads_active",
    "DROP INDEX threads_new",
    "CREATE INDEX threads_room_active ON threads (room_id, last_post_at) WHERE withdrawn_at IS NULL",
    "CREATE INDEX threads_room_new ON threads (room_id, created_at) WHERE withdrawn_at IS NULL",
    "CREATE INDEX threads_active ON threads (last_post_at) WHERE withdrawn_at IS NULL",
    "CREATE INDEX threads_new ON threads (created_at) WHERE withdrawn_at IS NULL",
    "CREATE INDEX threads_thanks ON threads (thanks_count, last_post_at, id) WHERE withdrawn_at IS NULL",
];
