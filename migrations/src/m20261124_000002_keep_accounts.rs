//! What people need to keep their own sign-in: resets, known devices, sessions that can be told apart; and a claim on
//! each letter, so that several instances carry it once.

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
    // One row for each person: issuing another one overwrites it, so only the newest works.
    "CREATE TABLE resets (
        person_id {id} PRIMARY KEY REFERENCES people (id), token_hash TEXT NOT NULL UNIQUE, code_hash TEXT NOT NULL,
        tries BIGINT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL)",
    "CREATE TABLE devices (
        id {id} PRIMARY KEY, person_id {id} NOT NULL REFERENCES people (id), token_hash TEXT NOT NULL,
        created_at BIGINT NOT NULL, seen_at BIGINT NOT NULL, UNIQUE (person_id, token_hash))",
    "ALTER TABLE sessions ADD COLUMN agent TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE sessions ADD COLUMN is_shared BOOLEAN NOT NULL DEFAULT FALSE",
    "ALTER TABLE sessions ADD COLUMN previous_at BIGINT",
    "ALTER TABLE people ADD COLUMN signed_in_at BIGINT",
    "ALTER TABLE mails ADD COLUMN claimed_at BIGINT",
];
