//! The words that the dictionary sees in a text, in their base form.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use lindera_dictionary::viterbi::Lattice;

use super::dictionary::segmenter;
use super::kana::{is_katakana, katakana};

/// What a morpheme is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Carries meaning.
    Content,
    /// Is indexed, but a document need not hold it: する, こと, どう.
    Weak,
    /// Holds a sentence together: particles and auxiliaries. Not indexed.
    Particle,
    /// Punctuation, conjunctions and the like. Not indexed.
    Mark,
}

/// A word of the dictionary, or what the segmenter takes for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Morpheme {
    /// The base form, which is the term.
    pub term: String,
    /// Where it stands in the normal form, in bytes.
    pub range: Range<usize>,
    /// Where it stands among the others; particles and marks take positions too.
    pub position: usize,
    /// How it is spoken, in katakana, where that is known.
    pub reading: Option<String>,
    /// What it is good for.
    pub role: Role,
}

impl Morpheme {
    /// Whether it is a term of the index.
    pub fn is_indexed(&self) -> bool {
        matches!(self.role, Role::Content | Role::Weak)
    }
}

thread_local! {
    /// The segmenter's scratch space, kept because making it anew costs more than segmenting a query.
    static LATTICE: RefCell<Lattice> = RefCell::new(Lattice::default());
}

/// The morphemes of a text in normal form, in order. Spaces are nothing; a line break leaves a position free.
pub fn morphemes(text: &str) -> Vec<Morpheme> {
    let Some(segmenter) = segmenter() else { return Vec::new() };
    let tokens = LATTICE.with_borrow_mut(|lattice| segmenter.segment_with_lattice(Cow::Borrowed(text), lattice));
    let mut tokens = tokens.unwrap_or_else(|problem| {
        tracing::error!(%problem, "a text could not be segmented");
        Vec::new()
    });
    let mut all: Vec<Morpheme> = Vec::with_capacity(tokens.len());
    let (mut position, mut end) = (0, 0);
    for token in &mut tokens {
        let range = token.byte_start..token.byte_end;
        let surface = &text[range.clone()];
        if text[end..range.start].contains('\n') {
            position += 1;
        }
        end = range.end;
        // A middle dot may be there or not, so it must not push its neighbours apart.
        if surface == "・" {
            continue;
        }
        let unknown = token.word_id.is_unknown();
        let mut details = token.details_iter();
        let mut detail = || details.next().unwrap_or("*");
        let (class, subclass, base, reading) = (detail(), detail(), detail(), detail());
        let spoken = if unknown || reading == "*" { katakana(surface) } else { Some(reading.to_owned()) };
        let term = stem(if unknown || base == "*" { surface } else { base }).to_owned();
        let role = role(class, subclass, &term, surface, unknown);
        all.push(Morpheme { term, range, position, reading: spoken, role });
        position += 1;
    }
    all
}

fn role(class: &str, subclass: &str, term: &str, surface: &str, unknown: bool) -> Role {
    if unknown && !surface.chars().any(char::is_alphanumeric) {
        return Role::Mark;
    }
    match (class, subclass) {
        ("助詞" | "助動詞", _) => Role::Particle,
        ("記号" | "接続詞" | "フィラー" | "その他", _) => Role::Mark,
        ("副詞" | "連体詞" | "感動詞" | "接頭詞", _) | (_, "非自立" | "代名詞" | "接尾") => {
            Role::Weak
        }
        ("動詞", _) if matches!(term, "する" | "ある" | "いる" | "なる" | "できる" | "やる" | "行う") => {
            Role::Weak
        }
        _ => Role::Content,
    }
}

/// A katakana word of four characters or more without the last long vowel: サーバー is サーバ.
fn stem(word: &str) -> &str {
    match word.strip_suffix('ー') {
        Some(short) if word.chars().count() >= 4 && short.chars().all(is_katakana) => short,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Norm;

    fn terms(text: &str) -> Vec<String> {
        let norm = Norm::of(text);
        morphemes(&norm.text).into_iter().filter(Morpheme::is_indexed).map(|m| m.term).collect()
    }

    #[test]
    fn words_are_found_in_their_base_form_whatever_their_width() {
        assert_eq!(terms("ｻｰﾊﾞｰのﾒﾝﾃﾅﾝｽ手順書（第２版）"), ["サーバ", "メンテナンス", "手順", "書", "第", "2", "版"]);
        assert_eq!(terms("困っている"), ["困る", "いる"]);
    }

    #[test]
    fn ranges_and_readings_belong_to_the_text() {
        let text = "訪問看護の体制";
        let found = morphemes(text);
        let told: Vec<_> = found.iter().map(|m| (&text[m.range.clone()], m.reading.as_deref(), m.position)).collect();
        assert_eq!(told[0], ("訪問", Some("ホウモン"), 0));
        assert_eq!(told[1], ("看護", Some("カンゴ"), 1));
        assert_eq!(found[2].role, Role::Particle);
    }

    #[test]
    fn a_middle_dot_takes_no_position_and_a_line_break_takes_one() {
        let positions = |text: &str| morphemes(text).iter().map(|m| m.position).collect::<Vec<_>>();
        assert_eq!(positions("医療・介護"), [0, 1]);
        assert_eq!(positions("医療\n介護"), [0, 2]);
    }
}
