//! People who are named for their work: 田中医師, 佐藤ケアマネ. Worth a hint, never more.

use crate::candidates::{Candidate, Instead};
use crate::finding::{Kind, Level};
use crate::page::Page;
use crate::patterns::{Pattern, compile};

use super::shapes::{Shape, ending_at};
use super::words;

static TITLE: Pattern = Pattern::new(|| compile(words::TITLES));

/// Proposes names before titles.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for (title, _) in page.matches(&TITLE) {
        if let Some((core, Shape::Full | Shape::Family)) = ending_at(page, title.start)
            && core.end == title.start
        {
            out.push(Candidate {
                kind: Kind::Professional,
                level: Level::Hint,
                range: core.start..title.end,
                instead: Instead::Nothing,
            });
        }
    }
}
