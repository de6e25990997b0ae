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

/// The end of the last of so many whole working days, Monday to Friday in Japan; holidays count as working days.
fn after_working_days(from: Timestamp, count: i64) -> Timestamp {
    const JST: i64 = 9 * HOUR;
    // The first day that begins at this instant or later, counted from 1970-01-01, which was a Thursday.
    let mut day = (from.0 + JST + DAY - 1).div_euclid(DAY);
    let mut left = count;
    while left > 0 {
        let is_weekend = (day + 3).rem_euclid(7) >= 5;
        left -= i64::from(!is_weekend);
        day += 1;
    }
    Timestamp(day * DAY - JST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::read_role;
    use crate::people::Traits;
    use crate::reference::places;
    use crate::roster::Person;

    fn at(date: &str) -> Timestamp {
        Timestamp::start_of_day(date).unwrap()
    }

    #[test]
    fn whole_working_days_are_counted_and_weekends_are_not() {
        // 2026-11-22 is a Sunday.
        for (from, end) in [
            (at("2026-11-22"), "2026-11-28"),
            (at("2026-11-23"), "2026-11-28"),
            (at("2026-11-23").plus(1), "2026-12-01"),
            (at("2026-11-25").plus(12 * HOUR), "2026-12-03"),
            (at("2026-11-27").plus(23 * HOUR), "2026-12-05"),
            (at("2026-11-28"), "2026-12-05"),
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
            approved_at: None,
            is_active,
            listed: false,
            tenures: Vec::new(),
            roles,
            past_roles: BTreeSet::new(),
            haystack: String::new(),
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
        let (first, second, third) = ("2026-11-23", "2026-11-28", "2026-12-05");
        let table: [(&[_], &str, &[i64]); 12] = [
            (&[manager, bureau, administrator], first, &[1]),
            (&[manager, bureau, administrator], "2026-11-27", &[1]),
            (&[manager, bureau, administrator], second, &[1, 2]),
            (&[manager, bureau, administrator], "2026-12-04", &[1, 2]),
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
