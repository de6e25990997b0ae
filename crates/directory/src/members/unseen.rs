//! The statements by which people are taken back who have never been here: as if they had never been registered.

use kernel::db::sql;
use kernel::{PersonId, Result, Tx};
use sea_orm::{ConnectionTrait, DbErr, SqlErr, TransactionTrait as _};
use sha2::{Digest as _, Sha256};

use super::rows;

/// Forgets somebody who waits, with sign-ins and whatever else they could have left, or the operator could have given
/// them meanwhile: roles, and seats that nobody else has held.
pub(super) async fn delete_person(tx: &Tx, person: PersonId) -> Result<()> {
    Ok(delete_with_seats(&tx.conn, person, "pending").await?)
}

/// Everything that a registration says, in one line for each piece.
const WORDS: &str = "SELECT 'person|' || name || '|' || kana || '|' || email || '|' || standing || '|' || introduction || '|'
        || qualifications || '|' || themes || '|' || COALESCE(CAST(experience_years AS TEXT), '') || '|'
        || COALESCE(password_hash, '') || '|' || COALESCE(CAST(signed_in_at AS TEXT), '') AS line
    FROM people WHERE id = $1
    UNION ALL SELECT 'seat|' || CAST(seats.id AS TEXT) || '|' || CAST(seats.organisation_id AS TEXT) || '|' || title || '|'
        || form || '|' || CAST(is_hub AS TEXT) || '|' || CAST(is_full_time AS TEXT) || '|' || CAST(started_at AS TEXT)
        || '|' || COALESCE(CAST(ended_at AS TEXT), '')
    FROM tenures JOIN seats ON seats.id = tenures.seat_id WHERE tenures.person_id = $1
    UNION ALL SELECT 'place|' || CAST(seat_places.seat_id AS TEXT) || '|' || municipality_code
    FROM seat_places JOIN tenures ON tenures.seat_id = seat_places.seat_id WHERE tenures.person_id = $1
    UNION ALL SELECT 'role|' || role || '|' || scope || '|' || COALESCE(CAST(ends_at AS TEXT), '')
    FROM grants WHERE person_id = $1 AND revoked_at IS NULL
    UNION ALL SELECT 'code|' || CAST(created_at AS TEXT) FROM resets WHERE person_id = $1
    ORDER BY line";

/// By which it is known whether anybody has come by a registration, or has changed anything of it.
pub(super) async fn fingerprint(tx: &Tx, person: PersonId) -> Result<String> {
    rows::execute(tx, "UPDATE people SET id = id WHERE id = $1", [person.0.into()]).await?;
    let mut digest = Sha256::new();
    for row in tx.conn.query_all_raw(sql(&tx.conn, WORDS, [person.0.into()])).await? {
        digest.update(row.try_get::<String>("", "line")?);
        digest.update("\n");
    }
    Ok(kernel::text::hex(&digest.finalize()[..16]))
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
