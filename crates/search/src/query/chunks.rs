//! Cuts a word as typed at its particles: 看取りの体制 asks for 看取り and 体制.

use std::collections::BTreeSet;

use crate::analysis::norm::normal_without_dots;
use crate::analysis::{Morpheme, Role, kana, morphemes};
use crate::query::forms::with_names;
use crate::synonyms::{Entry, Synonyms};

/// A sentence holds particles and at least this many words of its own; it asks, it does not name.
const SENTENCE: usize = 4;

/// Names of places are no longer than this, in characters.
const PLACE: usize = 8;

/// The words within a word as typed.
#[derive(Debug, PartialEq, Eq)]
pub struct Chunks {
    /// The words, in normal form without middle dots.
    pub texts: Vec<String>,
    /// Whether they are a sentence.
    pub are_sentence: bool,
    /// Whether particles join them.
    pub are_phrase: bool,
}

impl Chunks {
    /// Cuts a word as typed.
    pub fn of(text: &str, synonyms: &Synonyms) -> Self {
        let text = with_names(&normal_without_dots(text));
        let found = morphemes(&text);
        if is_one(&text) || found.iter().all(Morpheme::is_indexed) {
            return Self { texts: vec![text], are_sentence: false, are_phrase: false };
        }
        // Words of the list that hold a particle, such as 顔の見える関係, stay whole and stand for themselves.
        let entries = entries(&text, &found, synonyms);
        let within = |m: &Morpheme| entries.iter().position(|e| e.start <= m.range.start && m.range.end <= e.end);
        let is_held = |entry: usize| found.iter().any(|m| within(m) == Some(entry) && !m.is_indexed());
        let home = |m: &Morpheme| within(m).filter(|entry| is_held(*entry));
        let mut texts = Vec::new();
        for run in found.chunk_by(|a, b| home(a) == home(b)) {
            let parts = if home(&run[0]).is_some() { vec![run] } else { run.split(|m| !m.is_indexed()).collect() };
            let telling = parts.into_iter().filter(|part| part.iter().any(|m| m.role == Role::Content));
            texts.extend(telling.map(|part| text[part[0].range.start..part[part.len() - 1].range.end].to_owned()));
        }
        if texts.is_empty() {
            texts.push(text);
        }
        let has_particle = found.iter().any(|m| m.role == Role::Particle);
        let content = found.iter().filter(|m| m.role == Role::Content).count();
        let are_phrase = has_particle && texts.len() > 1;
        Self { are_sentence: are_phrase && content >= SENTENCE, are_phrase, texts }
    }
}

/// The words of the list of synonyms within a text; they begin and end where the segmenter sees words begin and end.
pub fn entries<'a>(text: &str, found: &[Morpheme], synonyms: &'a Synonyms) -> Vec<Entry<'a>> {
    let mut cuts: BTreeSet<usize> = found.iter().flat_map(|m| [m.range.start, m.range.end]).collect();
    cuts.extend([0, text.len()]);
    synonyms.find(text, |at| cuts.contains(&at))
}

/// Whether a text must not be cut, because the segmenter takes syllables of it for particles: kana alone, and names of
/// places in kana such as 東かがわ市.
fn is_one(text: &str) -> bool {
    let is_place = text.ends_with(['市', '町', '村', '区', '郡', '県', '島']) && text.chars().count() <= PLACE;
    is_place || kana::katakana(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunks(text: &str) -> Chunks {
        Chunks::of(text, Synonyms::shipped())
    }

    fn texts(text: &str) -> Vec<String> {
        chunks(text).texts
    }

    #[test]
    fn words_are_cut_at_particles_and_marks_only() {
        assert_eq!(texts("看取りの体制"), ["看取り", "体制"]);
        assert_eq!(texts("夜間、休日"), ["夜間", "休日"]);
        assert_eq!(texts("在宅医療・介護連携推進事業"), ["在宅医療介護連携推進事業"]);
    }

    #[test]
    fn names_kana_and_words_of_the_list_are_not_cut() {
        assert_eq!(texts("東かがわ市"), ["東かがわ市"]);
        assert_eq!(texts("ほうもんかんご"), ["ほうもんかんご"]);
        assert_eq!(texts("顔の見える関係"), ["顔の見える関係"]);
        assert_eq!(texts("身寄りのない人"), ["身寄りのない", "人"]);
    }

    #[test]
    fn a_sentence_has_particles_and_several_words() {
        assert!(chunks("退院前カンファレンスに薬剤師を呼ぶ基準").are_sentence);
        assert!(!chunks("認知症初期集中支援チーム").are_sentence);
    }
}
