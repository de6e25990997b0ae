//! Measures the search with exactly the analysis and the ranking that people get, on a test set in BEIR layout.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, Result};
use kernel::changes::DocKey;
use kernel::{RoomId, Scope, Timestamp};
use serde::Deserialize;

use crate::document::{ALWAYS, Document};
use crate::index::{Mark, Pen, Volume};
use crate::query::{Ask, run};

/// What came out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Documents in the set.
    pub documents: usize,
    /// Queries that have a judgement.
    pub queries: usize,
    /// Normalised discounted cumulative gain of the first 10 hits, with linear gains as in trec_eval; mean over queries.
    pub ndcg_at_10: f64,
    /// One over the rank of the first relevant hit among the first 10; mean over queries.
    pub mrr_at_10: f64,
    /// Share of the relevant documents among the first 100 hits; mean over queries.
    pub recall_at_100: f64,
    /// Share of the queries with a relevant document among the first 5 hits.
    pub success_at_5: f64,
    /// Queries answered in a second by one thread.
    pub queries_per_second: f64,
    /// Documents analysed and indexed in a second by one thread.
    pub documents_per_second: f64,
}

/// A document or a query of the set.
#[derive(Debug, Deserialize)]
pub struct Line {
    /// Its name.
    #[serde(rename = "_id")]
    pub id: String,
    /// Its heading, if it has one.
    #[serde(default)]
    pub title: String,
    /// What it says.
    #[serde(default)]
    pub text: String,
}

/// Judgements: for each query the relevant documents and how relevant they are.
type Judgements = HashMap<String, HashMap<String, f64>>;

/// Indexes `corpus.jsonl` of a folder, asks `queries.jsonl` for `limit` hits each and compares with `qrels/test.tsv`.
///
/// Writes the hits as a TREC run into `run_file`. Blocks the thread. Fails when a file is missing or not in the layout.
pub fn evaluate(dir: &Path, run_file: Option<&Path>, limit: usize) -> Result<Report> {
    crate::analysis::dictionary::check()?;
    let folder = tempfile::tempdir()?;
    measure(dir, run_file, |corpus| index(folder.path(), corpus), |volume, words| ask(volume, words, limit))
}

/// The same for any search: `index` takes the documents in, and `ask` answers with their places, the best first.
pub fn measure<S>(
    dir: &Path,
    run_file: Option<&Path>,
    index: impl FnOnce(&[Line]) -> Result<S>,
    ask: impl Fn(&S, &str) -> Result<Vec<usize>>,
) -> Result<Report> {
    let (corpus, queries) = (lines(&dir.join("corpus.jsonl"))?, lines(&dir.join("queries.jsonl"))?);
    let judgements = judgements(&dir.join("qrels").join("test.tsv"))?;
    let began = Instant::now();
    let search = index(&corpus)?;
    let mut report = Report { documents: corpus.len(), ..Report::default() };
    report.documents_per_second = per_second(corpus.len(), began);

    let (mut trec, mut seconds) = (String::new(), 0.0);
    for query in &queries {
        let began = Instant::now();
        let hits = ask(&search, &query.text)?;
        seconds += began.elapsed().as_secs_f64();
        let ids: Vec<&str> = hits.iter().filter_map(|at| corpus.get(*at)).map(|line| line.id.as_str()).collect();
        for (rank, id) in ids.iter().enumerate() {
            writeln!(trec, "{} Q0 {id} {} {} yokoito", query.id, rank + 1, ids.len() - rank)?;
        }
        if let Some(relevant) = judgements.get(&query.id) {
            report.add(&ids, relevant);
        }
    }
    if let Some(file) = run_file {
        fs::write(file, trec).with_context(|| format!("write {}", file.display()))?;
    }
    report.average(queries.len(), seconds);
    Ok(report)
}

impl Report {
    fn add(&mut self, hits: &[&str], relevant: &HashMap<String, f64>) {
        let gain = |id: &&str| relevant.get(*id).copied().unwrap_or(0.0);
        let first = hits.iter().position(|id| gain(id) > 0.0);
        let mut ideal: Vec<f64> = relevant.values().copied().collect();
        ideal.sort_by(|a, b| b.total_cmp(a));
        self.queries += 1;
        self.ndcg_at_10 += discounted(hits.iter().map(gain)) / discounted(ideal.into_iter());
        self.mrr_at_10 += first.filter(|rank| *rank < 10).map_or(0.0, |rank| 1.0 / float(rank + 1));
        self.success_at_5 += f64::from(u8::from(first.is_some_and(|rank| rank < 5)));
        let held = hits.iter().take(100).filter(|id| gain(id) > 0.0).count();
        self.recall_at_100 += float(held) / float(relevant.len());
    }

    fn average(&mut self, asked: usize, seconds: f64) {
        for sum in [&mut self.ndcg_at_10, &mut self.mrr_at_10, &mut self.recall_at_100, &mut self.success_at_5] {
            *sum /= float(self.queries.max(1));
        }
        self.queries_per_second = float(asked) / seconds.max(f64::EPSILON);
    }
}

fn index(dir: &Path, corpus: &[Line]) -> Result<Volume> {
    let volume = Arc::new(Volume::create(dir)?);
    let mut pen = Pen::take(Arc::clone(&volume), "")?;
    for (id, line) in (0..).zip(corpus) {
        let document = Document {
            key: DocKey { kind: DocKey::KINDS[0], id },
            room: RoomId::JAPAN,
            title: line.title.clone(),
            body: line.text.clone(),
            reading: None,
            tags: Vec::new(),
            at: Timestamp::default(),
            thanked: 0,
            during: ALWAYS,
        };
        pen.add(volume.fields.fill(&document))?;
    }
    pen.commit(Mark::default())?;
    pen.put_down()?;
    volume.reload()?;
    Arc::into_inner(volume).context("the index is still in use")
}

/// The places of the hits in the corpus.
fn ask(volume: &Volume, words: &str, limit: usize) -> Result<Vec<usize>> {
    let scope = Scope::of(BTreeSet::from([RoomId::JAPAN]), BTreeSet::new());
    let question = Ask { words: words.to_owned(), limit, ..Ask::new(DocKey::KINDS[0], scope, Timestamp::default()) };
    let found = run::run(volume, &question, &[])?;
    let hits = found.whole.iter().chain(&found.partial).chain(&found.near);
    Ok(hits.filter_map(|hit| usize::try_from(hit.key.id).ok()).collect())
}

fn lines(file: &Path) -> Result<Vec<Line>> {
    let text = fs::read_to_string(file).with_context(|| format!("read {}", file.display()))?;
    let parse = |(number, line): (usize, &str)| {
        serde_json::from_str(line).with_context(|| format!("{}, line {}", file.display(), number + 1))
    };
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(parse).collect()
}

/// Reads `query-id <tab> corpus-id <tab> score`; a line whose score is no number is a heading.
fn judgements(file: &Path) -> Result<Judgements> {
    let text = fs::read_to_string(file).with_context(|| format!("read {}", file.display()))?;
    let mut all = Judgements::new();
    for line in text.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        if let [query, document, score] = columns.as_slice()
            && let Ok(score) = score.trim().parse::<f64>()
            && score > 0.0
        {
            all.entry((*query).to_owned()).or_default().insert((*document).to_owned(), score);
        }
    }
    Ok(all)
}

fn discounted(gains: impl Iterator<Item = f64>) -> f64 {
    gains.take(10).enumerate().map(|(rank, gain)| gain / float(rank + 2).log2()).sum()
}

fn per_second(count: usize, began: Instant) -> f64 {
    float(count) / began.elapsed().as_secs_f64().max(f64::EPSILON)
}

#[expect(clippy::cast_precision_loss, reason = "counts of documents and ranks are far below 2^52")]
fn float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_those_of_trec_eval() {
        let mut report = Report::default();
        let relevant = HashMap::from([("b".to_owned(), 1.0), ("z".to_owned(), 1.0)]);
        report.add(&["a", "b"], &relevant);
        report.average(1, 1.0);
        let ideal = 1.0 + 1.0 / 3_f64.log2();
        assert!((report.ndcg_at_10 - (1.0 / 3_f64.log2()) / ideal).abs() < 1e-9);
        assert!((report.mrr_at_10 - 0.5).abs() < 1e-9);
        assert!((report.recall_at_100 - 0.5).abs() < 1e-9);
        assert!((report.success_at_5 - 1.0).abs() < 1e-9);
    }
}
