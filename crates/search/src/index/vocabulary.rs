//! The words of an index with how they are spoken, for questions that find nothing because of a slip.
//!
//! Whose words these are is not known here: whoever offers one first looks whether a document that the asker may see
//! holds it ([`crate::query`]).

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::Searcher;

use crate::analysis::{kana, morphemes};
use crate::schema::Fields;
use crate::synonyms::Synonyms;

/// More words than this are not kept; those of a large index come round in the order of their characters.
const MOST: usize = 200_000;

/// The list of a large index is made anew when it has grown or shrunk by this share.
const CHANGED: u64 = 50;

/// Below so many documents it is made anew for every commit.
const FEW: u64 = 5_000;

/// A word that can be offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// As it is written, in normal form.
    pub text: String,
    /// How it is spoken, in katakana, where that is known.
    pub reading: Option<String>,
}

/// The words of an index and of the list of synonyms.
#[derive(Debug, Default)]
pub struct Vocabulary {
    entries: Vec<Entry>,
}

/// The vocabulary as it was last made.
#[derive(Debug, Default)]
pub struct Kept(Mutex<Option<Made>>);

/// A vocabulary and from what it was made.
#[derive(Debug)]
struct Made {
    documents: u64,
    generation: u64,
    synonyms: i64,
    vocabulary: Arc<Vocabulary>,
}

impl Kept {
    /// The vocabulary of what can be found now, or nearly now if there is much of it.
    pub fn of(&self, searcher: &Searcher, fields: &Fields, synonyms: &Synonyms) -> tantivy::Result<Arc<Vocabulary>> {
        let (documents, generation) = (searcher.num_docs(), searcher.generation().generation_id());
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = kept.as_ref().filter(|made| made.synonyms == synonyms.version()) {
            let is_near = documents >= FEW && documents.abs_diff(made.documents) * CHANGED < documents;
            if made.generation == generation || is_near {
                return Ok(Arc::clone(&made.vocabulary));
            }
        }
        let vocabulary = Arc::new(Vocabulary::read(searcher, fields, synonyms)?);
        let made = Made { documents, generation, synonyms: synonyms.version(), vocabulary: Arc::clone(&vocabulary) };
        *kept = Some(made);
        Ok(vocabulary)
    }
}

impl Vocabulary {
    /// All of its words.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(searcher: &Searcher, fields: &Fields, synonyms: &Synonyms) -> tantivy::Result<Self> {
        let mut words: BTreeSet<String> = synonyms.words().filter(|word| tells(word)).collect();
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(fields.words)?;
            let mut terms = index.terms().stream()?;
            while words.len() < MOST && terms.advance() {
                let word = str::from_utf8(terms.key()).unwrap_or_default();
                if tells(word) && !words.contains(word) {
                    words.insert(word.to_owned());
                }
            }
        }
        Ok(Self { entries: words.into_iter().map(Entry::of).collect() })
    }
}

impl Entry {
    fn of(text: String) -> Self {
        Self { reading: reading(&text), text }
    }
}

/// How a text in normal form is spoken, if that is known of all its words.
pub fn reading(text: &str) -> Option<String> {
    kana::katakana(text).or_else(|| morphemes(text).into_iter().map(|m| m.reading).collect())
}

/// Whether a word says enough to be offered: no numbers, no single characters, no short runs of hiragana.
fn tells(word: &str) -> bool {
    let short = word.chars().nth(3).is_none() && word.chars().all(kana::is_hiragana);
    word.chars().nth(1).is_some() && word.len() < 100 && !short && !word.chars().any(char::is_numeric)
}
