//! Sets of documents that are found once and used several times within one question.
//!
//! Phrases are what costs in a question; whoever needs their documents again asks the set, not the phrases.

use std::fmt;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{BitSet, DocId, Score, Searcher, SegmentReader};

/// Documents of one searcher that are not deleted, for each of its segments.
#[derive(Clone)]
pub struct Docs {
    segments: Arc<Vec<(SegmentId, BitSet)>>,
}

impl Docs {
    /// What a query finds.
    pub fn of(searcher: &Searcher, query: &dyn Query) -> tantivy::Result<Self> {
        let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
        let found = searcher.segment_readers().iter().map(|segment| {
            let mut docs = BitSet::with_max_value(segment.max_doc());
            let alive = segment.alive_bitset();
            weight.for_each_no_score(segment, &mut |found| {
                for doc in found.iter().filter(|doc| alive.is_none_or(|alive| alive.is_alive(**doc))) {
                    docs.insert(*doc);
                }
            })?;
            Ok((segment.segment_id(), docs))
        });
        Ok(Self { segments: Arc::new(found.collect::<tantivy::Result<_>>()?) })
    }

    /// Those of one segment.
    pub fn within(&self, segment: &SegmentReader) -> Option<&BitSet> {
        self.segments.iter().find(|(id, _)| *id == segment.segment_id()).map(|(_, docs)| docs)
    }

    /// Those that are not among others.
    pub fn without(&self, others: &Self) -> Self {
        let mut segments = self.segments.to_vec();
        for ((_, docs), (_, others)) in segments.iter_mut().zip(others.segments.iter()) {
            for doc in (0..docs.max_value()).filter(|doc| others.contains(*doc)) {
                docs.remove(doc);
            }
        }
        Self { segments: Arc::new(segments) }
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
