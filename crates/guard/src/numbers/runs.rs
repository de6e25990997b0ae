//! Digits that may belong together although blanks, dashes, dots or line breaks part them.

use std::ops::Range;

use crate::reading::{Reading, digit, is_digit};

/// Groups of digits with little between them.
pub(super) struct Run {
    /// Where each group stands.
    pub groups: Vec<Range<usize>>,
}

/// Part of a run: whole groups that have a certain number of digits together.
pub(super) struct Window<'a> {
    /// The groups.
    pub groups: &'a [Range<usize>],
    /// From the first digit to the last.
    pub range: Range<usize>,
    /// The digits.
    pub digits: Vec<u8>,
}

/// Most characters between two groups.
const MOST_BETWEEN: usize = 3;

/// All runs of a text, in one pass.
pub(super) fn runs(reading: &Reading) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    while at < reading.chars.len() {
        if !is_digit(reading.chars[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while is_digit(reading.get(at)) {
            at += 1;
        }
        let joined =
            runs.last_mut().filter(|run| run.groups.last().is_some_and(|last| joins(reading, last.end..start)));
        match joined {
            Some(run) => run.groups.push(start..at),
            None => runs.push(Run { groups: std::iter::once(start..at).collect() }),
        }
    }
    runs
}

impl Run {
    /// The stretches of whole groups with this many digits together. Each start is tried once, with few groups.
    pub fn windows<'a>(&'a self, reading: &'a Reading, digits: usize) -> impl Iterator<Item = Window<'a>> {
        (0..self.groups.len()).filter_map(move |first| {
            let mut count = 0;
            for (at, group) in self.groups[first..].iter().enumerate() {
                count += group.len();
                if count == digits {
                    let groups = &self.groups[first..=first + at];
                    let range = groups[0].start..group.end;
                    let digits = groups.iter().flat_map(|it| &reading.chars[it.clone()]);
                    let digits = digits.filter_map(|c| digit(*c)).filter_map(|it| u8::try_from(it).ok()).collect();
                    return Some(Window { groups, range, digits });
                }
                if count > digits {
                    return None;
                }
            }
            None
        })
    }
}

impl Window<'_> {
    /// How many digits each group has.
    pub fn shape(&self) -> Vec<usize> {
        self.groups.iter().map(ExactSizeIterator::len).collect()
    }

    /// Whether the digits are written one by one.
    pub fn is_spelled(&self) -> bool {
        self.groups.len() > 1 && self.groups.iter().all(|group| group.len() == 1)
    }

    /// Whether no letter touches it.
    pub fn stands_free(&self, reading: &Reading) -> bool {
        const LABELS: [&str; 6] = ["tel", "fax", "phs", "phone", "no", "no."];
        let touches = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '%');
        let left = reading.left(self.range.start, 5).to_lowercase();
        let is_labelled = LABELS.iter().any(|label| left.ends_with(label));
        (is_labelled || !touches(reading.before(self.range.start))) && !touches(reading.get(self.range.end))
    }
}

fn joins(reading: &Reading, between: Range<usize>) -> bool {
    between.len() <= MOST_BETWEEN
        && reading.chars[between].iter().all(|c| matches!(c, ' ' | '\n' | '-' | '.' | '・' | '(' | ')' | '_' | '/'))
}
