//! Telephone and FAX numbers.

use std::ops::Range;

use crate::candidates::Candidate;
use crate::context::digits;
use crate::cues::Cue;
use crate::finding::{Kind, Level};
use crate::page::Page;
use crate::patterns::{Pattern, compile};

use super::runs::{Run, Window, runs};

/// Numbers that are everybody's: free, shared cost, premium.
const PUBLIC: [&str; 4] = ["0120", "0570", "0800", "0990"];

/// A label of another number.
static OTHER: Pattern = Pattern::new(|| {
    compile(r"(?:番号|コード|ID|No\.?|記号|DOI|doi|口座|保険証|介護保険証|バージョン|ver\.?)[\s:=はが(]{0,4}$")
});

/// A label of a telephone number, which contains one of the above.
static OWN: Pattern = Pattern::new(|| {
    compile(
        r"(?i)(?:(?:電話|携帯|TEL|FAX|ファックス|ファクス|連絡先|直通|自宅|緊急|スマホ)[^0-9。]{0,6}|(?:さん|様|[娘妻夫母父姉兄弟妹孫]|息子|長男|長女|次男|次女)の?番号[^0-9。]{0,6})$",
    )
});

/// A number without its area.
static LOCAL: Pattern =
    Pattern::new(|| compile(r"(?i)(?:電話|TEL|FAX|携帯)(?:番号)?[\s:=は.(]{0,4}([0-9]{2,4}-[0-9]{4})"));

/// Proposes numbers of the right length that begin as numbers in Japan do.
pub(crate) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for run in runs(page.reading) {
        let mut end = 0;
        for window in windows(page, &run) {
            let range = with_brackets(page, &window);
            if window.range.start >= end && !page.is_link(&range) {
                end = window.range.end;
                propose(page, range, out);
            }
        }
    }
    for (_, captures) in page.matches(&LOCAL) {
        if let Some(range) = page.group(&captures, 1)
            && !page.reading.get(range.end).is_ascii_digit()
            && page.reading.get(range.end) != '-'
            && page.reach(&range) == Some(Level::Warn)
        {
            propose(page, range, out);
        }
    }
}

/// Stretches that can be dialled, by where they begin.
fn windows<'a>(page: &'a Page<'_>, run: &'a Run) -> Vec<Window<'a>> {
    let mut found: Vec<Window<'a>> =
        [10, 11, 12].into_iter().flat_map(|count| run.windows(page.reading, count)).collect();
    found.retain(|window| window.stands_free(page.reading) && is_dialled(page, window));
    found.sort_by_key(|window| (window.range.start, window.digits.len()));
    found
}

fn is_dialled(page: &Page<'_>, window: &Window<'_>) -> bool {
    let international = page.reading.before(window.range.start) == '+' && window.digits.starts_with(&[8, 1]);
    if international {
        return window.digits.len() > 10;
    }
    let [0, second, third, ..] = window.digits[..] else { return false };
    let eleven = (third == 0 && [2, 5, 7, 8, 9].contains(&second)) || window.digits.starts_with(&[0, 8, 0, 0]);
    let between = || page.reading.chars[window.range.clone()].iter();
    let shape = window.shape();
    second != 0
        && window.digits.len() == if eleven { 11 } else { 10 }
        && !window.digits.windows(2).all(|two| two[1] == two[0] + 1)
        && !between().any(|c| matches!(c, '/' | '_'))
        && (shape.len() <= 4
            && (eleven || shape.len() == 1 || shape.last() == Some(&4) || between().any(|c| *c == '\n'))
            || window.is_spelled() && !between().any(|c| *c == '.'))
}

fn propose(page: &Page<'_>, range: Range<usize>, out: &mut Vec<Candidate>) {
    let number = digits(page.reading.slice(&range));
    let left = page.reading.left(range.start, 16);
    let is_plain = number.len() == 10 && page.reading.slice(&range).chars().all(|c| c.is_ascii_digit());
    let is_other = is_plain
        && OTHER.is_match(left)
        && !OWN.is_match(left)
        && !page.cues.has(Cue::Person, &page.cues.sentence(&range));
    if PUBLIC.iter().any(|public| number.starts_with(public)) || page.context.knows_phone(&number) || is_other {
        return;
    }
    let level = page.reach(&range).unwrap_or(Level::Warn);
    out.push(Candidate::new(Kind::Phone, level, range, "（電話番号は削除）"));
}

/// The number with the bracket or the plus that it begins with.
fn with_brackets(page: &Page<'_>, window: &Window<'_>) -> Range<usize> {
    let (range, before) = (window.range.clone(), page.reading.before(window.range.start));
    let closes = page.reading.slice(&range).contains(')');
    if before == '+' || (before == '(' && closes) { range.start - 1..range.end } else { range }
}
