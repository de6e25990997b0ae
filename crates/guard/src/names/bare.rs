//! Full names that stand alone, as in line lists.

use crate::candidates::Candidate;
use crate::page::Page;
use crate::reading::{is_hiragana, is_kanji, is_katakana};

use super::shapes::full_from;
use super::{Named, level, propose};

/// Proposes full names without honorific or label.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let mut at = 0;
    while at < page.reading.chars.len() {
        let begins = is_kanji(page.reading.get(at))
            && !is_kanji(page.reading.before(at))
            && !is_katakana(page.reading.before(at));
        let found = if begins { full_from(page, at) } else { None };
        if let Some((core, is_parted)) = found
            && is_certain(page, &core, is_parted)
        {
            at = core.end;
            let level = level(page, &core);
            propose(page, Named { range: core.clone(), core, honorific: "さん" }, level, out);
        } else {
            at += 1;
        }
    }
}

/// Whether it can hardly be anything else.
fn is_certain(page: &Page<'_>, core: &std::ops::Range<usize>, is_parted: bool) -> bool {
    let chars = &page.reading.chars[core.clone()];
    let letters = chars.iter().filter(|c| !c.is_whitespace()).count();
    let has_hiragana = chars.iter().any(|c| is_hiragana(*c));
    let breaks = chars.contains(&'\n');
    let name: String = chars.iter().collect();
    letters > 2
        && !breaks
        && (!has_hiragana || (is_parted && letters > 3))
        && !page.lexicon.is_place(&name)
        && (letters > 3 || is_parted || !page.lexicon.starts_with_word(&name))
}
