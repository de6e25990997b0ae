//! E-mail addresses.

use crate::candidates::Candidate;
use crate::finding::{Kind, Level};
use crate::page::Page;
use crate::patterns::{Pattern, compile};

static ADDRESS: Pattern = Pattern::new(|| {
    compile(
        r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}\s?(?:@|\(at\)|\[at\]|<at>)\s?((?:[A-Za-z0-9\-]{1,63}\s?\.\s?){1,5}[A-Za-z]{2,24})",
    )
});

/// Domains that only offices have.
const OFFICIAL: [&str; 4] = [".lg.jp", ".go.jp", ".ed.jp", ".ac.jp"];

/// Names before the sign that offices use.
static SHARED: Pattern = Pattern::new(|| {
    compile(
        r"(?i)^(?:info|office|contact|support|jimu|jimukyoku|soumu|kaigo|renkei|zaitaku|houkatsu|fukushi|kenkou|koho|webmaster|mail|entry|seminar|kenshu|noreply|no-reply|postmaster)",
    )
});

/// Proposes addresses.
pub(crate) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for (range, captures) in page.matches(&ADDRESS) {
        let domain = captures.get(1).map_or("", |it| it.as_str()).to_lowercase().replace(' ', "");
        let is_shared = OFFICIAL.iter().any(|end| domain.ends_with(end)) || SHARED.is_match(page.reading.slice(&range));
        let level = match page.reach(&range) {
            Some(Level::Hint) => Level::Hint,
            Some(level) if !is_shared => level,
            None if !is_shared => Level::Warn,
            _ => Level::Hint,
        };
        out.push(Candidate::new(Kind::Email, level, range, "（メールアドレスは削除）"));
    }
}
