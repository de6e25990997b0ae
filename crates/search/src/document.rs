//! What the index is told: documents without any knowledge of what they are, and where to get them.

use std::ops::Range;
use std::pin::Pin;

use kernel::changes::DocKey;
use kernel::{Db, Result, RoomId, Timestamp};

/// For a document that can be found until it is changed.
pub const ALWAYS: Range<Timestamp> = Timestamp(i64::MIN)..Timestamp(i64::MAX);

/// Something that can be found.
///
/// What changes by the mere passing of time is several documents of one key, each with its own stretch of time; of one
/// key, no two stretches may overlap. A question then finds what holds at its present, and nobody has to be awake when
/// the time comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its name.
    pub key: DocKey,
    /// Where it lives, which decides who finds it.
    pub room: RoomId,
    /// Its heading.
    pub title: String,
    /// Everything else that can be read in it, as plain text.
    pub body: String,
    /// How its title is spoken, in kana of either kind, words apart; for names of people.
    pub reading: Option<String>,
    /// What it can be filtered by, as `facet:slug`: `kind:consultation`, `pref:11`, `theme:acp`.
    pub tags: Vec<String>,
    /// How many found it useful.
    pub thanked: i64,
    /// How recent it is.
    pub at: Timestamp,
    /// When it can be found; [`ALWAYS`] unless time alone changes it.
    pub during: Range<Timestamp>,
}

/// What a [`Source`] answers with.
pub type Loading<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// Where the documents of one kind come from.
pub trait Source: Send + Sync {
    /// The kind of all its keys.
    fn kind(&self) -> &'static str;

    /// The documents with these ids as they are now. Those that are gone or must not be found are simply missing.
    fn load<'a>(&'a self, db: &'a Db, ids: &'a [i64]) -> Loading<'a, Vec<Document>>;

    /// The ids greater than `after` in ascending order, at most `limit`; an index that is built anew walks through them.
    fn ids<'a>(&'a self, db: &'a Db, after: i64, limit: u64) -> Loading<'a, Vec<i64>>;
}
