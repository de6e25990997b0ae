//! The rows of decisions as they are written; each says in its `WHERE` what must still be so.

use kernel::db::sql;
use kernel::{ApplicationId, PersonId, Result, SeatId, Tx};
use sea_orm::ConnectionTrait as _;

use crate::applications::State;

/// Releases one part; false when somebody was faster.
pub(super) async fn release(tx: &Tx, id: ApplicationId, prefecture: &str, by: PersonId, checked: &str) -> Result<bool> {
    let text = "UPDATE application_parts SET released_at = $3, released_by = $4, checked = $5
        WHERE application_id = $1 AND prefecture_code = $2 AND released_at IS NULL";
    let values = [id.0.into(), prefecture.into(), tx.now.0.into(), by.0.into(), checked.into()];
    Ok(tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() == 1)
}

/// Ends the waiting; false when it had ended already.
pub(super) async fn decide(tx: &Tx, id: ApplicationId, state: State, by: PersonId, reason: &str) -> Result<bool> {
    let text = "UPDATE applications SET state = $3, decided_at = $4, decided_by = $5, reason = $6
        WHERE id = $1 AND state = $2";
    let values =
        [id.0.into(), State::Waiting.word().into(), state.word().into(), tx.now.0.into(), by.0.into(), reason.into()];
    Ok(tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() == 1)
}

/// Whether nobody holds a seat, or is to, or is invited to.
pub(super) async fn is_vacant(tx: &Tx, seat: SeatId) -> Result<bool> {
    let text = "SELECT 1 AS held FROM tenures WHERE seat_id = $1 AND (ended_at IS NULL OR ended_at > $2)
        UNION ALL SELECT 1 FROM invitations
            WHERE seat_id = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2 LIMIT 1";
    Ok(tx.conn.query_one_raw(sql(&tx.conn, text, [seat.0.into(), tx.now.0.into()])).await?.is_none())
}

/// Notes that a person has been told of an application; false when that was so already.
pub(super) async fn told(tx: &Tx, id: ApplicationId, person: PersonId) -> Result<bool> {
    let text = "INSERT INTO application_tellings (application_id, person_id, at) VALUES ($1, $2, $3)
        ON CONFLICT DO NOTHING";
    let values = [id.0.into(), person.0.into(), tx.now.0.into()];
    Ok(tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() == 1)
}

/// The address of somebody who is active.
pub(super) async fn address(tx: &Tx, person: PersonId) -> Result<Option<String>> {
    let text = "SELECT email FROM people WHERE id = $1 AND standing = 'active'";
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, [person.0.into()])).await?;
    row.map(|row| row.try_get("", "email")).transpose().map_err(Into::into)
}
