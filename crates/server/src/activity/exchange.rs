//! Who helps whom across borders: replies from one part of an area to questions of another.

use std::collections::BTreeMap;

use directory::Roster;
use forum::activity::Help;
use kernel::Places;

use super::charge::Charge;
use super::suppression::{Contributors, is_few};

/// Replies from part to part. It has no sums, so no cell follows from others.
#[derive(Debug, Default)]
pub struct Exchange {
    /// The names of the parts of which anything can be told; the last may be everything beyond the area.
    pub names: Vec<String>,
    /// For each who asked, how often each of them replied: nothing at all, or too little to be told, or a number.
    pub cells: Vec<Vec<Cell>>,
}

/// A number of replies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// None.
    Nothing,
    /// Those of a few people.
    Few,
    /// So many.
    Some(i64),
}

/// Replies of one cell; neither those who asked nor those who replied may be few, or the number tells what one did.
#[derive(Debug, Default)]
struct Helped {
    replies: i64,
    askers: Contributors,
    helpers: Contributors,
}

impl Exchange {
    /// What these replies amount to.
    pub fn of(charge: &Charge, helps: &[Help], people: &Roster, places: &Places) -> Self {
        let beyond = charge.regions.len();
        let place = |person, seat| {
            let code = charge.place_of(people.person(person)?, seat, places)?;
            Some(charge.regions.iter().position(|(known, _)| *known == code).unwrap_or(beyond))
        };
        let mut counted: BTreeMap<(usize, usize), Helped> = BTreeMap::new();
        for help in helps {
            let (Some(asked), Some(helped)) =
                (place(help.asker_id, help.asked_as), place(help.helper_id, help.helped_as))
            else {
                continue;
            };
            let cell = counted.entry((asked, helped)).or_default();
            cell.replies += help.replies;
            cell.askers.insert(help.asker_id);
            cell.helpers.insert(help.helper_id);
        }
        // Nobody stands beyond all Japan.
        let is_needed = counted.keys().any(|(asked, helped)| *asked == beyond || *helped == beyond);
        let names = charge.regions.iter().map(|(_, name)| name.clone());
        let names: Vec<String> = names.chain(is_needed.then(|| "そのほかの地域".to_owned())).collect();
        let cell = |asked, helped| match counted.get(&(asked, helped)) {
            None => Cell::Nothing,
            Some(cell) if is_few(&cell.askers) || is_few(&cell.helpers) => Cell::Few,
            Some(cell) => Cell::Some(cell.replies),
        };
        let cells =
            (0..names.len()).map(|asked| (0..names.len()).map(|helped| cell(asked, helped)).collect()).collect();
        Self { names, cells }
    }

    /// Whether anything can be told.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().flatten().all(|cell| *cell == Cell::Nothing)
    }
}
