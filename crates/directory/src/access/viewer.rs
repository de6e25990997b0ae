//! From a session's token to the viewer: one statement for every request, so that access ends with the next one.

use std::collections::{BTreeMap, BTreeSet};

use kernel::changes::{self, Version};
use kernel::clock::MINUTE;
use kernel::db::{aside, sql};
use kernel::viewer::{Facts, Role, Standing};
use kernel::{Db, GroupId, PersonId, Places, Result, SessionId, TenureId, Timestamp, Viewer};
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use super::{Membership, RoomSets, Seats, in_force, read_role, rooms_with_groups};

/// How far a clock may step back before sessions from its future count as invalid.
const SKEW: i64 = 5 * MINUTE;

/// One row for each combination of a current seat's place and a grant; the first columns repeat.
#[derive(FromQueryResult)]
struct Row {
    session_id: SessionId,
    seen_at: Timestamp,
    person_id: PersonId,
    name: String,
    standing: String,
    themes: String,
    version: i64,
    changes: Option<Version>,
    tenure_id: Option<TenureId>,
    municipality_code: Option<String>,
    role: Option<String>,
    scope: Option<String>,
    groups: Option<String>,
    also: Option<String>,
}

const SELECT: &str = "SELECT sessions.id AS session_id, sessions.seen_at, people.id AS person_id, people.name,
        people.standing, people.themes, roster.version, {changes} AS changes,
        tenures.id AS tenure_id, seat_places.municipality_code,
        grants.role, grants.scope,
        (SELECT string_agg(CAST(groups.id AS TEXT)
                || CASE WHEN groups.closed_at IS NOT NULL THEN '-' WHEN groups.owner_id = people.id THEN '+' ELSE '' END,
                ' ')
            FROM group_members JOIN groups ON groups.id = group_members.group_id
            WHERE group_members.person_id = people.id AND group_members.joined_at IS NOT NULL) AS groups,
        {also} AS also
    FROM sessions
    JOIN people ON people.id = sessions.person_id AND people.standing IN ('active', 'pending')
    CROSS JOIN roster
    LEFT JOIN tenures ON tenures.person_id = people.id
        AND tenures.started_at <= $2 AND (tenures.ended_at IS NULL OR tenures.ended_at > $2)
    LEFT JOIN seat_places ON seat_places.seat_id = tenures.seat_id
    LEFT JOIN grants ON grants.person_id = people.id AND {in_force}
    WHERE sessions.token_hash = $1 AND sessions.expires_at > $2 AND sessions.seen_at + sessions.idle_limit >= $2
        AND sessions.created_at <= $3 AND sessions.seen_at <= $3";

/// Whoever the session behind this hash speaks for; nobody when it has ended or the person is suspended.
///
/// `also` is a text that is read along, an expression of SQL over the row of `people` in which `$2` is the present: what every
/// page needs costs no statement of its own.
pub async fn viewer(
    db: &Db,
    places: &Places,
    token_hash: &str,
    also: &str,
) -> Result<Option<(Viewer, Option<String>)>> {
    let now = db.clock.now();
    let values = [token_hash.into(), now.0.into(), now.plus(SKEW).0.into()];
    let text = SELECT
        .replace("{changes}", changes::version_column(db.backend()))
        .replace("{in_force}", &in_force("$2"))
        .replace("{also}", also);
    let mut rows = Row::find_by_statement(sql(&db.conn, &text, values)).all(&db.conn).await?;
    let also = rows.first_mut().and_then(|first| first.also.take());
    let Some(first) = rows.first() else { return Ok(None) };
    if now.since(first.seen_at) >= MINUTE {
        // Reading goes on while nothing can be written; the session then only ends a little sooner.
        aside("that a session is in use", seen(db.clone(), first.session_id)).await;
    }
    Ok(Some((viewer_of(&rows, first, places), also)))
}

#[expect(clippy::disallowed_methods, reason = "this is what the session middleware makes viewers with")]
fn viewer_of(rows: &[Row], first: &Row, places: &Places) -> Viewer {
    let standing = if first.standing == "active" { Standing::Active } else { Standing::Pending };
    let (roles, tenures) = match standing {
        Standing::Active => (roles(rows, places), tenures(rows)),
        Standing::Pending => (BTreeSet::new(), Vec::new()),
    };
    let seats = Seats::of(tenures.iter().map(|(_, codes)| codes.as_slice()));
    let rooms = match standing {
        Standing::Active => rooms_with_groups(&roles, &seats, &memberships(first), places),
        Standing::Pending => RoomSets::default(),
    };
    Viewer::new(Facts {
        id: first.person_id,
        session: first.session_id,
        name: first.name.clone(),
        standing,
        roles,
        tenures,
        themes: first.themes.split_whitespace().map(str::to_owned).collect(),
        reads: rooms.reads,
        writes: rooms.writes,
        tends: rooms.tends,
        roster_version: first.version,
        changes: first.changes,
    })
}

fn roles(rows: &[Row], places: &Places) -> BTreeSet<Role> {
    let grants = rows.iter().filter_map(|row| row.role.as_deref().zip(row.scope.as_deref()));
    grants.filter_map(|(role, scope)| read_role(role, scope, places)).collect()
}

/// Numbers of groups, with `+` after those that the person owns and `-` after those that have ended.
fn memberships(first: &Row) -> Vec<Membership> {
    let membership = |text: &str| {
        let group = text.trim_end_matches(['+', '-']).parse().ok().map(GroupId)?;
        Some(Membership { group, is_owner: text.ends_with('+'), is_closed: text.ends_with('-') })
    };
    first.groups.iter().flat_map(|groups| groups.split(' ')).filter_map(membership).collect()
}

fn tenures(rows: &[Row]) -> Vec<(TenureId, Vec<String>)> {
    let mut tenures: BTreeMap<TenureId, BTreeSet<String>> = BTreeMap::new();
    for row in rows {
        if let Some(tenure) = row.tenure_id {
            tenures.entry(tenure).or_default().extend(row.municipality_code.clone());
        }
    }
    tenures.into_iter().map(|(tenure, codes)| (tenure, codes.into_iter().collect())).collect()
}

/// Notes that the session is in use.
async fn seen(db: Db, session: SessionId) -> Result<()> {
    let tx = db.begin().await?;
    let text = "UPDATE sessions SET seen_at = $2 WHERE id = $1 AND seen_at < $2";
    tx.conn.execute_raw(sql(&tx.conn, text, [session.0.into(), tx.now.0.into()])).await?;
    tx.commit().await
}
