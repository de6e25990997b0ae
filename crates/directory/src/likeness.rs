//! Towns like mine: how alike two municipalities are, in figures and in how their work is organised, and why.
//!
//! The formula, its sources and what it gives are told in `docs/similar-towns.md`. All of it is a pure function over the
//! map and the roster, which every member may read whole, so it tells nobody anything new.

mod asked;
mod classes;
pub mod handlers;
mod measures;
pub mod paths;
mod reasons;
mod scale;
mod views;
mod work;

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use kernel::Places;
use kernel::places::Municipality;

pub use self::asked::{Asked, Like, MINE, own_towns, sentence};
pub use self::classes::population_class;
pub use self::measures::Measure;
pub use self::reasons::{differences, reasons};
use self::scale::Scale;
pub(crate) use self::views::link;
pub use self::work::Work;
use crate::roster::Roster;

/// How many towns are called like one.
pub const NEAREST: usize = 20;

/// How much it weighs whether both are 市, 町, 村 ….
const KIND: f64 = 2.0;

/// One municipality as it is compared.
#[derive(Clone, Debug)]
pub struct Town {
    /// Code of 5 digits.
    pub code: String,
    /// 市, 町, 中核市, ….
    pub kind: String,
    /// Its figures, in the order of [`Measure::ALL`]; nothing where the source has none.
    pub figures: [Option<f64>; Measure::ALL.len()],
    /// Where these stand among all municipalities: 0 is the middle one, ±1 about as far from it as two thirds are.
    pub standing: [Option<f64>; Measure::ALL.len()],
    /// How the work is organised there; nothing where nobody holds a seat.
    pub work: Option<Work>,
}

/// A town, the one that it is compared to, and how far they are apart.
type Pair = (usize, usize, f64);

/// All municipalities as they are compared, without wards, which stand for their city.
#[derive(Debug)]
pub struct Towns {
    all: Vec<Town>,
    by_code: HashMap<String, usize>,
    scales: [Scale; Measure::ALL.len()],
    /// What is nearest, by the towns that were asked for: the pages of whoever serves them ask for it each time.
    compared: Mutex<HashMap<Vec<usize>, Arc<[Pair]>>>,
}

/// A town that is like another.
#[derive(Clone, Copy, Debug)]
pub struct Near<'a> {
    /// It.
    pub town: &'a Town,
    /// The other.
    pub to: &'a Town,
    /// How far they are apart: 0 in nothing that is known.
    pub distance: f64,
}

impl Towns {
    /// All municipalities of the map, with the work as the roster shows it.
    pub fn new(roster: &Roster, places: &Places) -> Self {
        let mut work = Work::by_town(roster, places);
        let known: Vec<(&Municipality, [Option<f64>; Measure::ALL.len()])> =
            places.municipalities().map(|place| (place, Measure::ALL.map(|measure| measure.of(place)))).collect();
        let scales = Measure::ALL.map(|measure| {
            let figures = known.iter().filter_map(|(_, figures)| figures[measure as usize]);
            Scale::of(figures.map(|figure| measure.scaled(figure)))
        });
        let compared = |(place, figures): (&Municipality, [Option<f64>; Measure::ALL.len()])| Town {
            code: place.code.clone(),
            kind: place.kind.clone(),
            standing: Measure::ALL.map(|measure| {
                figures[measure as usize].map(|figure| scales[measure as usize].standing(measure.scaled(figure)))
            }),
            figures,
            work: work.remove(&place.code),
        };
        let all: Vec<Town> = known.into_iter().map(compared).collect();
        let by_code = all.iter().enumerate().map(|(index, town)| (town.code.clone(), index)).collect();
        Self { all, by_code, scales, compared: Mutex::default() }
    }

    /// The town with this code.
    pub fn town(&self, code: &str) -> Option<&Town> {
        self.by_code.get(code).map(|index| &self.all[*index])
    }

    /// The towns that are most like these and are not among them, each of these with its own in turn until there are
    /// enough; then the nearest first.
    pub fn nearest(&self, codes: &[&str]) -> Vec<Near<'_>> {
        let own: Vec<usize> = codes.iter().filter_map(|code| self.by_code.get(*code).copied()).collect();
        let compared = || self.compared.lock().unwrap_or_else(PoisonError::into_inner);
        let known = compared().get(&own).map(Arc::clone);
        let pairs = known.unwrap_or_else(|| {
            let pairs: Arc<[_]> = self.compare(&own).into();
            compared().insert(own, Arc::clone(&pairs));
            pairs
        });
        let near =
            |(town, to, distance): &Pair| Near { town: &self.all[*town], to: &self.all[*to], distance: *distance };
        pairs.iter().map(near).collect()
    }

    fn compare(&self, own: &[usize]) -> Vec<Pair> {
        let own: Vec<&Town> = own.iter().map(|town| &self.all[*town]).collect();
        let mut ranked: Vec<(usize, Near)> =
            own.iter().flat_map(|to| self.nearest_to(to, &own).into_iter().enumerate()).collect();
        ranked.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| by_distance(x, y)));
        let mut all: Vec<Near> = Vec::new();
        for (_, near) in ranked {
            if all.len() < NEAREST && all.iter().all(|known| known.town.code != near.town.code) {
                all.push(near);
            }
        }
        all.sort_by(by_distance);
        all.iter().map(|near| (self.by_code[&near.town.code], self.by_code[&near.to.code], near.distance)).collect()
    }

    /// The towns that are most like this one and are none of these.
    fn nearest_to<'a>(&'a self, to: &'a Town, own: &[&Town]) -> Vec<Near<'a>> {
        let others = self.all.iter().filter(|town| own.iter().all(|own| own.code != town.code));
        let mut all: Vec<Near> = others.map(|town| Near { town, to, distance: distance(to, town) }).collect();
        if all.len() > NEAREST {
            all.select_nth_unstable_by(NEAREST, by_distance);
            all.truncate(NEAREST);
        }
        all.sort_unstable_by(by_distance);
        all
    }

    /// The figure of the municipality in the middle.
    pub fn middle(&self, measure: Measure) -> f64 {
        measure.unscaled(self.scales[measure as usize].middle)
    }

    /// Between which standings the middle half of all municipalities lies.
    fn middle_half(&self, measure: Measure) -> [f64; 2] {
        self.scales[measure as usize].middle_half()
    }
}

/// The nearest first; codes decide between equals.
fn by_distance(a: &Near, b: &Near) -> Ordering {
    a.distance.total_cmp(&b.distance).then_with(|| a.town.code.cmp(&b.town.code))
}

/// How far two towns are apart: the weighted mean of the squared differences in everything that is known of both, and its
/// root. What is missing on either side stands in neither sum, so it brings no town nearer and none further away.
pub fn distance(a: &Town, b: &Town) -> f64 {
    let measured = Measure::ALL.into_iter().filter_map(|measure| {
        let difference = a.standing[measure as usize]? - b.standing[measure as usize]?;
        Some((measure.weight(), difference))
    });
    let organised = a.work.iter().zip(&b.work).flat_map(|(a, b)| a.differences(b));
    let (sum, weight) = measured
        .chain([(KIND, classes::between_kinds(&a.kind, &b.kind))])
        .chain(organised)
        .fold((0.0, 0.0), |(sum, all), (weight, difference)| (sum + weight * difference * difference, all + weight));
    (sum / weight).sqrt()
}

#[cfg(test)]
mod tests;
