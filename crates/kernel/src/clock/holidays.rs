//! The days on which offices in Japan are closed, computed from the two laws that name them: 国民の祝日に関する法律 (as it
//! stands in 2026) and 行政機関の休日に関する法律 (weekends, 12月29日 to 1月3日).

use time::{Date, Month, Weekday};

/// Days that are the same every year.
const FIXED: [(u8, u8); 10] = [(1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23)];

/// The first day on which each of the Mondays may fall: 成人の日, 海の日, 敬老の日, スポーツの日.
const MONDAYS: [(u8, u8); 4] = [(1, 8), (7, 15), (9, 15), (10, 8)];

/// Whether offices work on this day.
pub fn is_working_day(day: Date) -> bool {
    let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let is_new_year = match day.month() {
        Month::December => day.day() >= 29,
        Month::January => day.day() <= 3,
        _ => false,
    };
    !(is_weekend || is_new_year || is_day_off(day))
}

/// 休日: the named days themselves, the day that makes up for one on a Sunday, and the day between two of them.
fn is_day_off(day: Date) -> bool {
    is_named(day) || makes_up(day) || (is_named_at(day.previous_day()) && is_named_at(day.next_day()))
}

/// 第3条第2項: the nearest later day that is not named itself, after one that fell on a Sunday.
fn makes_up(day: Date) -> bool {
    let mut before = day.previous_day();
    while let Some(named) = before.filter(|day| is_named(*day)) {
        if named.weekday() == Weekday::Sunday {
            return true;
        }
        before = named.previous_day();
    }
    false
}

fn is_named_at(day: Option<Date>) -> bool {
    day.is_some_and(is_named)
}

/// 国民の祝日, as 第2条 names them.
fn is_named(day: Date) -> bool {
    let (month, number) = (u8::from(day.month()), day.day());
    let is_monday = |(of, first): &(u8, u8)| month == *of && (*first..*first + 7).contains(&number);
    FIXED.contains(&(month, number))
        || (day.weekday() == Weekday::Monday && MONDAYS.iter().any(is_monday))
        || equinoxes(day.year()).contains(&(month, i32::from(number)))
}

/// 春分の日 and 秋分の日, by the formula of the Hydrographic Department, which is good from 1980 to 2099. The days
/// themselves are made public each February for the year after.
fn equinoxes(year: i32) -> [(u8, i32); 2] {
    let years = year - 1980;
    let day = |millionths: i32| (millionths + 242_194 * years) / 1_000_000 - years / 4;
    [(3, day(20_843_100)), (9, day(23_248_800))]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What 内閣府 has published for 2026 and 2027, and what follows from the law for the years after.
    const DAYS_OFF: [(i32, &str); 5] = [
        (2026, "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23"),
        (2027, "1/1 1/11 2/11 2/23 3/21 3/22 4/29 5/3 5/4 5/5 7/19 8/11 9/20 9/23 10/11 11/3 11/23"),
        (2028, "1/1 1/10 2/11 2/23 3/20 4/29 5/3 5/4 5/5 7/17 8/11 9/18 9/22 10/9 11/3 11/23"),
        (2029, "1/1 1/8 2/11 2/12 2/23 3/20 4/29 4/30 5/3 5/4 5/5 7/16 8/11 9/17 9/23 9/24 10/8 11/3 11/23"),
        (2030, "1/1 1/14 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/23 10/14 11/3 11/4 11/23"),
    ];

    fn year(year: i32) -> impl Iterator<Item = Date> {
        let first = Date::from_calendar_date(year, Month::January, 1).unwrap();
        std::iter::successors(Some(first), |day| day.next_day()).take_while(move |day| day.year() == year)
    }

    fn written(day: Date) -> String {
        format!("{}/{}", u8::from(day.month()), day.day())
    }

    #[test]
    fn the_days_off_of_a_year_follow_from_the_law() {
        for (number, expected) in DAYS_OFF {
            let found: Vec<String> = year(number).filter(|day| is_day_off(*day)).map(written).collect();
            assert_eq!(found.join(" "), expected, "{number}");
        }
        // Of 2032, the next year after 2026 with a day between two.
        assert!(year(2032).filter(|day| is_day_off(*day)).map(written).any(|day| day == "9/21"));
    }

    #[test]
    fn offices_are_closed_at_weekends_and_around_the_new_year() {
        let closed = |number: i32, month: &str| {
            let days = year(number).filter(|day| !is_working_day(*day)).map(written);
            days.filter(|day| day.split('/').next() == Some(month)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(closed(2026, "12"), "12/5 12/6 12/12 12/13 12/19 12/20 12/26 12/27 12/29 12/30 12/31");
        assert_eq!(closed(2027, "1"), "1/1 1/2 1/3 1/9 1/10 1/11 1/16 1/17 1/23 1/24 1/30 1/31");
    }
}
