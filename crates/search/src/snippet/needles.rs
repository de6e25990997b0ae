//! What to look for in a text that was found by a question.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::analysis::readings::SHORT;
use crate::analysis::{Morpheme, Role, kana, morphemes};
use crate::query::meaning::{Meaning, Word};

/// No more matches of one needle are looked at.
const MOST: usize = 500;

/// No more ways of writing a word that is only heard are remembered.
const MOST_HEARD: usize = 16;

/// A piece of the question.
#[derive(Clone, Debug)]
struct Piece {
    text: String,
    /// Looks for the text; made once for many texts that are looked through.
    finder: Finder<'static>,
    word: usize,
    /// Which part of the word it is; `None` for the whole word or what stands for it.
    part: Option<usize>,
    origin: Origin,
}

/// How a piece belongs to the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// As it was typed, in whole or in part.
    Typed,
    /// It means the same, or something near it.
    Synonym,
    /// It sounds like what was typed.
    Sound,
}

/// How a word of the question was found where it does not stand as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The word as typed, in normal form.
    pub typed: String,
    /// What stands in its place, in normal form.
    pub found: String,
    /// Whether that sounds like it; else it means the same or something near it.
    pub by_sound: bool,
}

impl Piece {
    fn new(text: &str, word: usize, part: Option<usize>, origin: Origin) -> Self {
        Self { text: text.to_owned(), finder: Finder::new(text).into_owned(), word, part, origin }
    }
}

/// A word of kana, which may be written otherwise.
#[derive(Clone, Debug)]
pub struct Spoken {
    word: usize,
    kana: String,
}

/// All pieces of a question.
#[derive(Clone, Debug, Default)]
pub struct Needles {
    pieces: Vec<Piece>,
    spoken: Vec<Spoken>,
    /// For each word how many parts it has.
    parts: Vec<usize>,
    /// Each word as it was typed.
    typed: Vec<String>,
    /// How many of the pieces have only been heard.
    heard: usize,
}

/// Where a piece of the question occurs.
#[derive(Clone, Debug)]
pub struct Match {
    /// The place, in bytes.
    pub range: Range<usize>,
    /// Which word of the question.
    pub word: usize,
    /// Which part of it; `None` for all of it.
    pub part: Option<usize>,
}

impl Needles {
    /// The pieces of a question.
    pub fn of(meaning: &Meaning) -> Self {
        let mut needles = Self::default();
        if meaning.any {
            let mut seen: Vec<&str> = Vec::new();
            // Of a sentence, a digit or a letter by itself stands in every other text.
            for m in meaning.content().filter(|m| !is_lone(&m.term)) {
                if !seen.contains(&m.term.as_str()) {
                    seen.push(&m.term);
                    needles.add(&Word { text: surface(&meaning.all, m), ..Word::default() }, &[m]);
                }
            }
        } else {
            for word in &meaning.words {
                let content: Vec<&Morpheme> = word.morphemes.iter().filter(|m| m.role == Role::Content).collect();
                needles.add(word, &content);
            }
        }
        needles
    }

    /// Looks for no other words by their sound than these.
    pub fn listen_to(&mut self, heard: &[String]) {
        self.spoken.retain(|spoken| heard.contains(&spoken.kana));
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty() && self.spoken.is_empty()
    }

    /// Everything of the question in a text in normal form without middle dots. What is written, or known from
    /// elsewhere, is not looked for by its sound as well.
    pub fn find(&mut self, text: &str, known: &[Match]) -> Vec<Match> {
        let mut found = self.written(text);
        let unwritten = self.unwritten(&[&found, known].concat());
        found.extend(self.hear(text, &unwritten));
        found
    }

    /// Where a text sounds like these words. What is found is known in the next text by how it is written, since to
    /// take a text apart costs much more than to read it.
    pub fn hear(&mut self, text: &str, words: &[Spoken]) -> Vec<Match> {
        let found = spoken(text, words);
        for heard in &found {
            let (surface, word) = (&text[heard.range.clone()], heard.word);
            let is_known = self.pieces.iter().any(|piece| piece.word == word && piece.text == surface);
            // One character is a part of many other words.
            if surface.chars().nth(1).is_some() && !is_known && self.heard < MOST_HEARD {
                self.pieces.push(Piece::new(surface, word, None, Origin::Sound));
                self.heard += 1;
            }
        }
        found
    }

    /// What of the question is written in such a text.
    pub fn written(&self, text: &str) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        for needle in &self.pieces {
            let places = needle.finder.find_iter(text.as_bytes()).map(|start| start..start + needle.text.len());
            let whole = places.filter(|place| is_edge(text, place.start) && is_edge(text, place.end));
            found.extend(whole.take(MOST).map(|range| Match { range, word: needle.word, part: needle.part }));
        }
        found
    }

    /// The words of kana of which no match is written.
    pub fn unwritten(&self, found: &[Match]) -> Vec<Spoken> {
        let is_written = |word: usize| found.iter().any(|m| m.word == word && m.part.is_none());
        self.spoken.iter().filter(|spoken| !is_written(spoken.word)).cloned().collect()
    }

    /// The share of the question that these matches are, from 0 to 1.
    pub fn coverage(&self, found: &[Match]) -> f32 {
        let held = |word: usize, parts: usize| {
            if found.iter().any(|m| m.word == word && m.part.is_none()) {
                return 1.0;
            }
            let held = (0..parts).filter(|part| found.iter().any(|m| m.word == word && m.part == Some(*part))).count();
            0.5 * share(held, parts)
        };
        let held: f32 = self.parts.iter().enumerate().map(|(word, parts)| held(word, *parts)).sum();
        if self.parts.is_empty() { 0.0 } else { held / share(self.parts.len(), 1) }
    }

    /// For each word that does not stand in these texts as it was typed, not even in part, what stands there for it. The
    /// texts are in normal form without middle dots.
    pub fn ways(&self, marked: &[String]) -> Vec<Way> {
        let stands = |piece: &&Piece| marked.iter().any(|text| text.contains(&piece.text));
        let way = |(word, typed): (usize, &String)| {
            let standing: Vec<&Piece> = self.pieces.iter().filter(|piece| piece.word == word).filter(stands).collect();
            if standing.iter().any(|piece| piece.origin == Origin::Typed) {
                return None;
            }
            // A longer one says more, and a synonym more than a sound.
            let told =
                standing.iter().max_by_key(|piece| (piece.origin == Origin::Synonym, piece.text.chars().count()))?;
            let by_sound = told.origin == Origin::Sound;
            Some(Way { typed: typed.clone(), found: told.text.clone(), by_sound })
        };
        self.typed.iter().enumerate().filter_map(way).collect()
    }

    fn add(&mut self, word: &Word, content: &[&Morpheme]) {
        let at = self.parts.len();
        self.parts.push(content.len());
        self.typed.push(word.text.clone());
        let piece = |text: &str, part, origin| Piece::new(text, at, part, origin);
        let others = word.alternatives.iter().map(|other| piece(&other.text, None, Origin::Synonym));
        let parts = content.iter().enumerate();
        let parts = parts.map(|(part, m)| piece(fixed(&m.term), Some(part), Origin::Typed));
        let all = [piece(&word.text, None, Origin::Typed)].into_iter().chain(others).chain(parts);
        self.pieces.extend(all.filter(|piece| is_telling(&piece.text, piece.part.is_some() && content.len() > 1)));
        self.spoken.extend(
            word.sound().cloned().filter(|kana| kana.chars().count() > 1).map(|kana| Spoken { word: at, kana }),
        );
    }
}

fn surface(all: &Word, m: &Morpheme) -> String {
    all.dotted.get(m.range.clone()).unwrap_or(&m.term).to_owned()
}

/// What stays of a word however it is inflected: 困 of 困る. Words of kana stay as they are.
fn fixed(term: &str) -> &str {
    let stem = term.trim_end_matches(kana::is_hiragana);
    if stem.is_empty() { term } else { stem }
}

/// A letter or a digit by itself.
fn is_lone(term: &str) -> bool {
    term.len() == 1
}

/// Single kana are everywhere; single characters of a longer word too.
fn is_telling(text: &str, is_part: bool) -> bool {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (None, _) => false,
        (Some(only), None) => !is_part && !kana::is_kana(only),
        _ => true,
    }
}

/// Whether words of letters or digits may begin or end here: st is not in latest.
fn is_edge(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    let both = |is: fn(&char) -> bool| before.as_ref().is_some_and(is) && after.as_ref().is_some_and(is);
    !both(char::is_ascii_alphabetic) && !both(char::is_ascii_digit)
}

fn spoken(text: &str, words: &[Spoken]) -> Vec<Match> {
    if words.is_empty() {
        return Vec::new();
    }
    let morphemes = morphemes(text);
    let matches = |spoken: &Spoken| {
        let word = spoken.word;
        let places = places(&morphemes, &spoken.kana).into_iter().take(MOST);
        places.map(move |range| Match { range, word, part: None }).collect::<Vec<_>>()
    };
    words.iter().flat_map(matches).collect()
}

/// Where a text sounds like a word of kana, from the beginning of a word on.
fn places(found: &[Morpheme], kana: &str) -> Vec<Range<usize>> {
    let from = |start: usize| {
        let mut said = String::new();
        for m in &found[start..] {
            said.push_str(m.reading.as_deref().filter(|_| m.is_indexed())?);
            let enough = if kana.chars().count() <= SHORT { said == kana } else { said.starts_with(kana) };
            if enough {
                return Some(found[start].range.start..m.range.end);
            }
            if !kana.starts_with(&said) {
                return None;
            }
        }
        None
    };
    (0..found.len()).filter_map(from).collect()
}

#[expect(clippy::cast_precision_loss, reason = "questions have few words")]
fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}
