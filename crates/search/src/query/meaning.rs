//! What a document must hold to answer what was typed.

use std::collections::HashSet;

use crate::analysis::grams::{self, GramKind};
use crate::analysis::norm::normal;
use crate::analysis::{Gram, Morpheme, Role, kana, morphemes};
use crate::query::Tried;
use crate::query::chunks::{Chunks, entries};
use crate::query::forms;
use crate::query::units::{Unit, units};
use crate::synonyms::Synonyms;

/// No more synonyms are looked for in place of one word.
const MOST_ALTERNATIVES: usize = 16;

/// Nor in place of all words together, since each of them costs two phrases.
const MOST_ALTERNATIVES_IN_ALL: usize = 32;

/// Longer texts, in characters, are taken as they are: a synonym within them decides nothing and costs an analysis.
const LONGEST_WITH_ALTERNATIVES: usize = 100;

/// A question with more words than this is understood like a sentence; as many words are excluded.
const MOST_WORDS: usize = 8;

/// What was typed, understood.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// What a document holds or not. Empty for a sentence, and where nothing that can be looked for was typed.
    pub words: Vec<Word>,
    /// What of the words it is to hold.
    pub wishes: Vec<Wish>,
    /// What it must not hold.
    pub excluded: Vec<Word>,
    /// Whether any word will do.
    pub any: bool,
    /// Whether it is nothing but words that particles join: what holds all of them answers best, but so does what is
    /// about them in other words.
    pub is_phrase: bool,
    /// Whether nothing at all was typed.
    pub nothing: bool,
    /// Everything that was typed and is not excluded, for ranking.
    pub all: Word,
    /// The words for which others are looked for too.
    pub tried: Vec<Tried>,
}

/// Ways to answer a part of the question, any of which will do: each is some of the words, by their places, all of which
/// a document must hold. Where nobody typed OR it is one word.
pub type Wish = Vec<Vec<usize>>;

/// A piece of text and what else stands for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// The text in normal form without middle dots.
    pub text: String,
    /// The same with middle dots, which is what the ranges of the morphemes refer to.
    pub dotted: String,
    /// Its grams.
    pub grams: Vec<Gram>,
    /// Its morphemes that are terms.
    pub morphemes: Vec<Morpheme>,
    /// Texts in which synonyms stand in place of parts of it.
    pub alternatives: Vec<Word>,
    /// Whether it stands in place of what is only related to it.
    pub is_related: bool,
    /// How it is spoken, if it is nothing but kana or letters that spell kana.
    pub kana: Option<String>,
    /// How it is spoken, if it has okurigana.
    pub okurigana: Option<String>,
}

impl Meaning {
    /// Understands what was typed with the words that ship.
    #[cfg(test)]
    pub fn of(typed: &str) -> Self {
        Self::with(typed, Synonyms::shipped())
    }

    /// Understands what was typed.
    pub fn with(typed: &str, synonyms: &Synonyms) -> Self {
        let units = units(typed);
        let mut meaning = Self { nothing: typed.trim().is_empty(), ..Self::default() };
        meaning.excluded = units.iter().filter(|unit| unit.excluded).map(|unit| Word::plain(&unit.text)).collect();
        meaning.excluded.retain(Word::can_be_held);
        meaning.excluded.truncate(MOST_WORDS);
        let choices = choices(units.into_iter().filter(|unit| !unit.excluded).collect());
        meaning.nothing |= choices.is_empty() && !meaning.excluded.is_empty();
        let all: Vec<&str> = choices.iter().flatten().map(|unit| unit.text.as_str()).collect();
        meaning.all = Word::with_synonyms(&all.join(" "), synonyms, MOST_ALTERNATIVES, &mut meaning.tried);
        let is_alone = choices.len() == 1 && choices[0].len() == 1;
        for choice in &choices {
            match choice.as_slice() {
                [unit] => {
                    for word in meaning.words_of(unit, synonyms) {
                        meaning.wishes.push(vec![vec![word]]);
                    }
                }
                several => {
                    let ways = several.iter().map(|unit| meaning.words_of(unit, synonyms));
                    let ways: Wish = ways.filter(|words| !words.is_empty()).collect();
                    meaning.wishes.extend((!ways.is_empty()).then_some(ways));
                }
            }
        }
        meaning.is_phrase &= is_alone && !meaning.any;
        meaning.any |= meaning.words.len() > MOST_WORDS;
        meaning.words.truncate(MOST_WORDS);
        let has_content = meaning.content().next().is_some();
        meaning.any &= has_content;
        // Of a question of many words that hold nothing but particles, the first ones are asked for.
        meaning.wishes.retain(|ways| ways.iter().flatten().all(|word| *word < MOST_WORDS));
        meaning
    }

    /// The words of a piece of the question, by their places; those that can be looked for, each once.
    fn words_of(&mut self, unit: &Unit, synonyms: &Synonyms) -> Vec<usize> {
        if unit.quoted {
            let text = Word { morphemes: Vec::new(), kana: None, okurigana: None, ..Word::plain(&unit.text) };
            return self.require(text).into_iter().collect();
        }
        let chunks = Chunks::of(&unit.text, synonyms);
        self.any |= chunks.are_sentence;
        self.is_phrase |= chunks.are_phrase;
        let (mut found, mut seen) = (Vec::new(), HashSet::new());
        for text in chunks.texts.iter().filter(|text| seen.insert(text.as_str())) {
            if self.words.len() > MOST_WORDS {
                break;
            }
            let known: usize = self.words.iter().map(|word| word.alternatives.len()).sum();
            let most = MOST_ALTERNATIVES.min(MOST_ALTERNATIVES_IN_ALL.saturating_sub(known));
            found.extend(self.require(Word::with_synonyms(text, synonyms, most, &mut Vec::new())));
        }
        found
    }

    /// The place of a word that is to be looked for; nothing if it cannot be.
    fn require(&mut self, word: Word) -> Option<usize> {
        let is_known = |known: &Word| known.text == word.text && known.morphemes.len() == word.morphemes.len();
        if let Some(known) = self.words.iter().position(is_known) {
            return Some(known);
        }
        if !word.can_be_held() || self.words.len() > MOST_WORDS {
            return None;
        }
        self.words.push(word);
        Some(self.words.len() - 1)
    }

    /// The words that carry the meaning of everything that was typed; the weak ones where there are no others.
    pub fn content(&self) -> impl Iterator<Item = &Morpheme> {
        let strong = self.all.morphemes.iter().any(|m| m.role == Role::Content);
        self.all.morphemes.iter().filter(move |m| !strong || m.role == Role::Content)
    }
}

/// What was typed, and with it what was joined to it by OR. Such a word without two neighbours is a word like any other.
fn choices(units: Vec<Unit>) -> Vec<Vec<Unit>> {
    let mut all: Vec<Vec<Unit>> = Vec::new();
    let mut rest = units.into_iter().peekable();
    while let Some(unit) = rest.next() {
        let next = unit.joins().then(|| rest.next_if(|next| !next.joins())).flatten();
        match (all.last_mut(), next) {
            (Some(before), Some(next)) => before.push(next),
            (_, next) => all.extend([Some(unit), next].into_iter().flatten().map(|unit| vec![unit])),
        }
    }
    all
}

impl Word {
    /// A piece of text that nothing else stands for.
    pub fn plain(text: &str) -> Self {
        // Morphemes are sought with middle dots in place, since they tell where words end.
        let dotted = normal(text);
        let text: String = dotted.chars().filter(|c| *c != '・').collect();
        let morphemes = morphemes(&dotted).into_iter().filter(Morpheme::is_indexed).collect();
        let (grams, kana) = (grams::grams(&text), kana::katakana(&text).or_else(|| kana::of_romaji(&text)));
        Self { text, dotted, grams, morphemes, kana, ..Self::default() }
    }

    /// A piece of text with everything that the list of synonyms puts in place of its parts.
    fn with_synonyms(text: &str, synonyms: &Synonyms, most: usize, tried: &mut Vec<Tried>) -> Self {
        let mut word = Self::plain(text);
        if word.text.chars().count() > LONGEST_WITH_ALTERNATIVES {
            return word;
        }
        for entry in entries(&word.text, &morphemes(&word.text), synonyms) {
            for other in entry.others.iter().take(most.saturating_sub(word.alternatives.len())) {
                let replaced = format!("{}{}{}", &word.text[..entry.start], other.text, &word.text[entry.end..]);
                word.alternatives.push(Self { is_related: other.is_related, ..Self::plain(&replaced) });
            }
            let found = word.text[entry.start..entry.end].to_owned();
            if !tried.iter().any(|known| known.word == found) {
                tried.push(Tried {
                    word: found,
                    synonyms: entry.others.iter().map(|other| other.text.clone()).collect(),
                });
            }
        }
        for (range, others) in forms::others(&word.text) {
            for other in others.iter().take(most.saturating_sub(word.alternatives.len())) {
                let replaced = format!("{}{other}{}", &word.text[..range.start], &word.text[range.end..]);
                word.alternatives.push(Self::plain(&replaced));
            }
        }
        word.okurigana = forms::spoken(&word.text);
        word
    }

    /// As what it is listened for beside what is written.
    pub fn sound(&self) -> Option<&String> {
        self.kana.as_ref().or(self.okurigana.as_ref())
    }

    /// Whether its reading is what comes out of a keyboard on which nobody has turned on the input of kana.
    pub fn is_romaji(&self) -> bool {
        self.kana.is_some() && self.text.is_ascii()
    }

    /// Whether there is anything to look for: punctuation alone is in no index.
    fn can_be_held(&self) -> bool {
        !self.grams.is_empty()
    }
}

impl Gram {
    /// Whether it counts for ranking: the last character of a run says what the pair before it has said.
    pub fn is_ranked(&self) -> bool {
        self.kind != GramKind::Last
    }

    /// Whether what was typed may be the beginning of a term: a character of a pair, letters and digits of a word.
    pub fn can_go_on(&self) -> bool {
        self.kind == GramKind::Alone || (self.kind == GramKind::Word && self.text.chars().nth(1).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(typed: &str) -> Vec<String> {
        Meaning::of(typed).words.into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn compounds_stay_whole_and_particles_cut() {
        assert_eq!(words("在宅医療・介護連携推進事業"), ["在宅医療介護連携推進事業"]);
        assert_eq!(words("看取りの体制"), ["看取り", "体制"]);
        assert_eq!(words("訪看　夜間、休日"), ["訪看", "夜間", "休日"]);
    }

    #[test]
    fn a_sentence_asks_for_any_of_its_words() {
        assert!(Meaning::of("退院前カンファレンスに薬剤師を呼ぶ基準はありますか").any);
        assert!(!Meaning::of("在宅医療・介護連携推進事業").any);
        assert!(!Meaning::of("看取りの体制").any);
    }

    #[test]
    fn many_words_are_a_sentence_and_words_count_once() {
        let eight = "夜間 休日 退院 薬局 医師 看護 介護 会議";
        assert_eq!(words(&format!("{eight} 夜間 休日")).len(), MOST_WORDS);
        assert!(!Meaning::of(eight).any);
        assert!(Meaning::of(&format!("{eight} 研修")).any);
        assert_eq!(words(&"a*b*c*".repeat(100)), ["a", "b", "c"]);
    }

    #[test]
    fn synonyms_stand_in_for_parts_too() {
        let meaning = Meaning::of("訪看連携");
        assert!(meaning.words[0].alternatives.iter().any(|word| word.text == "訪問看護連携"));
        assert_eq!(meaning.tried[0].word, "訪看");
    }

    #[test]
    fn punctuation_is_nothing_to_look_for() {
        for typed in ["*", "field:", "「」", "AND OR", "((", "\"\"", "---", "\u{0}", "^2", "🙂"] {
            let meaning = Meaning::of(typed);
            assert!(!meaning.nothing, "{typed:?} is not nothing");
        }
        assert!(words("「」").is_empty());
    }
}
