//! Pairs of neighbouring characters. A phrase of them is a piece of text, so nothing is unfindable.
//!
//! Every Japanese character stands at a position of its own, as the first of a pair or, at the end of a run, alone;
//! words of other scripts and numbers stand at one position. Whatever lies between runs leaves one position free, so
//! no phrase reaches across a full stop. Middle dots are not there at all.

use super::kana::is_hiragana;

/// What a gram consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GramKind {
    /// Two neighbouring characters.
    Pair,
    /// The last character of a run, which begins no pair.
    Last,
    /// A character that is a run by itself.
    Alone,
    /// A word of letters, or a number.
    Word,
}

/// A piece of text that is one term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gram {
    /// The term.
    pub text: String,
    /// Where it stands among the others.
    pub position: usize,
    /// What it consists of.
    pub kind: GramKind,
}

impl Gram {
    /// Whether it says next to nothing, being hiragana only.
    pub fn is_hiragana(&self) -> bool {
        self.text.chars().all(is_hiragana)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Japanese,
    Letter,
    Digit,
    Between,
}

/// The grams of a text in normal form.
pub fn grams(text: &str) -> Vec<Gram> {
    let characters: Vec<(char, Class)> = text.chars().filter(|c| *c != '・').map(|c| (c, class(c))).collect();
    let mut all = Vec::with_capacity(characters.len());
    let mut position = 0;
    for run in characters.chunk_by(|(_, left), (_, right)| left == right) {
        match run[0].1 {
            Class::Between => position += 1,
            Class::Letter | Class::Digit => {
                let text = run.iter().map(|(c, _)| *c).collect();
                all.push(Gram { text, position, kind: GramKind::Word });
                position += 1;
            }
            Class::Japanese => {
                let kind = if run.len() == 1 { GramKind::Alone } else { GramKind::Last };
                for pair in run.windows(2) {
                    let text = pair.iter().map(|(c, _)| *c).collect();
                    all.push(Gram { text, position, kind: GramKind::Pair });
                    position += 1;
                }
                all.push(Gram { text: run[run.len() - 1].0.to_string(), position, kind });
                position += 1;
            }
        }
    }
    all
}

fn class(c: char) -> Class {
    match c {
        '々' | '〇' | '〆' => Class::Japanese,
        c if c.is_numeric() => Class::Digit,
        c if !c.is_alphanumeric() => Class::Between,
        // From here on there are only scripts that do not put spaces between words, up to the forms of Arabic.
        '\u{2e80}'..='\u{fafe}' | '\u{20000}'..='\u{3ffff}' => Class::Japanese,
        _ => Class::Letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, usize)> {
        grams(text).into_iter().map(|gram| (gram.text, gram.position)).collect()
    }

    #[test]
    fn every_character_has_a_position() {
        let expected = [("第", 0), ("2", 1), ("版を", 2), ("を", 3), ("見る", 5), ("る", 6)];
        assert_eq!(told("第2版を。見る"), expected.map(|(text, at)| (text.to_owned(), at)));
    }

    #[test]
    fn middle_dots_are_not_there() {
        assert_eq!(told("医療・介護"), told("医療介護"));
    }

    #[test]
    fn letters_and_digits_are_words_of_their_own() {
        assert_eq!(told("covid19"), [("covid".to_owned(), 0), ("19".to_owned(), 1)]);
    }
}
