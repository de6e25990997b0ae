//! Which municipalities have somebody who serves them, and which have not: counted once for each roster.

use std::collections::HashMap;

use kernel::Places;
use kernel::viewer::Role;

use super::Served;
use crate::people::Facet;
use crate::roster::{Person, Roster};

/// How a municipality is served; in the order of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Nobody serves it yet.
    #[default]
    Nobody,
    /// Everybody who serves it does so in a seat that serves other municipalities too.
    Shared,
    /// One person.
    One,
    /// More of them.
    Several,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Nobody, Self::Shared, Self::One, Self::Several];

    /// Its name in addresses and classes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Shared => "shared",
            Self::One => "one",
            Self::Several => "several",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Nobody => "まだいない",
            Self::Shared => "兼務の人だけ",
            Self::One => "1人",
            Self::Several => "2人以上",
        }
    }
}

/// Who serves one municipality, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many people.
    pub people: usize,
    /// In what way.
    pub kind: Kind,
}

impl Count {
    /// 「担当者2人」
    pub fn words(self) -> String {
        match self.kind {
            Kind::Nobody => "担当者はまだいません".to_owned(),
            Kind::Shared => format!("担当者{}人（ほかの市町村と兼務）", self.people),
            Kind::One | Kind::Several => format!("担当者{}人", self.people),
        }
    }

    fn of(code: &str, people: &[&Person], places: &Places) -> Self {
        let kind = match people.len() {
            0 => Kind::Nobody,
            _ if !people.iter().any(|person| is_theirs_alone(code, person, places)) => Kind::Shared,
            1 => Kind::One,
            _ => Kind::Several,
        };
        Self { people: people.len(), kind }
    }
}

/// Whether a seat of theirs serves this municipality and no other, or they are its officer. Wards of one city are one.
fn is_theirs_alone(code: &str, person: &Person, places: &Places) -> bool {
    let is_it = |place: &str| places.city_of(place) == code;
    let is_officer = |role: &Role| matches!(role, Role::Officer(place) if is_it(place));
    person.roles.iter().any(is_officer)
        || person.current().any(|tenure| !tenure.places.is_empty() && tenure.places.iter().all(|place| is_it(place)))
}

/// The municipalities of a region, by how they are served.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    kinds: [usize; Kind::ALL.len()],
    /// Who is in the directory under this region. Sums over regions would count some of them twice.
    pub people: usize,
}

impl Tally {
    /// How many municipalities there are.
    pub fn all(&self) -> usize {
        self.kinds.iter().sum()
    }

    /// How many are served like this.
    pub fn of(&self, kind: Kind) -> usize {
        self.kinds[kind as usize]
    }

    /// How many have somebody.
    pub fn served(&self) -> usize {
        self.all() - self.of(Kind::Nobody)
    }

    fn add(&mut self, kind: Kind) {
        self.kinds[kind as usize] += 1;
    }
}

/// All of Japan.
#[derive(Debug, Default)]
pub struct Coverage {
    places: HashMap<String, Count>,
    prefectures: HashMap<String, Tally>,
    blocs: HashMap<String, Tally>,
    japan: Tally,
}

impl Coverage {
    /// Counts the municipalities of the map over the people of the roster.
    pub fn new(roster: &Roster, places: &Places) -> Self {
        let served = Served::new(roster);
        let mut coverage = Self::default();
        for place in places.municipalities() {
            let count = Count::of(&place.code, served.by(&place.code), places);
            coverage.prefectures.entry(place.prefecture.clone()).or_default().add(count.kind);
            if let Some(prefecture) = places.prefecture(&place.prefecture) {
                coverage.blocs.entry(prefecture.bloc.clone()).or_default().add(count.kind);
            }
            coverage.japan.add(count.kind);
            coverage.places.insert(place.code.clone(), count);
        }
        for person in roster.listed() {
            coverage.japan.people += 1;
            person.traits.of_facet(Facet::Prefecture).iter().for_each(|code| count(&mut coverage.prefectures, code));
            person.traits.of_facet(Facet::Bloc).iter().for_each(|slug| count(&mut coverage.blocs, slug));
        }
        coverage
    }

    /// One municipality.
    pub fn place(&self, code: &str) -> Count {
        self.places.get(code).copied().unwrap_or_default()
    }

    /// One prefecture.
    pub fn prefecture(&self, code: &str) -> Tally {
        self.prefectures.get(code).copied().unwrap_or_default()
    }

    /// One bloc.
    pub fn bloc(&self, slug: &str) -> Tally {
        self.blocs.get(slug).copied().unwrap_or_default()
    }

    /// The country.
    pub fn japan(&self) -> Tally {
        self.japan
    }
}

fn count(regions: &mut HashMap<String, Tally>, region: &str) {
    if let Some(tally) = regions.get_mut(region) {
        tally.people += 1;
    }
}
