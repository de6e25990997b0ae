//! Sets of documents that are found once and used several times within one question.
//!
//! Phrases are what costs in a question; whoever needs their documents again asks the set, not the phrases.

use std::fmt;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::query::{
    BitSetDocSet, BooleanQuery, ConstScoreQuery, ConstScorer, EnableScoring, Explanation, Occur, Query,
    QueryClone as _, Scorer, Weight,
};
use tantivy::{BitSet, DocAddress, DocId, Score, Searcher, SegmentReader};

use super::clauses::Clause;

/// Documents of one searcher that are not deleted, for each of its segments.
#[derive(Clone)]
pub struct Docs {
    segments: Arc<Vec<(SegmentId, BitSet)>>,
}

impl Docs {
    /// What a query finds.
    pub fn of(searcher: &Searcher, query: &dyn Query) -> tantivy::Result<Self> {
        Self::of_any(searcher, &[query])
    }

    /// These documents, none of which is deleted.
    pub fn at(searcher: &Searcher, addresses: impl Iterator<Item = DocAddress>) -> Self {
        let empty = |segment: &SegmentReader| (segment.segment_id(), BitSet::with_max_value(segment.max_doc()));
        let mut segments: Vec<_> = searcher.segment_readers().iter().map(empty).collect();
        for address in addresses {
            segments[address.segment_ord as usize].1.insert(address.doc_id);
        }
        Self { segments: Arc::new(segments) }
    }

    /// Those of them that pass any of these conditions. Each is asked for on its own, so that it is only compared with
    /// what is in the set; the engine would read all that a union finds before it looked at anything else.
    pub fn passing(&self, searcher: &Searcher, ways: Vec<Clause>) -> tantivy::Result<Self> {
        let within = |way| BooleanQuery::intersection(vec![self.box_clone(), Box::new(ConstScoreQuery::new(way, 0.0))]);
        let ways: Vec<BooleanQuery> = ways.into_iter().map(within).collect();
        Self::of_any(searcher, &ways.iter().map(|way| way as &dyn Query).collect::<Vec<_>>())
    }

    fn of_any(searcher: &Searcher, queries: &[&dyn Query]) -> tantivy::Result<Self> {
        let weight = |query: &&dyn Query| query.weight(EnableScoring::disabled_from_searcher(searcher));
        let weights = queries.iter().map(weight).collect::<tantivy::Result<Vec<_>>>()?;
        let found = searcher.segment_readers().iter().map(|segment| {
            let mut docs = BitSet::with_max_value(segment.max_doc());
            let alive = segment.alive_bitset();
            for weight in &weights {
                weight.for_each_no_score(segment, &mut |found| {
                    for doc in found.iter().filter(|doc| alive.is_none_or(|alive| alive.is_alive(**doc))) {
                        docs.insert(*doc);
                    }
                })?;
            }
            Ok((segment.segment_id(), docs))
        });
        Ok(Self { segments: Arc::new(found.collect::<tantivy::Result<_>>()?) })
    }

    /// Those of them that pass all of these conditions.
    pub fn narrowed(&self, searcher: &Searcher, mut conditions: Vec<(Occur, Clause)>) -> tantivy::Result<Self> {
        conditions.push((Occur::Must, self.box_clone()));
        Self::of(searcher, &BooleanQuery::new(conditions))
    }

    /// Those of one segment.
    pub fn within(&self, segment: &SegmentReader) -> Option<&BitSet> {
        self.segments.iter().find(|(id, _)| *id == segment.segment_id()).map(|(_, docs)| docs)
    }

    /// Those that are in both sets.
    pub fn and(&self, others: &Self) -> Self {
        self.combined(others, |here, there| here && there)
    }

    /// Those that are in either set.
    pub fn or(&self, others: &Self) -> Self {
        self.combined(others, |here, there| here || there)
    }

    /// Those that are not among others.
    pub fn without(&self, others: &Self) -> Self {
        self.combined(others, |here, there| here && !there)
    }

    fn combined(&self, others: &Self, keeps: fn(bool, bool) -> bool) -> Self {
        let combined = self.segments.iter().zip(others.segments.iter()).map(|((id, here), (_, there))| {
            let mut docs = BitSet::with_max_value(here.max_value());
            for doc in (0..here.max_value()).filter(|doc| keeps(here.contains(*doc), there.contains(*doc))) {
                docs.insert(doc);
            }
            (*id, docs)
        });
        Self { segments: Arc::new(combined.collect()) }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.segments.iter().all(|(_, docs)| docs.len() == 0)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.segments.iter().map(|(_, docs)| docs.len()).sum()
    }
}

impl fmt::Debug for Docs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Docs({})", self.len())
    }
}

/// As a condition, the set adds nothing to the score.
impl Query for Docs {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Docs {
    fn scorer(&self, segment: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let docs = self.within(segment).cloned().unwrap_or_else(|| BitSet::with_max_value(segment.max_doc()));
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(docs), 0.0)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("one of a set", 0.0))
    }
}
