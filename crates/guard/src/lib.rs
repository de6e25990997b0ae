//! 個人情報チェック: finds in a text what could tell who somebody is.
//!
//! Knows nothing of the web or of the database: a text goes in, findings come out. The hops are
//! [`reading`] (normal form) → [`cues`] (what is it about) → one module for each kind of finding → [`candidates`] (the
//! strongest wins) → [`suggestions`]. Invariants:
//! - spans count characters of the text as it was typed, are in order and do not overlap;
//! - no text makes it fail, and time grows with the length of the text;
//! - a text in which a suggestion was applied no longer raises that finding.

mod addresses;
mod ages;
mod candidates;
mod combinations;
mod context;
mod cues;
mod dates;
mod facilities;
mod finding;
mod lexicon;
mod names;
mod numbers;
mod page;
mod patterns;
mod reading;
mod suggestions;
mod workplaces;

use candidates::{Candidate, strongest};
use cues::Words;
use lexicon::Lexicon;
use page::Page;
use reading::Reading;

pub use context::{Context, SMALL};
pub use finding::{Finding, Kind, Level};

/// The guard with its lists. Made once, shared by reference.
pub struct Guard {
    lexicon: Lexicon,
    words: Words,
}

impl Guard {
    /// Reads the lists and compiles the rules.
    pub fn new() -> Self {
        let guard = Self { lexicon: Lexicon::embedded(), words: Words::new() };
        // Expressions are compiled by their first use, which should not be somebody's.
        guard.findings("1", &Context::default());
        guard
    }

    /// What could tell who somebody is, in the order of the text.
    pub fn findings(&self, text: &str, context: &Context) -> Vec<Finding> {
        let reading = Reading::of(text);
        let cues = self.words.cues(&reading);
        let page = Page::new(&reading, &cues, &self.lexicon, context);
        let kept = strongest(propose(&page));
        let mut letters = suggestions::Letters::new(&reading);
        let finding = |candidate: &Candidate| Finding {
            kind: candidate.kind,
            span: reading.origin(&candidate.range),
            level: candidate.level,
            why: candidate.kind.why(),
            suggestion: letters.suggestion(&reading, candidate),
        };
        kept.iter().map(finding).collect()
    }
}

impl Guard {
    /// Whether a few words may be somebody's name or hold one, with nothing around them that would tell. It would rather
    /// see a name too many.
    pub fn may_hold_name(&self, words: &str) -> bool {
        Reading::of(words).text.split_whitespace().any(|word| self.lexicon.may_hold_name(word))
    }
}

impl Default for Guard {
    fn default() -> Self {
        Self::new()
    }
}

/// Asks every rule.
fn propose(page: &Page<'_>) -> Vec<Candidate> {
    let mut out = Vec::new();
    let dates = dates::full(page);
    let ages = ages::ages(page);
    numbers::my_number::find(page, &mut out);
    numbers::labelled::find(page, &mut out);
    numbers::phones::find(page, &mut out);
    numbers::email::find(page, &mut out);
    dates::births::find(page, &dates, &mut out);
    dates::events::find(page, &dates, &mut out);
    dates::events::find(page, &dates::short(page, &dates), &mut out);
    ages::find(page, &ages, &mut out);
    combinations::find(page, &ages, &mut out);
    names::find(page, &mut out);
    addresses::find(page, &mut out);
    facilities::rooms::find(page, &mut out);
    facilities::organisations::find(page, &mut out);
    workplaces::find(page, &mut out);
    out
}
