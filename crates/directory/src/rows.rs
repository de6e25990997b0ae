//! A person as a row of a list, with the names that the row borrows.

use std::collections::BTreeSet;

use kernel::{Places, terms};
use web::components::PersonRow;

use crate::access::role_title;
use crate::roster::{Person, Tenure};

/// The names behind a [`PersonRow`].
#[derive(Debug)]
pub struct Row<'a> {
    person: &'a Person,
    posts: Vec<String>,
    places: Vec<String>,
    themes: Vec<String>,
}

impl<'a> Row<'a> {
    /// The row of a person.
    pub fn new(person: &'a Person, places: &Places) -> Self {
        let seats: BTreeSet<String> = person.current().map(post).collect();
        let roles = || person.shown_roles().map(|role| role_title(role, places));
        let codes: BTreeSet<&str> = person.places().collect();
        let mut served: Vec<String> = codes.into_iter().map(|code| places.full_name(code)).collect();
        // Whoever holds no seat is shown by what they are responsible for, once.
        let posts = if seats.is_empty() { roles().collect() } else { seats.into_iter().collect() };
        if served.is_empty() && person.current().next().is_some() {
            served.extend(roles());
        }
        Self {
            person,
            posts,
            places: served,
            themes: person
                .themes
                .iter()
                .filter_map(|slug| terms::name(terms::THEMES, slug))
                .map(str::to_owned)
                .collect(),
        }
    }

    /// The same row with the themes that were asked for before the others, of which it may name only some.
    #[must_use]
    pub fn asked_for(mut self, slugs: &[String]) -> Self {
        let asked: Vec<_> = slugs.iter().filter_map(|slug| terms::name(terms::THEMES, slug)).collect();
        self.themes.sort_by_key(|theme| !asked.contains(&theme.as_str()));
        self
    }

    /// What the component shows, with the reason for which the person is in the list.
    pub fn view(&self, reason: Option<&'a str>) -> PersonRow<'_> {
        PersonRow {
            id: self.person.id,
            name: &self.person.name,
            kana: &self.person.kana,
            posts: &self.posts,
            places: &self.places,
            themes: &self.themes,
            reason,
        }
    }
}

/// 「熊谷市医師会（郡市医師会）」
pub fn post(tenure: &Tenure) -> String {
    let affiliation = terms::name(terms::AFFILIATIONS, tenure.affiliation).unwrap_or_default();
    format!("{}（{affiliation}）", tenure.organisation_name)
}
