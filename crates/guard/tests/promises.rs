//! What holds for every text: no failure, spans in order, suggestions that help, time that grows with the length.

use std::time::Instant;

use guard::{Context, Finding, Guard, Kind, Level};

/// Pieces of which nasty texts are made.
const PIECES: [&str; 64] = [
    "\u{200b}",
    "\u{feff}",
    "\u{3099}",
    "\u{309a}",
    "\u{301}",
    "\u{fe0f}",
    "\u{e0101}",
    "\u{202e}",
    "\0",
    "\n",
    "\r\n",
    "\t",
    " ",
    "　",
    "😀",
    "𠮷",
    "0",
    "９",
    "①",
    "⓪",
    "❸",
    "٣",
    "〇",
    "九",
    "十",
    "百",
    "元",
    "-",
    "ー",
    "－",
    "・",
    ".",
    "/",
    "(",
    "）",
    "@",
    "+81",
    "090",
    "0230",
    "〒",
    "様",
    "さん",
    "氏",
    "Ａ",
    "K.",
    "Y",
    "山本",
    "花子",
    "ﾀﾅｶ",
    "ﾊﾞ",
    "髙橋",
    "患者",
    "氏名：",
    "利用者の",
    "昭和",
    "年",
    "月",
    "日生",
    "歳",
    "町",
    "丁目",
    "号室",
    "入院",
    "被保険者番号",
];

#[test]
fn no_text_makes_it_fail_and_spans_are_in_order() {
    let (guard, mut random) = (Guard::new(), Random(1));
    for _ in 0..6_000 {
        let text = random.text(24);
        check_spans(&text, &guard.findings(&text, &Context::default()));
    }
}

#[test]
fn single_characters_of_all_planes_are_harmless() {
    let (guard, mut random) = (Guard::new(), Random(2));
    for _ in 0..400 {
        let text: String = (0..60).filter_map(|_| char::from_u32(random.below(0x11_0000))).collect();
        check_spans(&text, &guard.findings(&text, &Context::default()));
    }
}

#[test]
fn a_text_with_a_suggestion_applied_no_longer_raises_that_finding() {
    let guard = Guard::new();
    let texts = [include_str!("labelled/known.jsonl"), include_str!("labelled/held-out.jsonl")].concat();
    let mut tried = 0;
    for line in texts.lines() {
        let text: serde_json::Value = serde_json::from_str(line).expect("a labelled text");
        let text = text["text"].as_str().expect("a text");
        for finding in guard.findings(text, &Context::default()) {
            let Some(suggestion) = &finding.suggestion else { continue };
            let (changed, range) = apply(text, &finding, suggestion);
            let again = guard.findings(&changed, &Context::default()).into_iter().filter(|it| it.kind == finding.kind);
            let left: Vec<_> = again.filter(|it| it.span.start < range.end && it.span.end > range.start).collect();
            assert!(left.is_empty(), "{text} → {changed}: {left:?}");
            tried += 1;
        }
    }
    assert!(tried > 200, "{tried}");
}

#[test]
fn suggestions_help_in_nasty_texts_too() {
    let (guard, mut random) = (Guard::new(), Random(3));
    for _ in 0..1_500 {
        let text = random.text(16);
        for finding in guard.findings(&text, &Context::default()) {
            let Some(suggestion) = &finding.suggestion else { continue };
            let (changed, range) = apply(&text, &finding, suggestion);
            let again = guard.findings(&changed, &Context::default()).into_iter().filter(|it| it.kind == finding.kind);
            let left: Vec<_> = again.filter(|it| it.span.start < range.end && it.span.end > range.start).collect();
            assert!(left.is_empty(), "{text:?} → {changed:?}: {finding:?} {left:?}");
        }
    }
}

#[test]
fn time_grows_with_the_length_of_the_text() {
    let guard = Guard::new();
    for piece in ["1", "0-", "山", "A.", "町1-", "3月", "佐藤 ", "歳"] {
        let time = |times: usize| {
            let text = piece.repeat(times);
            let run = || {
                let began = Instant::now();
                guard.findings(&text, &Context::default());
                began.elapsed()
            };
            (0..3).map(|_| run()).min().unwrap_or_default()
        };
        let (one, four) = (time(5_000), time(20_000));
        assert!(four < one * 12, "{piece}: {one:?} and {four:?}");
    }
}

#[test]
fn what_the_context_knows_is_tolerated() {
    let guard = Guard::new();
    let text = "本人の携帯は 0230-11-2200、担当は患者の髙田恵子さんです。";
    let known = Context::default().with_phones(["0230(11)2200"]).with_members(["高田 恵子", "見本 花子"]);
    assert_eq!(guard.findings(text, &Context::default()).iter().filter(|it| it.level == Level::Warn).count(), 2);
    assert!(guard.findings(text, &known).iter().all(|it| it.level == Level::Hint));
    // A member who is called by name, and another one whose name only ends alike.
    let warns = |text: &str, context: &Context| guard.findings(text, context).iter().any(|it| it.level == Level::Warn);
    assert!(warns("@見本 花子さん、うちでは月に一度です。", &Context::default()));
    assert!(!warns("@見本 花子さん、うちでは月に一度です。", &known));
    assert!(warns("患者の小見本 花子さん、うちでは月に一度です。", &known));
}

#[test]
fn a_small_municipality_warns_sooner() {
    let guard = Guard::new();
    let text = "ALSの76歳男性、人工呼吸器を装着しています。";
    let of = |population| guard.findings(text, &Context::default().with_population(population));
    assert!(of(300_000).is_empty());
    assert_eq!(of(8_000).iter().map(|it| it.kind).collect::<Vec<_>>(), [Kind::Combination]);
}

#[test]
fn people_get_letters_in_order_that_the_text_does_not_use() {
    let findings = Guard::new().findings("Ａさんの隣の佐藤花子様と高橋ツネ様。佐藤様は独居です。", &Context::default());
    let letters: Vec<_> = findings.iter().filter_map(|it| it.suggestion.as_deref()).collect();
    assert_eq!(letters, ["Ｂ様", "Ｃ様", "Ｂ様"]);
}

#[test]
fn the_guard_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&Guard::new());
}

fn check_spans(text: &str, findings: &[Finding]) {
    let length = text.chars().count();
    for finding in findings {
        assert!(finding.span.start < finding.span.end && finding.span.end <= length, "{text:?}: {finding:?}");
    }
    assert!(findings.windows(2).all(|two| two[0].span.end <= two[1].span.start), "{text:?}: {findings:?}");
}

fn apply(text: &str, finding: &Finding, suggestion: &str) -> (String, std::ops::Range<usize>) {
    let before: String = text.chars().take(finding.span.start).collect();
    let after: String = text.chars().skip(finding.span.end).collect();
    let range = finding.span.start..finding.span.start + suggestion.chars().count();
    (format!("{before}{suggestion}{after}"), range)
}

/// A small generator, the same on every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from(self.0 % u64::from(limit)).unwrap_or_default()
    }

    fn text(&mut self, most: u32) -> String {
        let count = self.below(most);
        let pieces = u32::try_from(PIECES.len()).unwrap_or_default();
        (0..count).map(|_| PIECES[self.below(pieces) as usize]).collect()
    }
}
