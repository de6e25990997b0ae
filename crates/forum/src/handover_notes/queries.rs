//! Reading notes, and what the addresses in them lead to.

use std::fmt::Write as _;

use kernel::db::sql;
use kernel::{Db, PersonId, Result, SeatId, ThreadId, Timestamp, Viewer};
use sea_orm::FromQueryResult;

use crate::threads::queries::titles;

/// How discussions are named in a note.
const ADDRESS: &str = "/threads/";

/// The note of a seat.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Note {
    /// What was typed.
    pub body: String,
    /// Counts up with every change.
    pub version: i64,
    /// When it was changed last.
    pub written_at: Timestamp,
    /// By whom.
    pub written_by: PersonId,
}

/// The note of a seat; whether the viewer may read it has been asked.
pub(crate) async fn of(db: &Db, seat: SeatId) -> Result<Option<Note>> {
    let text = "SELECT body, version, written_at, written_by FROM handover_notes WHERE seat_id = $1";
    Ok(Note::find_by_statement(sql(&db.conn, text, [seat.0.into()])).one(&db.conn).await?)
}

/// The discussions that a text names, with their titles, as far as the viewer is listed them.
pub(crate) async fn named_in(db: &Db, viewer: &Viewer, text: &str) -> Result<Vec<(ThreadId, String)>> {
    let mut ids: Vec<ThreadId> = addresses(text).map(|(_, _, id)| id).collect();
    ids.sort_unstable();
    ids.dedup();
    titles(db, viewer, &ids).await
}

/// The text with titles in the place of addresses; an address that leads nowhere for its reader stays as it is.
pub(crate) fn with_titles(text: &str, titles: &[(ThreadId, String)]) -> String {
    let (mut out, mut end) = (String::with_capacity(text.len()), 0);
    for (from, to, id) in addresses(text) {
        let Some((_, title)) = titles.iter().find(|(known, _)| *known == id) else { continue };
        out.push_str(&text[end..from]);
        let _ = write!(out, "[{}]({ADDRESS}{id})", escaped(title));
        end = to;
    }
    out.push_str(&text[end..]);
    out
}

/// Where addresses of discussions stand by themselves, not as a part of a longer address or a link.
fn addresses(text: &str) -> impl Iterator<Item = (usize, usize, ThreadId)> {
    text.match_indices(ADDRESS).filter_map(|(from, _)| {
        let before = text[..from].chars().next_back();
        let digits: String = text[from + ADDRESS.len()..].chars().take_while(char::is_ascii_digit).collect();
        let to = from + ADDRESS.len() + digits.len();
        let after = text[to..].chars().next();
        let is_apart = before.is_none_or(|c| c.is_whitespace() || !c.is_ascii());
        let is_whole = after.is_none_or(|c| !(c.is_ascii_alphanumeric() || "/?#-_".contains(c)));
        let id = digits.parse().ok().filter(|id: &i64| *id > 0)?;
        (is_apart && is_whole).then_some((from, to, ThreadId(id)))
    })
}

/// A title as Markdown shows it, letter for letter.
fn escaped(title: &str) -> String {
    title.chars().fold(String::new(), |mut out, c| {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_where_addresses_stood_by_themselves_and_nowhere_else() {
        let titles = [(ThreadId(12), "夜間の[連絡]*先*".to_owned())];
        for (typed, shown) in [
            ("- /threads/12", "- [夜間の\\[連絡\\]\\*先\\*](/threads/12)"),
            ("相談は/threads/12。", "相談は[夜間の\\[連絡\\]\\*先\\*](/threads/12)。"),
            ("/threads/13", "/threads/13"),
            ("[前の相談](/threads/12)", "[前の相談](/threads/12)"),
            ("https://example.jp/threads/12", "https://example.jp/threads/12"),
            ("/threads/12/edit /threads/123 /threads/", "/threads/12/edit /threads/123 /threads/"),
        ] {
            assert_eq!(with_titles(typed, &titles), shown, "{typed}");
        }
    }
}
