//! Initials. A single letter that counts people in order (Ａさん, Ｂさん) is the recommended form and no finding.

use crate::candidates::Candidate;
use crate::cues::Cue;
use crate::finding::Level;
use crate::page::Page;
use crate::patterns::{Pattern, compile};

use super::{Named, propose};

static WITH_HONORIFIC: Pattern =
    Pattern::new(|| compile(r"([A-Z]\s?[.・]\s?[A-Z]\s?\.?|[A-Z]{2}|[A-Z]\.)\s?(さん|様|氏|殿|くん|君|ちゃん)"));

static DOTTED: Pattern = Pattern::new(|| compile(r"[A-Z]\.\s?[A-Z]\."));

/// Two letters that stand for work.
const WORK: [&str; 20] = [
    "PT", "OT", "ST", "CM", "NS", "DR", "SW", "CW", "SC", "HP", "OB", "OG", "RN", "PN", "DH", "RD", "PH", "MD", "IT",
    "DM",
];

/// Proposes initials.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for (range, captures) in page.matches(&WITH_HONORIFIC) {
        let Some(core) = page.group(&captures, 1) else { continue };
        let text = captures.get(1).map_or("", |it| it.as_str());
        let letters: Vec<char> = text.chars().filter(char::is_ascii_uppercase).collect();
        if page.reading.before(range.start).is_ascii_alphanumeric()
            || WORK.contains(&text)
            || lists_people(text, &letters)
        {
            continue;
        }
        propose(page, Named { range, core, honorific: "さん" }, Level::Warn, out);
    }
    for (range, _) in page.matches(&DOTTED) {
        let after = page.reading.get(range.end);
        if page.reading.before(range.start).is_ascii_alphanumeric() || after.is_ascii_alphanumeric() {
            continue;
        }
        let (person, office) = page.cues.balance(&range);
        let is_case = person > office || page.cues.has(Cue::Person, &page.cues.sentence(&range));
        let level = if is_case { Level::Warn } else { Level::Hint };
        propose(page, Named { core: range.clone(), range, honorific: "さん" }, level, out);
    }
}

/// A・Bさん are two people in order.
fn lists_people(text: &str, letters: &[char]) -> bool {
    text.contains('・') && matches!(letters, [first, second] if u32::from(*first) + 1 == u32::from(*second))
}
