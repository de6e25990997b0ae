//! What is asked of the report.

use std::ops::Range;

use kernel::Timestamp;
use serde::Deserialize;
use web::links;

/// The year before the site existed.
const EARLIEST: i32 = 2015;

/// The parameters.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ActivityQuery {
    /// Slug of the widest room of a charge.
    pub area: String,
    /// A year, from April to March.
    pub year: String,
}

impl ActivityQuery {
    /// The year that was asked for; this one if it is none that can be reported.
    pub fn year(&self, now: Timestamp) -> i32 {
        let asked = self.year.parse().ok().filter(|year| (EARLIEST..=now.fiscal_year()).contains(year));
        asked.unwrap_or_else(|| now.fiscal_year())
    }

    /// The address of this report, or of its file.
    pub fn href(path: &str, area: &str, year: i32) -> String {
        links::with_query(path, [("area", area), ("year", &year.to_string())])
    }
}

/// From the first of April to the next, in Japan.
pub fn stretch(year: i32) -> Range<Timestamp> {
    let april = |year: i32| Timestamp::start_of_day(&format!("{year:04}-04-01")).unwrap_or_default();
    april(year)..april(year + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_runs_from_april_and_is_one_that_can_be_reported() {
        let now = Timestamp::start_of_day("2026-11-30").unwrap();
        let asked = |year: &str| ActivityQuery { year: year.to_owned(), ..ActivityQuery::default() }.year(now);
        assert_eq!(
            [asked("2025"), asked(""), asked("2027"), asked("1999"), asked("x")],
            [2025, 2026, 2026, 2026, 2026]
        );
        assert_eq!(stretch(2025).start.iso(), "2025-04-01T00:00:00+09:00");
        assert_eq!(stretch(2025).end, stretch(2026).start);
    }
}
