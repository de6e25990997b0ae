//! The lists that come with the product: names of people and populations of places.

use std::collections::{HashMap, HashSet};

use crate::reading::{Reading, hiragana};

/// Names and places.
pub(crate) struct Lexicon {
    family: HashMap<String, Family>,
    /// Given names, and whether they are also words.
    given: HashMap<String, bool>,
    /// Names in kana, family names and given names apart.
    family_readings: HashSet<String>,
    given_readings: HashSet<String>,
    /// The greatest population of the municipalities with this name.
    populations: HashMap<&'static str, u32>,
}

/// What is known of a family name.
#[derive(Clone, Copy)]
pub(crate) struct Family {
    /// It is also a word.
    pub word: bool,
}

impl Lexicon {
    /// Reads the lists.
    pub fn embedded() -> Self {
        let mut lexicon = Self {
            family: HashMap::new(),
            given: HashMap::new(),
            family_readings: HashSet::new(),
            given_readings: HashSet::new(),
            populations: HashMap::new(),
        };
        for (name, readings, marks) in rows(include_str!("../../../assets/guard/family.tsv")) {
            lexicon.family.insert(Reading::of(name).text, Family { word: marks.contains('w') });
            lexicon.family_readings.extend(readings.map(modern));
        }
        for (name, readings, marks) in rows(include_str!("../../../assets/guard/given.tsv")) {
            lexicon.given.insert(Reading::of(name).text, marks.contains('w'));
            lexicon.given_readings.extend(readings.map(modern));
        }
        lexicon.given_readings.extend(include_str!("../../../assets/guard/elder.txt").split_whitespace().map(modern));
        lexicon.add_places(include_str!("../../../assets/reference/municipalities.csv"), 3, 8);
        lexicon.add_places(include_str!("../../../assets/reference/wards.csv"), 3, 6);
        lexicon
    }

    /// What is known of a family name in Chinese characters.
    pub fn family(&self, name: &str) -> Option<Family> {
        self.family.get(name).copied()
    }

    /// Whether this given name is listed.
    pub fn lists_given(&self, name: &str) -> bool {
        self.given.contains_key(name)
    }

    /// Whether this given name is also a word.
    pub fn is_word(&self, name: &str) -> bool {
        self.given.get(name).is_some_and(|word| *word)
    }

    /// Whether this is the name of a municipality without its ending.
    pub fn is_place(&self, name: &str) -> bool {
        ["市", "町", "村", "区"].iter().any(|ending| self.populations.contains_key(format!("{name}{ending}").as_str()))
    }

    /// Whether this begins with a family name that is also a word.
    pub fn starts_with_word(&self, name: &str) -> bool {
        let ends = name.char_indices().map(|(at, _)| at).skip(1).take(3);
        ends.filter_map(|end| self.family(&name[..end])).any(|family| family.word)
    }

    /// Whether a family name sounds like this.
    pub fn sounds_family(&self, kana: &str) -> bool {
        self.family_readings.contains(&modern(kana))
    }

    /// Whether a given name sounds like this.
    pub fn sounds_given(&self, kana: &str) -> bool {
        self.given_readings.contains(&modern(kana))
    }

    /// Whether a word may be a name, or hold one: a family or a given name that is no other word, anywhere; one that is
    /// a word or a place, by itself or with a given name after it; a name in kana, by itself.
    pub fn may_hold_name(&self, word: &str) -> bool {
        let ends = || word.char_indices().map(|(at, c)| at + c.len_utf8());
        let is_given = |text: &str| self.lists_given(text) || self.sounds_given(text);
        // Given names are without number, so a few characters after a family name of two may be one.
        let is_whole = |family: &str, rest: &str| {
            let may_be_given = family.chars().nth(1).is_some() && rest.chars().nth(3).is_none();
            rest.is_empty() || is_given(rest) || may_be_given
        };
        let holds_family = |start: usize, end: usize| match self.family(&word[start..end]) {
            None => false,
            Some(_) if start == 0 && is_whole(&word[..end], &word[end..]) => true,
            Some(family) => {
                !family.word && !self.is_place(&word[start..end]) && word[start..end].chars().nth(1).is_some()
            }
        };
        let holds_given = |start: usize, end: usize| {
            let text = &word[start..end];
            self.lists_given(text)
                && ((start == 0 && end == word.len()) || (!self.is_word(text) && text.chars().nth(1).is_some()))
        };
        let sounds = |end: usize| {
            let (family, given) = word.split_at(end);
            self.sounds_family(family) && (given.is_empty() || self.sounds_given(given))
        };
        let starts = word.char_indices().map(|(start, _)| start);
        starts
            .flat_map(|start| ends().filter(move |end| *end > start).take(4).map(move |end| (start, end)))
            .any(|(start, end)| holds_family(start, end) || holds_given(start, end))
            || self.sounds_given(word)
            || ends().any(sounds)
    }

    /// How many people live in the municipality of this name; the greatest where several share it.
    pub fn population(&self, municipality: &str) -> Option<u32> {
        self.populations.get(municipality).copied()
    }

    fn add_places(&mut self, csv: &'static str, name: usize, population: usize) {
        for line in csv.lines().skip(1) {
            let fields: Vec<&'static str> = line.split(',').collect();
            if let (Some(name), Some(Ok(people))) =
                (fields.get(name), fields.get(population).map(|it| it.parse::<u32>()))
            {
                let known = self.populations.entry(name).or_default();
                *known = people.max(*known);
            }
        }
    }
}

fn rows(list: &'static str) -> impl Iterator<Item = (&'static str, std::str::Split<'static, char>, &'static str)> {
    list.lines().filter_map(|line| {
        let mut fields = line.split('\t');
        Some((fields.next()?, fields.next()?.split('|'), fields.next().unwrap_or_default()))
    })
}

/// Hiragana with the old kana of names as today's.
fn modern(kana: &str) -> String {
    hiragana(kana).replace('ゑ', "え").replace('ゐ', "い").replace('づ', "ず").replace('を', "お")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_old_and_new_forms_and_by_sound() {
        let lexicon = Lexicon::embedded();
        for name in ["高橋", "渡辺", "斎藤"] {
            assert!(lexicon.family(name).is_some(), "{name}");
        }
        assert!(lexicon.sounds_family("おおたに") && lexicon.sounds_given("フミ") && lexicon.lists_given("花子"));
    }

    #[test]
    fn a_name_by_itself_is_seen_and_words_of_the_field_are_none() {
        let lexicon = Lexicon::embedded();
        for name in ["佐藤", "山田太郎", "患者渡辺", "佐藤様", "花子", "はなこ", "さとうはなこ", "林", "森ハナ"]
        {
            assert!(lexicon.may_hold_name(name), "{name}");
        }
        let list = include_str!("../../../assets/search/synonyms.txt").lines().filter(|line| !line.starts_with('#'));
        let words: HashSet<&str> = list.flat_map(|line| line.split(['=', '>', '~'])).map(str::trim).collect();
        let taken: Vec<_> = words.iter().filter(|word| lexicon.may_hold_name(word)).collect();
        assert!(taken.len() * 50 < words.len(), "{taken:?}");
    }

    #[test]
    fn populations_are_those_of_the_reference_data() {
        let lexicon = Lexicon::embedded();
        assert!(lexicon.population("札幌市").is_some_and(|people| people > 1_900_000));
        assert_eq!(lexicon.population("鶴川市"), None);
    }
}
