//! `similar_to`: discussions whose asker serves a town like one that is named, or like the viewer's own, and people who do.
//!
//! The index holds the towns of those who asked under their name; of somebody who hides it holds none, so whoever hides is
//! never found by this.

use directory::Roster;
use directory::likeness::{Asked, own_towns};
use kernel::{Places, Scope, Viewer};
use search::Ask;

use super::params::Params;

/// The facet of the index that holds the towns of the asker.
pub const TOWN: &str = "town";

/// More values come from no page of ours.
const MOST: usize = 20;

/// The towns that are asked for, and the viewer's own, which the page offers.
pub fn asked<'a>(params: &Params, viewer: &Viewer, roster: &'a Roster, places: &Places) -> Asked<'a> {
    let own = roster.person(viewer.id()).map_or_else(Vec::new, |person| own_towns(person, places));
    Asked::of(&values(params), &own, roster.towns(places), places)
}

/// Asks for discussions from these towns only; a code that no municipality has finds nothing.
pub fn narrow(ask: &mut Ask, asked: &Asked) {
    if asked.chosen.is_empty() {
        return;
    }
    let towns: Vec<String> = asked.codes().into_iter().map(str::to_owned).collect();
    if towns.is_empty() {
        ask.scope = Scope::default();
    } else {
        ask.filters.push((TOWN.to_owned(), towns));
    }
}

/// The question with each of several values alone, to be counted; of one value that is the question itself.
pub fn each_alone(params: &Params, ask: impl Fn(&Params) -> Ask) -> Vec<Ask> {
    let values = values(params);
    if values.len() < 2 {
        return Vec::new();
    }
    let alone = |value| ask(&Params { similar_to: vec![value], ..params.clone() });
    let counted = |ask: Ask| Ask { offset: 0, limit: 0, facets: Vec::new(), ..ask };
    values.into_iter().map(alone).map(counted).collect()
}

fn values(params: &Params) -> Vec<String> {
    let mut values: Vec<_> = params.similar_to.iter().filter(|value| !value.is_empty()).take(MOST).cloned().collect();
    values.dedup();
    values
}
