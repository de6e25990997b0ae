//! Words that tell what a text is about: somebody's case, or the work of offices.
//!
//! The same number is a secret beside 長女 and public beside 事務局. Every rule that must decide asks here, so that the
//! words stand in one place.

mod words;

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::reading::Reading;

/// What a word speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    /// Somebody's case: 独居, 長女, 自宅.
    Person,
    /// Care in general: 褥瘡, 利用者, 訪問看護. Half as strong.
    Care,
    /// The work of offices: 事務局, 申込, 研修.
    Office,
    /// Talk among colleagues: お世話になって, ありがとう.
    Courtesy,
    /// Contains a cue and is none.
    Nothing,
}

/// Finds cues.
pub(crate) struct Words {
    automaton: AhoCorasick,
    cues: Vec<Cue>,
}

/// Where the cues of a text are.
pub(crate) struct Cues {
    person: Vec<usize>,
    care: Vec<usize>,
    office: Vec<usize>,
    courtesy: Vec<usize>,
    /// Where sentences end.
    ends: Vec<usize>,
}

impl Words {
    /// Compiles the lists.
    pub fn new() -> Self {
        let words = words::all().flat_map(|(cue, list)| list.split_whitespace().map(move |word| (cue, word)));
        let (cues, words): (Vec<_>, Vec<_>) = words.map(|(cue, word)| (cue, Reading::of(word).text)).unzip();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words);
        Self { automaton: automaton.expect("a short list of words"), cues }
    }

    /// Finds all cues of a text.
    pub fn cues(&self, reading: &Reading) -> Cues {
        let mut cues =
            Cues { person: Vec::new(), care: Vec::new(), office: Vec::new(), courtesy: Vec::new(), ends: Vec::new() };
        for found in self.automaton.find_iter(&reading.text) {
            let at = reading.char_at(found.start());
            match self.cues[found.pattern().as_usize()] {
                Cue::Person => cues.person.push(at),
                Cue::Care => cues.care.push(at),
                Cue::Office => cues.office.push(at),
                Cue::Courtesy => cues.courtesy.push(at),
                Cue::Nothing => {}
            }
        }
        let ends = reading.chars.iter().enumerate().filter(|(_, c)| matches!(c, '。' | '\n' | '!' | '?'));
        cues.ends.extend(ends.map(|(at, _)| at));
        cues
    }
}

/// How far a sentence is read in each direction.
const REACH: usize = 70;

impl Cues {
    /// How much of this cue there is in a part of the text.
    pub fn count(&self, cue: Cue, range: &Range<usize>) -> usize {
        let places = match cue {
            Cue::Person => &self.person,
            Cue::Care => &self.care,
            Cue::Office => &self.office,
            Cue::Courtesy => &self.courtesy,
            Cue::Nothing => return 0,
        };
        let before = |at: usize| places.partition_point(|place| *place < at);
        before(range.end).saturating_sub(before(range.start))
    }

    /// Whether there is any.
    pub fn has(&self, cue: Cue, range: &Range<usize>) -> bool {
        self.count(cue, range) > 0
    }

    /// The sentence around a place, cut where it is very long.
    pub fn sentence(&self, around: &Range<usize>) -> Range<usize> {
        let next = self.ends.partition_point(|end| *end < around.start);
        let begin = next.checked_sub(1).map_or(0, |at| self.ends[at] + 1).max(around.start.saturating_sub(REACH));
        let after = self.ends.partition_point(|end| *end < around.end);
        let end = self.ends.get(after).copied().unwrap_or(usize::MAX).min(around.end + REACH);
        begin..end
    }

    /// How much a sentence speaks of somebody's case, and how much of offices.
    pub fn balance(&self, around: &Range<usize>) -> (usize, usize) {
        self.weigh(&self.sentence(around))
    }

    /// The same for the sentence with what stands around it.
    pub fn wide_balance(&self, around: &Range<usize>) -> (usize, usize) {
        self.weigh(&(around.start.saturating_sub(REACH)..around.end + REACH))
    }

    fn weigh(&self, range: &Range<usize>) -> (usize, usize) {
        let person = 2 * self.count(Cue::Person, range) + self.count(Cue::Care, range);
        (person, 2 * (self.count(Cue::Office, range) + self.count(Cue::Courtesy, range)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_are_weighed_within_a_sentence() {
        let reading = Reading::of("独居の方です。事務局まで申込をお願いします。");
        let cues = Words::new().cues(&reading);
        assert_eq!(cues.balance(&(0..2)), (4, 0));
        assert_eq!(cues.balance(&(8..9)).0, 0);
        assert!(cues.balance(&(8..9)).1 >= 4);
    }

    #[test]
    fn a_word_that_merely_contains_a_cue_is_none() {
        let reading = Reading::of("日本人の歳入と歳出、工夫した点");
        assert_eq!(Words::new().cues(&reading).balance(&(0..3)).0, 0);
    }
}
