//! What somebody may see, and what the ranking counts among it: found once for each piece of the index and kept, since
//! most questions come from the same few scopes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fixedbitset::FixedBitSet;
use kernel::RoomId;
use kernel::changes::DocKey;
use tantivy::index::SegmentId;
use tantivy::query::{EnableScoring, Query as _, Weight};
use tantivy::schema::Field;
use tantivy::{Searcher, SegmentReader, Term};

use super::Ask;
use super::clauses;
use super::docs::{Docs, found_by};
use crate::schema::Fields;

/// More are not kept; whatever is of a piece that is gone leaves first.
const MOST: usize = 500;

/// No more words than this are counted for one of them.
const MOST_WORDS: usize = 2_000;

/// The documents of a searcher that one asker may see at one time.
#[derive(Debug)]
pub struct Sight {
    /// These.
    pub docs: Docs,
    /// What is counted among those of each piece, in the order of the pieces.
    pub numbers: Vec<Arc<Numbers>>,
}

/// What is counted among documents, each thing when it is first asked for.
#[derive(Debug, Default)]
pub struct Numbers {
    holding: Mutex<HashMap<Term, u64>>,
    tokens: Mutex<HashMap<Field, u64>>,
}

impl Numbers {
    /// How many hold a term.
    pub fn holding(&self, term: &Term, count: impl FnOnce() -> tantivy::Result<u64>) -> tantivy::Result<u64> {
        if let Some(known) = locked(&self.holding).get(term) {
            return Ok(*known);
        }
        let counted = count()?;
        let mut holding = locked(&self.holding);
        if holding.len() >= MOST_WORDS {
            holding.clear();
        }
        holding.insert(term.clone(), counted);
        Ok(counted)
    }

    /// How many tokens they have in a field.
    pub fn tokens(&self, field: Field, count: impl FnOnce() -> tantivy::Result<u64>) -> tantivy::Result<u64> {
        if let Some(known) = locked(&self.tokens).get(&field) {
            return Ok(*known);
        }
        let counted = count()?;
        locked(&self.tokens).insert(field, counted);
        Ok(counted)
    }
}

/// What has been found lately.
#[derive(Debug, Default)]
pub struct Sights(Mutex<HashMap<Key, Seen>>);

/// On what it depends which documents of a piece may be seen, but for the time and for what has been narrowed since.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    segment: SegmentId,
    /// A piece changes by deletions only.
    deleted: u32,
    kind: &'static str,
    rooms: Vec<RoomId>,
}

#[derive(Debug, Clone)]
struct Seen {
    docs: Arc<FixedBitSet>,
    numbers: Arc<Numbers>,
}

impl Sights {
    /// What the asker may see, without those documents that have been narrowed since the index read them.
    pub fn of(&self, searcher: &Searcher, fields: &Fields, ask: &Ask, narrowed: &[DocKey]) -> tantivy::Result<Sight> {
        let weight = [clauses::seen(fields, ask).weight(EnableScoring::disabled_from_searcher(searcher))?];
        let pieces = searcher.segment_readers();
        let seen = pieces.iter().map(|piece| self.seen(searcher, piece, ask, &weight));
        let seen = seen.collect::<tantivy::Result<Vec<_>>>()?;
        let docs = Docs::with(searcher, seen.iter().map(|seen| Arc::clone(&seen.docs)));
        let gone = docs.passing(searcher, clauses::gone(fields, ask, narrowed))?;
        let of_piece = |(piece, seen): (&SegmentReader, Seen)| {
            // What is counted among all of them tells of those that are gone.
            if gone.within(piece).is_none_or(|gone| gone.is_clear()) { seen.numbers } else { Arc::default() }
        };
        Ok(Sight { docs: docs.without(&gone), numbers: pieces.iter().zip(seen).map(of_piece).collect() })
    }

    fn seen(
        &self,
        searcher: &Searcher,
        piece: &SegmentReader,
        ask: &Ask,
        weight: &[Box<dyn Weight>],
    ) -> tantivy::Result<Seen> {
        let rooms = ask.scope.rooms().iter().copied().collect();
        let key = Key { segment: piece.segment_id(), deleted: piece.num_deleted_docs(), kind: ask.kind, rooms };
        if let Some(known) = locked(&self.0).get(&key) {
            return Ok(known.clone());
        }
        let seen = Seen { docs: Arc::new(found_by(weight, piece)?), numbers: Arc::default() };
        let mut kept = locked(&self.0);
        if kept.len() >= MOST {
            kept.retain(|key, _| searcher.segment_readers().iter().any(|piece| piece.segment_id() == key.segment));
        }
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, seen.clone());
        Ok(seen)
    }
}

fn locked<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
