//! One text for a municipality about who does what there.

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

/// `version` counts the changes, the erasing of the text among them: the row stays for it. `edited_by`: nobody, where the
/// text has been erased.
const STATEMENTS: &[&str] = &["CREATE TABLE role_notes (
    municipality_code TEXT PRIMARY KEY REFERENCES municipalities (code), body TEXT NOT NULL, version BIGINT NOT NULL,
    edited_by {id} REFERENCES people (id), edited_at BIGINT NOT NULL)"];
