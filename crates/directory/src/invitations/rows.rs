//! The rows of invitations as they are written.

use std::collections::BTreeSet;

use kernel::db::sql;
use kernel::{InvitationId, PersonId, Result, Timestamp, Tx};
use sea_orm::{ConnectionTrait as _, Value};

use super::MOST_TRIES;
use super::entity::Invitation;
use super::forms::NewInvitation;
use super::queries::by_token;
use crate::claims::{self, SeatClaim};

/// Hashes of the secrets in a letter.
pub(super) struct Hashes {
    /// Of the link's token.
    pub token: String,
    /// Of the typed code.
    pub code: String,
}

/// A new one; what is stored of its secrets are the hashes.
pub(super) async fn insert(
    tx: &Tx,
    inviter: PersonId,
    invitation: &NewInvitation,
    hashes: &Hashes,
    expires_at: Timestamp,
) -> Result<InvitationId> {
    let id = InvitationId::random();
    let claim = claims::insert(tx, &invitation.claim).await?;
    let text =
        "INSERT INTO invitations (id, claim_id, inviter_id, email, officer_of, token_hash, created_at, expires_at, code_hash,
            name, seat_id, starts_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let values = [
        id.0.into(),
        claim.into(),
        inviter.0.into(),
        invitation.email.as_str().into(),
        invitation.officer_of.clone().into(),
        hashes.token.as_str().into(),
        tx.now.0.into(),
        expires_at.0.into(),
        hashes.code.as_str().into(),
        invitation.name.as_str().into(),
        invitation.follows.map(|follows| follows.seat.0).into(),
        invitation.follows.map(|follows| follows.starts_at.0).into(),
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

/// Counts a try for the code of the newest open invitation of an address, as long as it may be tried.
pub(super) async fn try_code(tx: &Tx, email: &str) -> Result<Option<(InvitationId, String)>> {
    let text = "UPDATE invitations SET code_tries = code_tries + 1
        WHERE code_tries < $3 AND id = (SELECT id FROM invitations
            WHERE email = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2 AND code_hash IS NOT NULL
            ORDER BY created_at DESC, id LIMIT 1)
        RETURNING id, code_hash";
    let values = [email.into(), tx.now.0.into(), MOST_TRIES.into()];
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, values)).await?;
    row.map(|row| Ok((row.try_get("", "id")?, row.try_get("", "code_hash")?))).transpose()
}

/// Gives an invitation another token; the code may be typed again.
pub(super) async fn renew_token(tx: &Tx, id: InvitationId, token_hash: &str) -> Result<()> {
    let text = "UPDATE invitations SET token_hash = $2, code_tries = 0 WHERE id = $1 AND used_at IS NULL";
    execute(tx, text, [id.0.into(), token_hash.into()]).await?;
    Ok(())
}

/// Takes back what an inviter has offered to an address and nobody has used.
pub(super) async fn revoke_older(tx: &Tx, inviter: PersonId, email: &str) -> Result<Vec<InvitationId>> {
    let text = "UPDATE invitations SET revoked_at = $3
        WHERE inviter_id = $1 AND email = $2 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $3 RETURNING id";
    let rows = tx.conn.query_all_raw(sql(&tx.conn, text, [inviter.0.into(), email.into(), tx.now.0.into()])).await?;
    rows.iter().map(|row| row.try_get("", "id").map_err(Into::into)).collect()
}

/// Whether a person holds this very seat now: the same work for the same places at the same employer.
pub(super) async fn holds(tx: &Tx, person: PersonId, claim: &SeatClaim) -> Result<bool> {
    let text = "SELECT seats.id FROM tenures JOIN seats ON seats.id = tenures.seat_id
        JOIN organisations ON organisations.id = seats.organisation_id
        WHERE tenures.person_id = $1 AND tenures.started_at <= $2 AND (tenures.ended_at IS NULL OR tenures.ended_at > $2)
        AND organisations.name = $3 AND organisations.affiliation = $4 AND organisations.municipality_code = $5
        AND seats.title = $6 AND seats.form = $7";
    let values = [
        person.0.into(),
        tx.now.0.into(),
        claim.organisation.as_str().into(),
        claim.affiliation.as_str().into(),
        claim.municipality_code.as_str().into(),
        claim.title.as_str().into(),
        claim.form.as_str().into(),
    ];
    for row in tx.conn.query_all_raw(sql(&tx.conn, text, values)).await? {
        let seat: i64 = row.try_get("", "id")?;
        let text = "SELECT municipality_code FROM seat_places WHERE seat_id = $1";
        let rows = tx.conn.query_all_raw(sql(&tx.conn, text, [seat.into()])).await?;
        let served: BTreeSet<String> =
            rows.iter().map(|row| row.try_get("", "municipality_code")).collect::<Result<_, _>>()?;
        if served.iter().map(String::as_str).eq(claim.codes().into_iter().collect::<BTreeSet<_>>()) {
            return Ok(true);
        }
    }
    Ok(false)
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
