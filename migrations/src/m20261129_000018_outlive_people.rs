//! Posts outlive people: what a seat hands on, as whom it was held, who follows in it, and accounts that are left.

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

/// `tenures.held_as`: the name under which a tenure that is over was held, where the person is called otherwise by now.
/// `tenures.may_be_asked`: whether a successor may ask. `tenures.confirmed_at`: when it was last said that the holder stays.
/// `invitations.seat_id` is the seat that is offered, where there is one already; it refers to nothing, since a seat that
/// nobody has held may go. `invitations.starts_at`: when the tenure begins, at the earliest.
const STATEMENTS: &[&str] = &[
    "ALTER TABLE tenures ADD COLUMN held_as TEXT",
    "ALTER TABLE tenures ADD COLUMN may_be_asked BOOLEAN NOT NULL DEFAULT TRUE",
    "ALTER TABLE tenures ADD COLUMN confirmed_at BIGINT",
    "ALTER TABLE invitations ADD COLUMN seat_id {id}",
    "ALTER TABLE invitations ADD COLUMN starts_at BIGINT",
    "ALTER TABLE invitations ADD COLUMN name TEXT NOT NULL DEFAULT ''",
    "CREATE TABLE handover_notes (
        seat_id {id} PRIMARY KEY REFERENCES seats (id), body TEXT NOT NULL, version BIGINT NOT NULL,
        written_at BIGINT NOT NULL, written_by {id} NOT NULL REFERENCES people (id))",
    // The wish to stay in touch of somebody who holds nothing any more; one row for each, the newest.
    "CREATE TABLE alumni_wishes (
        person_id {id} PRIMARY KEY REFERENCES people (id), asked_at BIGINT NOT NULL, declined_at BIGINT,
        declined_by {id} REFERENCES people (id))",
];
