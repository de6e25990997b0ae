//! Who answers for a part of an application, and from when on.

use std::collections::BTreeSet;

use kernel::clock::{DAY, HOUR};
use kernel::viewer::Role;
use kernel::{PersonId, Places, Timestamp};

use crate::Roster;

/// How many working days each level has before the next one may decide too.
const WORKING_DAYS: i64 = 5;

/// A part that waits.
#[derive(Clone, Copy, Debug)]
pub struct Waiting<'a> {
    /// Code of the prefecture.
    pub prefecture: &'a str,
    /// Since when.
    pub since: Timestamp,
    /// Whose it is.
    pub applicant: Option<PersonId>,
}

/// Who may decide on a part at an instant.
///
/// First the managers of the prefecture; where there is none, or after five working days, the bureau's officers too;
/// where there is none either, or after five more, the administrators too.
pub fn responsible(part: &Waiting, roster: &Roster, places: &Places, now: Timestamp) -> BTreeSet<PersonId> {
    let bloc = places.prefecture(part.prefecture).map_or("", |prefecture| prefecture.bloc.as_str());
    let levels = [Role::Manager(part.prefecture.to_owned()), Role::Bureau(bloc.to_owned()), Role::Administrator];
    let mut all = BTreeSet::new();
    let mut turn = part.since;
    for role in levels {
        if now < turn {
            break;
        }
        let holders = roster.everybody().filter(|person| person.is_active && person.roles.contains(&role));
        let level: BTreeSet<PersonId> =
            holders.map(|person| person.id).filter(|id| Some(*id) != part.applicant).collect();
        if !level.is_empty() {
            all.extend(level);
            turn = after_working_days(turn, WORKING_DAYS);
        }
    }
    all
}

/// The end of the last of so many whole working days of offices in Japan.
fn after_working_days(from: Timestamp, count: i64) -> Timestamp {
    const JST: i64 = 9 * HOUR;
    // The first day that begins at this instant or later, counted from 1970-01-01.
    let mut day = (from.0 + JST + DAY - 1).div_euclid(DAY);
    let mut left = count;
    let start = |day: i64| Timestamp(day * DAY - JST);
    while left > 0 {
        left -= i64::from(start(day).is_working_day());
        day += 1;
    }
    start(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::read_role;
    use crate::people::Traits;
    use crate::reference::places;
    use crate::roster::{Called, Person};

    fn at(date: &str) -> Timestamp {
        Timestamp::start_of_day(date).unwrap()
    }

    #[test]
    fn whole_working_days_are_counted_and_weekends_and_holidays_are_not() {
        // 2026-11-29 is a Sunday.
        for (from, end) in [
            (at("2026-11-29"), "2026-12-05"),
            (at("2026-11-30"), "2026-12-05"),
            (at("2026-11-30").plus(1), "2026-12-08"),
            (at("2026-12-02").plus(12 * HOUR), "2026-12-10"),
            (at("2026-12-04").plus(23 * HOUR), "2026-12-12"),
            (at("2026-12-05"), "2026-12-12"),
            // 勤労感謝の日 is a Monday; 大型連休 of 2026 ends with a day that makes up for 憲法記念日; the turn of the year.
            (at("2026-11-22"), "2026-12-01"),
            (at("2026-04-28").plus(HOUR), "2026-05-12"),
            (at("2026-12-25").plus(HOUR), "2027-01-08"),
        ] {
            assert_eq!(after_working_days(from, 5), at(end), "{}", from.iso());
        }
    }

    /// People by id, each with a role and whether they are active.
    fn roster(people: &[(i64, &str, &str, bool)]) -> Roster {
        let places = places();
        let holder = |(id, role, scope, is_active): &(i64, &str, &str, bool)| {
            let roles = read_role(role, scope, &places).into_iter().collect();
            person(PersonId(*id), roles, *is_active).finish(&places)
        };
        Roster::new(1, at("2026-11-23"), people.iter().map(holder).collect(), Vec::new(), &places)
    }

    fn person(id: PersonId, roles: BTreeSet<Role>, is_active: bool) -> Person {
        Person {
            id,
            name: "見本 恵".to_owned(),
            kana: "みほん めぐみ".to_owned(),
            introduction: String::new(),
            experience_years: None,
            qualifications: Vec::new(),
            themes: Vec::new(),
            is_suggested: true,
            busy_until: None,
            is_busy: false,
            approved_at: None,
            is_active,
            has_left: false,
            listed: false,
            tenures: Vec::new(),
            roles,
            past_roles: BTreeSet::new(),
            ends: Vec::new(),
            until: std::collections::BTreeMap::new(),
            haystack: String::new(),
            called: Called::default(),
            traits: Traits::default(),
        }
    }

    #[test]
    fn the_manager_comes_first_then_the_bureau_then_the_administrator() {
        let places = places();
        let manager = (1, "manager", "11", true);
        let bureau = (2, "bureau", "kantoshinetsu", true);
        let administrator = (3, "administrator", "", true);
        let others = [(4, "manager", "13", true), (5, "bureau", "kinki", true), (6, "officer", "11202", true)];
        let away = (1, "manager", "11", false);
        // A part that came in on Monday: the first level has until the end of Friday, the next a week more.
        let (first, second, third) = ("2026-11-30", "2026-12-05", "2026-12-12");
        let table: [(&[_], &str, &[i64]); 12] = [
            (&[manager, bureau, administrator], first, &[1]),
            (&[manager, bureau, administrator], "2026-12-04", &[1]),
            (&[manager, bureau, administrator], second, &[1, 2]),
            (&[manager, bureau, administrator], "2026-12-11", &[1, 2]),
            (&[manager, bureau, administrator], third, &[1, 2, 3]),
            (&[bureau, administrator], first, &[2]),
            (&[bureau, administrator], second, &[2, 3]),
            (&[away, bureau, administrator], first, &[2]),
            (&[manager, administrator], first, &[1]),
            (&[manager, administrator], second, &[1, 3]),
            (&[administrator], first, &[3]),
            (&[], third, &[]),
        ];
        for (people, day, expected) in table {
            let roster = roster(&[people, &others].concat());
            let part = Waiting { prefecture: "11", since: at(first), applicant: None };
            let found: Vec<i64> = responsible(&part, &roster, &places, at(day)).into_iter().map(|id| id.0).collect();
            assert_eq!(found, expected, "{people:?} on {day}");
        }
    }

    #[test]
    fn nobody_answers_for_their_own_application() {
        let places = places();
        let roster = roster(&[(1, "manager", "11", true), (2, "bureau", "kantoshinetsu", true)]);
        let part = Waiting { prefecture: "11", since: at("2026-11-23"), applicant: Some(PersonId(1)) };
        assert_eq!(responsible(&part, &roster, &places, at("2026-11-23")), BTreeSet::from([PersonId(2)]));
    }
}
