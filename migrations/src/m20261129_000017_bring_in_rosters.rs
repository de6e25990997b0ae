//! Rosters that are brought in as files: what was shown before anything was written, and what was done, to be taken back.

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

/// `content`: the rows of the file, until they have been written. `report`: what its bringer has been shown. `state`:
/// `waiting`, `done` or `undone`. After `expires_at` all of it is forgotten. `roster_import_deeds.outcome`: NULL until
/// somebody takes it back, then empty, or why that could not be.
const STATEMENTS: &[&str] = &[
    "CREATE TABLE roster_imports (
        id {id} PRIMARY KEY, person_id {id} NOT NULL REFERENCES people (id), name TEXT NOT NULL, content TEXT NOT NULL,
        report TEXT NOT NULL, state TEXT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, done_at BIGINT,
        undone_at BIGINT)",
    "CREATE INDEX roster_imports_person ON roster_imports (person_id, created_at)",
    "CREATE TABLE roster_import_deeds (
        import_id {id} NOT NULL REFERENCES roster_imports (id) ON DELETE CASCADE, position BIGINT NOT NULL,
        line BIGINT NOT NULL, name TEXT NOT NULL, deed TEXT NOT NULL, outcome TEXT, PRIMARY KEY (import_id, position))",
];
