//! Sets of documents that are found once and used several times within one question.
//!
//! Phrases are what costs in a question; whoever needs their documents again asks the set, not the phrases.

use std::fmt;
use std::sync::Arc;

use fixedbitset::FixedBitSet;
use tantivy::index::SegmentId;
use tantivy::query::{
    BooleanQuery, ConstScoreQuery, ConstScorer, EnableScoring, Explanation, Occur, Query, QueryClone as _, Scorer,
    Weight,
};
use tantivy::{DocAddress, DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED};

use super::clauses::Clause;

/// Documents of one searcher that are not deleted, for each of its segments.
#[derive(Clone)]
pub struct Docs {
    segments: Vec<(SegmentId, Arc<FixedBitSet>)>,
}

impl Docs {
    /// What a query finds.
    pub fn of(searcher: &Searcher, query: &dyn Query) -> tantivy::Result<Self> {
        Self::of_any(searcher, &[query])
    }

    /// These documents, none of which is deleted.
    pub fn at(searcher: &Searcher, addresses: impl Iterator<Item = DocAddress>) -> Self {
        let mut segments: Vec<_> = searcher.segment_readers().iter().map(none_of).collect();
        for address in addresses {
            segments[address.segment_ord as usize].insert(address.doc_id as usize);
        }
        Self::with(searcher, segments.into_iter().map(Arc::new))
    }

    /// What was found in each segment of a searcher, in their order.
    pub fn with(searcher: &Searcher, found: impl Iterator<Item = Arc<FixedBitSet>>) -> Self {
        let ids = searcher.segment_readers().iter().map(SegmentReader::segment_id);
        Self { segments: ids.zip(found).collect() }
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
        let found = searcher.segment_readers().iter().map(|segment| Ok(Arc::new(found_by(&weights, segment)?)));
        Ok(Self::with(searcher, found.collect::<tantivy::Result<Vec<_>>>()?.into_iter()))
    }

    /// Those of them that pass all of these conditions.
    pub fn narrowed(&self, searcher: &Searcher, mut conditions: Vec<(Occur, Clause)>) -> tantivy::Result<Self> {
        if conditions.is_empty() {
            return Ok(self.clone());
        }
        conditions.push((Occur::Must, self.box_clone()));
        Self::of(searcher, &BooleanQuery::new(conditions))
    }

    /// Those of one segment.
    pub fn within(&self, segment: &SegmentReader) -> Option<&Arc<FixedBitSet>> {
        self.segments.iter().find(|(id, _)| *id == segment.segment_id()).map(|(_, docs)| docs)
    }

    /// Those that are in both sets.
    pub fn and(&self, others: &Self) -> Self {
        self.joined(others, FixedBitSet::intersect_with)
    }

    /// Those that are in either set.
    pub fn or(&self, others: &Self) -> Self {
        self.joined(others, FixedBitSet::union_with)
    }

    /// Those that are not among others.
    pub fn without(&self, others: &Self) -> Self {
        self.joined(others, FixedBitSet::difference_with)
    }

    fn joined(&self, others: &Self, join: fn(&mut FixedBitSet, &FixedBitSet)) -> Self {
        let mut all = self.clone();
        for ((_, here), (_, there)) in all.segments.iter_mut().zip(&others.segments) {
            join(Arc::make_mut(here), there);
        }
        all
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.segments.iter().all(|(_, docs)| docs.is_clear())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.segments.iter().map(|(_, docs)| docs.count_ones(..)).sum()
    }
}

fn none_of(segment: &SegmentReader) -> FixedBitSet {
    FixedBitSet::with_capacity(segment.max_doc() as usize)
}

/// What any of these finds in a segment.
pub fn found_by(weights: &[Box<dyn Weight>], segment: &SegmentReader) -> tantivy::Result<FixedBitSet> {
    let mut docs = none_of(segment);
    let alive = segment.alive_bitset();
    for weight in weights {
        weight.for_each_no_score(segment, &mut |found| {
            for doc in found.iter().filter(|doc| alive.is_none_or(|alive| alive.is_alive(**doc))) {
                docs.insert(*doc as usize);
            }
        })?;
    }
    Ok(docs)
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
        let docs = self.within(segment).cloned().unwrap_or_else(|| Arc::new(none_of(segment)));
        Ok(Box::new(ConstScorer::new(Cursor::over(docs), 0.0)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("one of a set", 0.0))
    }
}

/// Reads a set in the order of its documents; the engine's own cursor wants a set of its own each time.
struct Cursor {
    docs: Arc<FixedBitSet>,
    count: u32,
    doc: DocId,
}

impl Cursor {
    fn over(docs: Arc<FixedBitSet>) -> Self {
        let count = u32::try_from(docs.count_ones(..)).unwrap_or(u32::MAX);
        let mut cursor = Self { docs, count, doc: TERMINATED };
        cursor.doc = cursor.next(0);
        cursor
    }

    /// The first document from this one on.
    fn next(&self, from: DocId) -> DocId {
        let blocks = self.docs.as_slice();
        let (block, bit) = ((from / usize::BITS) as usize, from % usize::BITS);
        let Some(first) = blocks.get(block).map(|bits| bits >> bit) else { return TERMINATED };
        if first != 0 {
            return from + first.trailing_zeros();
        }
        let further = (block + 1..).zip(&blocks[block + 1..]).find(|(_, bits)| **bits != 0);
        let place =
            further.and_then(|(block, bits)| Some(u32::try_from(block).ok()? * usize::BITS + bits.trailing_zeros()));
        place.unwrap_or(TERMINATED)
    }
}

impl DocSet for Cursor {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.doc = self.next(self.doc + 1);
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target > self.doc {
            self.doc = self.next(target);
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.count
    }
}
