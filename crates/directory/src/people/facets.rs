//! Counts beside the choices, and which choices a page offers.

use std::collections::{BTreeSet, HashMap};

use kernel::Places;
use kernel::rooms::BLOCS;
use kernel::terms::{self, Terms};

use super::filter::Filter;
use super::traits::{Facet, Traits};
use crate::roster::Person;

/// How many people have each value, among those whom all *other* facets leave: what choosing it would show.
#[derive(Debug, Default)]
pub struct Counts<'a>([HashMap<&'a str, u64>; Facet::ALL.len()]);

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Value in addresses.
    pub value: String,
    /// How many people it leaves.
    pub count: u64,
    /// Whether it is in force.
    pub chosen: bool,
}

impl<'a> Counts<'a> {
    /// How many people have this value.
    pub fn of(&self, facet: Facet, value: &str) -> u64 {
        self.0[facet as usize].get(value).copied().unwrap_or_default()
    }

    /// Counts a person who fails in these facets. Whoever fails in one still counts there, where choosing another
    /// value would bring them in; whoever fails in two counts nowhere.
    pub(super) fn add(&mut self, person: &'a Person, failing: &[Facet]) {
        let facets = Facet::ALL.into_iter().filter(|facet| failing.iter().all(|failed| failed == facet));
        for facet in facets {
            for value in person.traits.of_facet(facet) {
                *self.0[facet as usize].entry(value).or_default() += 1;
            }
        }
    }
}

/// The choices of a facet that leave somebody, and those in force.
///
/// Prefectures are offered within the chosen blocs, areas and municipalities only within chosen prefectures.
pub fn choices(facet: Facet, filter: &Filter, counts: &Counts, mine: &Traits, places: &Places) -> Vec<Choice> {
    let candidates = match facet {
        Facet::Bloc => BLOCS.map(|(slug, _)| slug.to_owned()).to_vec(),
        Facet::Prefecture => prefectures(filter, mine, places),
        Facet::Area => areas(filter, places),
        Facet::Municipality => municipalities(filter, places),
        Facet::Affiliation => slugs(terms::AFFILIATIONS),
        Facet::Qualification => slugs(terms::QUALIFICATIONS),
        Facet::Theme => slugs(terms::THEMES),
        Facet::Population => slugs(terms::POPULATIONS),
    };
    // What has been chosen can be taken back, even if the page would not offer it.
    let others = filter.chosen(facet).iter().filter(|value| !candidates.contains(value)).cloned().collect::<Vec<_>>();
    let choice = |value: String| {
        let (count, chosen) = (counts.of(facet, &value), filter.has(facet, &value));
        Choice { value, count, chosen }
    };
    candidates.into_iter().chain(others).map(choice).filter(|choice| choice.count > 0 || choice.chosen).collect()
}

/// How many choices of a facet lie open.
pub fn open_choices(facet: Facet, filter: &Filter, mine: &Traits, places: &Places) -> usize {
    match facet {
        Facet::Bloc | Facet::Population => 8,
        Facet::Prefecture if filter.chosen(Facet::Bloc).is_empty() => {
            places.prefectures().iter().filter(|p| mine.has(Facet::Bloc, &p.bloc)).count()
        }
        Facet::Prefecture | Facet::Area | Facet::Municipality => 10,
        Facet::Affiliation | Facet::Qualification | Facet::Theme => 6,
    }
}

/// Prefectures of the chosen blocs; without one all of them, those of my own bloc first.
fn prefectures(filter: &Filter, mine: &Traits, places: &Places) -> Vec<String> {
    let blocs = filter.chosen(Facet::Bloc);
    let offered = places.prefectures().iter().filter(|p| blocs.is_empty() || blocs.contains(&p.bloc));
    let (near, far): (Vec<_>, Vec<_>) = offered.partition(|p| mine.has(Facet::Bloc, &p.bloc));
    near.into_iter().chain(far).map(|p| p.code.clone()).collect()
}

fn areas(filter: &Filter, places: &Places) -> Vec<String> {
    let within = prefectures_in_view(filter, places);
    places
        .areas()
        .iter()
        .filter(|area| within.contains(area.prefecture.as_str()))
        .map(|area| area.code.clone())
        .collect()
}

fn municipalities(filter: &Filter, places: &Places) -> Vec<String> {
    let within = prefectures_in_view(filter, places);
    let chosen = filter.chosen(Facet::Area);
    let offered = places.municipalities().filter(|place| {
        within.contains(place.prefecture.as_str())
            && (chosen.is_empty() || place.areas.iter().any(|area| chosen.contains(area)))
    });
    offered.map(|place| place.code.clone()).collect()
}

/// Chosen prefectures and those in which a chosen area or municipality lies.
fn prefectures_in_view<'a>(filter: &'a Filter, places: &'a Places) -> BTreeSet<&'a str> {
    let areas = filter.chosen(Facet::Area).iter().filter_map(|code| places.area(code)).map(|area| &area.prefecture);
    let municipalities = filter.chosen(Facet::Municipality).iter().filter_map(|code| places.municipality(code));
    let prefectures = filter.chosen(Facet::Prefecture).iter().chain(areas);
    prefectures.chain(municipalities.map(|place| &place.prefecture)).map(String::as_str).collect()
}

fn slugs(list: Terms) -> Vec<String> {
    list.iter().map(|term| term.slug.to_owned()).collect()
}
