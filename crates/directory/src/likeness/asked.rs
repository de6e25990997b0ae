//! What `similar_to` asks for, in the directory and in the search: a municipality, or one's own.

use std::collections::{BTreeSet, HashMap};

use kernel::Places;
use kernel::viewer::Role;

use super::{Near, Towns, reasons};
use crate::people::{Facet, Traits};
use crate::roster::Person;

/// The value that stands for whatever somebody serves.
pub const MINE: &str = "mine";

/// How many reasons a row names.
const REASONS: usize = 4;

/// Everything that was asked for, and what a page offers beside it.
#[derive(Debug, Default)]
pub struct Asked<'a> {
    /// Each value that was chosen.
    pub chosen: Vec<Like<'a>>,
    /// One's own, for somebody who serves a municipality and has not chosen it.
    pub offered: Option<Like<'a>>,
}

/// One value with the towns that it stands for.
#[derive(Debug)]
pub struct Like<'a> {
    /// The value in addresses.
    pub value: String,
    /// What people read.
    pub label: String,
    /// The towns, the nearest first; none for a code that nobody has.
    pub near: Vec<Near<'a>>,
    /// Their places in that list by their codes.
    places: HashMap<&'a str, usize>,
}

impl<'a> Asked<'a> {
    /// The towns behind these values for somebody who serves or is responsible for `own`.
    pub fn of(values: &[String], own: &[String], towns: &'a Towns, places: &Places) -> Self {
        let like = |value: &str| Like::of(value, own, towns, places);
        let chosen: Vec<Like> = values.iter().map(|value| like(value)).collect();
        let is_offered = !own.is_empty() && !values.iter().any(|value| value == MINE);
        Self { chosen, offered: is_offered.then(|| like(MINE)) }
    }

    /// All values that a page shows, chosen or not.
    pub fn all(&self) -> impl Iterator<Item = (&Like<'a>, bool)> {
        self.chosen.iter().map(|like| (like, true)).chain(self.offered.iter().map(|like| (like, false)))
    }

    /// Whether somebody serves one of the towns; everybody does if none was asked for.
    pub fn admits(&self, traits: &Traits) -> bool {
        self.chosen.is_empty() || self.best(traits).is_some()
    }

    /// The town that somebody serves and that is most like one that was asked for.
    pub fn best(&self, traits: &Traits) -> Option<&Near<'a>> {
        let best = self.chosen.iter().filter_map(|like| like.best(traits));
        best.min_by(|a, b| a.distance.total_cmp(&b.distance))
    }

    /// The codes of all towns that were asked for.
    pub fn codes(&self) -> BTreeSet<&str> {
        self.chosen.iter().flat_map(|like| &like.near).map(|near| near.town.code.as_str()).collect()
    }
}

impl<'a> Like<'a> {
    fn of(value: &str, own: &[String], towns: &'a Towns, places: &Places) -> Self {
        let codes: Vec<&str> = match value {
            MINE => own.iter().map(String::as_str).collect(),
            code => vec![places.city_of(code)],
        };
        let names: Vec<String> = codes.iter().map(|code| places.full_name(code)).collect();
        let label = match (value, names.as_slice()) {
            (MINE, []) => "担当する市町村に似た自治体（担当の市町村がありません）".to_owned(),
            (MINE, [one]) => format!("担当する市町村（{one}）に似た自治体"),
            (MINE, [one, ..]) => format!("担当する市町村（{one}など{}市町村）に似た自治体", names.len()),
            (code, _) if places.municipality(code).is_none() => {
                format!("「{code}」に似た自治体（その番号の市町村はありません）")
            }
            (_, names) => format!("{}に似た自治体", names.concat()),
        };
        let near = towns.nearest(&codes);
        let places = near.iter().enumerate().map(|(index, near)| (near.town.code.as_str(), index)).collect();
        Self { value: value.to_owned(), label, near, places }
    }

    /// The first of the towns that somebody serves.
    pub fn best(&self, traits: &Traits) -> Option<&Near<'a>> {
        let served = traits.of_facet(Facet::Municipality).iter();
        let first = served.filter_map(|code| self.places.get(code.as_str())).min();
        first.map(|index| &self.near[*index])
    }
}

/// 「土浦市（茨城県）は熊谷市に似ている（人口・75歳以上の割合が近い、どちらも市）」
pub fn sentence(near: &Near, places: &Places) -> String {
    let why = reasons(near).into_iter().take(REASONS).collect::<Vec<_>>().join("、");
    format!("{}は{}に似ている（{why}）", places.full_name(&near.town.code), places.told_apart(&near.to.code))
}

/// The municipalities that somebody serves or is the officer of, wards by their city.
pub fn own_towns(person: &Person, places: &Places) -> Vec<String> {
    let charges = person.roles.iter().filter_map(|role| match role {
        Role::Officer(code) => Some(code.as_str()),
        _ => None,
    });
    let towns: BTreeSet<&str> = person.places().chain(charges).map(|code| places.city_of(code)).collect();
    towns.into_iter().map(str::to_owned).collect()
}
