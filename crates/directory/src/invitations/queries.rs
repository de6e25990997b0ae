//! Reads of invitations: one's own, and the one behind the token of a letter.

use std::collections::BTreeSet;

use kernel::db::sql;
use kernel::viewer::Role;
use kernel::{Db, Error, InvitationId, Places, Result, Viewer};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use super::entity::Invitation;
use super::policy::{reaches, regions};
use crate::access::read_role;
use crate::claims::COLUMNS;

/// The viewer's own invitations, the newest first.
pub(super) async fn visible_to(db: &Db, viewer: &Viewer) -> Result<Vec<Invitation>> {
    let condition = "invitations.inviter_id = $1 ORDER BY invitations.created_at DESC, invitations.id";
    invitations(&db.conn, condition, [viewer.id().0.into()]).await
}

/// One of the viewer's own invitations.
pub(super) async fn find(db: &Db, viewer: &Viewer, id: InvitationId) -> Result<Invitation> {
    let condition = "invitations.inviter_id = $1 AND invitations.id = $2";
    let found = invitations(&db.conn, condition, [viewer.id().0.into(), id.0.into()]).await?.pop();
    found.ok_or(Error::NotFound)
}

/// The invitation behind a token.
pub(super) async fn by_token(conn: &impl ConnectionTrait, token_hash: &str) -> Result<Option<Invitation>> {
    Ok(invitations(conn, "invitations.token_hash = $1", [token_hash.into()]).await?.pop())
}

async fn invitations<const N: usize>(
    conn: &impl ConnectionTrait,
    condition: &str,
    values: [Value; N],
) -> Result<Vec<Invitation>> {
    let text = format!(
        "SELECT invitations.id, invitations.inviter_id, invitations.email, invitations.officer_of,
            invitations.created_at, invitations.expires_at, invitations.used_at, invitations.revoked_at, {COLUMNS}
        FROM invitations JOIN seat_claims ON seat_claims.id = invitations.claim_id WHERE {condition}"
    );
    Ok(Invitation::find_by_statement(sql(conn, &text, values)).all(conn).await?)
}

#[derive(FromQueryResult)]
struct GrantRow {
    role: String,
    scope: String,
}

/// Whether the inviter is still somebody who could give what is offered.
pub(super) async fn is_vouched_for(
    conn: &impl ConnectionTrait,
    invitation: &Invitation,
    places: &Places,
) -> Result<bool> {
    let text = "SELECT grants.role, grants.scope FROM grants
        JOIN people ON people.id = grants.person_id AND people.standing = 'active'
        WHERE grants.person_id = $1 AND grants.revoked_at IS NULL";
    let grants = sql(conn, text, [invitation.inviter_id.0.into()]);
    let rows = GrantRow::find_by_statement(grants).all(conn).await?;
    let roles: BTreeSet<Role> = rows.iter().filter_map(|row| read_role(&row.role, &row.scope, places)).collect();
    let regions = regions(&invitation.claim, invitation.officer_of.as_deref(), places);
    Ok(regions.iter().all(|region| reaches(&roles, region)) && !regions.is_empty())
}
