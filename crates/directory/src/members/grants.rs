//! The rows of grants.

use kernel::db::sql;
use kernel::{PersonId, Result, Timestamp, Tx, ids};
use sea_orm::ConnectionTrait as _;

use super::rows::execute;
use crate::access::in_force;

/// A role in its two columns.
pub(super) type RoleText = (&'static str, String);

/// A new one, from an instant on and perhaps up to another.
pub(super) async fn insert(
    tx: &Tx,
    person: PersonId,
    role: RoleText,
    by: Option<PersonId>,
    (at, until): (Timestamp, Option<Timestamp>),
) -> Result<()> {
    let by = by.map(|by| by.0);
    let values = [
        ids::random().into(),
        person.0.into(),
        role.0.into(),
        role.1.into(),
        at.0.into(),
        by.into(),
        until.map(|until| until.0).into(),
    ];
    let text = "INSERT INTO grants (id, person_id, role, scope, granted_at, granted_by, ends_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    execute(tx, text, values).await?;
    Ok(())
}

/// The day on which a role ends that somebody holds, perhaps none; nothing for a role that they do not hold.
pub(super) async fn held_until(tx: &Tx, person: PersonId, role: &RoleText) -> Result<Option<Option<Timestamp>>> {
    let condition = in_force("$4");
    let text = format!("SELECT ends_at FROM grants WHERE person_id = $1 AND role = $2 AND scope = $3 AND {condition}");
    let values = [person.0.into(), role.0.into(), role.1.as_str().into(), tx.now.0.into()];
    let row = tx.conn.query_one_raw(sql(&tx.conn, &text, values)).await?;
    row.map(|row| row.try_get("", "ends_at").map_err(Into::into)).transpose()
}

/// Sets another day, or none, on which a role ends that somebody holds.
pub(super) async fn move_end(tx: &Tx, person: PersonId, role: &RoleText, until: Option<Timestamp>) -> Result<()> {
    let text =
        "UPDATE grants SET ends_at = $4 WHERE person_id = $1 AND role = $2 AND scope = $3 AND revoked_at IS NULL";
    let values = [person.0.into(), role.0.into(), role.1.as_str().into(), until.map(|until| until.0).into()];
    execute(tx, text, values).await?;
    Ok(())
}

/// Whether somebody else looks after the site without an end.
pub(super) async fn is_looked_after_without(tx: &Tx, person: PersonId) -> Result<bool> {
    let text =
        "SELECT 1 AS there FROM grants JOIN people ON people.id = grants.person_id AND people.standing = 'active'
        WHERE grants.role = 'administrator' AND grants.person_id <> $1 AND grants.revoked_at IS NULL
            AND grants.ends_at IS NULL LIMIT 1";
    Ok(tx.conn.query_one_raw(sql(&tx.conn, text, [person.0.into()])).await?.is_some())
}

/// Whether there was a grant to take back.
pub(super) async fn revoke(tx: &Tx, person: PersonId, role: &RoleText) -> Result<bool> {
    let text = "UPDATE grants SET revoked_at = $4
        WHERE person_id = $1 AND role = $2 AND scope = $3 AND revoked_at IS NULL";
    let values = [person.0.into(), role.0.into(), role.1.as_str().into(), tx.now.0.into()];
    Ok(execute(tx, text, values).await? > 0)
}

/// Ends the codes and links with which somebody sets a password.
pub(super) async fn end_codes(tx: &Tx, person: PersonId) -> Result<()> {
    execute(tx, "DELETE FROM resets WHERE person_id = $1", [person.0.into()]).await?;
    Ok(())
}

/// Writes down which grants of a person have ended by themselves.
pub(super) async fn close_ended(tx: &Tx, person: PersonId) -> Result<()> {
    let condition = in_force("$2");
    let text =
        format!("UPDATE grants SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL AND NOT {condition}");
    execute(tx, &text, [person.0.into(), tx.now.0.into()]).await?;
    Ok(())
}
