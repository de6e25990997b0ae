//! Other ways to write what was typed that no list could hold: years, places with ケ, words with okurigana.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::analysis::{Morpheme, Role, kana, morphemes};

/// A word that sounds as short as this sounds like many others.
const SHORT: usize = 2;

/// An era: its name, its letter, the year before its first one, and the numbers that its years have.
type Era = (&'static str, char, u32, Range<u32>);
const ERAS: [Era; 2] = [("令和", 'r', 2018, 1..60), ("平成", 'h', 1988, 1..32)];

/// The first verb ends as verbs do before another one: 来る日 is no noun.
static TWO_VERBS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let joined = r"(?<first>\p{Han})\p{Hiragana}?[いきぎしちにびみりえけげせてねべめれ](?<second>\p{Han})(?<last>\p{Hiragana}{0,2})";
    Regex::new(joined).ok()
});

/// Places in a text in normal form, and what else could stand there.
pub fn others(text: &str) -> Vec<(Range<usize>, Vec<String>)> {
    let mut all = years(text);
    all.extend(places(text, 'ケ').map(|place| (place, vec!["が".to_owned()])));
    all.extend(with_fewer_okurigana(text));
    all
}

/// Two verbs that are one noun, written with fewer okurigana: 持帰り and 持帰 for 持ち帰り.
fn with_fewer_okurigana(text: &str) -> Vec<(Range<usize>, Vec<String>)> {
    let noun = |found: Captures<'_>| {
        let (whole, [first, second, last]) = (found.get(0)?, ["first", "second", "last"].map(|part| &found[part]));
        let is_part =
            text[..whole.start()].ends_with(is_kanji) || text[whole.end()..].starts_with(is_kanji) && last.is_empty();
        let (fewer, none) = (format!("{first}{second}{last}"), format!("{first}{second}"));
        let others = if last.is_empty() { vec![none] } else { vec![fewer, none] };
        (!is_part).then(|| (whole.range(), others))
    };
    TWO_VERBS.iter().flat_map(|verbs| verbs.captures_iter(text)).filter_map(noun).collect()
}

/// A question in which the が of a name of a place has become ケ, as which it is not taken for a particle: 鎌が谷.
pub fn with_names(text: &str) -> String {
    let mut text = text.to_owned();
    for place in places(&text.clone(), 'が') {
        let mut named = text.clone();
        named.replace_range(place.clone(), "ケ");
        let is_name = |m: &Morpheme| m.range.start < place.start && place.end < m.range.end;
        if morphemes(&named).iter().any(is_name) {
            text = named;
        }
    }
    text
}

/// How a word with okurigana is spoken, which others write with more or fewer of them: 申し込み, 申込み, 申込.
pub fn spoken(text: &str) -> Option<String> {
    let has_kana = text.chars().any(kana::is_hiragana);
    if !has_kana || !text.chars().all(|c| kana::is_hiragana(c) || is_kanji(c)) || text.chars().all(kana::is_hiragana) {
        return None;
    }
    let found = morphemes(text);
    // The forms of a verb other than the one that also is a noun are spoken like too much else.
    let is_noun = |m: &Morpheme| m.role == Role::Content && m.term.starts_with(&text[m.range.clone()]);
    if !found.iter().all(is_noun) {
        return None;
    }
    let readings: Option<String> = found.into_iter().map(|m| m.reading).collect();
    readings.filter(|reading| reading.chars().count() > SHORT)
}

/// Where a letter stands before a kanji and after one, or after hiragana: 鎌ケ谷, つつじケ丘, but not ケア.
fn places(text: &str, letter: char) -> impl Iterator<Item = Range<usize>> {
    text.match_indices(letter).filter_map(move |(at, found)| {
        let end = at + found.len();
        let before = text[..at].chars().next_back().is_some_and(|c| is_kanji(c) || kana::is_hiragana(c));
        (before && text[end..].starts_with(is_kanji)).then_some(at..end)
    })
}

/// The years in a text with the other ways to write each: 令和6年度, R6 and 2024 are the same.
fn years(text: &str) -> Vec<(Range<usize>, Vec<String>)> {
    let is_cut = |at: usize| text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
    let starts = text.char_indices().map(|(at, _)| at).filter(|at| !is_cut(*at));
    starts.filter_map(|start| year_at(text, start)).collect()
}

fn year_at(text: &str, start: usize) -> Option<(Range<usize>, Vec<String>)> {
    let (year, length) = year(&text[start..])?;
    let end = start + length;
    let unit = ["年度", "年", ""].into_iter().find(|unit| text[end..].starts_with(unit))?;
    let is_part = text[end..].starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/'));
    let range = start..end + unit.len();
    (!is_part).then(|| (range.clone(), written(year, unit, &text[range])))
}

/// The year with which a text begins, and its length in bytes.
fn year(text: &str) -> Option<(u32, usize)> {
    let digits = |at: usize| at + text[at..].bytes().take_while(u8::is_ascii_digit).count();
    if digits(0) == 4 {
        return Some((text[..4].parse().ok().filter(|year| (1989..2078).contains(year))?, 4));
    }
    ERAS.iter().find_map(|(name, letter, before, years)| {
        let first = format!("{name}元");
        if text.starts_with(&first) {
            return Some((before + 1, first.len()));
        }
        let at = if text.starts_with(name) { name.len() } else { text.starts_with(*letter).then_some(1)? };
        let number = text[at..digits(at)].parse().ok().filter(|number| years.contains(number))?;
        Some((before + number, digits(at)))
    })
}

/// A year in every other way than it was typed.
fn written(year: u32, unit: &str, typed: &str) -> Vec<String> {
    let full = if unit.is_empty() { "年" } else { unit };
    let of_era = ERAS.iter().filter_map(|(name, letter, before, years)| {
        let number = year.checked_sub(*before).filter(|number| years.contains(number))?;
        let long = if number == 1 { format!("{name}元{full}") } else { format!("{name}{number}{full}") };
        let short = format!("{letter}{number}");
        Some([long, format!("{short}{unit}"), short])
    });
    let mut all: Vec<String> = [format!("{year}{full}")].into_iter().chain(of_era.flatten()).collect();
    all.dedup();
    all.retain(|other| !other.starts_with(typed));
    all
}

fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '一'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years_of(text: &str) -> Vec<(&str, Vec<String>)> {
        years(text).into_iter().map(|(range, others)| (&text[range], others)).collect()
    }

    #[test]
    fn a_year_is_written_in_every_other_way() {
        assert_eq!(
            years_of("令和6年度研修"),
            [("令和6年度", ["2024年度", "r6年度", "r6"].map(str::to_owned).to_vec())]
        );
        assert_eq!(years_of("r6"), [("r6", ["2024年", "令和6年"].map(str::to_owned).to_vec())]);
        assert_eq!(years_of("2024"), [("2024", ["令和6年", "r6"].map(str::to_owned).to_vec())]);
        let both = ["令和元年", "r1年", "r1", "平成31年", "h31年", "h31"].map(str::to_owned).to_vec();
        assert_eq!(years_of("2019年"), [("2019年", both)]);
        assert_eq!(years_of("令和元年")[0].1[0], "2019年");
    }

    #[test]
    fn other_numbers_are_no_years() {
        for text in ["090-2024-1234", "a2024", "20245", "h1n1", "hr6", "2024-05", "r99", "平成40年", "令和0年"] {
            assert!(years(text).is_empty(), "{text}: {:?}", years(text));
        }
    }

    #[test]
    fn a_name_of_a_place_is_no_sentence() {
        assert_eq!(with_names("鎌が谷市の研修"), "鎌ケ谷市の研修");
        assert_eq!(with_names("医師が不足"), "医師が不足");
        assert_eq!(others("つつじケ丘").len(), 1);
        assert!(others("地域ケア会議").is_empty());
    }

    #[test]
    fn okurigana_may_be_missing() {
        let fewer = |text| others(text).into_iter().flat_map(|(_, others)| others).collect::<Vec<_>>();
        assert_eq!(fewer("持ち帰り資料"), ["持帰り", "持帰"]);
        assert_eq!(fewer("切り替え"), ["切替え", "切替"]);
        assert_eq!([fewer("来る日"), fewer("訪問する看護"), fewer("在宅で看取る")], [[""; 0]; 3]);
    }

    #[test]
    fn okurigana_are_heard() {
        let reading = Some("ヨビダシ".to_owned());
        assert_eq!([spoken("呼び出し"), spoken("呼出し")], [reading.clone(), reading]);
        assert_eq!([spoken("ほうもん"), spoken("訪問看護"), spoken("困っている")], [None, None, None]);
    }
}
