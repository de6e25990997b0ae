//! Reading the roster: seven statements, however many people there are.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::db::sql;
use kernel::terms::{self, Terms};
use kernel::{Db, GroupId, OrganisationId, PersonId, Places, Result, SeatId, TenureId, Timestamp};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::person::GONE;
use super::person::is_running;
use super::{Called, Group, Person, Roster, Tenure};
use crate::access::{LEAVES_AT, read_role};
use crate::members::LEFT;
use crate::people::Traits;

#[derive(FromQueryResult)]
struct VersionRow {
    version: i64,
}

#[derive(FromQueryResult)]
struct PersonRow {
    id: PersonId,
    name: String,
    kana: String,
    standing: String,
    experience_years: Option<i64>,
    introduction: String,
    qualifications: String,
    themes: String,
    is_suggested: bool,
    busy_until: Option<Timestamp>,
    approved_at: Option<Timestamp>,
}

#[derive(FromQueryResult)]
struct TenureRow {
    id: TenureId,
    person_id: PersonId,
    seat_id: SeatId,
    started_at: Timestamp,
    ended_at: Option<Timestamp>,
    held_as: Option<String>,
    may_be_asked: bool,
    confirmed_at: Option<Timestamp>,
    changed_at: Option<Timestamp>,
    title: String,
    form: String,
    is_hub: bool,
    is_full_time: bool,
    organisation_id: OrganisationId,
    organisation_name: String,
    affiliation: String,
    municipality_code: String,
    phone: String,
}

#[derive(FromQueryResult)]
struct PlaceRow {
    seat_id: SeatId,
    municipality_code: String,
}

#[derive(FromQueryResult)]
struct GrantRow {
    person_id: PersonId,
    role: String,
    scope: String,
    is_revoked: bool,
    ends_at: Option<Timestamp>,
    leaves_at: Option<Timestamp>,
}

#[derive(FromQueryResult)]
struct GroupRow {
    id: GroupId,
    name: String,
    purpose: String,
    owner_id: PersonId,
    closed_at: Option<Timestamp>,
}

#[derive(FromQueryResult)]
struct MemberRow {
    group_id: GroupId,
    person_id: PersonId,
    joined_at: Option<Timestamp>,
}

const PEOPLE: &str =
    "SELECT id, name, kana, standing, experience_years, introduction, qualifications, themes, is_suggested, busy_until,
        approved_at
    FROM people WHERE id > 0";
const TENURES: &str = "SELECT tenures.id, tenures.person_id, tenures.seat_id, tenures.started_at, tenures.ended_at,
        tenures.held_as, tenures.may_be_asked, tenures.confirmed_at, tenures.changed_at,
        seats.title, seats.form, seats.is_hub, seats.is_full_time, seats.organisation_id,
        organisations.name AS organisation_name, organisations.affiliation, organisations.municipality_code,
        organisations.phone
    FROM tenures JOIN seats ON seats.id = tenures.seat_id
    JOIN organisations ON organisations.id = seats.organisation_id";
const PLACES: &str = "SELECT seat_id, municipality_code FROM seat_places ORDER BY seat_id, municipality_code";
const GROUPS: &str = "SELECT id, name, purpose, owner_id, closed_at FROM groups";
const MEMBERS: &str = "SELECT group_id, person_id, joined_at FROM group_members
    ORDER BY COALESCE(joined_at, invited_at), person_id";

impl Roster {
    /// Reads all of it.
    ///
    /// The version is read before the rows: a write in between makes this snapshot newer than it says, and the worst
    /// that follows is that it is taken once more.
    pub async fn load(db: &Db, places: &Places) -> Result<Self> {
        Self::read(&db.conn, db.clock.now(), places).await
    }

    /// The same as a transaction finds it, with what it has written itself.
    pub(crate) async fn read(conn: &impl ConnectionTrait, now: Timestamp, places: &Places) -> Result<Self> {
        let version = version_of(conn).await?;
        let mut people = PeopleByRow::new(all(conn, PEOPLE).await?, now);
        people.add_grants(grants(conn).await?, places, now);
        people.add_tenures(all(conn, TENURES).await?, &codes_by_seat(all(conn, PLACES).await?), now);
        let people = people.0.into_values().map(|person| person.finish(places)).collect();
        let groups = groups(all(conn, GROUPS).await?, all(conn, MEMBERS).await?);
        Ok(Self::new(version, now, people, groups, places))
    }
}

/// How often the roster has been written.
pub async fn version(db: &Db) -> Result<i64> {
    version_of(&db.conn).await
}

async fn version_of(conn: &impl ConnectionTrait) -> Result<i64> {
    Ok(all::<VersionRow>(conn, "SELECT version FROM roster").await?.first().map_or(0, |row| row.version))
}

fn groups(rows: Vec<GroupRow>, members: Vec<MemberRow>) -> Vec<Group> {
    let group = |row: GroupRow| Group::new(row.id, row.name, row.purpose, row.owner_id, row.closed_at.is_some());
    let mut groups: HashMap<GroupId, Group> = rows.into_iter().map(|row| (row.id, group(row))).collect();
    for row in members {
        if let Some(group) = groups.get_mut(&row.group_id) {
            let people = if row.joined_at.is_some() { &mut group.members } else { &mut group.invited };
            people.push(row.person_id);
        }
    }
    groups.into_values().collect()
}

struct PeopleByRow(HashMap<PersonId, Person>);

impl PeopleByRow {
    fn new(rows: Vec<PersonRow>, now: Timestamp) -> Self {
        let people = rows.into_iter().map(|row| Person {
            id: row.id,
            has_left: row.standing == LEFT,
            name: if row.standing == LEFT { GONE.to_owned() } else { row.name },
            kana: row.kana,
            introduction: row.introduction,
            experience_years: row.experience_years,
            qualifications: slugs(terms::QUALIFICATIONS, &row.qualifications),
            themes: slugs(terms::THEMES, &row.themes),
            is_suggested: row.is_suggested,
            busy_until: row.busy_until,
            is_busy: row.busy_until.is_some_and(|until| now < until),
            approved_at: row.approved_at,
            is_active: row.standing == "active",
            listed: false,
            tenures: Vec::new(),
            roles: BTreeSet::new(),
            past_roles: BTreeSet::new(),
            ends: Vec::new(),
            until: BTreeMap::new(),
            haystack: String::new(),
            called: Called::default(),
            traits: Traits::default(),
        });
        Self(people.map(|person| (person.id, person)).collect())
    }

    fn add_grants(&mut self, rows: Vec<GrantRow>, places: &Places, now: Timestamp) {
        for row in rows {
            let Some(person) = self.0.get_mut(&row.person_id) else { continue };
            let Some(role) = read_role(&row.role, &row.scope, places) else { continue };
            let end = row.ends_at.into_iter().chain(row.leaves_at).min().filter(|_| !row.is_revoked);
            let holds = !row.is_revoked && end.is_none_or(|end| now < end);
            let roles = if holds { &mut person.roles } else { &mut person.past_roles };
            roles.insert(role.clone());
            person.until.extend(row.ends_at.filter(|_| holds).map(|end| (role.clone(), end)));
            person.ends.extend(end.map(|end| (role, end)));
        }
    }

    fn add_tenures(&mut self, rows: Vec<TenureRow>, codes: &HashMap<SeatId, Vec<String>>, now: Timestamp) {
        for row in rows {
            if let Some(person) = self.0.get_mut(&row.person_id) {
                person.tenures.push(tenure(row, codes, now));
            }
        }
    }
}

fn tenure(row: TenureRow, codes: &HashMap<SeatId, Vec<String>>, now: Timestamp) -> Tenure {
    Tenure {
        id: row.id,
        seat: row.seat_id,
        organisation: row.organisation_id,
        organisation_name: row.organisation_name,
        organisation_municipality: row.municipality_code,
        organisation_phone: row.phone,
        affiliation: slugs(terms::AFFILIATIONS, &row.affiliation).first().copied().unwrap_or("other"),
        title: row.title,
        form: slugs(terms::FORMS, &row.form).first().copied().unwrap_or("direct"),
        is_hub: row.is_hub,
        is_full_time: row.is_full_time,
        places: codes.get(&row.seat_id).cloned().unwrap_or_default(),
        started_at: row.started_at,
        ended_at: row.ended_at,
        held_as: row.held_as,
        may_be_asked: row.may_be_asked,
        confirmed_at: row.confirmed_at,
        changed_at: row.changed_at,
        current: is_running(row.started_at, row.ended_at, now),
    }
}

fn codes_by_seat(rows: Vec<PlaceRow>) -> HashMap<SeatId, Vec<String>> {
    rows.into_iter().fold(HashMap::new(), |mut codes: HashMap<_, Vec<_>>, row| {
        codes.entry(row.seat_id).or_default().push(row.municipality_code);
        codes
    })
}

/// Slugs that are stored as one text.
fn slugs(list: Terms, text: &str) -> Vec<&'static str> {
    list.iter().filter(|term| text.split(' ').any(|slug| slug == term.slug)).map(|term| term.slug).collect()
}

async fn grants(conn: &impl ConnectionTrait) -> Result<Vec<GrantRow>> {
    let columns = "person_id, role, scope, revoked_at IS NOT NULL AS is_revoked";
    all(conn, &format!("SELECT {columns}, ends_at, {LEAVES_AT} AS leaves_at FROM grants")).await
}

async fn all<R: FromQueryResult>(conn: &impl ConnectionTrait, text: &str) -> Result<Vec<R>> {
    Ok(R::find_by_statement(sql(conn, text, [])).all(conn).await?)
}
