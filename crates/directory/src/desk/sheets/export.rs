//! The roster as it is, in the words that a file takes in again.

use std::collections::BTreeMap;

use kernel::viewer::Role;
use kernel::{PersonId, terms};

use super::columns::Column;
use super::entry::Number;
use super::guard::harmless;
use super::{days, words};
use crate::access::role_title;
use crate::claims::towns::{Towns, written};
use crate::desk::files::{Desk, PersonFile};
use crate::roster::{Person, Tenure};

/// One line for each seat in the charge that is held or will be, and for each person with a role alone, by よみ; the values
/// are those of [`Column::ALL`].
pub fn rows(desk: &Desk, emails: &BTreeMap<PersonId, String>) -> Vec<Vec<String>> {
    let writer = Writer { desk, emails, towns: Towns::new(desk.places) };
    let known = desk.people.everybody().filter_map(|person| desk.person(person.id).ok());
    known.flat_map(|file| writer.lines(&file)).collect()
}

struct Writer<'a> {
    desk: &'a Desk<'a>,
    emails: &'a BTreeMap<PersonId, String>,
    towns: Towns<'a>,
}

impl Writer<'_> {
    fn lines(&self, file: &PersonFile) -> Vec<Vec<String>> {
        let desk = self.desk;
        let held: Vec<&Tenure> = file.person.tenures.iter().filter(|tenure| !tenure.is_over(desk.now)).collect();
        let in_charge =
            |tenure: &&&Tenure| tenure.regions(desk.places).iter().any(|region| desk.actor.has_charge(region));
        let seats: Vec<Vec<String>> =
            held.iter().filter(in_charge).map(|tenure| self.line(file.person, Some(tenure))).collect();
        if seats.is_empty() && !file.person.roles.is_empty() && held.is_empty() {
            return vec![self.line(file.person, None)];
        }
        seats
    }

    fn line(&self, person: &Person, tenure: Option<&Tenure>) -> Vec<String> {
        Column::ALL.iter().map(|column| harmless(&self.value(*column, person, tenure))).collect()
    }

    fn value(&self, column: Column, person: &Person, tenure: Option<&Tenure>) -> String {
        let of_seat = |value: &dyn Fn(&Tenure) -> String| tenure.map(value).unwrap_or_default();
        let name = |list, slug| terms::name(list, slug).unwrap_or_default().to_owned();
        match column {
            Column::Number => tenure.map_or(Number::Person(person.id), |tenure| Number::Tenure(tenure.id)).written(),
            Column::Name => person.name.clone(),
            Column::Kana => person.kana.clone(),
            Column::Email => self.emails.get(&person.id).cloned().unwrap_or_default(),
            Column::Organisation => of_seat(&|tenure| tenure.organisation_name.clone()),
            Column::Affiliation => of_seat(&|tenure| name(terms::AFFILIATIONS, tenure.affiliation)),
            Column::Office => of_seat(&|tenure| self.place(&tenure.organisation_municipality)),
            Column::Municipalities => of_seat(&|tenure| self.places(&tenure.places)),
            Column::Title => of_seat(&|tenure| tenure.title.clone()),
            Column::Qualifications => words::names(terms::QUALIFICATIONS, &person.qualifications),
            Column::Role => self.roles(person),
            Column::Form => of_seat(&|tenure| name(terms::FORMS, tenure.form)),
            Column::Phone => of_seat(&|tenure| tenure.organisation_phone.clone()),
            Column::From => of_seat(&|tenure| days::written(tenure.started_at)),
            // The last day in the seat; the end is the first instant after it.
            Column::To => of_seat(&|tenure| tenure.ended_at.map(|end| days::written(end.plus(-1))).unwrap_or_default()),
        }
    }

    fn places(&self, codes: &[String]) -> String {
        codes.iter().map(|code| self.place(code)).collect::<Vec<_>>().join("、")
    }

    /// 「埼玉県熊谷市」, or the code where a name would be read as something else.
    fn place(&self, code: &str) -> String {
        let name = written(code, self.desk.places);
        if self.towns.one("市区町村", &name).as_deref() == Ok(code) { name } else { code.to_owned() }
    }

    fn roles(&self, person: &Person) -> String {
        let shown = person.roles.iter().filter(|role| **role != Role::Alumni);
        shown.map(|role| role_title(role, self.desk.places)).collect::<Vec<_>>().join("、")
    }
}
