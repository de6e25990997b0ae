//! Groups by invitation. Somebody who is invited has a row without the time of joining.

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
    "CREATE TABLE groups (
        id {id} PRIMARY KEY, name TEXT NOT NULL, purpose TEXT NOT NULL,
        owner_id {id} NOT NULL REFERENCES people (id), created_at BIGINT NOT NULL, closed_at BIGINT)",
    "CREATE TABLE group_members (
        group_id {id} NOT NULL REFERENCES groups (id), person_id {id} NOT NULL REFERENCES people (id),
        invited_by {id} NOT NULL REFERENCES people (id), invited_at BIGINT NOT NULL, joined_at BIGINT,
        PRIMARY KEY (group_id, person_id))",
    "CREATE INDEX group_members_person ON group_members (person_id)",
];
