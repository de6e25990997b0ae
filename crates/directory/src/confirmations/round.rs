//! When people are asked, and who.

use kernel::Timestamp;
use kernel::clock::DAY;

use crate::roster::{Person, Tenure};

/// Days into April before anybody is asked: by then the desk has dealt with those who left at the end of March.
const PREPARED: i64 = 14;

/// How long after the first letter the second one follows.
const PATIENCE: i64 = 21 * DAY;

/// How long after the beginning an end still counts as one of this spring.
const ABOUT: i64 = 47 * DAY;

/// The asking of one year, from the 15th of April until that of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    /// Its year.
    pub year: i32,
    /// When it begins.
    pub begins: Timestamp,
    /// From here on no letter is sent; on the site it is asked until there is an answer.
    pub last_letters: Timestamp,
    /// Whoever has come, or was confirmed, from here on is not asked: the same day as on the desk's form of the turn of
    /// the year.
    pub since: Timestamp,
}

impl Round {
    /// The round that has begun last.
    pub fn of(now: Timestamp) -> Self {
        let year = now.plus(-PREPARED * DAY).fiscal_year();
        let day = |text: String| Timestamp::start_of_day(&text).unwrap_or(now);
        let begins = day(format!("{year}-04-15"));
        Self { year, begins, last_letters: day(format!("{year}-06-01")), since: day(format!("{}-06-01", year - 1)) }
    }

    /// Whether this time in a seat is to be confirmed. One that ends this spring is not: it is known what becomes of it.
    pub fn asks(self, person: &Person, tenure: &Tenure) -> bool {
        let came = tenure.started_at.max(person.approved_at.unwrap_or(tenure.started_at));
        let ends = tenure.ended_at.is_some_and(|end| end <= self.begins.plus(ABOUT));
        tenure.current && !ends && tenure.confirmed_at.unwrap_or(came).max(came) < self.since
    }

    /// Which letter is due to somebody who has been sent these before: nothing, the first one or the second one.
    pub fn letter_due(self, sent: &[Timestamp], now: Timestamp) -> Option<i64> {
        let open = (self.begins..self.last_letters).contains(&now);
        let due = match sent {
            [] => Some(1),
            [first] if now.since(*first) >= PATIENCE => Some(2),
            _ => None,
        };
        due.filter(|_| open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Timestamp {
        Timestamp::start_of_day(text).unwrap()
    }

    #[test]
    fn a_round_begins_in_the_middle_of_april() {
        for (now, year) in [
            ("2027-04-14", 2026),
            ("2027-04-15", 2027),
            ("2027-12-31", 2027),
            ("2028-01-01", 2027),
            ("2028-04-15", 2028),
        ] {
            assert_eq!(Round::of(day(now)).year, year, "{now}");
        }
        let round = Round::of(day("2027-05-20"));
        assert_eq!((round.begins, round.since), (day("2027-04-15"), day("2026-06-01")));
    }

    #[test]
    fn two_letters_are_sent_three_weeks_apart_and_none_after_may() {
        let round = Round::of(day("2027-04-15"));
        let due = |sent: &[&str], now: &str| {
            let sent: Vec<Timestamp> = sent.iter().map(|at| day(at)).collect();
            round.letter_due(&sent, day(now))
        };
        assert_eq!(due(&[], "2027-04-15"), Some(1));
        assert_eq!(due(&["2027-04-15"], "2027-05-05"), None);
        assert_eq!(due(&["2027-04-15"], "2027-05-06"), Some(2));
        assert_eq!(due(&["2027-04-15", "2027-05-06"], "2027-05-30"), None);
        assert_eq!(due(&[], "2027-06-01"), None);
    }
}
