//! What a file is held against: the registrations in its bringer's charge, found by number, address and name.

use std::collections::{BTreeMap, HashMap};

use kernel::db::sql;
use kernel::viewer::Role;
use kernel::{PersonId, Places, Result, SeatId, TenureId};
use sea_orm::{ConnectionTrait, Statement};

use super::columns::Column;
use super::table::Table;
use crate::claims::towns::Towns;
use crate::desk::files::{Desk, PersonFile, SeatFile};
use crate::desk::policy::Actor;
use crate::roster::{Person, Roster, Tenure, fold};

/// Addresses that are asked for at once.
const AT_ONCE: usize = 200;

/// Who brings a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bringer {
    /// Somebody with a charge, who invites.
    Manager,
    /// The operator at the terminal, who registers people and corrects what they are called.
    Operator,
}

/// Registrations, and how they are found.
pub struct Ground<'a> {
    /// Whose charge it is.
    pub desk: Desk<'a>,
    /// Who brings the file.
    pub bringer: Bringer,
    /// All ways to write a municipality.
    pub towns: Towns<'a>,
    /// Whose addresses those of the file are; never told of those outside of the charge.
    pub emails: HashMap<String, PersonId>,
    names: HashMap<(String, String), Vec<PersonId>>,
    tenures: HashMap<TenureId, PersonId>,
    seats: HashMap<SeatId, Vec<PersonId>>,
}

impl<'a> Ground<'a> {
    /// Everything that rows are held against.
    pub fn new(desk: Desk<'a>, bringer: Bringer, emails: HashMap<String, PersonId>) -> Self {
        let (mut names, mut tenures, mut seats) = (HashMap::new(), HashMap::new(), HashMap::new());
        for person in desk.people.everybody().filter(|person| desk.person(person.id).is_ok()) {
            for tenure in &person.tenures {
                tenures.insert(tenure.id, person.id);
                let key = (fold(&person.name), fold(&tenure.organisation_name));
                let found: &mut Vec<PersonId> = names.entry(key).or_default();
                if !found.contains(&person.id) {
                    found.push(person.id);
                }
            }
        }
        // Whoever holds a seat is asked of, whether known or not.
        for person in desk.people.everybody() {
            for tenure in person.tenures.iter().filter(|tenure| !tenure.is_over(desk.now)) {
                let holders: &mut Vec<PersonId> = seats.entry(tenure.seat).or_default();
                holders.push(person.id);
            }
        }
        let towns = Towns::new(desk.places);
        Self { desk, bringer, towns, emails, names, tenures, seats }
    }

    /// The operator's desk: everything, in nobody's name.
    pub fn of_operator(people: &'a Roster, places: &'a Places, now: kernel::Timestamp) -> Desk<'a> {
        Desk { actor: Actor { id: PersonId(0), roles: [Role::Administrator].into() }, people, places, now }
    }

    /// The registration under an address, if it is in the charge.
    pub fn by_email(&self, email: &str) -> Option<PersonFile<'a>> {
        self.emails.get(email).and_then(|id| self.desk.person(*id).ok())
    }

    /// Whose tenure it is.
    pub fn by_tenure(&self, id: TenureId) -> Option<PersonFile<'a>> {
        self.tenures.get(&id).and_then(|person| self.desk.person(*person).ok())
    }

    /// Those of this name in this organisation.
    pub fn by_name(&self, name: &str, organisation: &str) -> Vec<PersonFile<'a>> {
        let found = self.names.get(&(fold(name), fold(organisation)));
        found.into_iter().flatten().filter_map(|id| self.desk.person(*id).ok()).collect()
    }

    /// The seat of a tenure with all who hold it.
    pub fn seat(&self, tenure: &'a Tenure) -> SeatFile<'a> {
        let holders = self.seats.get(&tenure.seat).into_iter().flatten();
        let file = |person: &'a Person| {
            let subject = crate::desk::policy::Subject::of(person, self.desk.places, self.desk.now)?;
            Some(PersonFile { person, subject })
        };
        SeatFile { tenure, holders: holders.filter_map(|id| file(self.desk.people.person(*id)?)).collect() }
    }
}

/// Whose addresses those of a file are.
pub async fn emails(conn: &impl ConnectionTrait, table: &Table) -> Result<HashMap<String, PersonId>> {
    let typed = table.rows.iter().filter_map(|row| row.text(Column::Email).ok().flatten());
    let all: Vec<String> = typed.filter_map(|typed| accounts::people::parse_email(typed).ok()).collect();
    // Always as many marks, so that the text of the statement stays the same.
    let marks = (1..=AT_ONCE).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ");
    let text = format!("SELECT id, email FROM people WHERE email IN ({marks})");
    let mut found = HashMap::new();
    for some in all.chunks(AT_ONCE) {
        let padded = some.iter().map(String::as_str).chain(std::iter::repeat("")).take(AT_ONCE);
        let statement = Statement::from_sql_and_values(conn.get_database_backend(), &text, padded.map(Into::into));
        for row in conn.query_all_raw(statement).await? {
            found.insert(row.try_get("", "email")?, row.try_get("", "id")?);
        }
    }
    Ok(found)
}

/// Addresses of these people, for the operator's files.
pub async fn addresses(conn: &impl ConnectionTrait) -> Result<BTreeMap<PersonId, String>> {
    let rows = conn.query_all_raw(sql(conn, "SELECT id, email FROM people WHERE id > 0", [])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "email")?))).collect()
}
