//! What a document must hold, in the engine's language.
//!
//! Everything that only filters is wrapped so that it adds nothing to the score.

use std::collections::HashSet;
use std::ops::Bound;

use kernel::changes::DocKey;
use kernel::{RoomId, Scope, Timestamp};
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query, RangeQuery,
    TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::analysis::readings::{SHORT, beginning, exactly};
use crate::analysis::{Gram, GramKind, Morpheme};
use crate::query::Ask;
use crate::query::meaning::{Meaning, Word};
use crate::schema::Fields;

/// Weights of the parts of the score; chosen on queries that none of our figures are measured with.
pub mod weight {
    pub const MORPHEME: f32 = 1.0;
    pub const GRAM: f32 = 0.4;
    pub const HIRAGANA: f32 = 0.08;
    pub const NEIGHBOURS: f32 = 0.5;
    pub const SYNONYM: f32 = 0.15;
    pub const RELATED: f32 = 0.05;
    pub const SOUND: f32 = 0.15;
}

/// So many positions of a piece of text are compared one by one. What follows must be there, but anywhere.
const LONGEST_PHRASE: usize = 16;

/// A phrase holds a term so many times at most: no word does more often, but a document of one letter would be read
/// once for each of them.
const MOST_REPEATED: usize = 3;

/// No more terms than this are asked for beyond the phrase.
const MOST_BEYOND: usize = 32;

/// No more terms than this count for ranking.
pub const MOST_TERMS: usize = 128;

/// Up to here a row of term queries is faster than a set of terms.
const FEW_ROOMS: usize = 20;

/// A query that can be joined with others.
pub type Clause = Box<dyn Query>;

/// The documents of the kind that may be seen at one time or another.
pub fn seen(fields: &Fields, ask: &Ask) -> BooleanQuery {
    BooleanQuery::new(vec![
        must(term(Term::from_field_text(fields.kind, ask.kind))),
        must(within(&ask.scope, fields.room)),
    ])
}

/// Those that may not be seen at the present of the question, and those that have been narrowed since they were read.
/// Few documents know of any time.
pub fn gone(fields: &Fields, ask: &Ask, narrowed: &[DocKey]) -> Vec<Clause> {
    let at = |field, instant: Timestamp| Term::from_field_i64(field, instant.0);
    let later = RangeQuery::new(Bound::Excluded(at(fields.from, ask.now)), Bound::Unbounded);
    let over = RangeQuery::new(Bound::Unbounded, Bound::Included(at(fields.until, ask.now)));
    let mut all: Vec<Clause> = vec![Box::new(later), Box::new(over)];
    if !narrowed.is_empty() {
        all.push(Box::new(TermSetQuery::new(narrowed.iter().map(|key| fields.term_of(*key)))));
    }
    all
}

/// Rooms, days and exclusions.
pub fn narrowing(fields: &Fields, ask: &Ask, meaning: &Meaning) -> Vec<(Occur, Clause)> {
    let mut all = Vec::new();
    let room = |room: &RoomId| term(Term::from_field_i64(fields.room, room.0));
    all.extend((!ask.rooms.is_empty()).then(|| must(union(ask.rooms.iter().map(room).collect()))));
    all.extend(ask.without_rooms.iter().map(|without| (Occur::MustNot, silent(room(without)))));
    if ask.from.is_some() || ask.to.is_some() {
        let bound = |at: i64| Term::from_field_i64(fields.at, at);
        let from = ask.from.map_or(Bound::Unbounded, |from| Bound::Included(bound(from.0)));
        let to = ask.to.map_or(Bound::Unbounded, |to| Bound::Excluded(bound(to.0)));
        all.push(must(Box::new(RangeQuery::new(from, to))));
    }
    let tag = |(facet, slug): &(String, String)| tag_term(fields, facet, slug);
    all.extend(ask.without.iter().map(|without| (Occur::MustNot, silent(term(tag(without))))));
    all.extend(meaning.excluded.iter().map(|word| (Occur::MustNot, silent(union(literal(fields, word))))));
    all
}

/// The facets that filter; `except` names one that shall not.
pub fn tagged(fields: &Fields, ask: &Ask, except: Option<&str>) -> Vec<(Occur, Clause)> {
    let filters = |facet: &str, slugs: &[String]| !slugs.is_empty() && Some(facet) != except;
    let tag = |facet: &str, slug: &String| tag_term(fields, facet, slug);
    let filtering = ask.filters.iter().filter(|(facet, slugs)| filters(facet, slugs));
    filtering.map(|(facet, slugs)| must(any_term(slugs.iter().map(|slug| tag(facet, slug)).collect()))).collect()
}

fn tag_term(fields: &Fields, facet: &str, slug: &str) -> Term {
    Term::from_field_text(fields.tags, &format!("{facet}:{slug}"))
}

/// The rooms of the scope and no others; no rooms: nothing.
fn within(scope: &Scope, room: Field) -> Clause {
    let terms = scope.rooms().iter().map(|id| Term::from_field_i64(room, id.0));
    if scope.rooms().len() < FEW_ROOMS { any_term(terms.collect()) } else { Box::new(TermSetQuery::new(terms)) }
}

/// The ways to hold any of these morphemes: the last resort, and the answer to a sentence.
pub fn any_of<'a>(fields: &Fields, morphemes: impl Iterator<Item = &'a Morpheme>) -> Vec<Clause> {
    let mut seen = HashSet::new();
    let distinct = morphemes.map(|m| m.term.as_str()).filter(|term| seen.insert(*term)).take(MOST_TERMS);
    distinct.map(|text| term(Term::from_field_text(fields.words, text))).collect()
}

/// The terms that count for ranking, each once, in the order typed.
pub fn distinct_terms(meaning: &Meaning) -> impl Iterator<Item = &str> {
    let mut seen = HashSet::new();
    let terms = meaning.all.morphemes.iter().map(|m| m.term.as_str());
    terms.filter(move |term| seen.insert(*term)).take(MOST_TERMS)
}

/// The ways to hold a word in writing: its text, its morphemes in a row, or a synonym.
pub fn written(fields: &Fields, word: &Word) -> Vec<Clause> {
    let mut ways = literal(fields, word);
    ways.extend(word.alternatives.iter().flat_map(|other| literal(fields, other)));
    ways
}

/// The ways to hold a word itself: its text, or its morphemes in a row in whatever form.
fn literal(fields: &Fields, word: &Word) -> Vec<Clause> {
    let mut ways = vec![text(fields, &word.grams)];
    if !word.morphemes.is_empty() {
        ways.push(adjacent(fields, &word.morphemes));
    }
    ways
}

/// Documents in which exactly this text occurs.
fn text(fields: &Fields, grams: &[Gram]) -> Clause {
    // The pair before it says where a text ends; that its last character ends a run in the document is not asked.
    let grams = match grams {
        [before @ .., last] if last.kind == GramKind::Last => before,
        all => all,
    };
    let (near, far) = grams.split_at(grams.len().min(LONGEST_PHRASE));
    let begins = far.is_empty() && near.last().is_some_and(Gram::can_go_on);
    let piece: Clause = match near {
        [] => Box::new(EmptyQuery),
        [alone] if begins => beginning_with(fields.grams, &alone.text),
        [only] => term(Term::from_field_text(fields.grams, &only.text)),
        several => {
            let terms = placed(fields.grams, several.iter().map(|gram| (gram.position, gram.text.as_str())));
            if begins { prefixed(terms) } else { Box::new(PhraseQuery::new_with_offset(terms)) }
        }
    };
    // The last character of a piece may begin a pair in the document, so only whole terms are asked for here.
    let mut seen = HashSet::new();
    let beyond = far.iter().filter(|gram| gram.kind != GramKind::Alone && seen.insert(gram.text.as_str()));
    let beyond: Vec<Clause> =
        beyond.take(MOST_BEYOND).map(|gram| term(Term::from_field_text(fields.grams, &gram.text))).collect();
    if beyond.is_empty() {
        return piece;
    }
    Box::new(BooleanQuery::intersection(beyond.into_iter().chain([piece]).collect()))
}

/// A phrase whose last term may be the beginning of a longer one.
fn prefixed(terms: Vec<(usize, Term)>) -> Clause {
    let mut phrase = PhrasePrefixQuery::new_with_offset(terms);
    // Every pair that begins with a character: as many as there are characters.
    phrase.set_max_expansions(20_000);
    Box::new(phrase)
}

/// Terms that begin like this.
fn beginning_with(field: Field, beginning: &str) -> Clause {
    let from = Term::from_field_text(field, beginning);
    let last = beginning.char_indices().next_back();
    let next = last.and_then(|(at, c)| Some(format!("{}{}", &beginning[..at], char::from_u32(u32::from(c) + 1)?)));
    let to = next.map_or(Bound::Unbounded, |next| Bound::Excluded(Term::from_field_text(field, &next)));
    Box::new(RangeQuery::new(Bound::Included(from), to))
}

/// Morphemes at the same distances as they were typed.
pub fn adjacent(fields: &Fields, morphemes: &[Morpheme]) -> Clause {
    match &morphemes[..morphemes.len().min(LONGEST_PHRASE)] {
        [] => Box::new(EmptyQuery),
        [only] => term(Term::from_field_text(fields.words, &only.term)),
        several => {
            let terms = several.iter().map(|m| (m.position, m.term.as_str()));
            Box::new(PhraseQuery::new_with_offset(placed(fields.words, terms)))
        }
    }
}

/// Documents in which something is spoken like a word of kana, or with okurigana.
pub fn spoken(fields: &Fields, word: &Word) -> Option<Clause> {
    let kana = word.sound()?;
    match kana.chars().count() {
        0 | 1 => None,
        count if count <= SHORT => Some(term(Term::from_field_text(fields.sounds, &exactly(kana)))),
        _ => {
            let mut sounds = beginning(kana);
            sounds.truncate(LONGEST_PHRASE);
            let terms = placed(fields.sounds, sounds.iter().map(|sound| (sound.position, sound.text.as_str())));
            Some(Box::new(PhraseQuery::new_with_offset(terms)))
        }
    }
}

/// Terms at their distances from the first one, each [`MOST_REPEATED`] times at most.
fn placed<'a>(field: Field, terms: impl Iterator<Item = (usize, &'a str)>) -> Vec<(usize, Term)> {
    let mut first = None;
    let mut all: Vec<(usize, Term)> = Vec::new();
    for (at, text) in terms {
        let (at, term) = (at - *first.get_or_insert(at), Term::from_field_text(field, text));
        if all.iter().filter(|(_, known)| *known == term).count() < MOST_REPEATED {
            all.push((at, term));
        }
    }
    all
}

fn any_term(terms: Vec<Term>) -> Clause {
    union(terms.into_iter().map(term).collect())
}

fn union(mut clauses: Vec<Clause>) -> Clause {
    match clauses.len() {
        0 => Box::new(EmptyQuery),
        1 => clauses.remove(0),
        _ => Box::new(BooleanQuery::union(clauses)),
    }
}

fn term(term: Term) -> Clause {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

pub fn scored(field: Field, text: &str, weight: f32) -> (Occur, Clause) {
    should(boosted(term(Term::from_field_text(field, text)), weight))
}

pub fn boosted(clause: Clause, weight: f32) -> Clause {
    Box::new(BoostQuery::new(clause, weight))
}

pub fn should(clause: Clause) -> (Occur, Clause) {
    (Occur::Should, clause)
}

/// A condition that does not score.
pub fn must(clause: Clause) -> (Occur, Clause) {
    (Occur::Must, silent(clause))
}

fn silent(clause: Clause) -> Clause {
    Box::new(ConstScoreQuery::new(clause, 0.0))
}
