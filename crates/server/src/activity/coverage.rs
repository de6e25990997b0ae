//! Who serves the municipalities of an area, part by part. All of it is in the directory, so nothing is withheld.

use directory::Roster;
use kernel::Places;
use kernel::places::Municipality;

use super::charge::Charge;

/// The municipalities of an area, as of now.
pub struct Coverage<'a> {
    /// For each medical area of a prefecture, or for each prefecture.
    pub rows: Vec<Row<'a>>,
    /// All together.
    pub whole: Row<'a>,
}

/// The municipalities of a part.
#[derive(Default)]
pub struct Row<'a> {
    /// What the part is called.
    pub name: &'a str,
    /// Code of its prefecture.
    pub prefecture: &'a str,
    /// How many municipalities there are.
    pub towns: usize,
    /// Those that nobody serves, by code.
    pub without: Vec<&'a Municipality>,
}

impl<'a> Coverage<'a> {
    /// Counts them.
    pub fn of(charge: &Charge, people: &Roster, places: &'a Places) -> Self {
        let mut coverage = Self { rows: parts(charge, places), whole: Row::default() };
        let counts = people.coverage(places);
        for town in places.municipalities().filter(|town| charge.prefectures.contains(&town.prefecture)) {
            let row = coverage.rows.iter_mut().find(|row| row.holds(town, charge, places));
            for row in row.into_iter().chain([&mut coverage.whole]) {
                row.towns += 1;
                if counts.place(&town.code).people == 0 {
                    row.without.push(town);
                }
            }
        }
        coverage
    }
}

impl Row<'_> {
    /// How many have somebody.
    pub fn served(&self) -> usize {
        self.towns - self.without.len()
    }

    fn holds(&self, town: &Municipality, charge: &Charge, places: &Places) -> bool {
        let area = || town.areas.first().and_then(|code| places.area(code));
        town.prefecture == self.prefecture
            && (!charge.is_prefecture() || area().is_some_and(|area| area.name == self.name))
    }
}

/// The parts without their municipalities.
fn parts<'a>(charge: &Charge, places: &'a Places) -> Vec<Row<'a>> {
    let row = |name, prefecture| Row { name, prefecture, ..Row::default() };
    let inside = |code: &String| charge.prefectures.contains(code);
    if charge.is_prefecture() {
        let areas = places.areas().iter().filter(|area| inside(&area.prefecture));
        areas.map(|area| row(&area.name, &area.prefecture)).collect()
    } else {
        let prefectures = places.prefectures().iter().filter(|prefecture| inside(&prefecture.code));
        prefectures.map(|prefecture| row(&prefecture.name, &prefecture.code)).collect()
    }
}
