//! Reads of invitations: one's own with those of one's charge, and the one behind the token of a letter.

use std::collections::BTreeSet;

use kernel::db::sql;
use kernel::viewer::Role;
use kernel::{Db, Error, InvitationId, PersonId, Places, Result, SeatId, Timestamp, Viewer};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};

use super::entity::{Invitation, Inviter};
use super::policy::{reaches, regions};
use crate::access::{in_force, read_role, role_title};
use crate::claims::{COLUMNS, SeatClaim};

/// The viewer's own invitations, and those into seats that lie wholly in the viewer's charge; the newest first.
pub(super) async fn visible_to(db: &Db, viewer: &Viewer, places: &Places) -> Result<Vec<Invitation>> {
    let codes = charge(viewer, places);
    let office =
        "(' ' || CASE WHEN seat_claims.served = '' THEN seat_claims.municipality_code ELSE seat_claims.served END)";
    let touches =
        (2..codes.len() + 2).map(|number| format!(" OR {office} LIKE ${number}")).collect::<Vec<_>>().concat();
    let condition = format!(
        "(invitations.inviter_id = $1{touches})
        ORDER BY invitations.created_at DESC, invitations.revoked_at IS NOT NULL, invitations.id"
    );
    let values = [viewer.id().0.into()].into_iter().chain(codes.iter().map(|code| format!("% {code}%").into()));
    let mut all = invitations(&db.conn, &condition, values).await?;
    all.retain(|invitation| invitation.inviter_id == viewer.id() || is_reached(viewer.roles(), invitation, places));
    Ok(all)
}

/// Addresses of invitations that are a member's, however they have come.
pub(super) async fn members_invited(db: &Db) -> Result<Vec<String>> {
    let text = "SELECT email FROM people WHERE email IN (SELECT email FROM invitations)";
    let rows = db.conn.query_all_raw(sql(&db.conn, text, [])).await?;
    rows.iter().map(|row| row.try_get("", "email").map_err(Into::into)).collect()
}

/// How the codes of municipalities begin that are in the viewer's charge.
fn charge<'a>(viewer: &'a Viewer, places: &'a Places) -> Vec<&'a str> {
    let within = |role: &'a Role| -> Vec<&'a str> {
        match role {
            Role::Manager(code) => vec![code],
            Role::Bureau(slug) => {
                let all = places.prefectures().iter().filter(|prefecture| prefecture.bloc == *slug);
                all.map(|prefecture| prefecture.code.as_str()).collect()
            }
            Role::Administrator => vec![""],
            Role::Officer(_) | Role::Observer(_) | Role::Alumni => Vec::new(),
        }
    };
    viewer.roles().iter().flat_map(within).collect()
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

async fn invitations(
    conn: &impl ConnectionTrait,
    condition: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<Invitation>> {
    let text = format!(
        "SELECT invitations.id, invitations.inviter_id, invitations.email, invitations.officer_of,
            invitations.created_at, invitations.expires_at, invitations.used_at, invitations.revoked_at,
            invitations.name, invitations.seat_id, invitations.starts_at, {COLUMNS}
        FROM invitations JOIN seat_claims ON seat_claims.id = invitations.claim_id WHERE {condition}"
    );
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), text, values);
    Ok(Invitation::find_by_statement(statement).all(conn).await?)
}

/// Who invites: the name, and the organisations of the present seats or else the roles.
pub(super) async fn inviter(
    conn: &impl ConnectionTrait,
    person: PersonId,
    now: Timestamp,
    places: &Places,
) -> Result<Inviter> {
    let row = conn.query_one_raw(sql(conn, "SELECT name FROM people WHERE id = $1", [person.0.into()])).await?;
    let name = row.ok_or(Error::NotFound)?.try_get("", "name")?;
    let text = "SELECT DISTINCT organisations.name FROM tenures JOIN seats ON seats.id = tenures.seat_id
        JOIN organisations ON organisations.id = seats.organisation_id
        WHERE tenures.person_id = $1 AND tenures.started_at <= $2 AND (tenures.ended_at IS NULL OR tenures.ended_at > $2)
        ORDER BY organisations.name";
    let rows = conn.query_all_raw(sql(conn, text, [person.0.into(), now.0.into()])).await?;
    let mut of: Vec<String> = rows.iter().map(|row| row.try_get("", "name")).collect::<Result<_, _>>()?;
    if of.is_empty() {
        of.extend(roles(conn, person, now, places).await?.iter().map(|role| role_title(role, places)));
    }
    Ok(Inviter { name, of: of.join("、") })
}

/// What somebody who is active is trusted with.
async fn roles(
    conn: &impl ConnectionTrait,
    person: PersonId,
    now: Timestamp,
    places: &Places,
) -> Result<BTreeSet<Role>> {
    let text = format!(
        "SELECT grants.role, grants.scope FROM grants
        JOIN people ON people.id = grants.person_id AND people.standing = 'active'
        WHERE grants.person_id = $1 AND {}",
        in_force("$2")
    );
    let rows = GrantRow::find_by_statement(sql(conn, &text, [person.0.into(), now.0.into()])).all(conn).await?;
    Ok(rows.iter().filter_map(|row| read_role(&row.role, &row.scope, places)).collect())
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
    now: Timestamp,
    places: &Places,
) -> Result<bool> {
    Ok(is_reached(&roles(conn, invitation.inviter_id, now, places).await?, invitation, places))
}

/// Whether somebody with these roles could give what is offered.
pub(super) fn is_reached(roles: &BTreeSet<Role>, invitation: &Invitation, places: &Places) -> bool {
    let regions = regions(&invitation.claim, invitation.officer_of.as_deref(), places);
    regions.iter().all(|region| reaches(roles, region)) && !regions.is_empty()
}

/// Whether a seat still serves what an invitation says of it: a manager of elsewhere may have added to it meanwhile.
pub(crate) async fn still_serves(conn: &impl ConnectionTrait, seat: SeatId, claim: &SeatClaim) -> Result<bool> {
    let text = "SELECT seats.id, seat_places.municipality_code AS code FROM seats
        LEFT JOIN seat_places ON seat_places.seat_id = seats.id WHERE seats.id = $1";
    let rows = conn.query_all_raw(sql(conn, text, [seat.0.into()])).await?;
    let codes: Vec<Option<String>> = rows.iter().map(|row| row.try_get("", "code")).collect::<Result<_, _>>()?;
    let served: BTreeSet<&str> = codes.iter().flatten().map(String::as_str).collect();
    Ok(!rows.is_empty() && served == claim.codes().into_iter().collect())
}
