//! 詳しい方: people whose replies near a question have helped, with these replies as the reason; after them those who have taken on
//! its theme, who serve a town like the asker's before the others.
//!
//! What is near, the index says; which replies have helped is read under the viewer's own rooms, so nobody is named for
//! words that the viewer may not read, nor for those under which an author hides. Who comes first is decided anew for
//! each question and told as no number: this is no ranking of people. Those who are named for a theme come in turns (see
//! [`directory::peers`]).

pub(crate) mod queries;
mod views;

use std::cmp::Ordering;

use directory::peers::{Sought, turn};
use directory::{Person, Roster};
use kernel::clock::SECOND;
use kernel::{Action as _, Db, PersonId, Places, Result, ThreadId, Timestamp, Viewer};
use web::App;

pub use self::queries::Helpful;
pub use self::views::{block, helped_with};
use crate::threads::Kind;
use crate::threads::policy::Reply;
use crate::threads::queries::Thread;

/// So many of the nearest discussions are looked through.
pub const NEAR: usize = 20;

/// Most people who are named.
const MOST: usize = 5;

/// Most replies that are given as the reason for one of them.
const REASONS: usize = 3;

/// More thanks than these say no more.
const ENOUGH_THANKS: i64 = 3;

/// What it is worth to have solved a question: more than any thanks.
const SOLVED: i64 = ENOUGH_THANKS + 1;

/// Somebody to ask, and why.
#[derive(Clone, Debug)]
pub struct Adviser {
    /// The person.
    pub person: PersonId,
    /// Up to three of their replies, the most telling first.
    pub replies: Vec<Helpful>,
    /// Why they are named without any: themes and towns, in words.
    pub standing: Option<String>,
}

/// People who may know an answer: their replies in these discussions, the nearest first, have helped.
pub async fn near(db: &Db, viewer: &Viewer, people: &Roster, threads: &[ThreadId]) -> Result<Vec<Adviser>> {
    let near = &threads[..threads.len().min(NEAR)];
    let (replies, _) = queries::in_threads(db, viewer, near, None).await?;
    Ok(gather(near, replies, |id| suggested(people, viewer, id).is_some()))
}

/// The same for a question that waits for its answer, to be called into it, and then those who have taken on its themes:
/// people who read its room and have not answered there. They are shown to whoever may reply, since anybody there can call
/// them, and since everybody sees only whom they would find by themselves.
pub async fn for_thread(
    app: &App,
    viewer: &Viewer,
    people: &Roster,
    thread: &Thread,
    threads: &[ThreadId],
) -> Result<Vec<Adviser>> {
    let waits = thread.kind == Kind::Consultation && thread.solution_id.is_none() && thread.takes_replies();
    if !waits || !Reply::allows(viewer, thread) {
        return Ok(Vec::new());
    }
    let near = &threads[..threads.len().min(NEAR)];
    let (replies, answered) = queries::in_threads(&app.db, viewer, near, Some(thread)).await?;
    let is_new = |id: PersonId| id != thread.author.id() && !answered.contains(&id);
    let reads = |id: PersonId| people.readers_of(thread.room_id).any(|reader| reader.id == id);
    let found = gather(near, replies, |id| is_new(id) && suggested(people, viewer, id).is_some() && reads(id));
    let towns = thread.author.towns(people, &app.places);
    let sought = Sought::of_question(&thread.tags.themes, &towns, people, &app.places);
    let others = people.readers_of(thread.room_id).filter(|person| person.id != viewer.id() && is_new(person.id));
    let turn = turn(app.db.clock.now(), thread.created_at.0 / SECOND);
    Ok(filled(found, &sought, others, turn, &app.places))
}

/// The list with those after it who have taken on a theme of the question.
pub(crate) fn filled<'a>(
    mut found: Vec<Adviser>,
    sought: &Sought<'a>,
    others: impl Iterator<Item = &'a Person>,
    turn: usize,
    places: &Places,
) -> Vec<Adviser> {
    let known: Vec<PersonId> = found.iter().map(|adviser| adviser.person).collect();
    let (others, most) = (others.filter(|person| !known.contains(&person.id)), MOST.saturating_sub(known.len()));
    let peers = sought.among(others, |[theme, ..]| theme, (turn, most));
    found.extend(peers.into_iter().map(|peer| Adviser {
        person: peer.person.id,
        replies: Vec::new(),
        standing: Some(peer.reason(places)),
    }));
    found
}

/// What a person has helped with, as far as the viewer may read it; nothing of those who would rather not be named.
pub async fn helped(db: &Db, viewer: &Viewer, person: &Person) -> Result<Vec<Helpful>> {
    if person.is_suggested { queries::by(db, viewer, person.id, MOST as u64).await } else { Ok(Vec::new()) }
}

/// Somebody else who takes part, has not declined to be named and is not busy; nobody who has left, is suspended or only observes.
fn suggested<'a>(people: &'a Roster, viewer: &Viewer, id: PersonId) -> Option<&'a Person> {
    people.takes_part(id).filter(|person| person.may_be_suggested() && person.id != viewer.id())
}

/// Gathers replies by who wrote them. Each weighs by how much it has helped and how near its discussion is; of several in
/// one discussion only the weightiest does.
fn gather(near: &[ThreadId], replies: Vec<Helpful>, is_suggested: impl Fn(PersonId) -> bool) -> Vec<Adviser> {
    let mut weighed: Vec<(f64, Helpful)> = replies
        .into_iter()
        .filter(|reply| is_suggested(reply.author.id()))
        .filter_map(|reply| Some((weight(&reply, near.iter().position(|id| *id == reply.thread_id)?), reply)))
        .collect();
    weighed.sort_by(heavier);
    let mut found: Vec<(f64, Timestamp, Adviser)> = Vec::new();
    for (weight, reply) in weighed {
        let person = reply.author.id();
        match found.iter_mut().find(|(_, _, adviser)| adviser.person == person) {
            Some((_, _, adviser)) if adviser.replies.iter().any(|known| known.thread_id == reply.thread_id) => {}
            Some((sum, _, adviser)) => {
                *sum += weight;
                adviser.replies.push(reply);
            }
            None => found.push((weight, reply.created_at, Adviser { person, replies: vec![reply], standing: None })),
        }
    }
    found.sort_by(|(a, x, _), (b, y, _)| b.total_cmp(a).then(y.cmp(x)));
    let shortened = |(_, _, mut adviser): (f64, Timestamp, Adviser)| {
        adviser.replies.truncate(REASONS);
        adviser
    };
    found.into_iter().take(MOST).map(shortened).collect()
}

fn heavier((a, x): &(f64, Helpful), (b, y): &(f64, Helpful)) -> Ordering {
    b.total_cmp(a).then(y.created_at.cmp(&x.created_at))
}

/// The third nearest discussion counts for half as much as the nearest one.
fn weight(reply: &Helpful, position: usize) -> f64 {
    let solved = if reply.solved { SOLVED } else { 0 };
    let worth = solved + reply.thanks_count.min(ENOUGH_THANKS);
    let at = u32::try_from(position).unwrap_or(u32::MAX);
    f64::from(i32::try_from(worth).unwrap_or_default()) * 2.0 / (2.0 + f64::from(at))
}

#[cfg(test)]
mod tests {
    use kernel::PostId;

    use super::*;
    use crate::posts::authors::Author;

    fn reply(id: i64, thread: i64, author: i64, solved: bool, thanks_count: i64) -> Helpful {
        Helpful {
            id: PostId(id),
            thread_id: ThreadId(thread),
            title: String::new(),
            solved,
            thanks_count,
            author: Author::named(PersonId(author), None),
            created_at: Timestamp(id),
        }
    }

    fn people(near: &[i64], replies: Vec<Helpful>) -> Vec<i64> {
        let near: Vec<ThreadId> = near.iter().copied().map(ThreadId).collect();
        gather(&near, replies, |id| id != PersonId(9)).iter().map(|adviser| adviser.person.0).collect()
    }

    #[test]
    fn what_solved_weighs_more_than_any_thanks_and_what_is_near_more_than_what_is_far() {
        assert_eq!(people(&[1], vec![reply(1, 1, 4, false, 90), reply(2, 1, 5, true, 0)]), [5, 4]);
        assert_eq!(people(&[1, 2], vec![reply(1, 2, 4, true, 0), reply(2, 1, 5, true, 0)]), [5, 4]);
        assert_eq!(people(&[1, 2, 3], vec![reply(1, 1, 4, false, 1), reply(2, 3, 5, true, 0)]), [5, 4]);
        assert_eq!(people(&[1], vec![reply(1, 1, 4, true, 0), reply(2, 1, 5, true, 0)]), [5, 4], "the newer one");
    }

    #[test]
    fn five_people_are_named_with_three_replies_at_most_and_nobody_who_is_not_suggested() {
        let of = |author: i64| (1..=4).map(move |at| reply(author * 10 + at, at, author, true, 0));
        let near = [1, 2, 3, 4].map(ThreadId);
        let found = gather(&near, (1..=9).flat_map(of).collect(), |id| id != PersonId(9));
        assert_eq!(found.len(), 5);
        assert!(found.iter().all(|adviser| adviser.replies.len() == 3 && adviser.person != PersonId(9)));
        let twice = gather(&near, vec![reply(1, 1, 4, true, 0), reply(2, 1, 4, false, 3)], |_| true);
        assert_eq!(twice[0].replies.iter().map(|reply| reply.id).collect::<Vec<_>>(), [PostId(1)], "one a discussion");
        assert_eq!(people(&[1], vec![reply(1, 2, 4, true, 0)]), [] as [i64; 0], "what is not near is no reason");
    }
}
