//! What became of a report, and finding quickly what was done to people.

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

/// `reports.outcome`: `hidden`, `shown`, `left` or `withdrawn` once it is decided on; NULL of what was decided before this
/// was kept. `reports.handed_over`: filed by an erasure, in the name of whoever erased, who is not told of it.
const STATEMENTS: &[&str] = &[
    "ALTER TABLE reports ADD COLUMN outcome TEXT",
    "ALTER TABLE reports ADD COLUMN handed_over BOOLEAN NOT NULL DEFAULT FALSE",
    "CREATE INDEX audit_entries_standing ON audit_entries (at) WHERE action IN ('person-suspend', 'person-restore')",
];
