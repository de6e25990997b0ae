//! Applications for membership with the parts that prefectures release, invitations, and what people have agreed to.

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
    "ALTER TABLE people ADD COLUMN agreed_terms TEXT",
    "ALTER TABLE people ADD COLUMN agreed_privacy TEXT",
    "ALTER TABLE people ADD COLUMN agreed_at BIGINT",
    "CREATE TABLE seat_claims (
        id {id} PRIMARY KEY, organisation TEXT NOT NULL, affiliation TEXT NOT NULL, municipality_code TEXT NOT NULL,
        phone TEXT NOT NULL, title TEXT NOT NULL, form TEXT NOT NULL, is_full_time BOOLEAN NOT NULL,
        is_hub BOOLEAN NOT NULL, served TEXT NOT NULL)",
    "CREATE TABLE applications (
        id {id} PRIMARY KEY, claim_id {id} NOT NULL REFERENCES seat_claims (id), person_id {id} REFERENCES people (id),
        email TEXT NOT NULL, name TEXT NOT NULL, kana TEXT NOT NULL, proof TEXT NOT NULL, agreed_terms TEXT NOT NULL,
        agreed_privacy TEXT NOT NULL, state TEXT NOT NULL, token_hash TEXT UNIQUE, code_hash TEXT,
        code_tries BIGINT NOT NULL, created_at BIGINT NOT NULL, confirmed_at BIGINT, decided_at BIGINT,
        decided_by {id}, reason TEXT NOT NULL)",
    "CREATE INDEX applications_state ON applications (state, created_at)",
    "CREATE INDEX applications_person ON applications (person_id)",
    "CREATE INDEX applications_email ON applications (email)",
    "CREATE TABLE application_parts (
        application_id {id} NOT NULL REFERENCES applications (id), prefecture_code TEXT NOT NULL, released_at BIGINT,
        released_by {id}, checked TEXT NOT NULL, PRIMARY KEY (application_id, prefecture_code))",
    "CREATE TABLE application_tellings (
        application_id {id} NOT NULL REFERENCES applications (id), person_id {id} NOT NULL, at BIGINT NOT NULL,
        PRIMARY KEY (application_id, person_id))",
    "CREATE TABLE invitations (
        id {id} PRIMARY KEY, claim_id {id} NOT NULL REFERENCES seat_claims (id),
        inviter_id {id} NOT NULL REFERENCES people (id), email TEXT NOT NULL, officer_of TEXT,
        token_hash TEXT NOT NULL UNIQUE, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT,
        person_id {id}, revoked_at BIGINT)",
    "CREATE INDEX invitations_inviter ON invitations (inviter_id, created_at)",
];
