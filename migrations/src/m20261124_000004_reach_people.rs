//! Who sees how to reach somebody, who asked for it, and the history of a person's registration.

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

/// A request is open until it is answered and counts until it is ended; of two people only one counts at a time,
/// whoever of them asked, which is why the pair is stored in order beside its two roles.
const STATEMENTS: &[&str] = &[
    "CREATE TABLE contacts (
        person_id {id} PRIMARY KEY REFERENCES people (id), phone TEXT NOT NULL, phone_audience TEXT NOT NULL,
        email_audience TEXT NOT NULL, changed_at BIGINT NOT NULL)",
    "CREATE TABLE contact_requests (
        id {id} PRIMARY KEY, requester_id {id} NOT NULL REFERENCES people (id),
        person_id {id} NOT NULL REFERENCES people (id), low_id {id} NOT NULL, high_id {id} NOT NULL,
        message TEXT NOT NULL, asked_at BIGINT NOT NULL, set_aside_at BIGINT, accepted_at BIGINT, ended_at BIGINT)",
    "CREATE UNIQUE INDEX contact_requests_pair ON contact_requests (low_id, high_id) WHERE ended_at IS NULL",
    "CREATE INDEX contact_requests_requester ON contact_requests (requester_id, asked_at)",
    "CREATE INDEX contact_requests_person ON contact_requests (person_id, asked_at)",
    "CREATE INDEX audit_entries_subject ON audit_entries (subject, at)",
];
