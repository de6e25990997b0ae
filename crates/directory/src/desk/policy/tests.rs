//! The rules as tables: an actor, a person, what is to be done, and whether it may be.

use std::collections::BTreeSet;

use kernel::Places;
use kernel::viewer::Role;

use super::*;
use crate::access::parse_role;
use crate::reference::places;

const ACTOR: PersonId = PersonId(1);
const OTHER: PersonId = PersonId(2);

fn role(text: &str, places: &Places) -> Role {
    parse_role(text, places).expect("a role").expect("a grant")
}

/// Roles with a space between, and nothing for a plain member.
fn roles(text: &str, places: &Places) -> BTreeSet<Role> {
    text.split_whitespace().map(|text| role(text, places)).collect()
}

fn actor(text: &str, places: &Places) -> Actor {
    Actor { id: ACTOR, roles: roles(text, places) }
}

/// A person with these grants, whose current and past seats serve these places.
fn subject(grants: &str, current: &str, past: &str, places: &Places) -> Subject {
    let regions = |codes: &str| codes.split_whitespace().map(|code| Region::of_place(code, places)).collect::<Vec<_>>();
    let roles = roles(grants, places);
    Subject {
        id: OTHER,
        rank: Rank::of(&roles),
        is_active: true,
        current: [regions(current), roles.iter().filter_map(|role| Region::of_role(role, places)).collect()].concat(),
        past: regions(past),
    }
}

#[test]
fn only_those_who_are_or_were_in_the_charge_are_known() {
    let places = places();
    for (who, grants, current, past, known) in [
        ("manager:11", "", "11202", "", true),
        ("manager:11", "", "10205 11202", "", true),
        ("manager:11", "", "10205", "11202", true),
        ("manager:11", "officer:11202", "", "", true),
        ("manager:11", "observer:area-1109", "", "", true),
        ("manager:11", "", "10205", "", false),
        ("manager:11", "observer:bloc-kantoshinetsu", "", "", false),
        ("manager:11", "alumni", "", "", false),
        ("bureau:kantoshinetsu", "", "11202", "", true),
        ("bureau:kantoshinetsu", "manager:20", "", "", true),
        ("bureau:kantoshinetsu", "observer:bloc-kantoshinetsu", "", "", true),
        ("bureau:kantoshinetsu", "", "27100", "", false),
        ("bureau:kantoshinetsu", "observer:japan", "", "", false),
        ("administrator", "", "", "", true),
        ("officer:11202", "", "11202", "", false),
        ("observer:pref-11", "", "11202", "", false),
        ("alumni", "", "11202", "", false),
        ("", "", "11202", "", false),
    ] {
        let subject = subject(grants, current, past, &places);
        assert_eq!(subject.is_known_to(&actor(who, &places)), known, "{who}: {grants} {current} ({past})");
    }
}

#[test]
fn a_whole_person_is_up_to_whoever_has_all_of_their_parts_and_is_not_outranked() {
    let places = places();
    for (who, grants, current, past, may) in [
        ("manager:11", "", "11202 11218", "", true),
        ("manager:11", "", "11202 10205", "", false),
        ("manager:10 manager:11", "", "11202 10205", "", true),
        ("bureau:kantoshinetsu", "", "11202 10205", "", true),
        ("bureau:kantoshinetsu", "", "11202 27100", "", false),
        ("administrator", "", "11202 27100", "", true),
        // What is over does not count while something is left, and counts when nothing is.
        ("manager:11", "", "11202", "10205", true),
        ("manager:11", "", "", "11202", true),
        ("manager:11", "alumni", "", "11202", true),
        ("manager:11", "", "", "11202 10205", false),
        // A grant elsewhere is a part too.
        ("manager:11", "officer:10205", "11202", "", false),
        ("manager:11", "observer:japan", "11202", "", false),
        // Rank.
        ("manager:11", "manager:11", "11202", "", true),
        ("manager:11", "bureau:kantoshinetsu", "11100", "", false),
        ("manager:11", "administrator", "11100", "", false),
        ("bureau:kantoshinetsu", "manager:11", "11100", "", true),
        ("bureau:kantoshinetsu", "bureau:kantoshinetsu", "", "", true),
        ("bureau:kantoshinetsu", "administrator", "11100", "", false),
        ("administrator", "administrator", "", "", true),
        // The charge of one region lends no rank in another.
        ("manager:11 bureau:shikoku", "bureau:kantoshinetsu", "11100", "", false),
        ("officer:11202", "", "11202", "", false),
        ("", "", "", "", false),
    ] {
        let subject = subject(grants, current, past, &places);
        assert_eq!(subject.is_wholly_in_hands_of(&actor(who, &places)), may, "{who}: {grants} {current} ({past})");
    }
}

#[test]
fn a_code_needs_a_wider_charge_than_any_that_the_person_has() {
    let places = places();
    for (who, grants, current, may) in [
        ("manager:11", "", "11202", true),
        ("manager:11", "officer:11202", "11202", true),
        ("manager:11", "manager:11", "11202", false),
        ("manager:11 bureau:shikoku", "manager:11", "11202", false),
        ("manager:11", "", "11202 10205", false),
        ("bureau:kantoshinetsu", "manager:11", "11202", true),
        ("bureau:kantoshinetsu", "bureau:kantoshinetsu", "", false),
        ("administrator", "bureau:kantoshinetsu", "", true),
        ("administrator", "administrator", "", false),
        ("officer:11202", "", "11202", false),
    ] {
        let subject = subject(grants, current, "", &places);
        assert_eq!(subject.is_outranked_by(&actor(who, &places)), may, "{who}: {grants} {current}");
    }
    let own = Subject { id: ACTOR, ..subject("", "11202", "", &places) };
    assert!(!own.is_outranked_by(&actor("administrator", &places)));
}

#[test]
fn whoever_lets_somebody_in_again_acts_as_widely_as_whoever_shut_them_out() {
    let places = places();
    for (who, suspended_as, may) in [
        ("manager:11", Rank::Manager, true),
        ("manager:11", Rank::Bureau, false),
        ("manager:11 bureau:shikoku", Rank::Bureau, false),
        ("bureau:kantoshinetsu", Rank::Bureau, true),
        ("bureau:kantoshinetsu", Rank::Administrator, false),
        ("bureau:kantoshinetsu", Rank::read(None), false),
        ("administrator", Rank::read(None), true),
        ("manager:10", Rank::Manager, false),
    ] {
        let readmission =
            Readmission { subject: subject("", "11202", "", &places), suspended_as, reason: String::new() };
        assert_eq!(readmission.is_up_to(&actor(who, &places)), may, "{who} after {suspended_as:?}");
    }
    for rank in [Rank::Member, Rank::Manager, Rank::Bureau, Rank::Administrator] {
        assert_eq!(Rank::read(Some(rank.word())), rank);
    }
}

#[test]
fn a_role_is_given_and_taken_back_within_the_charge_and_never_above_it() {
    let places = places();
    for (who, grants, seat, given, may) in [
        ("manager:11", "", "11202", "officer:11202", true),
        ("manager:11", "", "11202", "officer:10205", false),
        ("manager:11", "", "11202", "observer:pref-11", true),
        ("manager:11", "", "11202", "observer:area-1109", true),
        ("manager:11", "", "11202", "observer:area-1001", false),
        ("manager:11", "", "11202", "observer:bloc-kantoshinetsu", false),
        ("manager:11", "", "11202", "observer:japan", false),
        ("manager:11", "", "11202", "alumni", true),
        ("manager:11", "", "11202", "manager:11", true),
        ("manager:11", "", "11202", "manager:10", false),
        ("manager:11", "", "11202", "bureau:kantoshinetsu", false),
        ("manager:11", "", "11202", "administrator", false),
        ("manager:11", "", "10205", "officer:11202", false),
        ("manager:11", "", "10205", "alumni", false),
        ("manager:11", "bureau:kantoshinetsu", "11100", "officer:11202", false),
        ("manager:11", "administrator", "11100", "alumni", false),
        ("bureau:kantoshinetsu", "", "11202", "manager:11", true),
        ("bureau:kantoshinetsu", "", "11202", "bureau:kantoshinetsu", true),
        ("bureau:kantoshinetsu", "", "11202", "observer:bloc-kantoshinetsu", true),
        ("bureau:kantoshinetsu", "", "11202", "manager:27", false),
        ("bureau:kantoshinetsu", "", "11202", "bureau:kinki", false),
        ("bureau:kantoshinetsu", "", "11202", "observer:japan", false),
        ("bureau:kantoshinetsu", "", "11202", "administrator", false),
        ("administrator", "", "27100", "administrator", true),
        ("administrator", "", "", "observer:japan", true),
        ("administrator", "", "", "alumni", true),
        ("officer:11202", "", "11202", "officer:11202", false),
        ("", "", "11202", "alumni", false),
    ] {
        let role = role(given, &places);
        let region = Region::of_role(&role, &places);
        let trust = Trust { subject: subject(grants, seat, "", &places), role, region };
        assert_eq!(trust.is_up_to(&actor(who, &places)), may, "{who} gives {given} to {grants} {seat}");
    }
}

#[test]
fn a_part_of_a_seat_is_up_to_whoever_has_the_charge_of_that_part() {
    let places = places();
    let holder = subject("", "11202 10205", "", &places);
    for (who, touched, may) in [
        ("manager:11", "11202", true),
        ("manager:11", "11202 11218", true),
        ("manager:11", "10205", false),
        ("manager:11", "11202 10205", false),
        ("bureau:kantoshinetsu", "11202 10205", true),
        ("manager:27", "27100", true),
        ("administrator", "11202 27100", true),
        ("officer:11202", "11202", false),
    ] {
        let revision = SeatRevision {
            seat: SeatId(1),
            holders: vec![holder.clone()],
            places: Vec::new(),
            touched: touched.split_whitespace().map(|code| Region::of_place(code, &places)).collect(),
            change: SeatChange::default(),
        };
        assert_eq!(revision.is_up_to(&actor(who, &places)), may, "{who} touches {touched}");
    }
}

#[test]
fn nobody_changes_their_own_registration_whatever_they_are() {
    let places = places();
    for who in ["manager:11", "bureau:kantoshinetsu", "administrator"] {
        let subject = Subject { id: ACTOR, ..subject(who, "11202", "", &places) };
        let actor = actor(who, &places);
        assert!(subject.is_known_to(&actor), "{who} may read it");
        assert!(!subject.is_wholly_in_hands_of(&actor), "{who}");
        let role = role("officer:11202", &places);
        let region = Region::of_role(&role, &places);
        assert!(!Trust { subject: subject.clone(), role, region }.is_up_to(&actor), "{who}");
        let regions = vec![Region::of_place("11202", &places)];
        assert!(!subject.is_in_hands_of(&actor, &regions), "{who}");
    }
}

#[test]
fn an_office_that_serves_no_municipality_lies_where_its_employer_stands() {
    let places = places();
    let office = Region::of_seat(&[], "11100", &places);
    assert_eq!(office, [Region::of_place("11202", &places)]);
    assert_eq!(Region::of_seat(&["10205".to_owned()], "11100", &places), [Region::of_place("10201", &places)]);
    assert_eq!(Region::of_place("99999", &places), Region::Japan, "what is nowhere is the administrators'");
}
