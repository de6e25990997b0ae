//! Once a year everybody who holds a seat is asked whether they still do.

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

/// `tenures.changed_at`: when the holder said that somebody else has taken over. `confirmation_letters`: who has been sent
/// the first and the second letter of a year's round.
const STATEMENTS: &[&str] = &[
    "ALTER TABLE tenures ADD COLUMN changed_at BIGINT",
    "CREATE TABLE confirmation_letters (
        person_id {id} NOT NULL REFERENCES people (id), year BIGINT NOT NULL, step BIGINT NOT NULL,
        sent_at BIGINT NOT NULL, PRIMARY KEY (person_id, year, step))",
];
