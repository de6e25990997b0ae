//! Reading the note of a municipality.

use kernel::db::sql;
use kernel::{Db, Permit, PersonId, Result, Timestamp};
use sea_orm::ConnectionTrait as _;

use super::policy::Share;

/// What the note says now; nothing, if nobody has begun it or somebody has erased it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The text.
    pub body: String,
    /// One more with every change; 0 before the first.
    pub version: i64,
    /// Who wrote it like this, and when.
    pub edited: Option<(PersonId, Timestamp)>,
}

/// The note, for whoever shares it.
pub async fn find(db: &Db, town: &Permit<Share>) -> Result<Note> {
    let text = "SELECT body, version, edited_by, edited_at FROM role_notes WHERE municipality_code = $1";
    let row = db.conn.query_one_raw(sql(&db.conn, text, [town.code.as_str().into()])).await?;
    let Some(row) = row else { return Ok(Note::default()) };
    let editor: Option<i64> = row.try_get("", "edited_by")?;
    let at = Timestamp(row.try_get("", "edited_at")?);
    let edited = editor.map(|editor| (PersonId(editor), at));
    Ok(Note { body: row.try_get("", "body")?, version: row.try_get("", "version")?, edited })
}
