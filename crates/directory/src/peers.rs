//! 近い立場の方: people who have taken on the same themes, serve towns like somebody's or work for the same kind of employer,
//! and why, in words.
//!
//! Everything is read off the roster, which every member may read whole, so nobody is told anything new. Whose town must not
//! be told, and who reads the room of a question, is for the caller to know.

pub mod views;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use kernel::clock::DAY;
use kernel::{PersonId, Places, Timestamp, terms};

use crate::likeness::{Asked, MINE, Near, own_towns};
use crate::roster::{Person, Roster};

/// Most people on somebody's page.
const BESIDE_PERSON: usize = 4;

/// How many themes a reason names.
const NAMES: usize = 2;

/// What people shall have in common with somebody or with a question.
#[derive(Debug)]
pub struct Sought<'a> {
    themes: Vec<&'static str>,
    towns: Asked<'a>,
    affiliations: BTreeSet<&'static str>,
}

/// Theme, town and employer: whether each is in common.
pub type Common = [bool; 3];

/// Somebody who has something of it, and what.
#[derive(Clone, Debug)]
pub struct Peer<'a> {
    /// The person.
    pub person: &'a Person,
    themes: Vec<&'static str>,
    near: Option<Near<'a>>,
    affiliation: Option<&'static str>,
}

impl<'a> Sought<'a> {
    /// What a question asks for: its themes, and towns like these; of no town, nothing is looked at but themes.
    pub fn of_question(themes: &[&'static str], towns: &[String], people: &'a Roster, places: &Places) -> Self {
        let towns = Asked::of(&[MINE.to_owned()], towns, people.towns(places), places);
        Self { themes: themes.to_vec(), towns, affiliations: BTreeSet::new() }
    }

    /// What makes others the peers of a person.
    pub fn of_person(person: &Person, people: &'a Roster, places: &Places) -> Self {
        let affiliations = person.current().map(|tenure| tenure.affiliation).collect();
        Self { affiliations, ..Self::of_question(&person.themes, &own_towns(person, places), people, places) }
    }

    /// Whether somebody serves one of the towns like these.
    pub fn is_like(&self, person: &Person) -> bool {
        self.towns.best(&person.traits).is_some()
    }

    fn met_by(&self, person: &'a Person) -> Peer<'a> {
        Peer {
            person,
            themes: self.themes.iter().copied().filter(|theme| person.themes.contains(theme)).collect(),
            near: self.towns.best(&person.traits).copied(),
            affiliation: person.current().map(|tenure| tenure.affiliation).find(|it| self.affiliations.contains(it)),
        }
    }

    /// At most so many of those who have enough in common, in groups by what it is: theme before town before employer. A group
    /// is the circle of よみ, entered at another place at each `turn`, so everybody is named some time and where somebody
    /// stands tells nothing.
    pub fn among(
        &self,
        some: impl Iterator<Item = &'a Person>,
        is_enough: impl Fn(Common) -> bool,
        (turn, most): (usize, usize),
    ) -> Vec<Peer<'a>> {
        let mut groups: BTreeMap<Reverse<Common>, Vec<Peer>> = BTreeMap::new();
        let holds_seat = |person: &&Person| person.current().next().is_some();
        let some = some.filter(|person| person.may_be_suggested()).filter(holds_seat);
        for peer in some.map(|person| self.met_by(person)) {
            if is_enough(peer.common()) {
                groups.entry(Reverse(peer.common())).or_default().push(peer);
            }
        }
        for group in groups.values_mut() {
            let start = turn % group.len();
            group.rotate_left(start);
        }
        groups.into_values().flatten().take(most).collect()
    }
}

impl Peer<'_> {
    fn common(&self) -> Common {
        [!self.themes.is_empty(), self.near.is_some(), self.affiliation.is_some()]
    }

    /// 「「入退院支援」の相談を受けられる方・熊谷市に似た深谷市を担当」
    pub fn reason(&self, places: &Places) -> String {
        let names: Vec<_> = self.themes.iter().filter_map(|slug| terms::name(terms::THEMES, slug)).collect();
        let more = if names.len() > NAMES { "など" } else { "" };
        let quoted = names.iter().take(NAMES).copied().collect::<Vec<_>>().join("」「");
        let themes = (!names.is_empty()).then(|| format!("「{quoted}」{more}の相談を受けられる方"));
        let town = |code: &str| places.told_apart(code);
        let near = self.near.map(|near| format!("{}に似た{}を担当", town(&near.to.code), town(&near.town.code)));
        let employer = self.affiliation.and_then(|slug| terms::name(terms::AFFILIATIONS, slug));
        let employer = employer.map(|name| format!("同じく{name}"));
        themes.into_iter().chain(near).chain(employer).collect::<Vec<_>>().join("・")
    }
}

/// Whose turn it is: one further each day, and elsewhere for each question or person.
pub fn turn(now: Timestamp, subject: i64) -> usize {
    usize::try_from(now.start_of_its_day().0 / DAY + subject).unwrap_or_default()
}

/// A few people in a position like somebody's: at least two of theme, town and employer are in common.
pub fn of_person<'a>(
    person: &Person,
    viewer: PersonId,
    people: &'a Roster,
    places: &Places,
    now: Timestamp,
) -> Vec<Peer<'a>> {
    let others = people.listed().filter(|other| other.id != person.id && other.id != viewer);
    let is_enough = |common: Common| common.into_iter().filter(|it| *it).count() >= 2;
    let place = people.listed().position(|other| other.id == person.id).and_then(|place| i64::try_from(place).ok());
    let turn = turn(now, place.unwrap_or_default());
    Sought::of_person(person, people, places).among(others, is_enough, (turn, BESIDE_PERSON))
}

#[cfg(test)]
mod tests;
