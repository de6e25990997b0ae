//! What a question may cost at most, told in terms that are looked up: times depend on machines.

use tantivy::query::{AllQuery, Query};

use super::{Ask, Library, asking};
use crate::query::meaning::Meaning;
use crate::query::{best, clauses};

/// Terms that phrases compare position by position, and all terms.
fn cost(query: &dyn Query) -> (usize, usize) {
    let (mut placed, mut all) = (0, 0);
    query.query_terms(&mut |_, has_position| {
        placed += usize::from(has_position);
        all += 1;
    });
    (placed, all)
}

/// Questions that were made to cost much, and long ones that people may paste.
pub fn hostile() -> Vec<String> {
    let letters = || ('a'..='z').flat_map(|a| ('a'..='z').map(move |b| format!("{a}{b}")));
    vec![
        "a*b*c*".repeat(100),
        "a-b".repeat(600),
        "a b ".repeat(500),
        "a ".repeat(1_000),
        "a*".repeat(1_000),
        "あ".repeat(2_000),
        "\"".to_owned() + &"あ".repeat(2_000) + "\"",
        "あ ".repeat(1_000),
        "-あ".repeat(1_000),
        letters().collect::<Vec<_>>().join(" "),
        letters().collect::<Vec<_>>().join("*"),
        letters().map(|word| format!("-{word}")).collect::<Vec<_>>().join(" "),
        letters().map(|word| format!("\"{word} {word}\"")).collect::<Vec<_>>().join(" "),
        "訪看".repeat(300),
        "訪看 ACP 人生会議 拠点 ケアマネ 地域包括支援センター 在宅 看取り 認知症 退院".to_owned(),
        "訪問看護の夜間対応はどうしていますか".repeat(100),
        "1あ2い3う4え5お".repeat(50),
        "は に を が と も へ や の で か な ね よ ".repeat(20),
    ]
}

#[test]
fn no_question_asks_for_more_than_the_budget() {
    let library = Library::texts(&[]);
    let fields = &library.volume.fields;
    for typed in hostile() {
        let meaning = Meaning::of(&typed);
        let what: String = typed.chars().take(12).collect();
        let ways = meaning
            .words
            .iter()
            .flat_map(|word| clauses::written(fields, word).into_iter().chain(clauses::spoken(fields, word)));
        let ways = ways.chain(clauses::any_of(fields, meaning.content()));
        let (placed, all) = ways.map(|way| cost(way.as_ref())).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        assert!(placed <= 700 && all <= 1_000, "{what}: {placed} {all}");
        let sums = |all: Vec<(tantivy::query::Occur, clauses::Clause)>| {
            all.iter().map(|(_, clause)| cost(clause.as_ref())).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
        };
        let ranking = [
            best::words(fields, &meaning),
            best::pairs(fields, &meaning),
            best::others(fields, &meaning, &AllQuery),
            best::neighbours(fields, &meaning, &AllQuery),
        ];
        let (placed, all) = sums(ranking.into_iter().flatten().collect());
        assert!(placed <= 700 && all <= 1_000, "{what}, ranking: {placed} {all}");
        let (placed, _) = sums(clauses::narrowing(fields, &super::asking(&typed), &meaning));
        assert!(placed <= 300, "{what}, exclusions: {placed}");
    }
}

/// `cargo test --release -p search -- --ignored --nocapture hostile` tells the times.
#[test]
#[ignore = "measures"]
fn hostile_questions_are_answered_in_time() {
    let bodies: Vec<String> =
        ["a ", "あ", "a*b*c*", "訪看", "あ "].iter().map(|text| text.repeat(20_000 / text.chars().count())).collect();
    let bodies: Vec<&str> = bodies.iter().cycle().take(50).map(String::as_str).collect();
    let library = Library::texts(&bodies);
    for typed in hostile() {
        let began = std::time::Instant::now();
        Meaning::of(&typed);
        let understood = began.elapsed();
        let facets = ["kind", "pref", "theme"].map(str::to_owned).to_vec();
        library.ask(&super::Ask { facets, ..super::asking(&typed) });
        let what: String = typed.chars().take(12).collect();
        println!("{what:20} {understood:?} {:?}", began.elapsed());
    }
}

#[test]
fn nothing_that_can_be_typed_fails() {
    let library = Library::texts(&["訪問看護の夜間対応", "花見"]);
    let long = "訪問看護の夜間対応はどうしていますか".repeat(600);
    let many = "訪看 ".repeat(5_000);
    let quoted = format!("\"{long}\"");
    let odd = [
        "\"",
        "-",
        "- -",
        "--看護",
        "*",
        "field:x",
        "a AND OR NOT",
        "(((",
        "\\",
        "/re/",
        "🙂",
        "\u{0}\u{1}",
        "が\u{3099}\u{3099}",
        "ﾞﾟ",
    ];
    for words in odd.into_iter().chain([long.as_str(), &many, &quoted, &"ー".repeat(3_000), &"a".repeat(70_000)]) {
        let found = library.ask(&Ask { facets: vec!["kind".to_owned()], ..asking(words) });
        assert!(found.whole_total + found.partial_total <= 2);
    }
}
