//! How words are spoken, for those who type kana: ほうもんかんご finds 訪問看護.
//!
//! Terms are pairs of katakana, one position for each; at the start of a word the pair stands a second time with `^`
//! before it, and the whole reading with `=`. So a query can ask that a match begins where a word begins, and that a
//! short one is the whole word; otherwise かい would find half of the language.

use super::{Morpheme, Role};

/// A term of the field of readings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound {
    /// The term.
    pub text: String,
    /// Where it stands.
    pub position: usize,
}

/// The longest reading, in kana, that must be a whole word to match.
pub const SHORT: usize = 3;

/// The terms of a text's readings; words that follow each other without a particle are one run.
pub fn sounds(morphemes: &[Morpheme]) -> Vec<Sound> {
    let mut all = Vec::new();
    let mut position = 0;
    for run in morphemes.split(|m| m.role == Role::Particle || m.role == Role::Mark || m.reading.is_none()) {
        let words: Vec<&str> = run.iter().filter_map(|m| m.reading.as_deref()).collect();
        position = sound_out(&words, position, &mut all);
    }
    all
}

/// The terms under which a reading is found from its first characters on: those of a person's name.
pub fn edges(reading: &str) -> Vec<String> {
    let characters: Vec<char> = reading.chars().collect();
    (1..characters.len().min(SHORT + 1)).map(|end| exactly(&characters[..end].iter().collect::<String>())).collect()
}

/// The term of a whole reading.
pub fn exactly(reading: &str) -> String {
    format!("={reading}")
}

/// The terms of a phrase that begins where a word begins.
pub fn beginning(reading: &str) -> Vec<Sound> {
    let mut all = Vec::new();
    sound_out(&[reading], 0, &mut all);
    all.retain(|sound| !sound.text.starts_with('=') && (sound.position > 0 || sound.text.starts_with('^')));
    all
}

/// Adds the terms of words spoken without a break; the answer is the first position after them, one left free.
pub fn sound_out(words: &[&str], start: usize, all: &mut Vec<Sound>) -> usize {
    let characters: Vec<char> = words.iter().flat_map(|word| word.chars()).collect();
    let (mut at, from) = (0, all.len());
    for word in words {
        let first: String = characters[at..].iter().take(2).collect();
        all.push(Sound { text: exactly(word), position: start + at });
        all.push(Sound { text: format!("^{first}"), position: start + at });
        at += word.chars().count();
    }
    for (offset, pair) in characters.windows(2).enumerate() {
        all.push(Sound { text: pair.iter().collect(), position: start + offset });
    }
    // Positions in one field must not decrease.
    all[from..].sort_by_key(|sound| sound.position);
    start + characters.len() + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::morphemes;

    #[test]
    fn a_word_is_found_by_how_it_is_spoken() {
        let told = sounds(&morphemes("訪問看護の質"));
        for asked in beginning("ホウモンカンゴ") {
            assert!(told.contains(&asked), "{asked:?} in {told:?}");
        }
        assert!(told.iter().any(|sound| sound.text == "=カンゴ"));
    }

    #[test]
    fn a_name_is_found_by_its_first_kana() {
        assert_eq!(edges("サトウ"), ["=サ", "=サト"]);
    }
}
