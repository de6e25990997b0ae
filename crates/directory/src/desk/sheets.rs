//! The roster as a file: brought in from Excel, and written out for it.
//!
//! A file does by hundreds what the desk does one by one, and nothing else. Invariants:
//! - every row is asked of [`super::policy`], with the grants that its bringer holds at that moment, before it is shown and
//!   once more inside the transaction that writes;
//! - nothing is written before its bringer has seen, line by line, what would be; if the world has moved meanwhile, nothing
//!   is written and they look again. All of a file is written, or none of it;
//! - of people outside of the charge nothing is told: their address is treated like one that belongs to nobody;
//! - an empty cell changes nothing, and what a file exports it takes in again without a change;
//! - a file is taken apart in a process of its own, and only rows are kept of it, for as long as they can be of use.

mod bringing;
mod columns;
mod days;
mod deeds;
mod entry;
mod excel;
mod export;
pub mod formats;
mod ground;
mod guard;
pub mod handlers;
pub mod paths;
mod plan;
mod policy;
pub mod report;
mod roles;
mod store;
pub mod table;
pub mod terminal;
mod undoing;
mod views;
mod words;

use kernel::clock::DAY;
use kernel::{Db, InvitationId, Result, RosterImportId, Viewer, audit};

/// How long a file waits for its bringer to have it written.
const KEPT_WAITING: i64 = DAY;
/// How long what was written can be taken back.
const KEPT_DONE: i64 = 7 * DAY;

/// Forgets files that are of no use any more.
pub async fn sweep(db: &Db) -> Result<()> {
    let tx = db.begin().await?;
    store::delete_before(&tx, tx.now).await?;
    tx.commit().await
}

/// The invitations that one of the viewer's own files has sent.
pub(crate) async fn invited(db: &Db, viewer: &Viewer, import: RosterImportId) -> Result<Vec<InvitationId>> {
    let import = store::find(db, viewer, import).await?;
    let deeds = store::deeds(&db.conn, import.id).await?;
    Ok(deeds.iter().filter_map(|kept| kept.deed.invitation()).collect())
}

/// Writes down that a roster has been written out, and how many lines: it leaves the site.
pub(crate) async fn note_export(db: &Db, viewer: &Viewer, what: &str, lines: usize) -> Result<()> {
    let tx = db.begin().await?;
    audit::note(&tx, Some(viewer.id()), "roster-export", what, &format!("lines:{lines}")).await?;
    tx.commit().await
}
