//! The aims hold on the labelled texts.

use std::collections::BTreeMap;

use guard::{Context, Guard, Level};
use serde::Deserialize;

#[derive(Clone, Deserialize)]
struct Labelled {
    text: String,
    pii: Vec<Span>,
}

#[derive(Clone, Deserialize)]
struct Span {
    kind: String,
    start: usize,
    end: usize,
}

const KNOWN: &str = include_str!("labelled/known.jsonl");
const HELD_OUT: &str = include_str!("labelled/held-out.jsonl");

/// Kinds that are found by form rather than by lists and cues.
const FORMAL: [&str; 8] =
    ["birthdate", "event_date", "phone", "email", "kaigo_no", "insurance_no", "mynumber", "record_no"];

#[test]
fn numbers_and_dates_are_found() {
    for (set, texts) in [("known", KNOWN), ("held out", HELD_OUT)] {
        assert!(recall(texts, |kind| FORMAL.contains(&kind)) >= 0.97, "{set}");
    }
}

#[test]
fn names_addresses_and_facilities_are_found() {
    for (set, texts) in [("known", KNOWN), ("held out", HELD_OUT)] {
        assert!(recall(texts, |kind| !FORMAL.contains(&kind)) >= 0.93, "{set}");
    }
}

#[test]
fn harmless_texts_are_left_alone() {
    for (set, texts) in [("known", KNOWN), ("held out", HELD_OUT)] {
        let guard = Guard::new();
        let clean: Vec<Labelled> = read(texts).into_iter().filter(|text| text.pii.is_empty()).collect();
        let flagged = clean.iter().filter(|text| !spans(&guard, &text.text).is_empty()).count();
        assert!(flagged * 100 <= clean.len() * 4, "{set}: {flagged} of {}", clean.len());
    }
}

#[test]
fn the_set_is_large_enough_to_say_something() {
    let texts = [read(KNOWN), read(HELD_OUT)].concat();
    let kinds: BTreeMap<&str, usize> =
        texts.iter().flat_map(|text| &text.pii).fold(BTreeMap::new(), |mut kinds, span| {
            *kinds.entry(span.kind.as_str()).or_default() += 1;
            kinds
        });
    let clean = texts.iter().filter(|text| text.pii.is_empty()).count();
    assert!(texts.len() - clean >= 170 && clean >= 150, "{} and {clean}", texts.len() - clean);
    assert_eq!(kinds.len(), 15, "{kinds:?}");
}

fn recall(texts: &str, wanted: impl Fn(&str) -> bool) -> f64 {
    let guard = Guard::new();
    let (mut found, mut total) = (0.0, 0.0);
    for text in read(texts) {
        let spans = spans(&guard, &text.text);
        for span in text.pii.iter().filter(|span| wanted(&span.kind)) {
            let hit = spans.iter().any(|it| {
                let both = it.end.min(span.end).saturating_sub(it.start.max(span.start));
                2 * both >= it.len() + (span.end - span.start) - both
            });
            (found, total) = (found + f64::from(u8::from(hit)), total + 1.0);
        }
    }
    found / total
}

fn spans(guard: &Guard, text: &str) -> Vec<std::ops::Range<usize>> {
    let findings = guard.findings(text, &Context::default());
    findings.into_iter().filter(|finding| finding.level >= Level::Warn).map(|finding| finding.span).collect()
}

fn read(texts: &str) -> Vec<Labelled> {
    texts.lines().map(|line| serde_json::from_str(line).expect("a labelled text")).collect()
}
