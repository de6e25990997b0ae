//! How text becomes terms: one analysis for documents and for queries, so that whatever is written can be found.
//!
//! Three views of a text are indexed:
//! - [`morphemes`]: the words that a dictionary sees, in their base form;
//! - [`grams`]: pairs of neighbouring characters, which find any piece of text whatever the dictionary thinks;
//! - [`readings`]: how the words are spoken, for those who type kana.
//!
//! Nothing here can fail: every function is total over all strings.

pub mod dictionary;
pub mod grams;
pub mod kana;
pub mod morphemes;
pub mod norm;
pub mod readings;
pub mod variants;

pub use grams::{Gram, GramKind, grams};
pub use morphemes::{Morpheme, Role, morphemes};
pub use norm::Norm;
pub use readings::{Sound, edges, sounds};

/// Counts up whenever the terms made here change, so that indexes made before are built anew.
pub const VERSION: u32 = 1;
