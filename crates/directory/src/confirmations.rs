//! 担当の確認（棚卸し）: once a year everybody who holds a seat is asked whether they still do.
//!
//! Invariants:
//! - who is asked follows from the roster and the time alone ([`Round`]); an answer is an instant on the time in the seat,
//!   and whoever has answered is asked no more, on any page and in any letter;
//! - opening the link of a letter changes nothing. What stands on its page says for one person that they stay in the seats
//!   listed there, and can do nothing else; when nothing is asked of them it is the page of a link that never was;
//! - nobody ends their own time in a seat: that it has changed is told to those in whose charge it is.

mod forms;
pub mod handlers;
mod letters;
mod links;
pub mod paths;
mod policy;
mod reminders;
mod round;
mod views;

use std::collections::BTreeSet;

use kernel::mail::{address, queue};
use kernel::once::{Claim, claim};
use kernel::{Db, Error, Permit, PersonId, Result, TenureId, Timestamp};
use web::App;

use self::forms::Said;
pub use self::links::Link;
pub use self::policy::{Answer, Holds};
pub use self::reminders::{remind, sweep};
pub use self::round::Round;
use crate::desk::Sent;
use crate::desk::policy::Subject;
use crate::desk::region::in_whose_hands;
use crate::members;
use crate::roster::{Person, Roster, Tenure};

/// Where one answers for oneself.
pub const OWN: &str = "/me/confirmation";
/// What the page is called.
pub const TITLE: &str = "担当の確認";

const OVERTAKEN: &str = "担当の登録が、いま変更されたところです。もう一度、内容を確かめてからお答えください。";

/// The times in seats of which somebody is still to say whether they go on.
pub fn asked(person: &Person, now: Timestamp) -> Vec<&Tenure> {
    let round = Round::of(now);
    let running = person.current().filter(|tenure| person.is_active && tenure.changed_at.is_none());
    running.filter(|tenure| round.asks(person, tenure)).collect()
}

/// The times in seats of which somebody has said that others have taken over, which they may take back.
pub fn passed_on(person: &Person) -> impl Iterator<Item = &Tenure> {
    person.current().filter(|tenure| person.is_active && tenure.changed_at.is_some() && tenure.ended_at.is_none())
}

/// Writes down that somebody who has signed in goes on in these seats.
pub async fn stay(db: &Db, answer: &Permit<Holds>, sent: Sent<'_>) -> Result<()> {
    write(db, answer.person, &answer.tenures, sent).await
}

/// The same for whoever has opened a letter.
pub async fn stay_by_link(db: &Db, link: &Link, tenures: &[TenureId], sent: Sent<'_>) -> Result<()> {
    write(db, link.person(), tenures, sent).await
}

async fn write(db: &Db, person: PersonId, tenures: &[TenureId], sent: Sent<'_>) -> Result<()> {
    let tx = db.begin().await?;
    if claim(&tx, person, Said::Stays.form(), sent.once, sent.location).await? != Claim::First {
        return Ok(());
    }
    for tenure in tenures {
        members::confirm(&tx, Some(person), (person, *tenure)).await.map_err(overtaken)?;
    }
    tx.commit().await
}

/// Writes down that others have taken over these seats, and tells those in whose charge they are, once.
pub async fn tell_changed(app: &App, people: &Roster, answer: &Permit<Holds>, sent: Sent<'_>) -> Result<()> {
    let tx = app.db.begin().await?;
    if claim(&tx, answer.person, Said::Changed.form(), sent.once, sent.location).await? != Claim::First {
        return Ok(());
    }
    for tenure in &answer.tenures {
        members::say_changed(&tx, answer.person, *tenure).await.map_err(overtaken)?;
    }
    for one in in_charge(app, people, answer, tx.now) {
        if let Some(email) = address(&tx.conn, one).await? {
            queue(&tx, &letters::changed(&email, &app.config.url)).await?;
        }
    }
    tx.commit().await
}

/// Those who can end these times in seats at the desk.
fn in_charge(app: &App, people: &Roster, answer: &Answer, now: Timestamp) -> BTreeSet<PersonId> {
    let Some(person) = people.person(answer.person) else { return BTreeSet::new() };
    let Some(subject) = Subject::of(person, &app.places, now) else { return BTreeSet::new() };
    let meant = person.tenures.iter().filter(|tenure| answer.tenures.contains(&tenure.id));
    meant.flat_map(|tenure| in_whose_hands(&subject, &tenure.regions(&app.places), people)).collect()
}

fn overtaken(error: Error) -> Error {
    if matches!(error, Error::NotFound) { Error::Conflict(OVERTAKEN) } else { error }
}
