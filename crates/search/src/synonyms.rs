//! Words of the field that mean the same, or nearly so, and are looked for beside what was typed.
//!
//! The list of a site lives in its database ([`stored`]) and begins with what ships in `assets/search/synonyms.txt`.

mod group;
pub mod stored;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

pub use self::group::{Group, Kind};
use crate::analysis::norm::normal_without_dots;

static LIST: LazyLock<Arc<Synonyms>> = LazyLock::new(|| Arc::new(Synonyms::of(0, &group::shipped())));

/// The words of a list, by their normal form without middle dots.
#[derive(Debug, Default)]
pub struct Synonyms {
    version: i64,
    others: HashMap<String, Vec<Other>>,
    longest: usize,
}

/// A word of the list found in a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// The other words of its groups; those that are only related come last.
    pub others: &'a [Other],
}

/// What is looked for beside a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// As the list writes it.
    pub text: String,
    /// Whether it means something else, of which it may be said as well.
    pub is_related: bool,
}

impl Synonyms {
    /// The list that ships.
    pub fn shipped() -> &'static Arc<Self> {
        &LIST
    }

    /// The list of these groups, as of a version of the site's list.
    pub fn of<'a>(version: i64, groups: impl IntoIterator<Item = &'a Group>) -> Self {
        let mut synonyms = Self { version, ..Self::default() };
        for group in groups {
            for (at, word) in group.words.iter().enumerate() {
                if at == 0 || group.kind != Kind::OneWay {
                    synonyms.add(word, group);
                }
            }
        }
        for others in synonyms.others.values_mut() {
            others.sort_by_key(|other| other.is_related);
        }
        synonyms
    }

    /// Of which version of the site's list this is.
    pub fn version(&self) -> i64 {
        self.version
    }

    /// Every word of the list, in normal form without middle dots.
    pub fn words(&self) -> impl Iterator<Item = String> {
        let others = self.others.values().flatten().map(|other| normal_without_dots(&other.text));
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

    /// Adds the rest of a group beside one of its words. What means the same in any group is not only related.
    fn add(&mut self, word: &str, group: &Group) {
        let key = normal_without_dots(word);
        self.longest = self.longest.max(key.chars().count());
        let known = self.others.entry(key).or_default();
        let is_related = group.kind == Kind::Related;
        for other in group.words.iter().filter(|other| *other != word) {
            match known.iter_mut().find(|known| known.text == *other) {
                Some(known) => known.is_related &= is_related,
                None => known.push(Other { text: other.clone(), is_related }),
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

    fn others(text: &str) -> Vec<Vec<&'static str>> {
        let found = Synonyms::shipped().find(text, |_| true);
        found.into_iter().map(|entry| entry.others.iter().map(|other| other.text.as_str()).collect()).collect()
    }

    #[test]
    fn every_word_of_a_group_finds_the_others() {
        assert!(others("訪看")[0].contains(&"訪問看護"));
        assert!(others("訪問看護")[0].contains(&"訪看"));
        assert!(others("人生会議")[0].contains(&"アドバンス・ケア・プランニング"));
        assert!(others("アドバンスケアプランニング")[0].contains(&"ACP"));
    }

    #[test]
    fn an_arrow_points_one_way() {
        assert!(others("拠点")[0].contains(&"在宅医療連携拠点"));
        assert!(!others("在宅医療連携拠点")[0].contains(&"拠点"));
    }

    #[test]
    fn what_is_only_related_comes_last_and_what_means_the_same_is_more() {
        let groups = ["往診 ~ 訪問診療 ~ 訪診", "訪問診療 = 訪診"].map(|line| Group::of_line(line).unwrap());
        let synonyms = Synonyms::of(1, &groups);
        let found = synonyms.find("訪診", |_| true);
        let told: Vec<_> = found[0].others.iter().map(|other| (other.text.as_str(), other.is_related)).collect();
        assert_eq!(told, [("訪問診療", false), ("往診", true)]);
    }

    #[test]
    fn the_longest_word_wins_and_letters_are_not_cut() {
        assert_eq!(others("地域包括支援センター").len(), 1);
        assert!(others("hotel").is_empty());
        assert_eq!(others("hotの管理").len(), 1);
    }
}
