//! Full-text search in Japanese: documents in, ordered hits out.
//!
//! Knows nothing of discussions or people: features hand it [`Document`]s through a [`Source`] and get keys back, which
//! they load under the viewer's scope. Invariants:
//! - hits, totals and facets of one answer obey the same scope;
//! - the analysis of a question is the analysis of the documents;
//! - the mark of an index travels inside it, so a crash repeats work and loses none.

pub mod analysis;
pub mod document;
pub mod evaluate;
pub mod index;
pub mod query;
pub mod schema;
pub mod snippet;
pub mod synonyms;

pub use document::{ALWAYS, Document, Loading, Source};
pub use index::Index;
pub use query::handful::{Handful, is_sentence};
pub use query::signs::{HAS_FILE, Signed, signs, without_marks};
pub use query::{Ask, Found, Hit, NotReady, Order, Tried};
pub use snippet::{Highlighter, Snippet, Way};

#[cfg(test)]
mod tests;
