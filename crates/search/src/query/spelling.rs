//! もしかして: words that the asker may have meant, when what was typed is held by nothing that they may see.
//!
//! A word is near another if few characters must be put in, left out, exchanged or swapped with their neighbour, either as
//! it is written or as it is spoken. Only words are offered that some document holds which the asker may see, and none of the
//! others takes the place of one: near words are looked at until enough are found.

use std::collections::HashSet;
use std::ops::Range;

use strsim::osa_distance;

use super::meaning::Word;
use crate::analysis::morphemes;
use crate::index::vocabulary::{Entry, Vocabulary, reading};

/// Longer texts are no words.
const LONGEST: usize = 30;

/// As many words are offered, and as many words of a question are looked at.
pub const MOST: usize = 3;

/// As many words that follow each other are taken for one.
const WIDEST: usize = 3;

/// As many pieces of a word are compared with the whole vocabulary; more are no slip.
const MOST_PIECES: usize = 8;

/// Words that are spoken alike are nearer than any that differ by a character, and of others what is written counts first.
const HOMOPHONE: f64 = 0.5;

/// What may have been meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// The whole word as it would be.
    pub text: String,
    /// What was put into it, which something must hold.
    pub put_in: String,
    /// How far it is from what was typed.
    pub distance: f64,
}

/// What may have been meant by a word that nothing holds, the nearest first. `is_held` tells whether something visible
/// holds a text.
pub fn guesses(
    vocabulary: &Vocabulary,
    word: &Word,
    mut is_held: impl FnMut(&str) -> tantivy::Result<bool>,
) -> tantivy::Result<Vec<Guess>> {
    if word.text.chars().count() > LONGEST {
        return Ok(Vec::new());
    }
    let (mut all, mut compared) = (Vec::new(), 0);
    for range in pieces(word) {
        let (piece, is_all) = (&word.text[range.clone()], range.len() == word.text.len());
        if compared < MOST_PIECES && (is_all || !is_held(piece)?) {
            compared += 1;
            let spoken = word.kana.clone().or_else(|| reading(piece));
            let put = |(distance, near): (f64, &str)| Guess {
                text: format!("{}{near}{}", &word.text[..range.start], &word.text[range.end..]),
                put_in: near.to_owned(),
                distance,
            };
            all.extend(nearest(vocabulary, piece, spoken.as_deref()).into_iter().map(put));
        }
    }
    all.sort_by(|a, b| a.distance.total_cmp(&b.distance).then_with(|| a.text.cmp(&b.text)));
    let mut seen = HashSet::new();
    all.retain(|guess: &Guess| seen.insert(guess.text.clone()));
    let mut held = Vec::new();
    for guess in all {
        if held.len() == MOST {
            break;
        }
        if is_held(&guess.put_in)? {
            held.push(guess);
        }
    }
    Ok(held)
}

/// What may be one word of it: all of it, and words that follow each other. Where a word of kana ends, the segmenter only
/// guesses.
fn pieces(word: &Word) -> Vec<Range<usize>> {
    let found = if word.kana.is_some() { Vec::new() } else { morphemes(&word.text) };
    let ends = |first: usize| first..found.len().min(first + WIDEST);
    let runs = (0..found.len()).flat_map(|first| ends(first).map(move |last| (first, last)));
    let all = 0..word.text.len();
    let within = runs.map(|(first, last)| found[first].range.start..found[last].range.end);
    let within: Vec<_> = within.filter(|range| *range != all).collect();
    [all].into_iter().chain(within).collect()
}

/// The words that are near a text, with their distance.
fn nearest<'a>(vocabulary: &'a Vocabulary, text: &str, spoken: Option<&str>) -> Vec<(f64, &'a str)> {
    let distance = |entry: &Entry| {
        let written = apart(text, &entry.text, most_written);
        let heard = spoken.zip(entry.reading.as_deref()).and_then(|(a, b)| apart(a, b, most_spoken));
        [written, heard.map(|distance| distance + HOMOPHONE)].into_iter().flatten().reduce(f64::min)
    };
    let others = vocabulary.entries().iter().filter(|entry| entry.text != text);
    others.filter_map(|entry| Some((distance(entry)?, entry.text.as_str()))).collect()
}

/// How far two texts are apart, if that is no more than such a text may be.
fn apart(a: &str, b: &str, most: fn(usize) -> Option<usize>) -> Option<f64> {
    let (long, other) = (a.chars().count(), b.chars().count());
    let most = most(long.min(other))?;
    if long.abs_diff(other) > most {
        return None;
    }
    let distance = osa_distance(a, b);
    #[expect(clippy::cast_precision_loss, reason = "words are short")]
    (distance <= most).then_some(distance as f64)
}

/// How many characters may differ in writing.
fn most_written(length: usize) -> Option<usize> {
    match length {
        0..=2 => None,
        3..=5 => Some(1),
        _ => Some(2),
    }
}

/// How many kana may differ in speech.
fn most_spoken(length: usize) -> Option<usize> {
    match length {
        0..=2 => None,
        3..=4 => Some(0),
        5..=8 => Some(1),
        _ => Some(2),
    }
}
