//! The log as a file that Excel in Japan opens as it is: UTF-8 with a mark at its beginning, and no cell that is a formula.

use directory::Roster;
use kernel::{Error, Places, Result, text};

use super::queries::Entry;
use super::{actor, room_name, subject};

/// Tells a spreadsheet that the file is UTF-8.
const MARK: &str = "\u{feff}";

/// The file.
pub fn csv(entries: &[Entry], people: &Roster, places: &Places) -> Result<Vec<u8>> {
    let mut file = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(MARK.as_bytes().to_vec());
    let head = ["日時", "部屋", "対応", "理由", "ひとこと", "担当者", "投稿の番号", "対象の方"];
    file.write_record(head).map_err(internal)?;
    for entry in entries {
        let actor = actor(entry, people).unwrap_or_default();
        let post = entry.post().map(|post| post.to_string()).unwrap_or_default();
        let room = entry.room_id.map_or("", |room| room_name(people, places, room));
        let (at, person) = (entry.at.iso(), subject(entry, people).unwrap_or_default());
        let cells = [&at, room, entry.action(), entry.ground(), &entry.detail, actor, &post, person];
        file.write_record(cells.map(text::harmless_cell)).map_err(internal)?;
    }
    file.into_inner().map_err(|error| Error::Internal(anyhow::anyhow!("{error}")))
}

fn internal(error: csv::Error) -> Error {
    Error::Internal(error.into())
}
