//! Rosters that the operator brings in are kept to be taken back, too: they are nobody's.

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

/// `roster_imports.person_id` may be NULL: the operator's. SQLite changes no column, so the tables are made anew.
const STATEMENTS: &[&str] = &[
    "DROP INDEX roster_imports_person",
    "ALTER TABLE roster_import_deeds RENAME TO former_roster_import_deeds",
    "ALTER TABLE roster_imports RENAME TO former_roster_imports",
    "CREATE TABLE roster_imports (
        id {id} PRIMARY KEY, person_id {id} REFERENCES people (id), name TEXT NOT NULL, content TEXT NOT NULL,
        report TEXT NOT NULL, state TEXT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, done_at BIGINT,
        undone_at BIGINT)",
    "CREATE INDEX roster_imports_person ON roster_imports (person_id, created_at)",
    "CREATE TABLE roster_import_deeds (
        import_id {id} NOT NULL REFERENCES roster_imports (id) ON DELETE CASCADE, position BIGINT NOT NULL,
        line BIGINT NOT NULL, name TEXT NOT NULL, deed TEXT NOT NULL, outcome TEXT, PRIMARY KEY (import_id, position))",
    "INSERT INTO roster_imports SELECT * FROM former_roster_imports",
    "INSERT INTO roster_import_deeds SELECT * FROM former_roster_import_deeds",
    "DROP TABLE former_roster_import_deeds",
    "DROP TABLE former_roster_imports",
    // Whether anything refers to a person or a tenure is asked before either goes.
    "CREATE INDEX thanks_person ON thanks (person_id)",
    "CREATE INDEX posts_tenure ON posts (tenure_id) WHERE tenure_id IS NOT NULL",
];
