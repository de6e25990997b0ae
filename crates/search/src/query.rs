//! Questions to the index and its answers.
//!
//! What is typed goes through three steps: [`units`] cuts it into words, phrases and exclusions; [`meaning`] finds out
//! what a document must hold; [`clauses`] says it in the engine's language. [`run`] asks and [`rank`] orders.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::changes::DocKey;
use kernel::{RoomId, Scope, Timestamp};

use self::meaning::Meaning;
use crate::synonyms::Synonyms;

mod best;
mod chunks;
pub(crate) mod clauses;
mod docs;
mod facets;
mod forms;
pub(crate) mod handful;
pub(crate) mod meaning;
mod near;
mod rank;
pub(crate) mod run;
pub(crate) mod sight;
pub(crate) mod signs;
mod spelling;
mod statistics;
#[cfg(test)]
mod tests;
pub(crate) mod units;

/// A question.
#[derive(Clone, Debug)]
pub struct Ask {
    /// What was typed. Words apart must all be held, of words joined by `OR` one will do, `"…"` is looked for as it
    /// stands, `-…` must not be held. Conditions have been taken out before ([`crate::signs()`]).
    pub words: String,
    /// Whether words that particles join must all be held, as in names: ひまわりの会.
    pub names: bool,
    /// What may be seen: holds for hits, totals and facets alike.
    pub scope: Scope,
    /// The kind of documents.
    pub kind: &'static str,
    /// Facets and the slugs of which a document must carry at least one. A facet without slugs does not filter.
    pub filters: Vec<(String, Vec<String>)>,
    /// Facets and slugs that a document must not carry.
    pub without: Vec<(String, String)>,
    /// Only these rooms of the scope; none: all of it.
    pub rooms: Vec<RoomId>,
    /// Not in these rooms.
    pub without_rooms: Vec<RoomId>,
    /// Not before this instant.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub to: Option<Timestamp>,
    /// What comes first.
    pub order: Order,
    /// How many hits to leave out.
    pub offset: usize,
    /// How many hits to answer with; where none are wanted, nothing but their numbers is looked for.
    pub limit: usize,
    /// Facets to count.
    pub facets: Vec<String>,
    /// The present: what can be found now, and how old it is.
    pub now: Timestamp,
    /// What means the same; nothing: what the site says, or what ships where there is no site.
    pub synonyms: Option<Arc<Synonyms>>,
}

impl Ask {
    /// The first twenty documents of a kind within a scope.
    pub fn new(kind: &'static str, scope: Scope, now: Timestamp) -> Self {
        Self {
            words: String::new(),
            names: false,
            scope,
            kind,
            filters: Vec::new(),
            without: Vec::new(),
            rooms: Vec::new(),
            without_rooms: Vec::new(),
            from: None,
            to: None,
            order: Order::Relevance,
            offset: 0,
            limit: 20,
            facets: Vec::new(),
            now,
            synonyms: None,
        }
    }

    /// What means the same.
    pub(crate) fn synonyms(&self) -> &Synonyms {
        self.synonyms.as_ref().unwrap_or_else(|| Synonyms::shipped())
    }
}

/// What comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What answers best; without words, what is newest.
    #[default]
    Relevance,
    /// What is newest.
    Newest,
    /// What most people found useful; of equals, what is newest.
    Thanked,
}

/// An answer. Pages run through `whole` first and through `partial` after it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Of the documents that hold every word, those on this page.
    pub whole: Vec<Hit>,
    /// How many documents hold every word. Of a question in a sentence, how many hold any word of it.
    pub whole_total: usize,
    /// Whether any word of the question will do.
    pub any: bool,
    /// Of the documents that hold only some of the words, those on this page.
    pub partial: Vec<Hit>,
    /// How many documents hold only some of the words.
    pub partial_total: usize,
    /// Where these are few: documents that resemble the question, in writing or in sound, without holding its words. They
    /// are neither counted nor leafed through.
    pub near: Vec<Hit>,
    /// For each facet asked for, its slugs and how many documents that hold every word would be found under each if the
    /// facet itself did not filter; the most frequent first.
    pub facets: BTreeMap<String, Vec<(String, u64)>>,
    /// The words of kana, in katakana, that some document holds by their sound alone; for no other word need the texts of
    /// the hits be listened to.
    pub heard: Vec<String>,
    /// The words for which others were looked for too.
    pub tried: Vec<Tried>,
    /// Where little is found: what may have been meant, as it would be typed.
    pub guesses: Vec<String>,
    /// What was understood, for whoever shows where it stands.
    pub(crate) meaning: Arc<Meaning>,
}

/// A document that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Its name.
    pub key: DocKey,
    /// How well it answers; only comparable within one answer.
    pub score: f32,
}

/// A word and the synonyms that were looked for beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// The word, in normal form.
    pub word: String,
    /// The synonyms, as the list writes them.
    pub synonyms: Vec<String>,
}

/// The index is being built, for the first time or because it was damaged; asking again later helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotReady;

impl From<NotReady> for kernel::Error {
    fn from(_: NotReady) -> Self {
        Self::Busy("the search index is being built".to_owned())
    }
}
