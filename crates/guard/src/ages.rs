//! Ages: what is one, and exact ages from 90 on.

use std::ops::Range;

use crate::candidates::Candidate;
use crate::cues::Cue;
use crate::finding::{Kind, Level};
use crate::page::Page;
use crate::patterns::{Pattern, compile};
use crate::reading::number;

/// An exact age that somebody has.
pub(crate) struct Age {
    /// Where it stands, with 満 and months.
    pub range: Range<usize>,
    /// In years.
    pub years: u32,
    /// It may belong to a group or an event rather than to a person.
    pub is_loose: bool,
}

static AGE: Pattern = Pattern::new(|| {
    compile(
        r"(?:満|数え)?\s?([0-9]\s?[0-9]{0,2}|[〇一二三四五六七八九十百]{1,5})\s?(?:歳|才|さい|ｻｲ)(?:\s?<n>\s?(?:か|カ|ヶ|ケ|ヵ|箇)月)?",
    )
});

/// What makes it the bound or the middle of a group.
static GROUP_AFTER: Pattern = Pattern::new(|| {
    compile(
        r"^\s?(?:以上|以降|以下|未満|以後|台|代|前後|まで|から\s?[0-9〇一-九]|[~\-～]|を?超|に?達|時代|体操|の壁|児|とし|到達|になったら|になると|の節目|祝|の?お祝い|のつどい|の集い|大会|記念|表彰|健診|時点|相当|以外|[\s:]{0,2}[0-9,]{1,6}\s?(?:人|名|%)|人口|平均|(?:の|に)?健康診査|時平均|の方が対象|を境|、[0-9]{1,3}歳)",
    )
});

static GROUP_BEFORE: Pattern =
    Pattern::new(|| compile(r"(?:平均|中央値|最低|上限|下限|対象|年齢階級|[~～\-.]|人生|平均年齢は|から|年齢)\s?$"));

/// What an event says of an age.
static EVENT: Pattern = Pattern::new(|| compile(r"^(?:の方でも|でも|まで|も|からの|になっても)"));

/// All exact ages.
pub(crate) fn ages(page: &Page<'_>) -> Vec<Age> {
    let mut ages = Vec::new();
    for (range, captures) in page.matches(&AGE) {
        let Some(years) = captures.get(1).and_then(|it| number(it.as_str())) else { continue };
        let before = page.reading.before(range.start);
        let (left, right) = (page.reading.left(range.start, 8), page.reading.right(range.end, 12));
        let is_part =
            before.is_ascii_digit() || matches!(before, '.' | '第' | ',') || (years < 10 && "百十".contains(before));
        let is_group = GROUP_AFTER.is_match(right) || GROUP_BEFORE.is_match(left);
        if years <= 130 && !is_part && !is_group && !page.is_link(&range) {
            let (person, office) = page.cues.balance(&range);
            let is_loose = office > person || (EVENT.is_match(right) && office + 1 > person);
            ages.push(Age { range: trim(page, range), years, is_loose });
        }
    }
    ages
}

/// Proposes exact ages from 90 on.
pub(crate) fn find(page: &Page<'_>, ages: &[Age], out: &mut Vec<Candidate>) {
    for age in ages.iter().filter(|age| age.years >= 90) {
        let near = age.range.start.saturating_sub(8)..age.range.end + 10;
        let level = if age.is_loose && !page.cues.has(Cue::Person, &near) { Level::Hint } else { Level::Warn };
        out.push(Candidate::new(Kind::Age, level, age.range.clone(), decade(age.years)));
    }
}

/// What could be said instead of an age.
pub(crate) fn decade(years: u32) -> String {
    match years {
        0..=5 => "乳幼児".to_owned(),
        6..=9 => "学齢期".to_owned(),
        10..=99 => format!("{}代", years / 10 * 10),
        _ => "100歳以上".to_owned(),
    }
}

/// Without the blanks that an expression took along.
fn trim(page: &Page<'_>, range: Range<usize>) -> Range<usize> {
    let blank = page.reading.chars[range.clone()].iter().take_while(|c| c.is_whitespace()).count();
    range.start + blank..range.end
}
