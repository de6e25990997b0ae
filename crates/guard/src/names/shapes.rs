//! What looks like a name.

use std::ops::Range;

use crate::page::Page;
use crate::reading::{is_hiragana, is_kanji, is_katakana};

/// How a name looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Family name and given name.
    Full,
    /// A family name that is listed.
    Family,
    /// A given name.
    Given,
    /// A foreign name, or Latin letters.
    Foreign,
    /// Characters that could be a rare family name.
    Unknown,
}

/// Most characters of a family name and of a given name.
const MOST: usize = 5;

/// The longest name that ends there; blanks before the end are skipped.
pub(super) fn ending_at(page: &Page<'_>, end: usize) -> Option<(Range<usize>, Shape)> {
    let end = skip_left(page, end);
    let foreign = foreign_ending(page, end).filter(|range| page.reading.slice(range).contains('・'));
    if let Some(range) = foreign {
        return Some((range, Shape::Foreign));
    }
    full_ending(page, end)
        .map(|range| (range, Shape::Full))
        .or_else(|| part_ending(page, end, |part| is_family(page, part)).map(|range| (range, Shape::Family)))
        .or_else(|| part_ending(page, end, |part| is_given(page, part)).map(|range| (range, Shape::Given)))
        .or_else(|| foreign_ending(page, end).map(|range| (range, Shape::Foreign)))
        .or_else(|| unknown_ending(page, end).map(|range| (range, Shape::Unknown)))
}

/// The longest full name that begins there, and whether a blank parts it.
pub(super) fn full_from(page: &Page<'_>, start: usize) -> Option<(Range<usize>, bool)> {
    for middle in (start + 1..=start + MOST).rev() {
        if middle > page.reading.chars.len() || !is_family(page, &(start..middle)) {
            continue;
        }
        let given = skip_right(page, middle);
        for end in (given + 1..=given + MOST).rev() {
            if end <= page.reading.chars.len() && is_given(page, &(given..end)) && ends_word(page, end) {
                return Some((start..end, given > middle));
            }
        }
    }
    None
}

/// The longest given name that begins there, of at least two characters.
pub(super) fn given_from(page: &Page<'_>, start: usize) -> Option<Range<usize>> {
    let fits =
        |end: &usize| *end <= page.reading.chars.len() && is_given(page, &(start..*end)) && ends_word(page, *end);
    (start + 2..=start + MOST).rev().find(fits).map(|end| start..end)
}

/// The longest listed family name that begins there.
pub(super) fn family_from(page: &Page<'_>, start: usize) -> Option<Range<usize>> {
    let fits =
        |end: &usize| *end <= page.reading.chars.len() && is_family(page, &(start..*end)) && ends_word(page, *end);
    (start + 2..=start + MOST).rev().find(fits).map(|end| start..end)
}

/// Whether this is a family name, in characters or in kana.
pub(super) fn is_family(page: &Page<'_>, range: &Range<usize>) -> bool {
    let text = page.reading.slice(range);
    page.lexicon.family(text).is_some() || (range.len() > 1 && is_kana(text) && page.lexicon.sounds_family(text))
}

/// Whether this is a given name: listed, in kana, or built as given names are.
pub(super) fn is_given(page: &Page<'_>, range: &Range<usize>) -> bool {
    const ENDS: &str = "子江枝代美恵男雄夫吉郎治蔵助作松次司之弘明彦介平一二三郎衛乃野香奈太";
    let text = page.reading.slice(range);
    if page.lexicon.lists_given(text) {
        return true;
    }
    let chars = &page.reading.chars[range.clone()];
    let [first, .., last] = chars else { return false };
    if is_kana(text) {
        return page.lexicon.sounds_given(text);
    }
    let stem = &chars[..chars.len() - 1];
    let is_plain = |c: &char| {
        is_kanji(*c)
            && !"市町村区県都府丁番地号人年月日回大小時中第一二三四五六七八九十百千名件約各同当本在々〆ヶ社院会"
                .contains(*c)
    };
    if stem.iter().all(|c| is_katakana(*c) || is_hiragana(*c)) && chars.len() < 5 {
        return "子江枝代美恵乃".contains(*last);
    }
    match chars.len() {
        2 if is_kanji(*last) => is_plain(first) && ENDS.contains(*last),
        2 => is_kanji(*first) && "づゑえよゐ".contains(*last),
        3 | 4 => {
            ["太郎", "次郎", "二郎", "一郎", "三郎", "四郎", "五郎", "之助", "之介", "千代", "兵衛", "衛門"]
                .iter()
                .any(|end| text.ends_with(end))
                || (*last == '子' && chars.len() == 3 && is_plain(first) && is_plain(&chars[1]))
        }
        _ => false,
    }
}

fn full_ending(page: &Page<'_>, end: usize) -> Option<Range<usize>> {
    let mut longest: Option<Range<usize>> = None;
    for given in (end.saturating_sub(MOST)..end).rev().filter(|given| is_given(page, &(*given..end))) {
        let middle = skip_left(page, given);
        for start in middle.saturating_sub(MOST)..middle {
            let is_mixed = is_hiragana(page.reading.get(start)) && !is_kana(page.reading.slice(&(given..end)));
            if !is_mixed && is_family(page, &(start..middle)) && begins_word(page, start, end - start) {
                if longest.as_ref().is_none_or(|known| start < known.start) {
                    longest = Some(start..end);
                }
                break;
            }
        }
    }
    longest
}

fn part_ending(page: &Page<'_>, end: usize, fits: impl Fn(&Range<usize>) -> bool) -> Option<Range<usize>> {
    (end.saturating_sub(MOST)..end)
        .map(|start| start..end)
        .find(|part| fits(part) && begins_word(page, part.start, part.len()))
}

/// グエン・ティ・ラン, TANAKA Hanako.
fn foreign_ending(page: &Page<'_>, end: usize) -> Option<Range<usize>> {
    let last = page.reading.before(end);
    let belongs = |c: char| {
        if last.is_ascii_alphabetic() {
            c.is_ascii_alphabetic() || " .'-".contains(c)
        } else {
            is_katakana(c) || "・= ".contains(c)
        }
    };
    if !last.is_ascii_alphabetic() && !is_katakana(last) {
        return None;
    }
    let mut start = end;
    while start > 0 && end - start < 24 && belongs(page.reading.before(start)) {
        start -= 1;
    }
    while start < end && !page.reading.get(start).is_alphabetic() {
        start += 1;
    }
    let letters = page.reading.chars[start..end].iter().filter(|c| c.is_alphabetic()).count();
    (letters > 1).then_some(start..end)
}

/// A whole run of two to four characters.
fn unknown_ending(page: &Page<'_>, end: usize) -> Option<Range<usize>> {
    let run = page.reading.chars[..end].iter().rev().take(6).take_while(|c| is_kanji(**c)).count();
    (2..=4).contains(&run).then_some(end - run..end)
}

/// A name does not begin in the middle of a word. Longer names may follow a word that has no blank after it.
fn begins_word(page: &Page<'_>, start: usize, length: usize) -> bool {
    let (before, first) = (page.reading.before(start), page.reading.get(start));
    if is_hiragana(first) {
        return !is_hiragana(before) && !is_katakana(before) || "のはがとやもをへ".contains(before);
    }
    if is_katakana(first) {
        return !is_katakana(before);
    }
    !is_kanji(before) || length > 3 || (length > 1 && !"大小中新上下東西南北市町村区県".contains(before))
}

/// A name does not end in the middle of a word.
fn ends_word(page: &Page<'_>, end: usize) -> bool {
    let (last, next) = (page.reading.before(end), page.reading.get(end));
    let goes_on = if is_hiragana(last) {
        is_hiragana(next) && !"はがのをにとでもへやさちく".contains(next)
    } else if is_katakana(last) {
        is_katakana(next)
    } else {
        is_kanji(next) && !"様氏殿君男女宅方".contains(next)
    };
    !goes_on
}

fn is_kana(text: &str) -> bool {
    text.chars().all(is_hiragana) || text.chars().all(is_katakana)
}

fn skip_left(page: &Page<'_>, end: usize) -> usize {
    let blanks = page.reading.chars[..end].iter().rev().take(2).take_while(|c| c.is_whitespace()).count();
    end - blanks
}

fn skip_right(page: &Page<'_>, start: usize) -> usize {
    start + page.reading.chars[start..].iter().take(2).take_while(|c| c.is_whitespace()).count()
}
