//! Counts the tags of all documents that a query finds.

use std::collections::BTreeMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::schema::TAGS;

/// How often each tag occurs.
pub type Counts = BTreeMap<String, u64>;

/// Counts tags.
#[derive(Clone, Copy, Debug)]
pub struct TagCounts;

/// Counts tags of one segment, by their ordinals.
pub struct SegmentCounts {
    column: Option<StrColumn>,
    counts: Vec<u64>,
}

impl Collector for TagCounts {
    type Fruit = Counts;
    type Child = SegmentCounts;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentCounts> {
        let column = segment.fast_fields().str(TAGS)?;
        let terms = column.as_ref().map_or(0, |column| column.dictionary().num_terms());
        Ok(SegmentCounts { column, counts: vec![0; terms] })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Counts>>) -> tantivy::Result<Counts> {
        let mut all = Counts::new();
        for counts in segments {
            for (tag, count) in counts? {
                *all.entry(tag).or_default() += count;
            }
        }
        Ok(all)
    }
}

impl SegmentCollector for SegmentCounts {
    type Fruit = tantivy::Result<Counts>;

    fn collect(&mut self, document: DocId, _: Score) {
        let Some(column) = &self.column else { return };
        for tag in column.term_ords(document) {
            if let Some(count) = usize::try_from(tag).ok().and_then(|tag| self.counts.get_mut(tag)) {
                *count += 1;
            }
        }
    }

    fn harvest(self) -> Self::Fruit {
        let Some(column) = self.column else { return Ok(Counts::new()) };
        let counted = (0_u64..).zip(self.counts).filter(|(_, count)| *count > 0);
        let (tags, counts): (Vec<u64>, Vec<u64>) = counted.unzip();
        let (mut counts, mut all) = (counts.into_iter(), Counts::new());
        // In the order of their ordinals, so that the dictionary is read once and not from the beginning for each.
        let named = column.dictionary().sorted_ords_to_term_cb(&tags, |name| {
            all.extend(counts.next().map(|count| (String::from_utf8_lossy(name).into_owned(), count)));
        });
        named?;
        Ok(all)
    }
}
