//! 年度替わり: what becomes of many seats at the turn of the year, looked at as a whole before anything is written.
//!
//! Each seat is dealt with by the verbs and rules that hold for it alone; all of it happens in one transaction, or nothing.

use kernel::clock::DAY;
use kernel::once::{self, Claim, claim};
use kernel::{Permit, PersonId, Result, Timestamp};
use web::{App, Tell};

use super::policy::{CallOffEnd, EndTenure, Leave};
use super::{Desk, Sent, check, overtaken, queries, stays, turn, unchanged};
use crate::invitations::{self, Invite, Secrets};
use crate::members;
use crate::roster::{Person, Tenure};

/// How long after the turn of the year it is still prepared and made up for.
const AFTERWARDS: i64 = 61 * DAY;

/// The turn of the year that is being prepared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Season {
    /// The first of April.
    pub turn: Timestamp,
    /// Whoever has come, or was confirmed, before this is to be confirmed.
    pub since: Timestamp,
}

/// A time in a seat that is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Whose.
    pub person: &'a Person,
    /// Which.
    pub tenure: &'a Tenure,
    /// Whether it is to end about the turn of the year.
    pub leaves: bool,
}

/// Which part of the lines a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Page, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// How many lines there are on all of them.
    pub total: usize,
}

impl Part {
    /// How many lines stand on a page, and are written at once.
    pub const LINES: usize = 50;

    /// A page of these lines.
    pub fn of<'a>(rows: &[Row<'a>], page: usize) -> (Vec<Row<'a>>, Self) {
        let pages = rows.len().div_ceil(Self::LINES).max(1);
        let page = page.clamp(1, pages);
        let shown = rows.iter().skip((page - 1) * Self::LINES).take(Self::LINES).copied().collect();
        (shown, Self { page, pages, total: rows.len() })
    }

    /// The lines of a form that was sent, which have no other pages.
    pub fn whole() -> Self {
        Self { page: 1, pages: 1, total: 0 }
    }
}

/// What is to become of a seat.
pub enum Deed {
    /// Its holder stays.
    Stays(Permit<CallOffEnd>),
    /// Its holder stays after all: the end that was planned is called off.
    StaysAfterAll(Permit<CallOffEnd>),
    /// Its holder leaves.
    Ends(Permit<EndTenure>),
    /// Its holder leaves, and somebody is invited to follow.
    Follows(Permit<EndTenure>, Box<Permit<Invite>>),
}

impl Season {
    /// The season of an instant: until the end of May it is that of the April before.
    pub fn of(now: Timestamp) -> Self {
        let year = now.fiscal_year();
        let day = |year: i32, month: &str| Timestamp::start_of_day(&format!("{year}-{month}-01")).unwrap_or(now);
        let year = if now < day(year, "06") { year } else { year + 1 };
        Self { turn: day(year, "04"), since: day(year - 1, "06") }
    }

    /// The last day before the turn.
    pub fn last_day(self) -> String {
        self.turn.plus(-1).iso()[..10].to_owned()
    }

    fn leaves(self, tenure: &Tenure) -> bool {
        tenure.ended_at.is_some_and(|end| end <= self.turn.plus(AFTERWARDS))
    }

    fn is_due(self, tenure: &Tenure) -> bool {
        tenure.confirmed_at.unwrap_or(tenure.started_at) < self.since
    }
}

impl<'a> Desk<'a> {
    /// Times in seats in the actor's charge that end about the turn of the year, or whose holder is to be confirmed or has
    /// said that somebody else has taken over.
    pub fn turnover(&self, season: Season) -> Vec<Row<'a>> {
        let mut rows: Vec<Row> = Vec::new();
        for person in self.people.everybody() {
            let Ok(file) = self.person(person.id) else { continue };
            let in_hands = |tenure: &&Tenure| file.subject.is_in_hands_of(&self.actor, &tenure.regions(self.places));
            let row = |tenure| Row { person, tenure, leaves: season.leaves(tenure) };
            let running = person.current().filter(in_hands).map(row);
            let is_meant = |row: &Row| row.leaves || row.tenure.changed_at.is_some() || season.is_due(row.tenure);
            rows.extend(running.filter(is_meant));
        }
        let key = |row: &Row<'a>| (&row.tenure.organisation_name, &row.person.kana, row.tenure.id);
        rows.sort_by(|a, b| key(a).cmp(&key(b)));
        rows
    }
}

/// What was decided on a page, and whether the page still shows what is.
#[derive(Clone, Copy)]
pub struct Decided<'a> {
    /// What is to become of each seat.
    pub deeds: &'a [Deed],
    /// All that was typed.
    pub typed: &'a str,
    /// Whether a line has gone or changed since.
    pub is_overtaken: bool,
}

/// Does all of it once, or nothing.
pub async fn turn_over(app: &App, actor: PersonId, decided: Decided<'_>, sent: Sent<'_>, tell: Tell<'_>) -> Result<()> {
    let Decided { deeds, typed, is_overtaken } = decided;
    let followers = deeds.iter().filter(|deed| matches!(deed, Deed::Follows(..))).count();
    let mut secrets = Secrets::draw_many(followers, tell).await?.into_iter();
    let tx = app.db.begin().await?;
    turn(&tx).await?;
    if claim(&tx, actor, &once::typed("turnover", [typed]), sent.once, sent.location).await? != Claim::First {
        return Ok(());
    }
    unchanged(!is_overtaken)?;
    let from = invitations::inviter(&tx, actor, &app.places).await?;
    for deed in deeds {
        let leave: &Leave = match deed {
            Deed::Stays(leave) | Deed::StaysAfterAll(leave) => leave,
            Deed::Ends(leave) | Deed::Follows(leave, _) => leave,
        };
        let subjects = std::slice::from_ref(&leave.subject);
        check(&tx, &app.places, actor, subjects, |actor| leave.is_up_to(actor)).await?;
        unchanged(queries::places_now(&tx, leave.seat).await? == leave.places)?;
        if let Deed::StaysAfterAll(leave) = deed {
            stays(&tx, &app.places, leave).await?;
        }
        let done = match deed {
            Deed::Stays(_) | Deed::StaysAfterAll(_) => {
                members::confirm(&tx, Some(actor), (leave.subject.id, leave.tenure)).await
            }
            Deed::Ends(_) | Deed::Follows(..) => {
                members::end_tenure(&tx, Some(actor), leave.tenure, leave.at.max(tx.now)).await
            }
        };
        done.map_err(overtaken)?;
        if let Deed::Follows(_, invitation) = deed
            && let Some(secrets) = secrets.next()
        {
            invitations::offer(&tx, (actor, &from), invitation, &secrets, &app.config.url).await?;
        }
    }
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_lasts_from_june_to_the_end_of_may() {
        let at = |day: &str| Season::of(Timestamp::start_of_day(day).unwrap());
        let april = |year: i32| Timestamp::start_of_day(&format!("{year}-04-01")).unwrap();
        for (day, year) in [
            ("2026-06-01", 2027),
            ("2026-11-22", 2027),
            ("2027-03-31", 2027),
            ("2027-04-01", 2027),
            ("2027-05-31", 2027),
        ] {
            assert_eq!(at(day).turn, april(year), "{day}");
            assert_eq!(at(day).since, Timestamp::start_of_day(&format!("{}-06-01", year - 1)).unwrap(), "{day}");
        }
        assert_eq!(at("2027-06-01").turn, april(2028));
        assert_eq!(at("2026-11-22").last_day(), "2027-03-31");
    }
}
