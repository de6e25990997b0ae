//! 仲間をさがす: the directory of people, and each one's page.
//!
//! Filters, counts and order are pure functions over the roster, so a page costs no statement at all.

mod around;
mod condition;
mod facets;
mod filter;
mod forms;
pub mod handlers;
pub(crate) mod order;
pub mod paths;
mod profile;
mod sheet;
mod traits;
mod vicinity;
mod views;

pub use self::around::Around;
pub use self::condition::{Condition, Reader};
pub use self::facets::Counts;
pub use self::filter::{Filter, SIMILAR_TO, Sort};
pub use self::forms::DoneQuery;
pub use self::order::Nearness;
pub use self::profile::profile;
pub use self::traits::{Facet, Traits};
pub use self::vicinity::{Ring, Vicinity};
pub use self::views::{ProfilePage, Reachable, profile_page};
use crate::likeness::Asked;
use crate::roster::{Person, Roster};

/// How many people stand on a page.
const PER_PAGE: usize = 20;

/// One page of the people whom a filter leaves.
#[derive(Debug)]
pub struct Found<'a> {
    /// How many there are on all pages.
    pub total: usize,
    /// The page, which is the last one when fewer exist than were asked for.
    pub page: usize,
    /// How many pages there are, at least one.
    pub pages: usize,
    /// The people of this page.
    pub people: Vec<&'a Person>,
    /// How many each choice would leave.
    pub counts: Counts<'a>,
    /// How many of the towns like one would leave, in the order of [`Asked::all`].
    pub alike: Vec<u64>,
}

/// One page of the people whom the filter leaves: around a place that was named the nearest to it first, of the towns that
/// were asked for the most alike first, else nearest to `mine` first, unless it asks for another order.
pub fn find<'a>(roster: &'a Roster, filter: &Filter, asked: &Asked, mine: &Traits) -> Found<'a> {
    let mut found = find_all(roster, filter, asked, mine);
    let skipped = (found.page - 1) * PER_PAGE;
    found.people = found.people.into_iter().skip(skipped).take(PER_PAGE).collect();
    found
}

/// The same with the people of all pages.
fn find_all<'a>(roster: &'a Roster, filter: &Filter, asked: &Asked, mine: &Traits) -> Found<'a> {
    let mut counts = Counts::default();
    let mut people = Vec::new();
    let mut alike = vec![0; asked.all().count()];
    let is_meant = |person: &&Person| filter.has_words(person) && filter.is_around(person);
    for person in roster.listed().filter(is_meant) {
        let failing = filter.failing(person);
        if failing.is_empty() {
            for ((like, _), count) in asked.all().zip(&mut alike) {
                *count += u64::from(like.best(&person.traits).is_some());
            }
        }
        if !asked.admits(&person.traits) {
            continue;
        }
        counts.add(person, &failing);
        if failing.is_empty() {
            people.push(person);
        }
    }
    order::sort(&mut people, filter, asked, mine);
    let total = people.len();
    let pages = total.div_ceil(PER_PAGE).max(1);
    Found { total, page: filter.page.clamp(1, pages), pages, people, counts, alike }
}

#[cfg(test)]
pub(crate) mod tests;
