//! Texts that are not shown for now, what readers report of them, and a log that is only ever added to.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, STATEMENTS).await?;
        let kept = match manager.get_database_backend() {
            DbBackend::Postgres => ON_POSTGRES,
            _ => ON_SQLITE,
        };
        dialect::run(manager, kept).await
    }
}

/// `posts.hidden_at`: since when it is not shown; the same stands at a discussion whose opening text is hidden.
/// `posts.checked_version`: the version that somebody in charge has looked at and left as it is. A report is open as long as
/// `decided_at` is NULL; from `escalated_at` on, others than those who tend the room decide on it, too.
const STATEMENTS: &[&str] = &[
    "ALTER TABLE posts ADD COLUMN hidden_at BIGINT",
    "ALTER TABLE posts ADD COLUMN checked_version BIGINT",
    "ALTER TABLE threads ADD COLUMN hidden_at BIGINT",
    "CREATE TABLE reports (
        id {id} PRIMARY KEY, post_id {id} NOT NULL REFERENCES posts (id),
        reporter_id {id} NOT NULL REFERENCES people (id), kind TEXT NOT NULL, words TEXT NOT NULL, hid BOOLEAN NOT NULL,
        created_at BIGINT NOT NULL, escalated_at BIGINT, decided_at BIGINT)",
    "CREATE UNIQUE INDEX reports_open ON reports (post_id, reporter_id) WHERE decided_at IS NULL",
    "CREATE INDEX reports_reporter ON reports (reporter_id, created_at)",
    "CREATE TABLE report_openings (
        post_id {id} NOT NULL REFERENCES posts (id), person_id {id} NOT NULL REFERENCES people (id),
        until BIGINT NOT NULL, PRIMARY KEY (post_id, person_id))",
    "ALTER TABLE audit_entries ADD COLUMN room_id {id}",
    "ALTER TABLE audit_entries ADD COLUMN reason TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX audit_entries_room ON audit_entries (room_id, at) WHERE room_id IS NOT NULL",
];

const ON_SQLITE: &[&str] = &[
    "CREATE TRIGGER audit_entries_stay BEFORE DELETE ON audit_entries
        BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
    "CREATE TRIGGER audit_entries_keep BEFORE UPDATE ON audit_entries
        BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
];

const ON_POSTGRES: &[&str] = &[
    "CREATE FUNCTION audit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the log is only added to'; END $$",
    "CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE ON audit_entries
        FOR EACH ROW EXECUTE FUNCTION audit_entries_stay()",
];
