//! 担当の確認 as the desk sees it: who has answered of those in one's charge, who has not, and who has not been here for long.

use std::collections::BTreeMap;

use kernel::clock::DAY;
use kernel::{PersonId, Timestamp};

use super::files::{Desk, PersonFile};
use super::region::Region;
use crate::confirmations::{Round, passed_on};
use crate::roster::{Person, Tenure};

/// Where the asking of a time in a seat stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The holder says that somebody else has taken over.
    Changed,
    /// There is no answer.
    Silent,
    /// The holder stays.
    Answered,
    /// Whoever came lately, or whose end is settled, is not asked.
    Unasked,
}

/// When somebody was last here, no finer than is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Within three months.
    Lately,
    /// Within a year.
    WithinYear,
    /// Before that.
    LongAgo,
    /// Never.
    Never,
}

/// A time in a seat in one's charge.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Whose.
    pub person: &'a Person,
    /// Which.
    pub tenure: &'a Tenure,
    /// How the asking stands.
    pub state: State,
    /// When they were last here.
    pub seen: Seen,
}

impl State {
    /// The name of the first one in addresses.
    pub const CHANGED: &str = "changed";

    /// All of them, as the filter offers them, with the names in addresses and on screen.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Changed, Self::CHANGED, "担当が変わったとの連絡"),
        (Self::Silent, "silent", "返事がまだ"),
        (Self::Answered, "answered", "確認済み"),
        (Self::Unasked, "unasked", "今回はおたずねしない"),
    ];

    /// On screen.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(state, ..)| *state == self).map_or("", |(_, _, name)| name)
    }

    fn of(person: &Person, tenure: &Tenure, round: Round) -> Self {
        if tenure.changed_at.is_some() {
            if tenure.ended_at.is_some() { Self::Unasked } else { Self::Changed }
        } else if round.asks(person, tenure) {
            Self::Silent
        } else if tenure.confirmed_at.is_some_and(|at| at >= round.since) {
            Self::Answered
        } else {
            Self::Unasked
        }
    }
}

impl Seen {
    /// On screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lately => "3か月以内",
            Self::WithinYear => "1年以内",
            Self::LongAgo => "1年以上前",
            Self::Never => "まだありません",
        }
    }

    /// Whether that is long ago.
    pub fn is_long_ago(self) -> bool {
        matches!(self, Self::LongAgo | Self::Never)
    }

    fn of(at: Option<Timestamp>, now: Timestamp) -> Self {
        match at.map(|at| now.since(at)) {
            None => Self::Never,
            Some(ago) if ago < 90 * DAY => Self::Lately,
            Some(ago) if ago < 365 * DAY => Self::WithinYear,
            Some(_) => Self::LongAgo,
        }
    }
}

impl<'a> Desk<'a> {
    /// The running times in seats that are in the actor's hands, those first that ask for something.
    pub fn confirmations(&self, round: Round, seen: &BTreeMap<PersonId, Timestamp>) -> Vec<Row<'a>> {
        let mut rows: Vec<Row> = Vec::new();
        for person in self.people.everybody().filter(|person| person.is_active) {
            let Ok(file) = self.person(person.id) else { continue };
            let in_hands = |tenure: &&Tenure| file.subject.is_in_hands_of(&self.actor, &tenure.regions(self.places));
            let seen = Seen::of(seen.get(&person.id).copied(), self.now);
            let row = |tenure| Row { person, tenure, state: State::of(person, tenure, round), seen };
            rows.extend(person.current().filter(in_hands).map(row));
        }
        let key = |row: &Row<'a>| (row.state, &row.tenure.organisation_name, &row.person.kana, row.tenure.id);
        rows.sort_by(|a, b| key(a).cmp(&key(b)));
        rows
    }

    /// How many times in seats in the actor's hands have passed on, as their holders say, and have no end yet.
    pub fn changes(&self) -> usize {
        let told = self.people.everybody().filter(|person| passed_on(person).next().is_some());
        let files = told.filter_map(|person| self.person(person.id).ok());
        let in_hands = |file: PersonFile<'a>| {
            let regions = passed_on(file.person).map(|tenure| tenure.regions(self.places));
            regions.filter(|regions| file.subject.is_in_hands_of(&self.actor, regions)).count()
        };
        files.map(in_hands).sum()
    }

    /// Whether a row lies in a prefecture.
    pub fn lies_in(&self, row: &Row, prefecture: &str) -> bool {
        let regions = row.tenure.regions(self.places);
        regions.iter().filter_map(Region::prefecture).any(|code| code == prefecture)
    }
}
