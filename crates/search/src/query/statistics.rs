//! How rare words are among the documents that the asker may see, and how long those documents are.
//!
//! Whatever is counted beyond them would show in the order of the hits: that a word becomes common among hidden
//! documents would push down what holds it among the visible ones.

use std::cell::RefCell;
use std::collections::HashMap;

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet as _, Searcher, SegmentReader, TERMINATED, Term};

use super::docs::Docs;

/// The numbers of BM25 over some documents. Each is counted when it is first asked for, at most once in a question.
pub struct Statistics<'a> {
    searcher: &'a Searcher,
    docs: &'a Docs,
    documents: u64,
    holding: RefCell<HashMap<Term, u64>>,
    tokens: RefCell<HashMap<Field, u64>>,
}

impl<'a> Statistics<'a> {
    /// Over these documents and no others.
    pub fn over(searcher: &'a Searcher, docs: &'a Docs) -> Self {
        let (holding, tokens) = (RefCell::default(), RefCell::default());
        Self { searcher, docs, documents: docs.len() as u64, holding, tokens }
    }

    fn holding_within(&self, segment: &SegmentReader, term: &Term) -> tantivy::Result<u64> {
        let Some(docs) = self.docs.within(segment) else { return Ok(0) };
        let index = segment.inverted_index(term.field())?;
        if docs.len() == segment.max_doc() as usize {
            return Ok(u64::from(index.doc_freq(term)?));
        }
        let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? else { return Ok(0) };
        let (mut doc, mut count) = (postings.doc(), 0);
        while doc != TERMINATED {
            count += u64::from(docs.contains(doc));
            doc = postings.advance();
        }
        Ok(count)
    }

    /// Lengths are summed up as roughly as the index keeps them for each document: the exact sum that it keeps for a
    /// whole segment would differ from this by whether hidden documents are in the segment.
    fn tokens_within(&self, segment: &SegmentReader, field: Field) -> tantivy::Result<u64> {
        let Some(docs) = self.docs.within(segment) else { return Ok(0) };
        let lengths = segment.get_fieldnorms_reader(field)?;
        let length = |doc| u64::from(lengths.fieldnorm(doc));
        Ok((0..segment.max_doc()).filter(|doc| docs.contains(*doc)).map(length).sum())
    }
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        if let Some(known) = self.tokens.borrow().get(&field) {
            return Ok(*known);
        }
        let segments = self.searcher.segment_readers().iter();
        let total = segments.map(|segment| self.tokens_within(segment, field)).sum::<tantivy::Result<u64>>()?;
        self.tokens.borrow_mut().insert(field, total);
        Ok(total)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.documents)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        if let Some(known) = self.holding.borrow().get(term) {
            return Ok(*known);
        }
        let segments = self.searcher.segment_readers().iter();
        let total = segments.map(|segment| self.holding_within(segment, term)).sum::<tantivy::Result<u64>>()?;
        self.holding.borrow_mut().insert(term.clone(), total);
        Ok(total)
    }
}
