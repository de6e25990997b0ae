//! Time: an instant is a number of milliseconds, a clock is a parameter, a date on screen is Japanese.

mod holidays;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use sea_orm::DeriveValueType;
use time::{Date, Month, OffsetDateTime, UtcOffset};

/// Japan has had one offset and no summer time since 1951.
const JST: UtcOffset = time::macros::offset!(+9);

/// Milliseconds since 1970-01-01T00:00Z; stored as a plain integer, so both databases sort and compare it alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, DeriveValueType)]
pub struct Timestamp(pub i64);

/// Milliseconds in a second.
pub const SECOND: i64 = 1_000;
/// Milliseconds in a minute.
pub const MINUTE: i64 = 60 * SECOND;
/// Milliseconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Milliseconds in a day.
pub const DAY: i64 = 24 * HOUR;

impl Timestamp {
    /// This instant moved by `milliseconds`, which may be negative.
    #[must_use]
    pub fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// Milliseconds from `earlier` to this instant.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    fn jst(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .ok()
            .and_then(|utc| utc.checked_to_offset(JST))
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    /// The first instant of this day in Japan.
    #[must_use]
    pub fn start_of_its_day(self) -> Self {
        Self(self.jst().date().midnight().assume_offset(JST).unix_timestamp() * SECOND)
    }

    /// 0 on a Monday in Japan, 6 on a Sunday.
    pub fn days_since_monday(self) -> i64 {
        i64::from(self.jst().weekday().number_days_from_monday())
    }

    /// 年度: the year in Japan that begins in April.
    pub fn fiscal_year(self) -> i32 {
        let date = self.jst().date();
        if date.month() < Month::April { date.year() - 1 } else { date.year() }
    }

    /// `2026-11-22T18:30:00+09:00`, for `datetime` attributes.
    pub fn iso(self) -> String {
        let t = self.jst();
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+09:00",
            t.year(),
            u8::from(t.month()),
            t.day(),
            t.hour(),
            t.minute(),
            t.second()
        )
    }

    /// 「令和8年11月22日（日）」
    pub fn japanese_date(self) -> String {
        let t = self.jst();
        let weekday = ["月", "火", "水", "木", "金", "土", "日"][usize::from(t.weekday().number_days_from_monday())];
        format!("{}{}月{}日（{weekday}）", era_year(t.date()), u8::from(t.month()), t.day())
    }

    /// 「令和8年11月22日（日）18:30」
    pub fn japanese(self) -> String {
        let t = self.jst();
        format!("{}{:02}:{:02}", self.japanese_date(), t.hour(), t.minute())
    }

    /// Whether offices in Japan work on the day of this instant.
    pub fn is_working_day(self) -> bool {
        holidays::is_working_day(self.jst().date())
    }

    /// An instant from `2026-11-22T18:30:00+09:00`, with or without the offset, which is then Japan's, or the first one of
    /// a day from `2026-11-22`; `None` when it is no such thing.
    pub fn of_iso(text: &str) -> Option<Self> {
        if let Some(day) = Self::start_of_day(text) {
            return Some(day);
        }
        let format = &time::format_description::well_known::Rfc3339;
        let at =
            OffsetDateTime::parse(text, format).or_else(|_| OffsetDateTime::parse(&format!("{text}+09:00"), format));
        at.ok().map(|at| Self(at.unix_timestamp() * SECOND + i64::from(at.millisecond())))
    }

    /// The first instant of a day in Japan, from `2026-11-22`; `None` when it is no date.
    pub fn start_of_day(iso_date: &str) -> Option<Self> {
        let date = Date::parse(iso_date, time::macros::format_description!("[year]-[month]-[day]")).ok()?;
        let start = date.midnight().assume_offset(JST);
        Some(Self(start.unix_timestamp() * SECOND))
    }
}

/// 「令和8年度」
pub fn fiscal_year(year: i32) -> String {
    if year > REIWA { format!("{}年度", of_reiwa(year)) } else { format!("{year}年度") }
}

/// The year before the first of 令和.
const REIWA: i32 = 2018;

/// 「令和8年」, from 2019-05-01; before that the western year, since nothing here is so old that it needs 平成.
fn era_year(date: Date) -> String {
    let year = date.year();
    if date >= time::macros::date!(2019 - 05 - 01) { format!("{}年", of_reiwa(year)) } else { format!("{year}年") }
}

fn of_reiwa(year: i32) -> String {
    match year - REIWA {
        1 => "令和元".to_owned(),
        year => format!("令和{year}"),
    }
}

/// Where `now` comes from.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// A clock that tests and the demo turn by hand, in milliseconds.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// The present instant.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => {
                let now = OffsetDateTime::now_utc();
                Timestamp(now.unix_timestamp() * SECOND + i64::from(now.millisecond()))
            }
            Self::Set(at) => Timestamp(at.load(Ordering::SeqCst)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    #[test]
    fn no_number_that_somebody_sends_is_too_far_away() {
        // The last one is a day of the year 9999 in Greenwich and none in Japan.
        for far in [i64::MIN, i64::MAX, 253_402_300_799_000] {
            let at = Timestamp(far);
            assert_eq!((at.start_of_its_day().0 % 1_000, at.iso().is_empty(), at.fiscal_year() < 0), (0, false, false));
        }
    }

    #[test]
    fn dates_are_japanese_and_in_japanese_time() {
        let late = Timestamp::start_of_day("2026-11-22").unwrap().plus(86_399_000);
        assert_eq!(late.iso(), "2026-11-22T23:59:59+09:00");
        assert_eq!(late.japanese(), "令和8年11月22日（日）23:59");
        assert_eq!(Timestamp::start_of_day("2019-05-01").unwrap().japanese_date(), "令和元年5月1日（水）");
        assert_eq!(Timestamp::start_of_day("2026-02-30"), None);
        for same in ["2026-11-22T23:59:59+09:00", "2026-11-22T14:59:59Z", "2026-11-22T23:59:59"] {
            assert_eq!(Timestamp::of_iso(same), Some(late), "{same}");
        }
        assert_eq!(Timestamp::of_iso("2026-11-22"), Some(late.start_of_its_day()));
        assert_eq!(Timestamp::of_iso("令和8年"), None);
        assert_eq!(late.start_of_its_day(), Timestamp::start_of_day("2026-11-22").unwrap());
        assert_eq!(late.days_since_monday(), 6);
    }
}
