//! The front door for visitors, and what awaits a member; composed here, since it needs people and discussions.

mod handlers;
mod views;

use std::cmp::Reverse;

use directory::desk::Desk;
use directory::people::Nearness;
use directory::{Person, Roster};
pub use handlers::routes;
use kernel::clock::DAY;
use kernel::{Places, Timestamp, Viewer};

/// How long somebody is new.
const NEW_FOR: i64 = 90 * DAY;

/// When the next time in a seat begins, for somebody whose seat is still to come.
fn begins(roster: &Roster, viewer: &Viewer, now: Timestamp) -> Option<Timestamp> {
    let tenures = roster.person(viewer.id()).into_iter().flat_map(|person| &person.tenures);
    tenures.filter(|tenure| tenure.started_at > now && !tenure.is_over(now)).map(|tenure| tenure.started_at).min()
}

/// Of how many seats the viewer is still to say whether they go on in them.
fn asked(roster: &Roster, viewer: &Viewer, now: Timestamp) -> usize {
    roster.person(viewer.id()).map_or(0, |person| directory::confirmations::asked(person, now).len())
}

/// How many reports that others have taken over a seat wait for the viewer, at the desk of those who have one.
fn changes(roster: &Roster, viewer: &Viewer, places: &Places, now: Timestamp) -> usize {
    Desk::open(viewer, roster, places, now).map_or(0, |desk| desk.changes())
}

/// Listed people who came lately and serve near the viewer, the nearest first, then the newest.
fn newcomers<'a>(roster: &'a Roster, viewer: &Viewer, now: Timestamp) -> Vec<&'a Person> {
    let Some(me) = roster.person(viewer.id()) else { return Vec::new() };
    let others = roster.listed().filter(|person| person.id != me.id);
    let lately = others.filter(|person| person.approved_at.is_some_and(|since| now.since(since) < NEW_FOR));
    let mut near: Vec<(Nearness, &Person)> = lately.map(|person| (me.nearness(person), person)).collect();
    near.retain(|(nearness, _)| *nearness <= Nearness::SamePrefecture);
    near.sort_by_key(|(nearness, person)| (*nearness, Reverse(person.approved_at), person.id));
    near.into_iter().map(|(_, person)| person).take(5).collect()
}
