//! What the rules propose, and which of it is kept.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::finding::{Kind, Level};

/// What a rule proposes.
pub(crate) struct Candidate {
    /// What it is.
    pub kind: Kind,
    /// How serious it is.
    pub level: Level,
    /// Where, in characters of the normal form.
    pub range: Range<usize>,
    /// What could stand there instead.
    pub instead: Instead,
}

/// What could stand there instead.
pub(crate) enum Instead {
    /// Nothing comes to mind.
    Nothing,
    /// This.
    Text(String),
    /// A letter for a person; the same letter wherever the same name stands.
    Letter {
        /// The name without honorific and blanks.
        name: String,
        /// What follows the letter.
        honorific: &'static str,
    },
}

impl Candidate {
    /// A proposal with a text that could stand there instead.
    pub fn new(kind: Kind, level: Level, range: Range<usize>, instead: impl Into<String>) -> Self {
        Self { kind, level, range, instead: Instead::Text(instead.into()) }
    }
}

/// Keeps the strongest where proposals overlap: the most serious, then the weightiest kind, then the longest.
pub(crate) fn strongest(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.retain(|it| it.range.start < it.range.end);
    candidates.sort_by(|a, b| {
        let rank = |it: &Candidate| (it.level, it.kind.weight(), it.range.len());
        rank(b).cmp(&rank(a)).then(a.range.start.cmp(&b.range.start)).then(a.kind.cmp(&b.kind))
    });
    let mut kept: BTreeMap<usize, Candidate> = BTreeMap::new();
    for candidate in candidates {
        let before = kept.range(..candidate.range.end).next_back();
        if before.is_none_or(|(_, before)| before.range.end <= candidate.range.start) {
            kept.insert(candidate.range.start, candidate);
        }
    }
    kept.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_serious_wins_and_neighbours_stay() {
        let of = |kind, level, range| Candidate { kind, level, range, instead: Instead::Nothing };
        let kept = strongest(vec![
            of(Kind::Phone, Level::Warn, 0..12),
            of(Kind::MyNumber, Level::Block, 2..6),
            of(Kind::Age, Level::Warn, 12..15),
            of(Kind::Combination, Level::Warn, 12..20),
        ]);
        let kept: Vec<_> = kept.iter().map(|it| (it.kind, it.range.clone())).collect();
        assert_eq!(kept, [(Kind::MyNumber, 2..6), (Kind::Combination, 12..20)]);
    }
}
