//! Pages of municipalities and prefectures: figures, who serves them, and who is near.

mod borders;
pub mod coverage;
pub(crate) mod figures;
mod former;
mod forms;
pub mod handlers;
mod maps;
pub mod paths;
mod tiles;
mod views;

use std::collections::HashMap;

use kernel::Places;
use kernel::places::Municipality;

pub(crate) use self::borders::across_the_border;
pub(crate) use self::former::former_names;
pub use self::views::area_map;
use crate::people::Facet;
use crate::roster::{Person, Roster};

/// Who serves which municipality or ward, for pages that ask about many of them.
#[derive(Debug)]
pub struct Served<'a>(HashMap<&'a str, Vec<&'a Person>>);

impl<'a> Served<'a> {
    /// Everybody in the directory by place.
    pub fn new(roster: &'a Roster) -> Self {
        let mut people: HashMap<&str, Vec<&Person>> = HashMap::new();
        for person in roster.listed() {
            for code in person.traits.of_facet(Facet::Municipality) {
                people.entry(code).or_default().push(person);
            }
        }
        Self(people)
    }

    /// Who serves the place, by よみ; whoever serves a ward serves its city, and the other way round.
    pub fn by(&self, code: &str) -> &[&'a Person] {
        self.0.get(code).map_or(&[], Vec::as_slice)
    }
}

/// The other municipalities of the medical areas in which a place lies, by code.
fn neighbours<'a>(place: &Municipality, places: &'a Places) -> Vec<&'a Municipality> {
    let own = places.city_of(&place.code);
    let shares_area = |other: &&Municipality| other.areas.iter().any(|area| place.areas.contains(area));
    places.municipalities().filter(shares_area).filter(|other| other.code != own).collect()
}
