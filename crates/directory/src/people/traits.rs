//! What the filters of the directory look at: worked out once for each person when the roster is read.

use std::collections::BTreeSet;

use kernel::Places;
use kernel::rooms::BLOCS;
use kernel::terms::{self, population_band};
use kernel::viewer::Role;

use crate::roster::Person;

/// A property by which the directory can be filtered; in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// 厚生局ブロック
    Bloc,
    /// 都道府県
    Prefecture,
    /// 二次医療圏
    Area,
    /// 市町村
    Municipality,
    /// 所属区分
    Affiliation,
    /// 資格
    Qualification,
    /// テーマ
    Theme,
    /// 人口規模
    Population,
}

impl Facet {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Bloc,
        Self::Prefecture,
        Self::Area,
        Self::Municipality,
        Self::Affiliation,
        Self::Qualification,
        Self::Theme,
        Self::Population,
    ];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bloc => "bloc",
            Self::Prefecture => "pref",
            Self::Area => "area",
            Self::Municipality => "municipality",
            Self::Affiliation => "affiliation",
            Self::Qualification => "qualification",
            Self::Theme => "theme",
            Self::Population => "population",
        }
    }

    /// Its name on screen.
    pub fn legend(self) -> &'static str {
        match self {
            Self::Bloc => "厚生局ブロック",
            Self::Prefecture => "都道府県",
            Self::Area => "二次医療圏",
            Self::Municipality => "市町村",
            Self::Affiliation => "所属区分",
            Self::Qualification => "資格",
            Self::Theme => "テーマ",
            Self::Population => "担当する市町村の人口",
        }
    }

    /// What people read for one of its values; a value that nobody knows stands for itself.
    pub fn label(self, value: &str, places: &Places) -> String {
        let known = match self {
            Self::Bloc => BLOCS.iter().find(|(slug, _)| *slug == value).map(|(_, name)| *name),
            Self::Prefecture => places.prefecture(value).map(|p| p.name.as_str()),
            Self::Area | Self::Municipality => return places.told_apart(value),
            Self::Affiliation => terms::name(terms::AFFILIATIONS, value),
            Self::Qualification => terms::name(terms::QUALIFICATIONS, value),
            Self::Theme => terms::name(terms::THEMES, value),
            Self::Population => terms::name(terms::POPULATIONS, value),
        };
        known.unwrap_or(value).to_owned()
    }
}

/// The values of a person in every [`Facet`], sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traits([Vec<String>; Facet::ALL.len()]);

impl Traits {
    /// The values in one facet.
    pub fn of_facet(&self, facet: Facet) -> &[String] {
        &self.0[facet as usize]
    }

    /// Whether one facet has this value.
    pub fn has(&self, facet: Facet, value: &str) -> bool {
        self.of_facet(facet).binary_search_by(|known| known.as_str().cmp(value)).is_ok()
    }

    /// Whether two people share a value of a facet.
    pub fn share(&self, facet: Facet, other: &Self) -> bool {
        self.shared(facet, other).next().is_some()
    }

    /// The values of a facet that two people share.
    pub fn shared<'a>(&'a self, facet: Facet, other: &'a Self) -> impl Iterator<Item = &'a str> {
        self.of_facet(facet).iter().map(String::as_str).filter(move |value| other.has(facet, value))
    }

    /// The values of a person.
    pub(crate) fn of(person: &Person, places: &Places) -> Self {
        let mut sets = Sets::default();
        for code in person.places() {
            sets.serve(code, places);
        }
        for role in &person.roles {
            sets.act(role, places);
        }
        for tenure in person.current() {
            sets.add(Facet::Affiliation, tenure.affiliation);
        }
        person.qualifications.iter().for_each(|slug| sets.add(Facet::Qualification, slug));
        person.themes.iter().for_each(|slug| sets.add(Facet::Theme, slug));
        Self(sets.0.map(|set| set.into_iter().collect()))
    }
}

#[derive(Default)]
struct Sets([BTreeSet<String>; Facet::ALL.len()]);

impl Sets {
    fn add(&mut self, facet: Facet, value: &str) {
        self.0[facet as usize].insert(value.to_owned());
    }

    /// Whoever serves a ward is found under its city, and whoever serves a city under all its wards.
    fn serve(&mut self, code: &str, places: &Places) {
        let Some(place) = places.municipality(code) else { return };
        self.add(Facet::Municipality, code);
        self.add(Facet::Municipality, places.city_of(code));
        places.wards_of(code).for_each(|ward| self.add(Facet::Municipality, &ward.code));
        place.areas.iter().for_each(|area| self.add(Facet::Area, area));
        self.within(&place.prefecture, places);
        self.add(Facet::Population, population_band(place.statistics.population));
    }

    /// A role over a region is found there too.
    fn act(&mut self, role: &Role, places: &Places) {
        match role {
            Role::Officer(code) => self.serve(code, places),
            Role::Manager(prefecture) => self.within(prefecture, places),
            Role::Bureau(slug) => self.add(Facet::Bloc, slug),
            Role::Observer(_) | Role::Alumni | Role::Administrator => {}
        }
    }

    fn within(&mut self, prefecture: &str, places: &Places) {
        self.add(Facet::Prefecture, prefecture);
        if let Some(prefecture) = places.prefecture(prefecture) {
            self.add(Facet::Bloc, &prefecture.bloc);
        }
    }
}
