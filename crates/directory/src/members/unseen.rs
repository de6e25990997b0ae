//! The statements by which people are taken back who have never been here: as if they had never been registered.

use kernel::db::sql;
use kernel::{PersonId, Result, Timestamp, Tx};
use sea_orm::{ConnectionTrait, DbErr, SqlErr, TransactionTrait as _};

use super::rows;

/// Forgets somebody who waits, with sign-ins and whatever else they could have left, or the operator could have given
/// them meanwhile: roles, and seats that nobody else has held.
pub(super) async fn delete_person(tx: &Tx, person: PersonId) -> Result<()> {
    Ok(delete_with_seats(&tx.conn, person, "pending").await?)
}

/// Whether nobody has come by a registration yet, and the log tells of nothing that was done with it after an instant.
pub(super) async fn is_as_registered(tx: &Tx, person: PersonId, since: Timestamp) -> Result<bool> {
    let text = "UPDATE people SET id = id WHERE id = $1 AND standing = 'active' AND signed_in_at IS NULL
        AND password_hash IS NULL AND NOT EXISTS (SELECT 1 FROM audit_entries WHERE subject = $2 AND at > $3 AND at < $4)";
    let values = [person.0.into(), format!("person-{person}").into(), since.0.into(), tx.now.0.into()];
    Ok(rows::execute(tx, text, values).await? == 1)
}

/// Forgets a member who has never been here, with what the site itself has told them; false, and nothing is changed, if
/// anything refers to them that others have done.
pub(super) async fn delete_unseen(tx: &Tx, person: PersonId) -> Result<bool> {
    let inner = tx.conn.begin().await?;
    for table in ["follows", "notices", "notice_settings", "mails"] {
        let text = format!("DELETE FROM {table} WHERE person_id = $1");
        inner.execute_raw(sql(&inner, &text, [person.0.into()])).await?;
    }
    match delete_with_seats(&inner, person, "active").await {
        Ok(()) => inner.commit().await?,
        Err(cause) if matches!(cause.sql_err(), Some(SqlErr::ForeignKeyConstraintViolation(_))) => {
            inner.rollback().await?;
            return Ok(false);
        }
        Err(cause) => return Err(cause.into()),
    }
    Ok(true)
}

async fn delete_with_seats(conn: &impl ConnectionTrait, person: PersonId, standing: &str) -> Result<(), DbErr> {
    let text = "DELETE FROM tenures WHERE person_id = $1 RETURNING seat_id";
    for row in conn.query_all_raw(sql(conn, text, [person.0.into()])).await? {
        rows::delete_unheld(conn, row.try_get("", "seat_id")?).await?;
    }
    for table in [
        "grants",
        "sessions",
        "resets",
        "devices",
        "drafts",
        "once_values",
        "saved_searches",
        "people_finds",
        "confirmation_letters",
    ] {
        let text = format!("DELETE FROM {table} WHERE person_id = $1");
        conn.execute_raw(sql(conn, &text, [person.0.into()])).await?;
    }
    let text = "DELETE FROM people WHERE id = $1 AND standing = $2";
    conn.execute_raw(sql(conn, text, [person.0.into(), standing.into()])).await?;
    Ok(())
}
