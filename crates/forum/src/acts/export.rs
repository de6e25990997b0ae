//! The log as a file that Excel in Japan opens as it is: UTF-8 with a mark at its beginning, and no cell that is a formula.

use directory::Roster;
use kernel::{Error, Places, Result};

use super::queries::Entry;
use super::{actor, room_name, subject};

/// Tells a spreadsheet that the file is UTF-8.
const MARK: &str = "\u{feff}";

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

/// Rows below a head, as such a file.
pub fn table<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> Result<Vec<u8>> {
    let mut file = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(MARK.as_bytes().to_vec());
    file.write_record(head).map_err(internal)?;
    for row in rows {
        file.write_record(row.map(|cell| harmless(&cell))).map_err(internal)?;
    }
    file.into_inner().map_err(|error| Error::Internal(anyhow::anyhow!("{error}")))
}

/// A cell that begins like a formula is text, whatever a spreadsheet thinks.
/// Source: OWASP, CSV Injection.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

fn internal(error: csv::Error) -> Error {
    Error::Internal(error.into())
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+81", "-2", "@SUM(A1)", "\t=1", "＝1"] {
            assert!(harmless(formula).starts_with('\''), "{formula:?}");
        }
        assert_eq!(harmless("個人情報=氏名"), "個人情報=氏名");
    }
}
