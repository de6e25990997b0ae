//! Where the two databases want different words.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// Runs statements in order, with `{id}` (the type of a numeric key), `{serial}` (a key that counts up by itself) and
/// `{txid}` (the column that orders commits on PostgreSQL) replaced.
pub async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    let (id, serial, txid) = match manager.get_database_backend() {
        DbBackend::Postgres => (
            "BIGINT",
            "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
            ", txid xid8 NOT NULL DEFAULT pg_current_xact_id()",
        ),
        _ => ("INTEGER", "INTEGER PRIMARY KEY AUTOINCREMENT", ""),
    };
    for statement in statements {
        let sql = statement.replace("{id}", id).replace("{serial}", serial).replace("{txid}", txid);
        manager.get_connection().execute_unprepared(&sql).await?;
    }
    Ok(())
}
