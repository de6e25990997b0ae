//! The operator's way: a file is read, shown, and written at once if every line is good.

use kernel::{Db, Places, Result, Tx, audit};

use super::deeds::{Doing, carry_out};
use super::export;
use super::formats::{self, Format};
use super::ground::{Bringer, Ground, addresses, emails};
use super::plan::{Plan, plan};
use super::report::Report;
use super::table::Table;
use crate::roster::Roster;

/// Hears what is being done, how much of it is, and of how much.
pub type Progress<'a> = &'a (dyn Fn(&str, usize, usize) + Sync);

/// Brings a file in, unless it is only to be looked at or any line is wrong: then nothing is written.
pub async fn take_in(
    db: &Db,
    places: &Places,
    table: &Table,
    is_rehearsal: bool,
    tell: Progress<'_>,
) -> Result<Report> {
    let tx = db.begin().await?;
    tx.turn(crate::desk::TURN).await?;
    let Plan { report, steps } = planned(&tx, places, table, tell).await?;
    if !is_rehearsal && report.is_good() && !steps.is_empty() {
        let doing = Doing { actor: None, inviter: None, places, url: "" };
        carry_out(&tx, &doing, &steps, Vec::new(), &|done, of| tell("書き込み", done, of)).await?;
        audit::note(&tx, None, "roster-import", "roster", &format!("rows:{}", report.lines.len())).await?;
        tx.commit().await?;
    }
    Ok(report)
}

/// The roster as a file, with all addresses; and how many lines it has.
pub async fn write_out(db: &Db, places: &Places, format: Format) -> Result<(Vec<u8>, usize)> {
    let people = Roster::load(db, places).await?;
    let desk = Ground::of_operator(&people, places, db.clock.now());
    let rows = export::rows(&desk, &addresses(&db.conn).await?);
    let bytes = format.write(&rows, &formats::towns(&desk.actor, places))?;
    Ok((bytes, rows.len()))
}

async fn planned(tx: &Tx, places: &Places, table: &Table, tell: Progress<'_>) -> Result<Plan> {
    let people = Roster::read(&tx.conn, tx.now, places).await?;
    let desk = Ground::of_operator(&people, places, tx.now);
    let ground = Ground::new(desk, Bringer::Operator, emails(&tx.conn, table).await?);
    Ok(plan(table, &ground, &|done, of| tell("確認", done, of)))
}
