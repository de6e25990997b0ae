//! What resembles a question without holding its words: for slips, for other spellings, and for words within words.

use std::collections::HashSet;

use kernel::changes::DocKey;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur};
use tantivy::schema::Field;

use super::Hit;
use super::clauses::{Clause, MOST_TERMS, scored, weight};
use super::docs::Docs;
use super::meaning::Meaning;
use super::rank::{self, Candidate};
use super::run::Round;
use crate::analysis::readings::sound_out;
use crate::analysis::{Gram, GramKind, Role};
use crate::schema::Fields;

/// As many documents, at most.
const MOST: usize = 10;

/// So much of the question, weighed by how rare its pieces are, a document must have in common with it to resemble it.
const RESEMBLES: f64 = 1.0 / 3.0;

/// What has most of the question's pairs of characters or of kana, beside what has been found.
pub fn near(round: &Round<'_>, whole: &Docs, known: &[i64]) -> tantivy::Result<Vec<Hit>> {
    let (written, spoken) = (pairs(round.meaning), spoken_pairs(round.meaning));
    let mut clauses = round.tagged(&round.asked.without(whole), None);
    clauses.extend(alike(round.fields, &written, &spoken));
    let top = round.scored(&BooleanQuery::new(clauses), &TopDocs::with_limit(rank::DEPTH).order_by_score())?;
    let mut candidates = rank::candidates(round.searcher, top)?;
    candidates.retain(|candidate| !known.contains(&candidate.id));
    let share = |field: Field, pairs: &[String]| {
        let terms: Vec<&str> = pairs.iter().map(String::as_str).collect();
        rank::coverage(round.searcher, round.statistics, field, &terms, &candidates)
    };
    let (in_writing, in_sound) = (share(round.fields.grams, &written)?, share(round.fields.sounds, &spoken)?);
    let of = |share: f64, pairs: &[String]| if pairs.is_empty() { 0.0 } else { share };
    let shares = in_writing.into_iter().zip(in_sound).map(|(a, b)| of(a, &written).max(of(b, &spoken)));
    let mut near: Vec<(f64, Candidate)> = shares.zip(candidates).filter(|(share, _)| *share >= RESEMBLES).collect();
    near.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(y.score.total_cmp(&x.score)).then(y.id.cmp(&x.id)));
    let hit = |(_, c): (f64, Candidate)| Hit { key: DocKey { kind: round.ask.kind, id: c.id }, score: c.score };
    Ok(near.into_iter().take(MOST).map(hit).collect())
}

/// The pairs of characters of a question, each once; those of hiragana alone are in every text.
fn pairs(meaning: &Meaning) -> Vec<String> {
    let telling = |gram: &&Gram| gram.is_ranked() && !(gram.kind == GramKind::Pair && gram.is_hiragana());
    each_once(meaning.all.grams.iter().filter(telling).map(|gram| gram.text.clone()))
}

/// The pairs of kana in which a question is spoken, each once.
fn spoken_pairs(meaning: &Meaning) -> Vec<String> {
    let word = &meaning.all;
    let readings: Vec<&str> = match &word.kana {
        Some(kana) => vec![kana],
        None => {
            word.morphemes.iter().filter(|m| m.role == Role::Content).filter_map(|m| m.reading.as_deref()).collect()
        }
    };
    let mut sounds = Vec::new();
    sound_out(&readings, 0, &mut sounds);
    each_once(sounds.into_iter().map(|sound| sound.text).filter(|text| !text.starts_with(['=', '^'])))
}

fn each_once(pairs: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    pairs.filter(|pair| seen.insert(pair.clone())).take(MOST_TERMS).collect()
}

fn alike(fields: &Fields, written: &[String], spoken: &[String]) -> Vec<(Occur, Clause)> {
    let written = written.iter().map(|pair| scored(fields.grams, pair, weight::GRAM));
    written.chain(spoken.iter().map(|pair| scored(fields.sounds, pair, weight::SOUND))).collect()
}
