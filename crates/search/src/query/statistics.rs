//! How rare words are among the documents that the asker may see, and how long those documents are.
//!
//! Whatever is counted beyond them would show in the order of the hits: that a word becomes common among hidden
//! documents would push down what holds it among the visible ones.

use std::sync::Arc;

use fixedbitset::FixedBitSet;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet as _, Searcher, SegmentReader, TERMINATED, Term};

use super::sight::{Numbers, Sight};

/// The numbers of BM25 over some documents.
pub struct Statistics<'a> {
    searcher: &'a Searcher,
    sight: &'a Sight,
    documents: u64,
}

impl<'a> Statistics<'a> {
    /// Over these documents and no others.
    pub fn over(searcher: &'a Searcher, sight: &'a Sight) -> Self {
        Self { searcher, sight, documents: sight.docs.len() as u64 }
    }

    fn sum(&self, count: impl Fn(&Piece<'_>) -> tantivy::Result<u64>) -> tantivy::Result<u64> {
        let pieces = self.searcher.segment_readers().iter().zip(&self.sight.numbers);
        let seen = |(segment, numbers)| Some(Piece { segment, numbers, docs: self.sight.docs.within(segment)? });
        pieces.filter_map(seen).map(|piece| count(&piece)).sum()
    }
}

/// Some documents of one piece of the index.
struct Piece<'a> {
    segment: &'a SegmentReader,
    docs: &'a Arc<FixedBitSet>,
    numbers: &'a Arc<Numbers>,
}

impl Piece<'_> {
    fn holding(&self, term: &Term) -> tantivy::Result<u64> {
        let index = self.segment.inverted_index(term.field())?;
        if self.docs.is_full() {
            return Ok(u64::from(index.doc_freq(term)?));
        }
        let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? else { return Ok(0) };
        let (mut doc, mut count) = (postings.doc(), 0);
        while doc != TERMINATED {
            count += u64::from(self.docs.contains(doc as usize));
            doc = postings.advance();
        }
        Ok(count)
    }

    /// Lengths are summed up as roughly as the index keeps them for each document: the exact sum that it keeps for a
    /// whole segment would differ from this by whether hidden documents are in the segment.
    fn tokens(&self, field: Field) -> tantivy::Result<u64> {
        let lengths = self.segment.get_fieldnorms_reader(field)?;
        let length = |doc| u64::from(lengths.fieldnorm(doc));
        Ok((0..self.segment.max_doc()).filter(|doc| self.docs.contains(*doc as usize)).map(length).sum())
    }
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.sum(|piece| piece.numbers.tokens(field, || piece.tokens(field)))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.documents)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.sum(|piece| piece.numbers.holding(term, || piece.holding(term)))
    }
}
