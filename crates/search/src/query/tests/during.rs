//! What begins and ends by the mere passing of time.

use super::*;

/// What is told of 熊谷 at an instant: the hits, their number, and how many there are of each tag.
fn told(library: &Library, now: i64) -> (Vec<i64>, usize, Vec<(String, u64)>) {
    let facets = vec!["pref".to_owned()];
    let found = library.ask(&Ask { facets, now: Timestamp(now), ..asking("熊谷") });
    let ids = found.whole.iter().map(|hit| hit.key.id).collect();
    (ids, found.whole_total, found.facets["pref"].clone())
}

#[test]
fn a_document_is_found_from_its_first_instant_to_before_its_end_and_what_has_none_always() {
    let during = |id, from, until, tag: &str| Document {
        thanked: 0,
        during: Timestamp(from)..Timestamp(until),
        tags: vec![format!("pref:{tag}")],
        ..document(id, "熊谷", "")
    };
    let (ever, never) = (ALWAYS.start.0, ALWAYS.end.0);
    let library = Library::of(&[
        during(1, ever, never, "11"),
        during(2, 100, 200, "12"),
        during(2, 200, 300, "13"),
        during(3, ever, 100, "14"),
        during(4, 300, never, "15"),
    ]);
    let tags = |slugs: &[&str]| slugs.iter().map(|slug| ((*slug).to_owned(), 1)).collect::<Vec<_>>();
    for (now, ids, slugs) in [
        (0, vec![1, 3], tags(&["11", "14"])),
        (99, vec![1, 3], tags(&["11", "14"])),
        (100, vec![1, 2], tags(&["11", "12"])),
        (199, vec![1, 2], tags(&["11", "12"])),
        (200, vec![1, 2], tags(&["11", "13"])),
        (299, vec![1, 2], tags(&["11", "13"])),
        (300, vec![1, 4], tags(&["11", "15"])),
        (i64::MAX, vec![1, 4], tags(&["11", "15"])),
        (i64::MIN, vec![1, 3], tags(&["11", "14"])),
    ] {
        let (mut found, total, counted) = told(&library, now);
        found.sort_unstable();
        assert_eq!((found, total, counted), (ids, 2, slugs), "at {now}");
    }
}

/// Where every document of a segment knows of a time the engine takes another way.
#[test]
fn an_index_of_nothing_but_past_and_future_answers_nothing_and_its_words_count_for_nothing() {
    let at = |id, from, until| Document {
        thanked: 0,
        during: Timestamp(from)..Timestamp(until),
        ..document(id, "熊谷", "熊谷の会議")
    };
    let library = Library::of(&[at(1, 100, 200), at(2, 300, 400)]);
    for (now, ids) in [(99, vec![]), (100, vec![1]), (200, vec![]), (299, vec![]), (399, vec![2]), (400, vec![])] {
        assert_eq!(told(&library, now).0, ids, "at {now}");
    }
    let score = |library: &Library| {
        let found = library.ask(&Ask { now: Timestamp(150), ..asking("熊谷") });
        found.whole.first().map(|hit| hit.score)
    };
    let alone = Library::of(&[at(1, 100, 200)]);
    assert_eq!(score(&library), score(&alone));
}
