//! Places, people and their seats, discussions, and the logs that keep them honest.
//!
//! Instants are milliseconds since 1970 (UTC). Sets of slugs that are only ever read whole are stored as one text,
//! separated by spaces.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, SITE).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            // The index of every instance reads the log in the order of transactions.
            dialect::run(manager, &["CREATE INDEX changes_txid ON changes (txid, id)"]).await?;
        }
        dialect::run(manager, PLACES).await?;
        dialect::run(manager, PEOPLE).await?;
        dialect::run(manager, DISCUSSIONS).await
    }
}

const SITE: &[&str] = &[
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE roster (version BIGINT NOT NULL)",
    "INSERT INTO roster (version) VALUES (1)",
    "CREATE TABLE changes (id {serial}, key TEXT NOT NULL, at BIGINT NOT NULL, stamp BIGINT NOT NULL{txid})",
    "CREATE TABLE audit_entries (
        id {id} PRIMARY KEY, at BIGINT NOT NULL, actor_id {id}, action TEXT NOT NULL, subject TEXT NOT NULL,
        detail TEXT NOT NULL)",
    "CREATE INDEX audit_entries_at ON audit_entries (at)",
];

const PLACES: &[&str] = &[
    "CREATE TABLE prefectures (
        code TEXT PRIMARY KEY, name TEXT NOT NULL, kana TEXT NOT NULL, bloc TEXT NOT NULL)",
    "CREATE TABLE medical_areas (
        code TEXT PRIMARY KEY, prefecture_code TEXT NOT NULL REFERENCES prefectures (code), name TEXT NOT NULL)",
    "CREATE TABLE municipalities (
        code TEXT PRIMARY KEY, prefecture_code TEXT NOT NULL REFERENCES prefectures (code),
        city_code TEXT REFERENCES municipalities (code), county TEXT NOT NULL, name TEXT NOT NULL, kana TEXT NOT NULL,
        kind TEXT NOT NULL, url TEXT NOT NULL, area_codes TEXT NOT NULL,
        population BIGINT NOT NULL, population_65 BIGINT NOT NULL, population_75 BIGINT NOT NULL,
        households BIGINT, elderly_single_households BIGINT, area_km2 DOUBLE PRECISION, hospitals BIGINT,
        hospital_beds BIGINT, clinics BIGINT, dental_clinics BIGINT, physicians BIGINT,
        visiting_nursing_offices BIGINT, care_manager_offices BIGINT, community_support_centers BIGINT)",
];

const PEOPLE: &[&str] = &[
    "CREATE TABLE people (
        id {id} PRIMARY KEY, name TEXT NOT NULL, kana TEXT NOT NULL, email TEXT NOT NULL UNIQUE, password_hash TEXT,
        standing TEXT NOT NULL, experience_years BIGINT, introduction TEXT NOT NULL, qualifications TEXT NOT NULL,
        themes TEXT NOT NULL, created_at BIGINT NOT NULL, approved_at BIGINT)",
    "CREATE TABLE organisations (
        id {id} PRIMARY KEY, name TEXT NOT NULL, affiliation TEXT NOT NULL,
        municipality_code TEXT NOT NULL REFERENCES municipalities (code), phone TEXT NOT NULL,
        created_at BIGINT NOT NULL)",
    "CREATE TABLE seats (
        id {id} PRIMARY KEY, organisation_id {id} NOT NULL REFERENCES organisations (id), title TEXT NOT NULL,
        form TEXT NOT NULL, is_hub BOOLEAN NOT NULL, is_full_time BOOLEAN NOT NULL, created_at BIGINT NOT NULL)",
    "CREATE INDEX seats_organisation ON seats (organisation_id)",
    "CREATE TABLE seat_places (
        seat_id {id} NOT NULL REFERENCES seats (id), municipality_code TEXT NOT NULL REFERENCES municipalities (code),
        PRIMARY KEY (seat_id, municipality_code))",
    "CREATE TABLE tenures (
        id {id} PRIMARY KEY, seat_id {id} NOT NULL REFERENCES seats (id),
        person_id {id} NOT NULL REFERENCES people (id), started_at BIGINT NOT NULL, ended_at BIGINT)",
    "CREATE INDEX tenures_person ON tenures (person_id)",
    "CREATE INDEX tenures_seat ON tenures (seat_id)",
    "CREATE TABLE grants (
        id {id} PRIMARY KEY, person_id {id} NOT NULL REFERENCES people (id), role TEXT NOT NULL, scope TEXT NOT NULL,
        granted_at BIGINT NOT NULL, granted_by {id}, revoked_at BIGINT)",
    "CREATE INDEX grants_person ON grants (person_id)",
    "CREATE TABLE sessions (
        id {id} PRIMARY KEY, person_id {id} NOT NULL REFERENCES people (id), token_hash TEXT NOT NULL UNIQUE,
        created_at BIGINT NOT NULL, seen_at BIGINT NOT NULL, idle_limit BIGINT NOT NULL, expires_at BIGINT NOT NULL)",
    "CREATE INDEX sessions_person ON sessions (person_id)",
    "CREATE TABLE attempts (
        bucket TEXT PRIMARY KEY, failures BIGINT NOT NULL, since BIGINT NOT NULL)",
    "CREATE TABLE once_values (
        person_id {id} NOT NULL, value TEXT NOT NULL, location TEXT NOT NULL, at BIGINT NOT NULL,
        PRIMARY KEY (person_id, value))",
    "CREATE INDEX once_values_at ON once_values (at)",
];

const DISCUSSIONS: &[&str] = &[
    "CREATE TABLE threads (
        id {id} PRIMARY KEY, room_id {id} NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
        created_at BIGINT NOT NULL, last_post_at BIGINT NOT NULL, reply_count BIGINT NOT NULL, solution_id {id})",
    "CREATE INDEX threads_room_active ON threads (room_id, last_post_at)",
    "CREATE INDEX threads_room_new ON threads (room_id, created_at)",
    "CREATE INDEX threads_active ON threads (last_post_at)",
    "CREATE INDEX threads_new ON threads (created_at)",
    "CREATE TABLE thread_terms (
        thread_id {id} NOT NULL REFERENCES threads (id), facet TEXT NOT NULL, slug TEXT NOT NULL,
        PRIMARY KEY (thread_id, facet, slug))",
    "CREATE INDEX thread_terms_slug ON thread_terms (facet, slug, thread_id)",
    "CREATE TABLE posts (
        id {id} PRIMARY KEY, thread_id {id} NOT NULL REFERENCES threads (id),
        author_id {id} NOT NULL REFERENCES people (id), tenure_id {id} REFERENCES tenures (id),
        body TEXT NOT NULL, html TEXT NOT NULL, html_version BIGINT NOT NULL, thanks_count BIGINT NOT NULL,
        created_at BIGINT NOT NULL, edited_at BIGINT)",
    "CREATE INDEX posts_thread ON posts (thread_id, created_at, id)",
    "CREATE INDEX posts_author ON posts (author_id)",
    "CREATE TABLE thanks (
        post_id {id} NOT NULL REFERENCES posts (id), person_id {id} NOT NULL REFERENCES people (id),
        at BIGINT NOT NULL, PRIMARY KEY (post_id, person_id))",
    "CREATE TABLE reads (
        person_id {id} NOT NULL REFERENCES people (id), thread_id {id} NOT NULL REFERENCES threads (id),
        read_until BIGINT NOT NULL, PRIMARY KEY (person_id, thread_id))",
];
