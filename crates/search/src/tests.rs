//! Random text: nothing panics, and every place that is told lies within the text.

use crate::analysis::{Norm, grams, morphemes, sounds};
use crate::query::meaning::Meaning;
use crate::snippet::Highlighter;

/// Characters that have made trouble for somebody.
const ODD: &[char] = &[
    'あ',
    'い',
    'の',
    'が',
    'ー',
    'ア',
    'ｶ',
    'ﾞ',
    'ﾟ',
    '\u{3099}',
    '\u{309a}',
    '訪',
    '看',
    '護',
    '市',
    '髙',
    '㈱',
    '㍻',
    '①',
    'ﬁ',
    'İ',
    'ß',
    'e',
    '\u{301}',
    'A',
    'Ｚ',
    '9',
    '９',
    ' ',
    '\u{3000}',
    '\n',
    '\t',
    '\0',
    '"',
    '“',
    '-',
    '－',
    '*',
    ':',
    '(',
    '\\',
    '・',
    '。',
    '、',
    '🙂',
    '👨',
    '\u{200d}',
    '\u{fe0f}',
    '\u{200b}',
    '\u{e0100}',
    '\u{10ffff}',
    '\u{fffd}',
    '𠮷',
    '々',
    '〇',
    '…',
    'ﷺ',
    '가',
    '\u{1100}',
];

/// A generator of Marsaglia's xorshift kind: the same texts in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    fn text(&mut self, longest: usize) -> String {
        (0..self.below(longest)).map(|_| ODD[self.below(ODD.len())]).collect()
    }
}

#[test]
fn random_text_is_analysed_searched_and_cut_without_panic() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for _ in 0..1_500 {
        let (text, words, most) = (dice.text(80), dice.text(20), dice.below(40));
        let norm = Norm::of(&text);
        let found = morphemes(&norm.text);
        for m in &found {
            assert!(text.get(norm.origin(&m.range)).is_some(), "{text:?}");
        }
        assert!(grams(&norm.text).is_sorted_by_key(|gram| gram.position), "{text:?}");
        assert!(sounds(&found).is_sorted_by_key(|sound| sound.position), "{text:?}");
        assert!(Meaning::of(&words).words.iter().all(|word| !word.grams.is_empty()), "{words:?}");
        let mut highlighter = Highlighter::new(&words);
        let shown: String = highlighter.snippet(&text, most).parts.into_iter().map(|(part, _)| part).collect();
        assert!(shown.chars().count() <= most + 2, "{shown:?} of {text:?}");
        let holds = highlighter.snippet(&text, usize::MAX).matched > 0;
        let best = highlighter.best("", ["", text.as_str(), text.as_str()].into_iter());
        assert_eq!(best, Some(usize::from(holds)), "{words:?} in {text:?}");
    }
}
