//! The operator's way: a file is read, shown, and written at once if every line is good.

use kernel::{Db, Places, Result, RosterImportId, Timestamp, Tx, audit};
use web::Tell;

use super::deeds::{Doing, carry_out};
use super::export;
use super::formats::{self, Format};
use super::ground::{Bringer, Ground, addresses, emails};
use super::plan::{Plan, plan};
use super::report::Report;
pub use super::store::{Import, Kept, State};
use super::table::Table;
pub use super::undoing::TakenBack;
use super::{KEPT_DONE, store, undoing};
use crate::roster::Roster;

/// What came of a file.
#[derive(Clone, Debug)]
pub struct Taken {
    /// What each line does, or would do.
    pub report: Report,
    /// By which it can be taken back, and until when; nothing if it was not written.
    pub written: Option<(RosterImportId, Timestamp)>,
}

/// Brings a file in, unless it is only to be looked at or any line is wrong: then nothing is written.
pub async fn take_in(
    db: &Db,
    places: &Places,
    (name, table): (&str, &Table),
    is_rehearsal: bool,
    tell: Tell<'_>,
) -> Result<Taken> {
    let tx = db.begin().await?;
    tx.turn(crate::desk::TURN).await?;
    let Plan { report, steps } = planned(&tx, places, table, tell).await?;
    if is_rehearsal || !report.is_good() || steps.is_empty() {
        return Ok(Taken { report, written: None });
    }
    let id = RosterImportId::random();
    let doing = Doing { actor: None, inviter: None, places, url: "" };
    let done = carry_out(&tx, &doing, &steps, Vec::new(), tell).await?;
    store::insert_done(&tx, id, name, &report).await?;
    store::insert_deeds(&tx, id, &done, tell).await?;
    let subject = format!("roster-import-{id}");
    audit::note(&tx, None, "roster-import", &subject, &format!("rows:{}", report.lines.len())).await?;
    let until = tx.now.plus(KEPT_DONE);
    tx.commit().await?;
    Ok(Taken { report, written: Some((id, until)) })
}

/// The operator's files that can still be looked at or taken back, the newest first.
pub async fn taken_in(db: &Db) -> Result<Vec<Import>> {
    store::of_operator(db).await
}

/// Takes one of them back; the lines of which something was left as it is.
pub async fn take_back(db: &Db, places: &Places, id: RosterImportId, tell: Tell<'_>) -> Result<(TakenBack, Vec<Kept>)> {
    let taken_back = undoing::take_back_as_operator(db, places, id, tell).await?;
    let mut left = store::deeds(&db.conn, id).await?;
    left.retain(|kept| kept.outcome.as_deref().is_some_and(|why| !why.is_empty()));
    left.reverse();
    // A row may have wanted several deeds, all of them left for one reason.
    left.dedup_by(|next, before| (next.row, &next.outcome) == (before.row, &before.outcome));
    Ok((taken_back, left))
}

/// The roster as a file, with all addresses; and how many lines it has.
pub async fn write_out(db: &Db, places: &Places, format: Format) -> Result<(Vec<u8>, usize)> {
    let people = Roster::load(db, places).await?;
    let desk = Ground::of_operator(&people, places, db.clock.now());
    let rows = export::rows(&desk, &addresses(&db.conn).await?);
    let bytes = format.write(&rows, &formats::towns(&desk.actor, places))?;
    Ok((bytes, rows.len()))
}

async fn planned(tx: &Tx, places: &Places, table: &Table, tell: Tell<'_>) -> Result<Plan> {
    let people = Roster::read(&tx.conn, tx.now, places).await?;
    let desk = Ground::of_operator(&people, places, tx.now);
    let ground = Ground::new(desk, Bringer::Operator, emails(&tx.conn, table).await?);
    Ok(plan(table, &ground, tell))
}
