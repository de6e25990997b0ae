//! The final order of the best documents: those that cover more of the question, and those that are more recent.

use kernel::Timestamp;
use kernel::clock::DAY;
use tantivy::query::Bm25StatisticsProvider as _;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocSet as _, Searcher, TERMINATED, Term};

use super::statistics::Statistics;
use crate::schema::{AT, ID};

/// As many documents are ordered anew.
pub const DEPTH: usize = 200;

/// What recency adds at most.
const FRESHNESS: f64 = 0.15;

/// After so many days recency adds half as much.
const HALF_LIFE: f64 = 180.0;

/// What is left of the score of a document that holds none of the terms, before the root is taken.
const FLOOR: f64 = 0.05;

/// A document among the results.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Where it is.
    pub address: DocAddress,
    /// How well it answers.
    pub score: f32,
    /// Its row.
    pub id: i64,
    /// Its time.
    pub at: i64,
}

/// Reads row and time of documents.
pub fn candidates(searcher: &Searcher, found: Vec<(f32, DocAddress)>) -> tantivy::Result<Vec<Candidate>> {
    let columns = searcher.segment_readers().iter().map(|segment| {
        let fast = segment.fast_fields();
        Ok((fast.i64(ID)?.first_or_default_col(0), fast.i64(AT)?.first_or_default_col(0)))
    });
    let columns = columns.collect::<tantivy::Result<Vec<_>>>()?;
    let candidate = |(score, address): (f32, DocAddress)| {
        let (id, at) = &columns[address.segment_ord as usize];
        Candidate { address, score, id: id.get_val(address.doc_id), at: at.get_val(address.doc_id) }
    };
    Ok(found.into_iter().map(candidate).collect())
}

/// Orders the first [`DEPTH`] candidates anew.
///
/// Score × (0.05 + 0.95 × idf of the terms held / idf of all terms)^½ × (1 + 0.15 × 2^(−age / 180 days)), where idf is
/// that of BM25 among the documents that the asker may see.
pub fn rerank(
    searcher: &Searcher,
    statistics: &Statistics<'_>,
    words: Field,
    terms: &[&str],
    now: Timestamp,
    candidates: &mut [Candidate],
) -> tantivy::Result<()> {
    let depth = candidates.len().min(DEPTH);
    let best = &mut candidates[..depth];
    let covered = coverage(searcher, statistics, words, terms, best)?;
    for (candidate, covered) in best.iter_mut().zip(covered) {
        #[expect(clippy::cast_precision_loss, reason = "days are told in fractions")]
        let age = now.since(Timestamp(candidate.at)).max(0) as f64 / DAY as f64;
        let fresh = 1.0 + FRESHNESS * (-age / HALF_LIFE).exp2();
        let factor = (FLOOR + (1.0 - FLOOR) * covered).sqrt() * fresh;
        #[expect(clippy::cast_possible_truncation, reason = "scores are single precision")]
        let score = (f64::from(candidate.score) * factor) as f32;
        candidate.score = score;
    }
    // Rows decide between equals, so that pages do not overlap when segments merge.
    best.sort_by(|a, b| b.score.total_cmp(&a.score).then(b.at.cmp(&a.at)).then(b.id.cmp(&a.id)));
    Ok(())
}

/// For each candidate the share of the terms that it holds, weighed by how rare they are.
pub fn coverage(
    searcher: &Searcher,
    statistics: &Statistics<'_>,
    words: Field,
    terms: &[&str],
    best: &[Candidate],
) -> tantivy::Result<Vec<f64>> {
    let mut order: Vec<usize> = (0..best.len()).collect();
    order.sort_by_key(|at| best[*at].address);
    let (mut held, mut total) = (vec![0.0; best.len()], 0.0);
    for text in terms {
        let term = Term::from_field_text(words, text);
        let weight = idf(statistics.doc_freq(&term)?, statistics.total_num_docs()?);
        total += weight;
        for in_segment in order.chunk_by(|a, b| best[*a].address.segment_ord == best[*b].address.segment_ord) {
            let segment = searcher.segment_reader(best[in_segment[0]].address.segment_ord);
            let postings = segment.inverted_index(words)?.read_postings(&term, IndexRecordOption::Basic)?;
            let Some(mut postings) = postings else { continue };
            for at in in_segment {
                let wanted = best[*at].address.doc_id;
                if postings.doc() < wanted {
                    postings.seek(wanted);
                }
                match postings.doc() {
                    TERMINATED => break,
                    doc if doc == wanted => held[*at] += weight,
                    _ => {}
                }
            }
        }
    }
    Ok(held.into_iter().map(|held: f64| if total > 0.0 { held / total } else { 1.0 }).collect())
}

/// ln(1 + (N − n + ½) / (n + ½)), as in BM25. A term that no document holds counts as the rarest.
fn idf(holding: u64, documents: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "no index holds 2^52 documents")]
    let (n, all) = (holding as f64, documents.max(holding) as f64);
    (1.0 + (all - n + 0.5) / (n + 0.5)).ln()
}
