//! `yokoito guard`

use std::fs::File;
use std::io::{BufRead, BufReader, Read as _, stdin};
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use guard::{Context, Finding, Guard};
use kernel::Places;
use serde::Deserialize;
use serde_json::{Value, json};

use super::say;

/// What to read.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// A file with a JSON object on each line: `id`, `text`, perhaps `context` with `municipalities` (codes of 5 digits);
    /// `-` for standard input. Without it, standard input is one text
    #[arg(long)]
    jsonl: Option<PathBuf>,
}

/// A text of the file; fields that are not known are left alone.
#[derive(Deserialize)]
struct Line {
    id: Value,
    text: String,
    #[serde(default)]
    context: Author,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Author {
    municipalities: Vec<String>,
}

/// Prints what is found in each text, one JSON object a line.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let guard = Guard::new();
    match options.jsonl.as_deref() {
        None => {
            let mut text = String::new();
            stdin().lock().read_to_string(&mut text).context("read standard input as UTF-8")?;
            say(answer(&Value::Null, &guard.findings(&text, &Context::default()), &text));
            Ok(())
        }
        Some(path) if path.as_os_str() == "-" => lines(&guard, stdin().lock()),
        Some(path) => {
            let file = File::open(path).with_context(|| format!("open {}", path.display()))?;
            lines(&guard, BufReader::new(file))
        }
    }
}

fn lines(guard: &Guard, source: impl BufRead) -> anyhow::Result<()> {
    let places = directory::reference::embedded()?;
    for (number, line) in source.lines().enumerate() {
        let line = line.with_context(|| format!("read line {}", number + 1))?;
        if !line.trim().is_empty() {
            say(checked(guard, &places, &line).with_context(|| format!("line {}", number + 1))?);
        }
    }
    Ok(())
}

fn checked(guard: &Guard, places: &Places, line: &str) -> anyhow::Result<Value> {
    let line: Line = serde_json::from_str(line)?;
    let mut context = Context::default();
    for code in &line.context.municipalities {
        let Some(place) = places.municipality(code) else { bail!("there is no municipality {code}") };
        context = context.with_population(u32::try_from(place.statistics.population).unwrap_or_default());
    }
    Ok(answer(&line.id, &guard.findings(&line.text, &context), &line.text))
}

/// Positions count code points of the text.
fn answer(id: &Value, findings: &[Finding], text: &str) -> Value {
    let chars: Vec<char> = text.chars().collect();
    let finding = |finding: &Finding| {
        json!({
            "kind": finding.kind.slug(),
            "start": finding.span.start,
            "end": finding.span.end,
            "span": chars[finding.span.clone()].iter().collect::<String>(),
            "why": finding.why,
            "suggestion": finding.suggestion,
            "level": finding.level.slug(),
        })
    };
    json!({"id": id, "findings": findings.iter().map(finding).collect::<Vec<_>>()})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_what_is_found_where_and_a_small_municipality_warns_sooner() {
        let (guard, places) = (Guard::new(), directory::reference::embedded().unwrap());
        let line = r#"{"id":7,"text":"😀 利用者の佐藤花子様です。","note":"x","context":{"kind":"consultation"}}"#;
        let answer = checked(&guard, &places, line).unwrap();
        let finding = &answer["findings"][0];
        assert_eq!((&answer["id"], &finding["kind"], &finding["level"]), (&json!(7), &json!("name"), &json!("warn")));
        assert_eq!((&finding["start"], &finding["end"]), (&json!(6), &json!(11)));
        assert_eq!((&finding["span"], &finding["suggestion"]), (&json!("佐藤花子様"), &json!("Ａ様")));
        let rare = |code: &str| {
            let text = "ALSの76歳男性、人工呼吸器を装着しています。";
            let line = json!({"id": "a", "text": text, "context": {"municipalities": [code]}}).to_string();
            checked(&guard, &places, &line).unwrap()["findings"].as_array().map(Vec::len)
        };
        assert_eq!((rare("11202"), rare("13401")), (Some(0), Some(1)));
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let (guard, places) = (Guard::new(), directory::reference::embedded().unwrap());
        for line in ["", "{}", r#"{"id":1}"#, r#"{"id":1,"text":"","context":{"municipalities":["99999"]}}"#] {
            assert!(checked(&guard, &places, line).is_err(), "{line}");
        }
    }
}
