//! Days as offices write them: 2026-04-01, 2026/4/1, 令和8年4月1日, R8.4.1, 20260401, and the number by which Excel counts.

use kernel::Timestamp;
use kernel::text::nfkc;

/// The day 1970-01-01 as Excel counts.
const EPOCH: i64 = 25_569;

/// Days that Excel's numbers are taken for: 1954 to 2119. Others are likely to be something else.
const NUMBERS: std::ops::Range<i64> = 20_000..80_000;

/// Names of eras, folded, with the year before their first.
const ERAS: [(&str, i32); 6] = [("令和", 2018), ("r", 2018), ("平成", 1988), ("h", 1988), ("昭和", 1925), ("s", 1925)];

/// The first instant of the day; nothing when it is none.
pub fn read(typed: &str) -> Option<Timestamp> {
    let text = nfkc(typed).trim().to_lowercase();
    // Excel adds the time of day to some.
    let text = match text.split_once(' ') {
        Some((day, time)) if time.contains(':') => day.to_owned(),
        _ => text.replace(' ', ""),
    };
    let text = text.split('(').next().unwrap_or_default();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return match text.len() {
            5 => of_number(text.parse().ok()?),
            8 => day(text[..4].parse().ok()?, &text[4..6], &text[6..]),
            _ => None,
        };
    }
    let (base, rest) = era(text);
    let rest = rest.replace('元', "1").replace(['年', '月', '/', '.', '‐', '−'], "-").replace('日', "");
    let mut parts = rest.split('-');
    let (year, month, date) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || (base == 0) != (year.len() == 4) {
        return None;
    }
    day(base + year.parse::<i32>().ok()?, month, date)
}

/// The day that Excel counts as this.
pub fn of_number(number: i64) -> Option<Timestamp> {
    let epoch = Timestamp::start_of_day("1970-01-01")?;
    NUMBERS.contains(&number).then(|| epoch.plus((number - EPOCH) * kernel::clock::DAY))
}

/// As it is written into files.
pub fn written(day: Timestamp) -> String {
    day.iso()[..10].to_owned()
}

fn era(text: &str) -> (i32, &str) {
    let found = ERAS.iter().find_map(|(name, base)| Some((*base, text.strip_prefix(name)?)));
    found.unwrap_or((0, text))
}

fn day(year: i32, month: &str, date: &str) -> Option<Timestamp> {
    let number = |text: &str| (1..=2).contains(&text.len()).then(|| text.parse::<u8>().ok()).flatten();
    Timestamp::start_of_day(&format!("{year:04}-{:02}-{:02}", number(month)?, number(date)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_offices_write_it() {
        let april = Timestamp::start_of_day("2026-04-01");
        for typed in [
            "2026-04-01",
            "2026/4/1",
            "2026.4.1",
            "2026年4月1日",
            "２０２６／０４／０１",
            "令和8年4月1日",
            "令和８年４月１日（水）",
            "R8.4.1",
            "r08/04/01",
            "Ｒ８．４．１",
            "20260401",
            "46113",
            "2026/4/1 0:00",
            "2026 年 4 月 1 日",
        ] {
            assert_eq!(read(typed), april, "{typed}");
        }
        assert_eq!(read("令和元年5月1日"), Timestamp::start_of_day("2019-05-01"));
        assert_eq!(read("H31.4.30"), Timestamp::start_of_day("2019-04-30"));
        assert_eq!(written(april.unwrap()), "2026-04-01");
        for wrong in ["", "4/1", "2026/13/1", "令和8年2月30日", "26/4/1", "いつか", "R8", "2026-4-1-1", "12", "999999"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
