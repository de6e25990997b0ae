//! Days, months and years as people type them: 2026-04-01, 2026/4, 令和8年4月1日, R8.4.1, 2026.

use kernel::Timestamp;

/// A stretch of days in Japan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// Its first instant.
    pub first: Timestamp,
    /// The first instant after it.
    pub after: Timestamp,
}

/// The years before the first of each era, with how it is typed.
const ERAS: [(&[&str], i32); 2] = [(&["令和", "r"], 2018), (&["平成", "h"], 1988)];

impl Days {
    /// The day, month or year that was typed, in normal form; nothing when it is none.
    pub fn read(typed: &str) -> Option<Self> {
        let (year, rest) = year(typed)?;
        let rest: String = rest.trim_start_matches('年').replace(['/', '.', '月'], "-").replace('日', "");
        let mut parts = rest.split('-').filter(|part| !part.is_empty());
        let (month, day) = (parts.next(), parts.next());
        if parts.next().is_some() {
            return None;
        }
        let number = |part: &str| part.parse::<u8>().ok();
        let first_of = |year: i32, month: u8| Timestamp::start_of_day(&format!("{year:04}-{month:02}-01"));
        let (first, after) = match (month, day) {
            (None, _) => (first_of(year, 1)?, first_of(year + 1, 1)?),
            (Some(month), None) => {
                let month = number(month)?;
                let next = if month == 12 { first_of(year + 1, 1) } else { first_of(year, month + 1) };
                (first_of(year, month)?, next?)
            }
            (Some(month), Some(day)) => {
                let first = Timestamp::start_of_day(&format!("{year:04}-{:02}-{:02}", number(month)?, number(day)?))?;
                (first, first.plus(kernel::clock::DAY))
            }
        };
        Some(Self { first, after })
    }

    /// 年度, from 2026, 2026年度, 令和8年度 or R8.
    pub fn fiscal_year(typed: &str) -> Option<i32> {
        let (year, rest) = year(typed.strip_suffix("年度").or(typed.strip_suffix('年')).unwrap_or(typed))?;
        rest.is_empty().then_some(year)
    }
}

/// The year at the start, and what follows it.
fn year(typed: &str) -> Option<(i32, &str)> {
    let era = ERAS.iter().find_map(|(names, before)| {
        let rest = names.iter().find_map(|name| typed.strip_prefix(name))?;
        Some((*before, rest, rest.starts_with('元')))
    });
    let (before, rest, is_first) = era.unwrap_or((0, typed, false));
    if is_first {
        return Some((before + 1, &rest['元'.len_utf8()..]));
    }
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let year: i32 = rest[..end].parse().ok()?;
    let is_year = if before > 0 { (1..=99).contains(&year) } else { end == 4 };
    is_year.then_some((before + year, &rest[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(typed: &str) -> Option<(String, String)> {
        Days::read(typed).map(|days| (days.first.iso()[..10].to_owned(), days.after.iso()[..10].to_owned()))
    }

    #[test]
    fn days_are_typed_in_many_ways() {
        let expected = Some(("2026-04-01".to_owned(), "2026-04-02".to_owned()));
        for typed in ["2026-04-01", "2026-4-1", "2026/4/1", "2026年4月1日", "令和8年4月1日", "r8.4.1"] {
            assert_eq!(days(typed), expected, "{typed}");
        }
        assert_eq!(days("2026-12"), Some(("2026-12-01".to_owned(), "2027-01-01".to_owned())));
        assert_eq!(days("令和元年5月"), Some(("2019-05-01".to_owned(), "2019-06-01".to_owned())));
        assert_eq!(days("2026年"), Some(("2026-01-01".to_owned(), "2027-01-01".to_owned())));
        for typed in ["", "昨日", "2026-13", "2026-02-30", "26-4-1", "20260", "r0", "2026-4-1-1", "2026-x"] {
            assert_eq!(days(typed), None, "{typed}");
        }
    }

    #[test]
    fn fiscal_years_are_too() {
        for typed in ["2026", "2026年度", "令和8年度", "令和8年", "r8"] {
            assert_eq!(Days::fiscal_year(typed), Some(2026), "{typed}");
        }
        assert_eq!(Days::fiscal_year("2026-04"), None);
    }
}
