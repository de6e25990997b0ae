//! Who is named, why, and in which order.

use super::*;
use crate::people::tests::person;
use crate::reference::places;

const QUESTION: fn(Common) -> bool = |[theme, ..]| theme;

/// Somebody with these themes who serves these places.
type Somebody = (i64, &'static str, &'static [&'static str], &'static [&'static str]);

const PEOPLE: [Somebody; 6] = [
    (1, "あ", &["11202"], &["acp"]),
    (2, "い", &["08203"], &["acp"]),
    (3, "う", &["08203"], &["dementia"]),
    (4, "え", &["01100"], &["acp"]),
    (5, "お", &["27100"], &["acp"]),
    (6, "か", &["01100"], &[]),
];

fn roster_of(all: &[Somebody], places: &Places) -> Roster {
    let people = all.iter().map(|(id, kana, served, themes)| {
        Person { themes: themes.to_vec(), ..person(*id, kana, kana, served) }.finish(places)
    });
    Roster::new(1, Timestamp(10), people.collect(), Vec::new(), places)
}

fn ids(sought: &Sought, people: &Roster, turn: usize) -> Vec<i64> {
    sought.among(people.listed(), QUESTION, (turn, 9)).iter().map(|peer| peer.person.id.0).collect()
}

#[test]
fn who_knows_the_theme_in_a_town_like_it_comes_first_and_everybody_has_their_turn() {
    let places = places();
    let people = roster_of(&PEOPLE, &places);
    let kumagaya = ["11202".to_owned()];
    let sought = Sought::of_question(&["acp"], &kumagaya, &people, &places);
    assert_eq!(
        [0, 1, 2, 3].map(|turn| ids(&sought, &people, turn)),
        [[2, 1, 4, 5], [2, 4, 5, 1], [2, 5, 1, 4], [2, 1, 4, 5]]
    );
    let hidden = Sought::of_question(&["acp"], &[], &people, &places);
    assert_eq!(ids(&hidden, &people, 0), [1, 2, 4, 5], "nothing tells the town");
    assert_eq!(ids(&Sought::of_question(&[], &kumagaya, &people, &places), &people, 0), [] as [i64; 0]);
}

#[test]
fn reasons_are_said_in_words() {
    let places = places();
    let people = roster_of(&PEOPLE, &places);
    let me = people.person(PersonId(1)).expect("a person");
    let reasons: Vec<_> = of_person(me, PersonId(4), &people, &places, Timestamp(0))
        .iter()
        .map(|peer| (peer.person.id.0, peer.reason(&places)))
        .collect();
    let town = "熊谷市に似た土浦市を担当";
    let theme = "「ACP（人生会議）」の相談を受けられる方";
    let employer = "同じく郡市区医師会";
    assert_eq!(
        reasons,
        [
            (2, format!("{theme}・{town}・{employer}")),
            (5, format!("{theme}・{employer}")),
            (3, format!("{town}・{employer}")),
        ]
    );
}

#[test]
fn whoever_has_declined_or_is_busy_is_not_named() {
    let places = places();
    let people = roster_of(&PEOPLE, &places);
    let changed = people.everybody().cloned().map(|person| Person {
        is_suggested: person.id.0 != 4,
        is_busy: person.id.0 == 5,
        ..person
    });
    let people = Roster::new(1, Timestamp(0), changed.collect(), Vec::new(), &places);
    assert_eq!(ids(&Sought::of_question(&["acp"], &[], &people, &places), &people, 0), [1, 2]);
}

#[test]
fn the_turn_goes_on_by_one_each_day() {
    let at = |day: &str| Timestamp::start_of_day(day).expect("a day");
    assert_eq!(turn(at("2026-12-01"), 7), turn(at("2026-11-30"), 7) + 1);
    assert_eq!(turn(at("2026-12-01").plus(DAY - 1), 7), turn(at("2026-12-01"), 7));
}
