//! How the work is organised in a town: by whom, directly or by commission, alone or together with others.
//!
//! It is read off the seats that somebody in the directory holds now; of a town without such a seat nothing is known.

use std::collections::{BTreeSet, HashMap};

use kernel::{Places, terms};

use crate::roster::{Person, Roster};

/// How much it weighs who does the work, under which form, and whether it is shared.
const AFFILIATION: f64 = 1.5;
const FORM: f64 = 1.0;
const SHARED: f64 = 0.5;

/// As far apart as figures of which one town has some more: towns without any seat are compared by their figures alone,
/// and those where somebody works in another way must not fall behind all of them.
const APART: f64 = 0.5;

/// What the seats of a town have in common with those of others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Slugs of 所属区分 and 配置形態 of each seat.
    seats: BTreeSet<(&'static str, &'static str)>,
    /// Whether a seat serves other municipalities too.
    is_shared: bool,
}

impl Work {
    /// The work of every town in which somebody holds a seat; a seat for a ward is one for its city.
    pub(super) fn by_town(roster: &Roster, places: &Places) -> HashMap<String, Self> {
        let mut towns: HashMap<String, Self> = HashMap::new();
        for tenure in roster.listed().flat_map(Person::current) {
            let served: BTreeSet<&str> = tenure.places.iter().map(|code| places.city_of(code)).collect();
            for code in &served {
                let work = towns.entry((*code).to_owned()).or_default();
                work.seats.insert((tenure.affiliation, tenure.form));
                work.is_shared |= served.len() > 1;
            }
        }
        towns
    }

    /// Weights and differences: none where one has all that the other has, [`APART`] where they have nothing in common.
    pub(super) fn differences(&self, other: &Self) -> [(f64, f64); 3] {
        let affiliations = |work: &Self| work.seats.iter().map(|(affiliation, _)| *affiliation).collect();
        let forms = |work: &Self| work.seats.iter().map(|(_, form)| *form).collect();
        let shared = if self.is_shared == other.is_shared { 0.0 } else { APART };
        [
            (AFFILIATION, apart(&affiliations(self), &affiliations(other))),
            (FORM, apart(&forms(self), &forms(other))),
            (SHARED, shared),
        ]
    }

    /// What both have in common, in words: 「郡市区医師会に委託」.
    pub(super) fn shared_words(&self, other: &Self) -> Vec<String> {
        let seats = self.seats.intersection(&other.seats).map(|(affiliation, form)| seat(affiliation, form, "に"));
        let together = (self.is_shared && other.is_shared).then(|| "複数の市町村を合わせて担当".to_owned());
        seats.chain(together).collect()
    }

    /// How the other does it instead, where they have no kind of seat in common: 「市町村の直営ではなく郡市区医師会への委託」.
    pub(super) fn other_words(&self, other: &Self) -> Option<String> {
        self.seats
            .is_disjoint(&other.seats)
            .then(|| format!("{}ではなく{}", self.seat_words().join("と"), other.seat_words().join("と")))
    }

    /// All of it in words.
    pub fn words(&self) -> String {
        let together = self.is_shared.then(|| "複数の市町村を合わせて担当".to_owned());
        self.seat_words().into_iter().chain(together).collect::<Vec<_>>().join("、")
    }

    fn seat_words(&self) -> Vec<String> {
        self.seats.iter().map(|(affiliation, form)| seat(affiliation, form, "への")).collect()
    }
}

/// 「郡市区医師会への委託」; what stands in brackets in the name of an affiliation would contradict the form.
fn seat(affiliation: &str, form: &str, to: &str) -> String {
    let by = terms::name(terms::AFFILIATIONS, affiliation).unwrap_or_default();
    let by = by.split('（').next().unwrap_or_default();
    match form {
        "commissioned" => format!("{by}{to}委託"),
        "partly-commissioned" => format!("{by}{to}一部委託"),
        "joint" => format!("{by}による共同設置"),
        _ => format!("{by}の{}", terms::name(terms::FORMS, form).unwrap_or_default()),
    }
}

/// How much of the smaller one the other lacks: a town with an officer beside its coordinator is like one with the
/// coordinator alone.
fn apart(a: &BTreeSet<&str>, b: &BTreeSet<&str>) -> f64 {
    let (fewer, common) = (a.len().min(b.len()), a.intersection(b).count());
    let share = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if fewer == 0 { 0.0 } else { APART * (1.0 - share(common) / share(fewer)) }
}
