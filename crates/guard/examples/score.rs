//! Scores the guard on labelled texts: `cargo run --release -p guard --example score -- [-v] FILE…`.
//!
//! A span counts as found when a warning or a block covers it with an intersection over union of at least one half. A
//! text without spans is flagged when anything in it is warned about or blocked.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::time::Instant;

use guard::{Context, Finding, Guard, Level};
use serde::Deserialize;

#[derive(Deserialize)]
struct Labelled {
    id: u32,
    text: String,
    pii: Vec<Span>,
}

#[derive(Deserialize)]
struct Span {
    kind: String,
    start: usize,
    end: usize,
}

#[derive(Default)]
struct Score {
    found: BTreeMap<String, (usize, usize)>,
    clean: usize,
    flagged: usize,
}

fn main() {
    let (options, files): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|it| it == "-v");
    let began = Instant::now();
    let guard = Guard::new();
    println!("start-up {:.1} ms", began.elapsed().as_secs_f64() * 1000.0);
    let mut all = String::new();
    for file in files {
        let lines = fs::read_to_string(&file).expect("a file of labelled texts");
        let texts: Vec<Labelled> =
            lines.lines().map(|line| serde_json::from_str(line).expect("a labelled text")).collect();
        println!("\n{file}: {} texts", texts.len());
        score(&guard, &texts, !options.is_empty()).print();
        all.extend(texts.iter().map(|text| format!("{}\n", text.text)));
    }
    if !all.is_empty() {
        time(&guard, &all);
    }
}

fn score(guard: &Guard, texts: &[Labelled], tells: bool) -> Score {
    let mut score = Score::default();
    for text in texts {
        let mut findings = guard.findings(&text.text, &Context::default());
        findings.retain(|finding| finding.level >= Level::Warn);
        for span in &text.pii {
            let (found, total) = score.found.entry(span.kind.clone()).or_default();
            let hit = findings.iter().any(|finding| overlap(&finding.span, &(span.start..span.end)) >= 0.5);
            (*found, *total) = (*found + usize::from(hit), *total + 1);
            if tells && !hit {
                println!("  missed {} in {}: {}", span.kind, text.id, text.text);
            }
        }
        if text.pii.is_empty() {
            score.clean += 1;
            score.flagged += usize::from(!findings.is_empty());
            for finding in findings.iter().filter(|_| tells) {
                println!("  false {}: {} in {}", text.id, tell(&text.text, finding), text.text);
            }
        }
    }
    score
}

fn tell(text: &str, finding: &Finding) -> String {
    let span: String = text.chars().skip(finding.span.start).take(finding.span.len()).collect();
    format!("{} 「{span}」", finding.kind.slug())
}

#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn overlap(a: &Range<usize>, b: &Range<usize>) -> f64 {
    let both = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    both as f64 / (a.len() + b.len() - both).max(1) as f64
}

impl Score {
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    fn print(&self) {
        for (kind, (found, total)) in &self.found {
            println!("  {kind:<14} {found:>3}/{total:<3} {:.3}", *found as f64 / *total as f64);
        }
        let (found, total) = self.found.values().fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
        println!("  all            {found:>3}/{total:<3} {:.3}", found as f64 / (total as f64).max(1.0));
        let share = self.flagged as f64 / (self.clean as f64).max(1.0);
        println!("  flagged texts without spans: {}/{} {share:.3}", self.flagged, self.clean);
    }
}

/// How long 10 KB of the texts take, and whether twice the text takes twice the time.
fn time(guard: &Guard, texts: &str) {
    println!();
    for (name, bytes) in [("10 KB", 10_000), ("1 MB", 1_000_000), ("2 MB", 2_000_000)] {
        println!("mixed text, {name}: {} µs", best(guard, &fill(texts, bytes)));
    }
    for piece in ["1", "0-9", "山", "ア", "3月", "A.", "さん", "町1-", "東町", "佐藤 ", "\u{200b}", "\n", "@a.", "二十"]
    {
        let (one, two) = (best(guard, &fill(piece, 1_000_000)), best(guard, &fill(piece, 2_000_000)));
        println!("{piece:?} repeated, 1 MB and 2 MB: {one} and {two} µs");
    }
}

fn fill(texts: &str, bytes: usize) -> String {
    texts
        .chars()
        .cycle()
        .scan(0, |size, c| {
            *size += c.len_utf8();
            (*size <= bytes).then_some(c)
        })
        .collect()
}

/// The least of three.
fn best(guard: &Guard, text: &str) -> u128 {
    let run = || {
        let began = Instant::now();
        guard.findings(text, &Context::default());
        began.elapsed().as_micros()
    };
    (0..3).map(|_| run()).min().unwrap_or_default()
}
