//! All that the page and the file tell.

use std::collections::{BTreeMap, BTreeSet};

use directory::{Person, Roster};
use forum::activity::{self, Question, Voice};
use kernel::clock::DAY;
use kernel::{PersonId, Places, Result, Timestamp, Viewer, terms};
use web::App;

use super::charge::Charge;
use super::coverage::Coverage;
use super::exchange::Exchange;
use super::forms::stretch;
use super::suppression::{Contributors, Told, told};

/// Somebody who has just come is given time to look around, and is new for a year.
const LOOKS_AROUND: i64 = 14 * DAY;
const IS_NEW: i64 = 365 * DAY;

/// Whoever has waited for longer than this should hear from somebody.
const LONG_WAIT: i64 = 7 * DAY;

/// So far back a question that waits is looked for.
const WAITS: i64 = 365 * DAY;

/// The report of one area and one year.
pub struct Report<'a> {
    /// The area.
    pub charge: &'a Charge,
    /// The year, from April to March.
    pub year: i32,
    /// When it was made.
    pub now: Timestamp,
    /// Who serves what.
    pub coverage: Coverage<'a>,
    /// The questions that nobody has answered, the oldest first.
    pub waiting: Vec<Question>,
    /// How many there are, and how long they have waited, where that may be told.
    pub wait: Wait,
    /// What was said, part by part.
    pub parts: Vec<Said>,
    /// The same of the whole area.
    pub whole: Said,
    /// Which cells may be told.
    pub told: Masks,
    /// What was asked about: the name of a theme, and how many questions, where that may be told.
    pub themes: Vec<(&'static str, Option<usize>)>,
    /// Who helped whom.
    pub exchange: Exchange,
    /// Those who have come and have not spoken yet.
    pub newcomers: Vec<&'a Person>,
}

/// What was said in one part.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Who took part.
    pub people: Contributors,
    /// Who asked.
    pub askers: Contributors,
    /// Who replied.
    pub helpers: Contributors,
    /// How many questions.
    pub questions: i64,
    /// How many replies.
    pub replies: i64,
    /// How many of the questions are solved.
    pub solved: usize,
    /// Who asked those.
    pub relieved: Contributors,
    /// Who asked those that were answered.
    pub answered: Contributors,
    /// How long those that were answered had waited, in milliseconds, in order.
    pub waited: Vec<i64>,
}

impl Said {
    /// Half of the questions that were answered had waited no longer, in milliseconds.
    pub fn median(&self) -> Option<i64> {
        self.waited.get(self.waited.len().checked_sub(1)? / 2).copied()
    }

    fn hear(&mut self, voice: &Voice) {
        self.people.insert(voice.author_id);
        self.questions += voice.questions;
        self.replies += voice.replies;
        if voice.questions > 0 {
            self.askers.insert(voice.author_id);
        }
        if voice.replies > 0 {
            self.helpers.insert(voice.author_id);
        }
    }

    fn follow(&mut self, question: &Question) {
        if question.solved {
            self.solved += 1;
            self.relieved.insert(question.author_id);
        }
        if let Some(at) = question.answered_at {
            self.waited.push(at.since(question.created_at));
            self.answered.insert(question.author_id);
        }
    }
}

/// Which cells of each kind of column may be told.
pub struct Masks {
    /// Of those who took part.
    pub people: Told,
    /// Of what was asked.
    pub questions: Told,
    /// Of what was replied.
    pub replies: Told,
    /// Of what was solved.
    pub solved: Told,
}

/// The questions that wait, in numbers that may be handed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wait {
    /// How many there are.
    pub all: Option<usize>,
    /// How many of them have waited for more than a week.
    pub long: Option<usize>,
}

impl Wait {
    fn of(waiting: &[Question], now: Timestamp) -> Self {
        let (long, short): (Vec<_>, Vec<_>) =
            waiting.iter().partition(|question| now.since(question.created_at) > LONG_WAIT);
        let askers = |some: &[&Question]| some.iter().map(|question| question.author_id).collect::<Contributors>();
        let told = told(&[askers(&long), askers(&short)]);
        Self { all: told.total.then_some(waiting.len()), long: told.rows[0].then_some(long.len()) }
    }
}

impl<'a> Report<'a> {
    /// Whether its year is over, so that what it tells of the present is not of that year.
    pub fn is_past(&self) -> bool {
        self.year < self.now.fiscal_year()
    }

    /// Reads and works out everything.
    pub async fn of(
        app: &App,
        viewer: &Viewer,
        people: &'a Roster,
        places: &'a Places,
        charge: &'a Charge,
        year: i32,
    ) -> Result<Self> {
        let (db, now, rooms, time) = (&app.db, app.db.clock.now(), charge.rooms(), stretch(year));
        let voices = activity::voices(db, viewer, &rooms, &time).await?;
        let questions = activity::questions(db, viewer, &rooms, &time).await?;
        let lately = activity::questions(db, viewer, &rooms, &(now.plus(-WAITS)..now.plus(1))).await?;
        let is_waiting = |question: &Question| question.open && question.answered_at.is_none();
        let waiting: Vec<Question> = lately.into_iter().filter(is_waiting).collect();
        let helps = activity::helps(db, viewer, &rooms, &time).await?;
        let came = charge.newcomers(people, &(now.plus(-IS_NEW)..now.plus(-LOOKS_AROUND)), places);
        let ids: Vec<PersonId> = came.iter().map(|person| person.id).collect();
        let spoke: BTreeSet<PersonId> = activity::have_spoken(db, viewer, &rooms, &ids).await?.into_iter().collect();
        let (parts, whole) = said(charge, &voices, &questions);
        let mask =
            |of: fn(&Said) -> &Contributors| told(&parts.iter().map(|said| of(said).clone()).collect::<Vec<_>>());
        Ok(Self {
            charge,
            year,
            now,
            coverage: Coverage::of(charge, people, places),
            wait: Wait::of(&waiting, now),
            waiting,
            told: Masks {
                people: mask(|said| &said.people),
                questions: mask(|said| &said.askers),
                replies: mask(|said| &said.helpers),
                solved: mask(|said| &said.relieved),
            },
            parts,
            whole,
            themes: themes(&questions),
            exchange: Exchange::of(charge, &helps, people, places),
            newcomers: came.into_iter().filter(|person| !spoke.contains(&person.id)).collect(),
        })
    }
}

fn said(charge: &Charge, voices: &[Voice], questions: &[Question]) -> (Vec<Said>, Said) {
    let mut parts = vec![Said::default(); charge.parts.len()];
    let mut whole = Said::default();
    for voice in voices {
        let part = charge.part_of(voice.room_id).and_then(|part| parts.get_mut(part));
        part.into_iter().chain([&mut whole]).for_each(|said| said.hear(voice));
    }
    for question in questions {
        let part = charge.part_of(question.room_id).and_then(|part| parts.get_mut(part));
        part.into_iter().chain([&mut whole]).for_each(|said| said.follow(question));
    }
    parts.iter_mut().chain([&mut whole]).for_each(|said| said.waited.sort_unstable());
    (parts, whole)
}

/// The themes that were asked about, in the order of their list.
fn themes(questions: &[Question]) -> Vec<(&'static str, Option<usize>)> {
    let mut asked: BTreeMap<&str, (usize, Contributors)> = BTreeMap::new();
    for question in questions {
        for theme in &question.tags.themes {
            let (count, askers) = asked.entry(theme).or_default();
            *count += 1;
            askers.insert(question.author_id);
        }
    }
    let listed: Vec<_> = terms::THEMES.iter().filter_map(|term| Some((term.name, asked.get(term.slug)?))).collect();
    let told = told(&listed.iter().map(|(_, (_, askers))| askers.clone()).collect::<Vec<_>>());
    listed.iter().zip(told.rows).map(|((name, (count, _)), is_told)| (*name, is_told.then_some(*count))).collect()
}
