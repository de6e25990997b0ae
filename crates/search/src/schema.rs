//! The fields of the index, and how a document fills them.

use std::collections::HashSet;

use kernel::changes::DocKey;
use tantivy::TantivyDocument;
use tantivy::Term;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};

use crate::analysis::{self, Norm, grams, kana, morphemes, sounds};
use crate::document::{ALWAYS, Document};

/// Counts up whenever fields or tags change, so that indexes made before are built anew.
const VERSION: u32 = 5;

/// Texts are indexed up to this many bytes; nothing that people write by hand is longer.
const LONGEST: usize = 1_000_000;

/// Name of the fast field with the row of a document.
pub const ID: &str = "id";
/// Name of the fast field with the time of a document, in milliseconds.
pub const AT: &str = "at";
/// Name of the fast field with how many found a document useful.
pub const THANKED: &str = "thanked";
/// Name of the fast field with the instant from which a document can be found, if there is one.
const FROM: &str = "from";
/// Name of the fast field with the instant from which a document can no longer be found, if there is one.
const UNTIL: &str = "until";
/// Name of the fast field with the tags of a document.
pub const TAGS: &str = "tags";

/// The fields.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// `thread-12`, by which documents are replaced.
    pub key: Field,
    /// `thread`.
    pub kind: Field,
    /// 12.
    pub id: Field,
    /// The room.
    pub room: Field,
    /// The time.
    pub at: Field,
    /// How many found it useful.
    pub thanked: Field,
    /// From when on it can be found; without a value, from ever.
    pub from: Field,
    /// From when on it can no longer be found; without a value, for ever.
    pub until: Field,
    /// `facet:slug`.
    pub tags: Field,
    /// Morphemes of title and body.
    pub words: Field,
    /// Grams of title and body.
    pub grams: Field,
    /// How title and body are spoken.
    pub sounds: Field,
}

/// The schema and its fields.
pub fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let positions = || {
        let indexing = TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqsAndPositions);
        TextOptions::default().set_indexing_options(indexing)
    };
    let fields = Fields {
        key: schema.add_text_field("key", STRING),
        kind: schema.add_text_field("kind", STRING),
        id: schema.add_i64_field(ID, FAST),
        room: schema.add_i64_field("room", INDEXED | FAST),
        at: schema.add_i64_field(AT, INDEXED | FAST),
        thanked: schema.add_i64_field(THANKED, FAST),
        from: schema.add_i64_field(FROM, FAST),
        until: schema.add_i64_field(UNTIL, FAST),
        tags: schema.add_text_field(TAGS, STRING.set_fast("raw")),
        words: schema.add_text_field("words", positions()),
        grams: schema.add_text_field("grams", positions()),
        sounds: schema.add_text_field("sounds", positions()),
    };
    (schema.build(), fields)
}

/// What an index was made with; an index made with anything else is of no use.
pub fn fingerprint() -> String {
    let (analysis, dictionary) = (analysis::VERSION, analysis::dictionary::fingerprint());
    format!("{VERSION}-{analysis}-{dictionary}-{}", tantivy::version_string())
}

impl Fields {
    /// The term by which a document is replaced.
    pub fn term_of(&self, key: DocKey) -> Term {
        Term::from_field_text(self.key, &key.to_string())
    }

    /// A document as the index takes it.
    pub fn fill(&self, document: &Document) -> TantivyDocument {
        let mut filled = TantivyDocument::new();
        filled.add_text(self.key, document.key.to_string());
        filled.add_text(self.kind, document.key.kind);
        filled.add_i64(self.id, document.key.id);
        filled.add_i64(self.room, document.room.0);
        filled.add_i64(self.at, document.at.0);
        filled.add_i64(self.thanked, document.thanked);
        if document.during.start > ALWAYS.start {
            filled.add_i64(self.from, document.during.start.0);
        }
        if document.during.end < ALWAYS.end {
            filled.add_i64(self.until, document.during.end.0);
        }
        let mut seen = HashSet::new();
        for tag in document.tags.iter().filter(|tag| seen.insert(tag.as_str())) {
            filled.add_text(self.tags, tag);
        }
        let text = format!("{}\n{}", document.title, document.body);
        let norm = Norm::of(&text[..text.floor_char_boundary(LONGEST)]);
        let found = morphemes(&norm.text);
        let spoken = sounds_of(document, &found);
        let words = found.into_iter().filter(analysis::Morpheme::is_indexed).map(|m| (m.term, m.position));
        filled.add_pre_tokenized_text(self.words, tokens(words));
        filled.add_pre_tokenized_text(self.grams, tokens(grams(&norm.text).into_iter().map(|g| (g.text, g.position))));
        filled.add_pre_tokenized_text(self.sounds, tokens(spoken.into_iter().map(|s| (s.text, s.position))));
        filled
    }
}

/// The readings of a document: those of its words, then its own, found from the first kana on.
fn sounds_of(document: &Document, found: &[analysis::Morpheme]) -> Vec<analysis::Sound> {
    let mut all = sounds(found);
    let reading = document.reading.as_deref().map(analysis::norm::normal).unwrap_or_default();
    let names: Vec<String> = reading.split_whitespace().filter_map(kana::katakana).collect();
    let start = all.last().map_or(0, |sound| sound.position + 2);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let end = analysis::readings::sound_out(&names, start, &mut all);
    for name in names {
        all.extend(analysis::edges(name).into_iter().map(|text| analysis::Sound { text, position: end }));
    }
    all
}

/// Terms longer than the engine takes are left out: 60,000 letters without a space are no word.
fn tokens(terms: impl Iterator<Item = (String, usize)>) -> PreTokenizedString {
    let token = |(text, position)| Token { text, position, ..Token::default() };
    PreTokenizedString {
        text: String::new(),
        tokens: terms.filter(|(text, _)| text.len() < 1_000).map(token).collect(),
    }
}
