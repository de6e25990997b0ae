//! A file of somebody with a charge: looked at first, and written once they have seen what it does.

use files::reading::book::Book;
use kernel::once::{self, Claim, claim};
use kernel::{Db, Error, Permit, PersonId, Places, Result, RosterImportId, Tx, audit};
use web::{App, Tell};

use super::deeds::{Doing, carry_out};
use super::ground::{Bringer, Ground, emails};
use super::paths::ImportPath;
use super::plan::{Plan, Step, plan};
use super::policy::{BringIn, Look};
use super::report::{Kind, Report};
use super::store::{self, State};
use super::table::Table;
use crate::Roster;
use crate::desk::files::Desk;
use crate::desk::policy::{Actor, Rank};
use crate::desk::{TURN, queries};
use crate::invitations::{self, Secrets};

/// Said when a file has been brought in already, or taken back.
const OVER: &str = "この名簿は、すでに取り込まれています。取り込みの一覧でご確認ください。";

/// What came of wanting a file to be written.
#[derive(Debug)]
pub enum Outcome {
    /// It was.
    Done,
    /// It would do something else by now: nothing is written, and what it would do is shown anew.
    Moved(Box<Moved>),
}

/// What a file did when it was looked at, and what it would do now.
#[derive(Debug)]
pub struct Moved {
    /// Then.
    pub before: Report,
    /// Now.
    pub now: Report,
}

/// Looks at a file and keeps what was found; returns where it is shown.
pub async fn look(
    app: &App,
    people: &Roster,
    desk: Permit<Look>,
    (name, table): (&str, &Table),
    (actor, once): (Actor, &str),
    tell: Tell<'_>,
) -> Result<String> {
    let id = RosterImportId::random();
    let location = ImportPath { import: id }.to_string();
    let content = serde_json::to_string(table).map_err(anyhow::Error::new)?;
    let found = emails(&app.db.conn, table).await?;
    let now = app.db.clock.now();
    let ground = Ground::new(Desk { actor, people, places: &app.places, now }, Bringer::Manager, found);
    let report = plan(table, &ground, tell).report;
    let tx = app.db.begin().await?;
    let form = once::typed("roster-look", [content.as_str()]);
    if let Claim::Again(location) = claim(&tx, desk.viewer(), &form, once, &location).await? {
        return Ok(location);
    }
    store::insert(&tx, desk.viewer(), id, name, (&content, &report)).await?;
    tx.commit().await?;
    Ok(location)
}

/// Writes a file, if it still does what `seen` was shown of it.
pub async fn bring_in(
    app: &App,
    import: Permit<BringIn>,
    (seen, once): (&str, &str),
    tell: Tell<'_>,
) -> Result<Outcome> {
    let (person, id) = (import.viewer(), import.id);
    let shown = import.report()?;
    // Secrets are dear, so none are drawn for a form that cannot be written any more.
    let is_fresh = import.state() == State::Waiting && import.seen() == seen && shown.is_good();
    let secrets = Secrets::draw_many(if is_fresh { shown.count(Kind::Joins) } else { 0 }, tell).await?;
    let tx = app.db.begin().await?;
    let location = ImportPath { import: id }.to_string();
    if let Claim::Again(_) = claim(&tx, person, &format!("roster-bring-in-{id}"), once, &location).await? {
        return Ok(Outcome::Done);
    }
    tx.turn(TURN).await?;
    let taken = store::take(&tx, person, id).await?.ok_or(Error::Conflict(OVER))?;
    let Plan { report: now, steps } = planned(&tx, person, &app.places, &taken.table, tell).await?;
    let letters = steps.iter().filter(|planned| matches!(planned.step, Step::Invite(_))).count();
    // Somebody who confirmed at the same time may have had something else shown: what counts is kept in the row by now.
    let is_as_seen = taken.seen == seen && taken.report == now;
    if !is_as_seen || !now.is_good() || secrets.len() < letters {
        tx.conn.rollback().await?;
        show_anew(&app.db, person, id, &now).await?;
        return Ok(Outcome::Moved(Box::new(Moved { before: shown, now })));
    }
    let inviter = Some(invitations::inviter(&tx, person, &app.places).await?);
    let doing = Doing { actor: Some(person), inviter, places: &app.places, url: &app.config.url };
    let done = carry_out(&tx, &doing, &steps, secrets, tell).await?;
    store::insert_deeds(&tx, id, &done, tell).await?;
    let counts = Kind::ALL.map(|kind| format!("{}:{}", kind.word(), now.count(kind)));
    audit::note(&tx, Some(person), "roster-import", &format!("roster-import-{id}"), &counts.join(" ")).await?;
    tx.commit().await?;
    Ok(Outcome::Done)
}

/// What the file does by now, in the charge that its bringer has by now.
async fn planned(tx: &Tx, person: PersonId, places: &Places, table: &Table, tell: Tell<'_>) -> Result<Plan> {
    let actor = Actor { id: person, roles: queries::roles_now(tx, person, places).await? };
    if Rank::of(&actor.roles) == Rank::Member {
        return Err(Error::Forbidden);
    }
    let people = Roster::read(&tx.conn, tx.now, places).await?;
    let desk = Desk { actor, people: &people, places, now: tx.now };
    let ground = Ground::new(desk, Bringer::Manager, emails(&tx.conn, table).await?);
    Ok(plan(table, &ground, tell))
}

async fn show_anew(db: &Db, person: PersonId, id: RosterImportId, report: &Report) -> Result<()> {
    let tx = db.begin().await?;
    store::show_anew(&tx, person, id, report).await?;
    tx.commit().await
}

/// The roster in what was read of a file; the error is a sentence.
pub fn table(book: Result<&Book, files::Refusal>) -> std::result::Result<Table, String> {
    Table::of(book.map_err(super::table::refused)?)
}
