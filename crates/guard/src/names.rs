//! Names of people: what looks like one, and whether it names somebody whose case is told.

mod bare;
mod honorifics;
mod initials;
mod labels;
mod shapes;
mod titles;
mod words;

use std::ops::Range;

use crate::candidates::{Candidate, Instead};
use crate::cues::Cue;
use crate::finding::{Kind, Level};
use crate::page::Page;
use crate::patterns::{Pattern, compile};

/// Somebody's work, or the office that they speak for, right before the name.
static ROLE_BEFORE: Pattern = Pattern::new(|| compile(&format!(r"(?:{})[\s:、・(「の]{{0,2}}$", words::ROLES)));

/// The same in brackets after the name.
static ROLE_AFTER: Pattern =
    Pattern::new(|| compile(&format!(r"^\s?[(、/／][^)。\n、]{{0,24}}?(?:{}|{})", words::ROLES, words::OFFICES)));

/// An office before the name: 包括の井上さん.
static OFFICE_BEFORE: Pattern = Pattern::new(|| compile(&format!(r"(?:{})[\s:・(の]{{1,2}}$", words::OFFICES)));

/// Proposes names.
pub(crate) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    honorifics::find(page, out);
    labels::find(page, out);
    bare::find(page, out);
    initials::find(page, out);
    titles::find(page, out);
}

/// A name with where it is used.
struct Named {
    /// With honorific.
    range: Range<usize>,
    /// Without.
    core: Range<usize>,
    /// What follows a letter that stands for it.
    honorific: &'static str,
}

/// Proposes one name, as seriously as its surroundings ask for.
fn propose(page: &Page<'_>, named: Named, level: Level, out: &mut Vec<Candidate>) {
    let name: String = page.reading.slice(&named.core).split_whitespace().collect();
    // So many characters that what stands before the longest name is among them.
    let words = page.reading.slice(&(named.core.end.saturating_sub(60)..named.core.end));
    let is_member = page.context.knows_member(&name) || page.context.ends_with_member(words);
    let level = if is_member { Level::Hint } else { level };
    let instead = Instead::Letter { name, honorific: named.honorific };
    out.push(Candidate { kind: Kind::Name, level, range: named.range, instead });
}

/// Whether the surroundings speak of somebody's case or of a colleague.
fn level(page: &Page<'_>, range: &Range<usize>) -> Level {
    let sentence = page.cues.sentence(range);
    let left = page.reading.left(range.start, 16.min(range.start - sentence.start.min(range.start)));
    let right = page.reading.right(range.end, 30);
    let people = page.cues.count(Cue::Person, &sentence);
    let (person, office) = page.cues.balance(range);
    if ROLE_BEFORE.is_match(left) || (ROLE_AFTER.is_match(right) && people == 0) {
        return Level::Hint;
    }
    if OFFICE_BEFORE.is_match(left) && people == 0 {
        return Level::Hint;
    }
    let begins = range.start <= sentence.start + 1 || matches!(page.reading.before(range.start), '@' | '>' | ':');
    let calls = begins && matches!(page.reading.get(range.end), '、' | ',' | '!' | '。' | ' ' | '\n' | '~' | 'へ');
    let is_short = range.len() <= 5;
    let reports = page.reading.right(range.end, 2).contains(|c: char| c.is_ascii_digit());
    if calls && is_short && !reports && people == 0 && (office > 0 || person == 0) {
        return Level::Hint;
    }
    if office > person { Level::Hint } else { Level::Warn }
}
