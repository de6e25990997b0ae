//! The log as a file for a spreadsheet.

use directory::Roster;
use kernel::{Places, Result};
use web::sheets::table;

use super::queries::Entry;
use super::{actor, room_name, subject};

/// The file.
pub fn csv(entries: &[Entry], people: &Roster, places: &Places) -> Result<Vec<u8>> {
    let head = ["日時", "部屋", "対応", "理由", "ひとこと", "担当者", "投稿の番号", "対象の方"];
    let row = |entry: &Entry| {
        let actor = actor(entry, people).unwrap_or_default();
        let post = entry.post().map(|post| post.to_string()).unwrap_or_default();
        let room = entry.room_id.map_or("", |room| room_name(people, places, room));
        let person = subject(entry, people).unwrap_or_default();
        [&entry.at.iso(), room, entry.action(), entry.ground(), &entry.detail, actor, &post, person].map(str::to_owned)
    };
    table(head, entries.iter().map(row))
}
