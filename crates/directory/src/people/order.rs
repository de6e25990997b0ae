//! Who comes first, and why.

use std::cmp::Reverse;

use super::filter::Sort;
use super::traits::{Facet, Traits};
use crate::roster::Person;

/// Sorts people who come by よみ, and keeps that order among equals.
pub(super) fn sort(people: &mut [&Person], sort: Sort, mine: &Traits) {
    match sort {
        Sort::Near => people.sort_by_cached_key(|person| nearness(mine, &person.traits)),
        Sort::Kana => {}
        Sort::New => people.sort_by_key(|person| Reverse(person.approved_at)),
    }
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
}

/// Why somebody stands where they stand; nothing when only よみ decided.
pub fn reason(nearness: Nearness) -> Option<&'static str> {
    match nearness {
        Nearness::SameMunicipality => Some("同じ市町村"),
        Nearness::SameArea => Some("同じ医療圏"),
        Nearness::SamePrefecture => Some("同じ都道府県"),
        Nearness::SameBloc => Some("同じ厚生局ブロック"),
        Nearness::Elsewhere => None,
    }
}
