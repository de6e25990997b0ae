//! A group of words that are looked for beside each other.

use std::collections::HashSet;

use crate::analysis::norm::normal_without_dots;

/// The list that ships.
const SHIPPED: &str = include_str!("../../../../assets/search/synonyms.txt");

/// How the words of a group belong together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Each finds each.
    #[default]
    Equal,
    /// The first finds the others, but not the other way round.
    OneWay,
    /// Each finds each, further down.
    Related,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Equal, Self::OneWay, Self::Related];

    /// Its name in the database and in forms.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::OneWay => "one-way",
            Self::Related => "related",
        }
    }

    /// The kind of this name.
    pub fn parse(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}

/// Words that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// How.
    pub kind: Kind,
    /// The words as they are written, in the order of the list.
    pub words: Vec<String>,
}

impl Group {
    /// Reads a line of the list that ships; nothing for what says nothing.
    pub(super) fn of_line(line: &str) -> Option<Self> {
        if line.starts_with('#') {
            return None;
        }
        let kind = match line {
            _ if line.contains('>') => Kind::OneWay,
            _ if line.contains('~') => Kind::Related,
            _ => Kind::Equal,
        };
        let words: Vec<String> = line.split(['>', '=', '~']).map(|word| word.trim().to_owned()).collect();
        (words.len() > 1).then_some(Self { kind, words })
    }

    /// Whether at least two of its words differ to the search, which minds neither width, case nor middle dots.
    pub fn tells(&self) -> bool {
        self.normal().len() > 1
    }

    /// The words as the search compares them.
    pub fn normal(&self) -> HashSet<String> {
        self.words.iter().map(|word| normal_without_dots(word)).filter(|word| !word.is_empty()).collect()
    }
}

/// The groups that ship.
pub(super) fn shipped() -> Vec<Group> {
    SHIPPED.lines().filter_map(Group::of_line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_that_ships_tells_something_and_none_stands_there_twice() {
        let groups = shipped();
        assert!(groups.iter().all(Group::tells) && groups.len() > 70);
        let lines: HashSet<_> = groups.iter().map(|group| (group.kind.slug(), &group.words)).collect();
        assert_eq!(lines.len(), groups.len());
    }
}
