//! The front door for visitors, and what awaits a member; composed here, since it needs people and discussions.

mod handlers;
mod views;

use directory::{Person, Roster};
pub use handlers::routes;
use kernel::clock::DAY;
use kernel::places::Nearness;
use kernel::{Places, Timestamp, Viewer};

/// How long somebody is new.
const NEW_FOR: i64 = 90 * DAY;

/// Listed people who came lately and serve near the viewer, the nearest first, then the newest.
fn newcomers<'a>(roster: &'a Roster, viewer: &Viewer, places: &Places, now: Timestamp) -> Vec<&'a Person> {
    let mine = viewer.places();
    let near = roster.listed().filter(|person| person.id != viewer.id()).filter_map(|person| {
        let since = person.approved_at.filter(|since| now.since(*since) < NEW_FOR)?;
        let nearness = places.nearness(&mine, &person.places().collect::<Vec<_>>());
        (nearness <= Nearness::SamePrefecture).then_some((nearness, std::cmp::Reverse(since), person))
    });
    let mut near: Vec<_> = near.collect();
    near.sort_by_key(|(nearness, since, person)| (*nearness, *since, person.id));
    near.into_iter().map(|(_, _, person)| person).take(5).collect()
}
