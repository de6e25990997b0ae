//! OR, and conditions that were typed and understood.

use super::*;

#[test]
fn of_words_joined_by_or_one_will_do() {
    let library = Library::texts(&["訪看の夜間", "薬局の夜間", "夜間の会議", "看取りの体制", "体制"]);
    assert_eq!(library.whole("訪看 OR 薬局"), ids(&[1, 2]));
    assert_eq!(library.whole("訪看 または 薬局 夜間"), ids(&[1, 2]));
    assert_eq!(library.whole("夜間 訪看｜薬局"), ids(&[]), "a mark within a word is part of it");
    assert_eq!(library.whole("夜間 訪看 ｜ 薬局 OR 会議"), ids(&[1, 2, 3]));
    assert_eq!(library.whole("看取りの体制 OR 薬局"), ids(&[2, 4]), "all of a piece, or the other");
    assert_eq!(library.whole("\"夜間の会議\" OR 薬局 -訪看"), ids(&[2, 3]));
}

#[test]
fn an_or_without_neighbours_is_a_word() {
    let library = Library::texts(&["OR 室の手順", "訪看の夜間"]);
    assert_eq!(library.whole("OR"), ids(&[1]));
    assert_eq!(library.whole("OR 室"), ids(&[1]), "before the first word");
    assert_eq!(library.whole("手順 OR"), ids(&[1]));
    assert_eq!(library.whole("\"OR\""), ids(&[1]));
}

#[test]
fn what_is_excluded_by_tag_or_room_is_neither_found_nor_counted() {
    let tagged =
        |id, room, tag: &str| Document { room: RoomId(room), tags: vec![tag.to_owned()], ..document(id, "会議", "") };
    let library = Library::of(&[tagged(1, 1, "state:solved"), tagged(2, 1, "state:open"), tagged(3, 2, "state:open")]);
    let scope = Scope::of([RoomId(1), RoomId(2)].into(), BTreeSet::new());
    let all = Ask { scope, facets: vec!["state".to_owned()], ..asking("会議") };
    let answer = |ask: Ask| {
        let found = library.ask(&ask);
        (found.whole.iter().map(|hit| hit.key.id).collect::<BTreeSet<_>>(), found.facets["state"].len())
    };
    let solved = ("state".to_owned(), "solved".to_owned());
    assert_eq!(answer(Ask { without: vec![solved], ..all.clone() }), (ids(&[2, 3]), 1));
    assert_eq!(answer(Ask { without_rooms: vec![RoomId(1)], ..all.clone() }), (ids(&[3]), 1));
    assert_eq!(answer(Ask { rooms: vec![RoomId(1), RoomId(2)], ..all.clone() }), (ids(&[1, 2, 3]), 2));
    assert_eq!(answer(Ask { rooms: vec![RoomId(3)], ..all }), (ids(&[]), 0));
}

#[test]
fn what_most_found_useful_comes_first_and_of_equals_the_newest() {
    let thanked =
        |id, thanked, days: i64| Document { thanked, at: NOW.plus(-days * DAY), ..document(id, "会議", "") };
    let library = Library::of(&[thanked(1, 2, 1), thanked(2, 7, 90), thanked(3, 2, 0), thanked(4, 0, 0)]);
    let found = library.ask(&Ask { order: Order::Thanked, ..asking("会議") });
    assert_eq!(found.whole.iter().map(|hit| hit.key.id).collect::<Vec<_>>(), [2, 3, 1, 4]);
}
