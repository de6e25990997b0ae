//! Words of the field that mean the same: the list that ships in `assets/search/synonyms.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::analysis::norm::normal_without_dots;

static LIST: LazyLock<Synonyms> = LazyLock::new(|| Synonyms::read(include_str!("../../../assets/search/synonyms.txt")));

/// The words of the list, by their normal form without middle dots.
#[derive(Debug, Default)]
pub struct Synonyms {
    others: HashMap<String, Vec<String>>,
    longest: usize,
}

/// A word of the list found in a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// The other words of its group, as the list writes them.
    pub others: &'a [String],
}

impl Synonyms {
    /// The list that ships.
    pub fn shipped() -> &'static Self {
        &LIST
    }

    /// Every word of the list, in normal form without middle dots.
    pub fn words(&self) -> impl Iterator<Item = String> {
        let others = self.others.values().flatten().map(|word| normal_without_dots(word));
        self.others.keys().cloned().chain(others)
    }

    /// The words of the list in a text in normal form without middle dots, from left to right, the longest first where
    /// several begin. `may_cut` tells whether a word may begin or end at a byte of the text.
    pub fn find<'a>(&'a self, text: &str, may_cut: impl Fn(usize) -> bool) -> Vec<Entry<'a>> {
        let mut found: Vec<Entry> = Vec::new();
        for (start, _) in text.char_indices() {
            let taken = found.last().is_some_and(|entry| start < entry.end);
            if taken || !may_cut(start) || !is_edge(text, start) {
                continue;
            }
            let ends =
                text[start..].char_indices().skip(1).map(|(at, _)| start + at).chain([text.len()]).take(self.longest);
            let longest = ends.filter(|end| may_cut(*end) && is_edge(text, *end)).filter_map(|end| {
                let others = self.others.get(&text[start..end])?;
                Some(Entry { start, end, others })
            });
            found.extend(longest.last());
        }
        found
    }

    fn read(list: &str) -> Self {
        let mut synonyms = Self::default();
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            let (alone, group) =
                line.split_once('>').map_or((None, line), |(alone, group)| (Some(alone.trim()), group));
            let group: Vec<&str> = group.split('=').map(str::trim).filter(|word| !word.is_empty()).collect();
            for word in alone.iter().chain(group.iter().filter(|_| alone.is_none())) {
                synonyms.add(word, group.iter().filter(|other| *other != word));
            }
        }
        synonyms
    }

    fn add<'a>(&mut self, word: &str, others: impl Iterator<Item = &'a &'a str>) {
        let key = normal_without_dots(word);
        self.longest = self.longest.max(key.chars().count());
        let known = self.others.entry(key).or_default();
        for other in others {
            if !known.iter().any(|known| known == other) {
                known.push((*other).to_owned());
            }
        }
    }
}

/// Whether a word of letters or digits may begin or end here: co is not in coordinator.
fn is_edge(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
    let after = text[at..].chars().next().is_some_and(|c| c.is_ascii_alphanumeric());
    !(before && after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn others(text: &str) -> Vec<&'static [String]> {
        Synonyms::shipped().find(text, |_| true).into_iter().map(|entry| entry.others).collect()
    }

    #[test]
    fn every_word_of_a_group_finds_the_others() {
        assert!(others("訪看")[0].contains(&"訪問看護".to_owned()));
        assert!(others("訪問看護")[0].contains(&"訪看".to_owned()));
        assert!(others("人生会議")[0].contains(&"アドバンス・ケア・プランニング".to_owned()));
        assert!(others("アドバンスケアプランニング")[0].contains(&"ACP".to_owned()));
    }

    #[test]
    fn an_arrow_points_one_way() {
        assert!(others("拠点")[0].contains(&"在宅医療連携拠点".to_owned()));
        assert!(!others("在宅医療連携拠点")[0].contains(&"拠点".to_owned()));
    }

    #[test]
    fn the_longest_word_wins_and_letters_are_not_cut() {
        assert_eq!(others("地域包括支援センター").len(), 1);
        assert!(others("hotel").is_empty());
        assert_eq!(others("hotの管理").len(), 1);
    }
}
