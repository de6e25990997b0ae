//! The rows of invitations as they are written.

use kernel::db::sql;
use kernel::{InvitationId, PersonId, Result, Timestamp, Tx};
use sea_orm::{ConnectionTrait as _, Value};

use super::LIFETIME;
use super::entity::Invitation;
use super::forms::NewInvitation;
use super::queries::by_token;
use crate::claims;

/// A new one; what is stored of its token is the hash.
pub(super) async fn insert(
    tx: &Tx,
    inviter: PersonId,
    invitation: &NewInvitation,
    token_hash: &str,
) -> Result<InvitationId> {
    let id = InvitationId::random();
    let claim = claims::insert(tx, &invitation.claim).await?;
    let text =
        "INSERT INTO invitations (id, claim_id, inviter_id, email, officer_of, token_hash, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = [
        id.0.into(),
        claim.into(),
        inviter.0.into(),
        invitation.email.as_str().into(),
        invitation.officer_of.clone().into(),
        token_hash.into(),
        tx.now.0.into(),
        tx.now.plus(LIFETIME).0.into(),
    ];
    execute(tx, text, values).await?;
    Ok(id)
}

/// Uses an invitation up, if it can be used; of many at once one gets it.
pub(super) async fn take(tx: &Tx, token_hash: &str) -> Result<Option<Invitation>> {
    let text = "UPDATE invitations SET used_at = $2
        WHERE token_hash = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2";
    let taken = execute(tx, text, [token_hash.into(), tx.now.0.into()]).await?;
    if taken == 1 { by_token(&tx.conn, token_hash).await } else { Ok(None) }
}

/// Whom it brought.
pub(super) async fn belongs_to(tx: &Tx, id: InvitationId, person: PersonId) -> Result<()> {
    execute(tx, "UPDATE invitations SET person_id = $2 WHERE id = $1", [id.0.into(), person.0.into()]).await?;
    Ok(())
}

/// Takes one back; false when it is no longer open.
pub(super) async fn revoke(tx: &Tx, id: InvitationId) -> Result<bool> {
    let text = "UPDATE invitations SET revoked_at = $2 WHERE id = $1 AND used_at IS NULL AND revoked_at IS NULL";
    Ok(execute(tx, text, [id.0.into(), tx.now.0.into()]).await? == 1)
}

/// Whether the address is this person's.
pub(super) async fn is_address_of(tx: &Tx, email: &str, person: PersonId) -> Result<bool> {
    let text = "SELECT id FROM people WHERE email = $1 AND id = $2";
    Ok(tx.conn.query_one_raw(sql(&tx.conn, text, [email.into(), person.0.into()])).await?.is_some())
}

/// Forgets what stopped working before an instant.
pub(super) async fn delete_before(tx: &Tx, instant: Timestamp) -> Result<()> {
    let text = "DELETE FROM invitations WHERE expires_at < $1 RETURNING claim_id";
    for row in tx.conn.query_all_raw(sql(&tx.conn, text, [instant.0.into()])).await? {
        let claim: i64 = row.try_get("", "claim_id")?;
        execute(tx, "DELETE FROM seat_claims WHERE id = $1", [claim.into()]).await?;
    }
    Ok(())
}

async fn execute<const N: usize>(tx: &Tx, text: &str, values: [Value; N]) -> Result<u64> {
    Ok(tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected())
}
