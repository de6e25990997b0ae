//! A code beside the link of an invitation, for offices whose mail loses its links.

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
    // Invitations that were sent before have none.
    "ALTER TABLE invitations ADD COLUMN code_hash TEXT",
    "ALTER TABLE invitations ADD COLUMN code_tries BIGINT NOT NULL DEFAULT 0",
    "CREATE INDEX invitations_email ON invitations (email, created_at)",
];
