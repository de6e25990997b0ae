//! Exact dates: what is one, and what each rule makes of it.

pub(crate) mod births;
pub(crate) mod events;

use std::ops::Range;

use crate::page::Page;
use crate::patterns::{Pattern, compile};
use crate::reading::number;

/// A date as it is written.
pub(super) struct Date {
    /// Where it stands.
    pub range: Range<usize>,
    /// The year as it could be said without the day: 令和8年, 2026年. Empty where none is written.
    pub year: String,
    /// The era is one in which the patients of today were born.
    pub is_long_ago: bool,
    /// From 1 to 12.
    pub month: u32,
    /// `None` where only year and month are written.
    pub day: Option<u32>,
}

static DATE: Pattern = Pattern::new(|| {
    compile(
        r"(?:(明治|大正|昭和|平成|令和|[MTSHRmtshr明大昭平令])[\s.]{0,2}(<n>)|(1[89][0-9]{2}|20[0-9]{2}|一[八九][〇一二三四五六七八九]{2}|二〇[〇一二三][〇一二三四五六七八九]))<_>(?:年|[./\-])<_>(<n>)<_>(?:月(?:<_>(<n>)<_>日)?|[./\-]<_>([0-9]{1,2}))",
    )
});

/// Year, month and day in eight digits.
static COMPACT: Pattern = Pattern::new(|| compile(r"(?:19[0-9]{2}|20[0-2][0-9])(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])"));

static MONTH_DAY: Pattern = Pattern::new(|| compile(r"(<n>)<_>月<_>(<n>)<_>日|([0-9]{1,2})\s?/\s?([0-9]{1,2})"));

/// Dates with a year.
pub(super) fn full(page: &Page<'_>) -> Vec<Date> {
    let mut dates = Vec::new();
    for (range, captures) in page.matches(&DATE) {
        let text = |group: usize| captures.get(group).map(|it| it.as_str());
        let value = |group: usize| text(group).and_then(number);
        let era = text(1).map(era);
        let year = match (era, value(2), value(3)) {
            (Some(era), Some(1), _) => format!("{era}元年"),
            (Some(era), Some(year), _) => format!("{era}{year}年"),
            (None, _, Some(year)) => format!("{year}年"),
            _ => continue,
        };
        let is_long_ago =
            era.map_or(value(3).is_some_and(|year| year < 1965), |era| ["明治", "大正", "昭和"].contains(&era));
        let day = value(5).or_else(|| value(6));
        let letter = text(1).is_some_and(str::is_ascii) && page.reading.before(range.start).is_ascii_alphanumeric();
        let (Some(month), false) = (value(4), letter) else { continue };
        push(page, Date { range, year, is_long_ago, month, day }, &mut dates);
    }
    for (range, _) in page.matches(&COMPACT) {
        let text = page.reading.slice(&range);
        let part = |from: usize, to: usize| text.get(from..to).and_then(number);
        let date = Date {
            year: format!("{}年", text.get(..4).unwrap_or_default()),
            is_long_ago: text < "1965",
            month: part(4, 6).unwrap_or_default(),
            day: part(6, 8),
            range,
        };
        push(page, date, &mut dates);
    }
    dates.sort_by_key(|date| date.range.start);
    dates
}

/// Dates without a year that are no part of one with a year.
pub(super) fn short(page: &Page<'_>, full: &[Date]) -> Vec<Date> {
    let mut dates = Vec::new();
    for (range, captures) in page.matches(&MONTH_DAY) {
        let value = |a: usize, b: usize| captures.get(a).or_else(|| captures.get(b)).and_then(|it| number(it.as_str()));
        let before = full.partition_point(|date| date.range.start < range.end);
        let (Some(month), Some(day)) = (value(1, 3), value(2, 4)) else { continue };
        if before == 0 || full[before - 1].range.end <= range.start {
            push(page, Date { range, year: String::new(), is_long_ago: false, month, day: Some(day) }, &mut dates);
        }
    }
    dates
}

impl Date {
    /// What could be said instead: 令和8年春.
    pub fn season(&self) -> String {
        let season = match self.month {
            3..=5 => "春",
            6..=8 => "夏",
            9..=11 => "秋",
            _ => "冬",
        };
        if self.year.is_empty() { format!("{season}ごろ") } else { format!("{}{season}", self.year) }
    }
}

/// Keeps what can be a date and is not part of a longer number.
fn push(page: &Page<'_>, date: Date, dates: &mut Vec<Date>) {
    let (before, after) = (page.reading.before(date.range.start), page.reading.get(date.range.end));
    let continues = |c: char| c.is_ascii_digit() || matches!(c, '/' | '-');
    let starts = page.reading.get(date.range.start).is_ascii_digit() && (continues(before) || before == '.');
    let ends = page.reading.before(date.range.end).is_ascii_digit() && (continues(after) || after == '%');
    if (1..=12).contains(&date.month) && date.day.is_none_or(|day| (1..=31).contains(&day)) && !starts && !ends {
        dates.push(date);
    }
}

fn era(written: &str) -> &'static str {
    match written {
        "明治" | "明" | "M" | "m" => "明治",
        "大正" | "大" | "T" | "t" => "大正",
        "昭和" | "昭" | "S" | "s" => "昭和",
        "平成" | "平" | "H" | "h" => "平成",
        _ => "令和",
    }
}
