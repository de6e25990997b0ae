//! What people are told of: whom they follow, what has happened, who is to hear of it, and letters that are made when
//! they leave.

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

/// `posts.warned`: whether the text stands against a warning of the guard, or was never read by it; unknown of what was
/// posted before, so it counts as true. `mails.person_id` is there for letters that are composed when they leave.
const STATEMENTS: &[&str] = &[
    "CREATE TABLE follows (
        person_id {id} NOT NULL REFERENCES people (id), subject TEXT NOT NULL, level BIGINT NOT NULL, at BIGINT NOT NULL,
        PRIMARY KEY (person_id, subject))",
    "CREATE INDEX follows_subject ON follows (subject)",
    "CREATE TABLE notice_settings (
        person_id {id} PRIMARY KEY REFERENCES people (id), by_mail BOOLEAN NOT NULL, digest TEXT NOT NULL,
        hour BIGINT NOT NULL)",
    "CREATE TABLE notice_events (id {serial}, post_id {id} NOT NULL, at BIGINT NOT NULL)",
    "CREATE TABLE notices (
        person_id {id} NOT NULL REFERENCES people (id), post_id {id} NOT NULL, thread_id {id} NOT NULL,
        kind TEXT NOT NULL, at BIGINT NOT NULL, seen_at BIGINT, mail_id {id}, PRIMARY KEY (person_id, post_id, kind))",
    "CREATE INDEX notices_list ON notices (person_id, at)",
    "CREATE INDEX notices_unseen ON notices (person_id) WHERE seen_at IS NULL",
    "CREATE INDEX notices_unmailed ON notices (at) WHERE mail_id IS NULL",
    "CREATE INDEX notices_mail ON notices (mail_id) WHERE mail_id IS NOT NULL",
    "CREATE TABLE unanswered_told (thread_id {id} PRIMARY KEY, at BIGINT NOT NULL)",
    "ALTER TABLE posts ADD COLUMN warned BOOLEAN NOT NULL DEFAULT TRUE",
    "ALTER TABLE mails ADD COLUMN rank BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE mails ADD COLUMN person_id {id}",
    "ALTER TABLE mails ADD COLUMN due_at BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE mails ADD COLUMN tries BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE mails ADD COLUMN failed_at BIGINT",
    "ALTER TABLE mails ADD COLUMN problem TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX mails_person ON mails (person_id, rank) WHERE person_id IS NOT NULL",
    "CREATE INDEX mails_failed ON mails (failed_at) WHERE failed_at IS NOT NULL",
];
