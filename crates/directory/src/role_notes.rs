//! 役割分担メモ: one text for a municipality about who does what there, between its officer and its coordinators.
//!
//! Invariants:
//! - it is read and written by those who serve the municipality now and by the managers of its prefecture; for everybody
//!   else it does not exist, on no page, in no index, count, notice or feed;
//! - a change names the version that it was made from, and upon any other it is a `Conflict`; the database decides;
//! - what was changed or erased is in no column: the row stays for its version alone.

mod forms;
pub mod handlers;
pub mod paths;
mod policy;
mod queries;
mod views;

use kernel::db::sql;
use kernel::once::{self, Claim};
use kernel::{Db, Error, Permit, Result, Tx, audit};
use sea_orm::{ConnectionTrait as _, Value};
use web::{Done, links};

use self::forms::NoteText;
pub(crate) use self::policy::{Share, Town};
pub(crate) use self::queries::{Note, find};
pub(crate) use self::views::section;
use crate::guarding::Cleared;

const OVERTAKEN: Error = Error::Conflict("役割分担メモが、先に変更されています。");

/// Saves the note once, upon the version that it was made from; 0 is that of a note which nobody has begun. Returns where
/// to go.
pub async fn save(db: &Db, town: &Permit<Share>, said: &Cleared<NoteText>, version: i64, once: &str) -> Result<String> {
    let location = Done::ROLE_NOTE_SAVED.at(&shown(town));
    let form = once::typed("role-note", [&*town.code, &*version.to_string(), &*said.body]);
    let tx = db.begin().await?;
    if let Claim::Again(earlier) = once::claim(&tx, town.viewer(), &form, once, &location).await? {
        return Ok(earlier);
    }
    let (body, editor) = (said.body.as_str().into(), town.viewer().0.into());
    let written = if version == 0 {
        let text = "INSERT INTO role_notes (municipality_code, body, version, edited_by, edited_at)
            VALUES ($1, $2, 1, $3, $4) ON CONFLICT DO NOTHING";
        write(&tx, text, [town.code.as_str().into(), body, editor, tx.now.0.into()]).await?
    } else {
        let text = "UPDATE role_notes SET body = $2, version = version + 1, edited_by = $3, edited_at = $4
            WHERE municipality_code = $1 AND version = $5";
        write(&tx, text, [town.code.as_str().into(), body, editor, tx.now.0.into(), version.into()]).await?
    };
    if written == 0 {
        return Err(OVERTAKEN);
    }
    said.note(&tx, town.viewer(), &subject(town), &location).await?;
    audit::note(&tx, Some(town.viewer()), "role-note-edit", &subject(town), "").await?;
    tx.commit().await?;
    Ok(location)
}

/// Erases the note, if it still says what its eraser has read.
pub async fn erase(db: &Db, town: &Permit<Share>, version: i64, once: &str) -> Result<String> {
    let location = Done::ROLE_NOTE_ERASED.at(&shown(town));
    let form = format!("role-note-erase {} {version}", town.code);
    let tx = db.begin().await?;
    if let Claim::Again(earlier) = once::claim(&tx, town.viewer(), &form, once, &location).await? {
        return Ok(earlier);
    }
    let text = "UPDATE role_notes SET body = '', version = version + 1, edited_by = NULL, edited_at = $2
        WHERE municipality_code = $1 AND version = $3 AND body <> ''";
    if write(&tx, text, [town.code.as_str().into(), tx.now.0.into(), version.into()]).await? == 0 {
        return Err(OVERTAKEN);
    }
    audit::note(&tx, Some(town.viewer()), "role-note-erase", &subject(town), "").await?;
    tx.commit().await?;
    Ok(location)
}

async fn write<const N: usize>(tx: &Tx, text: &str, values: [Value; N]) -> Result<u64> {
    Ok(tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected())
}

/// Where it is read.
fn shown(town: &Town) -> String {
    format!("{}#note", links::municipality(&town.code))
}

fn subject(town: &Town) -> String {
    format!("municipality-{}", town.code)
}
