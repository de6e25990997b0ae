//! A person as a row of a list, with the names that the row borrows.

use std::collections::BTreeSet;

use kernel::{Places, terms};
use web::components::PersonRow;

use crate::access::{role_name, role_title};
use crate::roster::Person;

/// The names behind a [`PersonRow`].
#[derive(Debug)]
pub struct Row<'a> {
    person: &'a Person,
    organisation: String,
    affiliation: String,
    places: Vec<String>,
    themes: Vec<String>,
}

impl<'a> Row<'a> {
    /// The row of a person.
    pub fn new(person: &'a Person, places: &Places) -> Self {
        let organisations: BTreeSet<&str> = person.current().map(|tenure| tenure.organisation_name.as_str()).collect();
        let slugs: BTreeSet<&str> = person.current().map(|tenure| tenure.affiliation).collect();
        let mut affiliations: Vec<&str> =
            slugs.into_iter().filter_map(|slug| terms::name(terms::AFFILIATIONS, slug)).collect();
        let codes: BTreeSet<&str> = person.places().collect();
        let mut served: Vec<String> = codes.into_iter().map(|code| places.full_name(code)).collect();
        // Whoever holds no seat is shown by what they are responsible for.
        if affiliations.is_empty() {
            affiliations.extend(person.shown_roles().last().map(role_name));
        }
        if served.is_empty() {
            served.extend(person.shown_roles().map(|role| role_title(role, places)));
        }
        Self {
            person,
            organisation: organisations.into_iter().collect::<Vec<_>>().join("、"),
            affiliation: affiliations.join("、"),
            places: served,
            themes: person
                .themes
                .iter()
                .filter_map(|slug| terms::name(terms::THEMES, slug))
                .map(str::to_owned)
                .collect(),
        }
    }

    /// What the component shows, with the reason for which the person is in the list.
    pub fn view(&self, reason: Option<&'a str>) -> PersonRow<'_> {
        PersonRow {
            id: self.person.id,
            name: &self.person.name,
            kana: &self.person.kana,
            organisation: &self.organisation,
            affiliation: &self.affiliation,
            places: &self.places,
            themes: &self.themes,
            reason,
        }
    }
}
