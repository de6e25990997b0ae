//! Who comes first, and why.

use std::cmp::Reverse;

use kernel::Places;

use super::filter::{Filter, Sort};
use super::traits::{Facet, Traits};
use super::vicinity::{Ring, Vicinity};
use crate::likeness::Asked;
use crate::roster::Person;

/// How many places a reason names.
const NAMES: usize = 2;

/// Sorts people who come by よみ, and keeps that order among equals.
pub(super) fn sort(people: &mut [&Person], filter: &Filter, asked: &Asked, mine: &Traits) {
    match filter.sort {
        Sort::Near if !asked.chosen.is_empty() => {
            people.sort_by_cached_key(|person| nearest(asked, None, &person.traits));
        }
        Sort::Near => people.sort_by_cached_key(|person| {
            (nearest(asked, filter.vicinity.as_ref(), &person.traits), nearness(mine, &person.traits))
        }),
        Sort::Kana => {}
        Sort::New => people.sort_by_key(|person| Reverse(person.approved_at)),
    }
}

/// How alike the town of somebody is to those that were asked for, and how near to the place that was named.
pub(super) fn nearest(asked: &Asked, vicinity: Option<&Vicinity>, theirs: &Traits) -> (Option<u64>, Option<Ring>) {
    // No distance is negative, so the order of its bits is that of the numbers.
    let alike = asked.best(theirs).map(|near| near.distance.to_bits());
    (alike, vicinity.and_then(|vicinity| vicinity.nearest(theirs)).map(|(ring, _, _)| ring))
}

/// How near two people are, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// They serve the same municipality.
    SameMunicipality,
    /// They serve the same medical area.
    SameArea,
    /// They serve the same prefecture.
    SamePrefecture,
    /// They serve the same bloc.
    SameBloc,
    /// Nothing nearer than Japan.
    Elsewhere,
}

/// How near two people are by the places that they serve or are responsible for.
pub(super) fn nearness(mine: &Traits, theirs: &Traits) -> Nearness {
    let levels = [
        (Facet::Municipality, Nearness::SameMunicipality),
        (Facet::Area, Nearness::SameArea),
        (Facet::Prefecture, Nearness::SamePrefecture),
        (Facet::Bloc, Nearness::SameBloc),
    ];
    let shared = levels.into_iter().find(|(facet, _)| mine.share(*facet, theirs));
    shared.map_or(Nearness::Elsewhere, |(_, nearness)| nearness)
}

impl Person {
    /// How near somebody else is.
    pub fn nearness(&self, other: &Self) -> Nearness {
        nearness(&self.traits, &other.traits)
    }

    /// Why somebody else is near, in words.
    pub fn reason(&self, other: &Self, places: &Places) -> Option<String> {
        reason(&self.traits, &other.traits, places)
    }
}

/// Why somebody stands where they stand, 「同じ市町村（寄居町）」; nothing when only よみ decided.
pub(super) fn reason(mine: &Traits, theirs: &Traits, places: &Places) -> Option<String> {
    let (facet, words) = match nearness(mine, theirs) {
        Nearness::SameMunicipality => (Facet::Municipality, "同じ市町村"),
        Nearness::SameArea => (Facet::Area, "同じ医療圏"),
        Nearness::SamePrefecture => (Facet::Prefecture, "同じ都道府県"),
        Nearness::SameBloc => (Facet::Bloc, "同じ厚生局ブロック"),
        Nearness::Elsewhere => return None,
    };
    let shared: Vec<&str> = mine.shared(facet, theirs).collect();
    // A city is found under its wards too, and speaks for them.
    let speaks = |code: &&&str| {
        facet != Facet::Municipality || !shared.iter().any(|it| *it != **code && *it == places.city_of(code))
    };
    let names: Vec<String> = shared.iter().filter(speaks).map(|value| facet.label(value, places)).collect();
    let more = if names.len() > NAMES { "など" } else { "" };
    Some(format!("{words}（{}{more}）", names.iter().take(NAMES).map(String::as_str).collect::<Vec<_>>().join("・")))
}
