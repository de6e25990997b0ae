//! The statements by which somebody who leaves is forgotten.

use kernel::db::sql;
use kernel::{PersonId, Result, Tx};
use sea_orm::{ConnectionTrait as _, Value};

use super::leaving::Gone;

/// Tables of the account and the directory whose rows are a person's own, or tell of a person.
const OWN: [&str; 11] = [
    "sessions",
    "resets",
    "devices",
    "drafts",
    "once_values",
    "saved_searches",
    "contacts",
    "group_members",
    "alumni_wishes",
    "people_finds",
    "confirmation_letters",
];

/// Ends seats and roles now; a time in a seat that has not begun never was.
pub(super) async fn end_everything(tx: &Tx, person: PersonId) -> Result<()> {
    run(tx, "DELETE FROM tenures WHERE person_id = $1 AND started_at > $2", [person.0.into(), tx.now.0.into()]).await?;
    let text = "UPDATE tenures SET ended_at = $2 WHERE person_id = $1 AND (ended_at IS NULL OR ended_at > $2)";
    run(tx, text, [person.0.into(), tx.now.0.into()]).await?;
    run(tx, "UPDATE tenures SET held_as = NULL WHERE person_id = $1", [person.0.into()]).await?;
    let text = "UPDATE grants SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL";
    run(tx, text, [person.0.into(), tx.now.0.into()]).await?;
    let text = "UPDATE invitations SET revoked_at = $2
        WHERE inviter_id = $1 AND used_at IS NULL AND revoked_at IS NULL";
    run(tx, text, [person.0.into(), tx.now.0.into()]).await
}

/// Takes out of the rows what tells who it was; the row of the person stays for what refers to it.
pub(super) async fn erase_person(tx: &Tx, gone: &Gone, standing: &str) -> Result<()> {
    let (id, email) = (gone.id.0, gone.email.as_str());
    for table in OWN {
        run(tx, &format!("DELETE FROM {table} WHERE person_id = $1"), [id.into()]).await?;
    }
    run(tx, "DELETE FROM contact_requests WHERE requester_id = $1 OR person_id = $1", [id.into()]).await?;
    run(tx, "DELETE FROM mails WHERE person_id = $1 OR recipient = $2", [id.into(), email.into()]).await?;
    let text = "UPDATE applications SET email = '', name = '', kana = '', proof = '', reason = '', token_hash = NULL,
        code_hash = NULL WHERE person_id = $1 OR email = $2";
    run(tx, text, [id.into(), email.into()]).await?;
    let text = "UPDATE invitations SET email = '', name = '', code_hash = NULL,
        revoked_at = CASE WHEN used_at IS NULL THEN COALESCE(revoked_at, $3) ELSE revoked_at END
        WHERE person_id = $1 OR email = $2";
    run(tx, text, [id.into(), email.into(), tx.now.0.into()]).await?;
    forget_rosters(tx, gone).await?;
    let text = "UPDATE people SET name = '', kana = '', email = $2, password_hash = NULL, standing = $3,
        experience_years = NULL, busy_until = NULL, introduction = '', qualifications = '', themes = '', is_suggested = FALSE,
        suspended_as = NULL, signed_in_at = NULL, agreed_terms = NULL, agreed_privacy = NULL, agreed_at = NULL
        WHERE id = $1";
    // No address has this form, so nobody comes by it.
    run(tx, text, [id.into(), format!("left-{id}").into(), standing.into()]).await
}

/// Rosters that the person has brought in, and those of others that tell of the person: they can no longer be looked at or
/// taken back.
async fn forget_rosters(tx: &Tx, gone: &Gone) -> Result<()> {
    run(tx, "DELETE FROM roster_imports WHERE person_id = $1", [gone.id.0.into()]).await?;
    let named = gone.names.iter().chain([&gone.email]).filter(|name| !name.is_empty());
    for name in named {
        let text = "DELETE FROM roster_imports WHERE content LIKE $1 OR report LIKE $1";
        run(tx, text, [format!("%{name}%").into()]).await?;
    }
    Ok(())
}

async fn run<const N: usize>(tx: &Tx, text: &str, values: [Value; N]) -> Result<()> {
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(())
}
