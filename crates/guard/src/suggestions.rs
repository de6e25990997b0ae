//! Letters for people: in order, one for each name, none that the text uses already.

use std::collections::{HashMap, HashSet};

use crate::candidates::{Candidate, Instead};
use crate::reading::Reading;

/// Gives letters to the people of one text.
pub(crate) struct Letters {
    free: Vec<char>,
    given: HashMap<String, char>,
}

impl Letters {
    /// Sees which letters a text uses.
    pub fn new(reading: &Reading) -> Self {
        let used: HashSet<char> = (0..reading.chars.len())
            .filter(|at| !reading.before(*at).is_ascii_alphanumeric() && !reading.get(*at + 1).is_ascii_alphanumeric())
            .map(|at| reading.get(at).to_ascii_uppercase())
            .collect();
        // The last letter comes first: it is popped.
        let free = ('A'..='Z').rev().filter(|letter| !used.contains(letter)).collect();
        Self { free, given: HashMap::new() }
    }

    /// What could stand in place of a candidate.
    ///
    /// A letter beside letters would read as initials, so words stand there.
    pub fn suggestion(&mut self, reading: &Reading, candidate: &Candidate) -> Option<String> {
        match &candidate.instead {
            Instead::Nothing => None,
            Instead::Text(text) => Some(text.clone()),
            Instead::Letter { .. } if joins(reading, candidate) => Some("ある方".to_owned()),
            Instead::Letter { name, honorific } => Some(match self.letter(name) {
                Some(letter) => format!("{}{honorific}", full_width(letter)),
                None => "ある方".to_owned(),
            }),
        }
    }

    /// The letter of a name; a family name alone gets that of the full name before it.
    fn letter(&mut self, name: &str) -> Option<char> {
        let known = self.given.get(name).copied().or_else(|| {
            let mut same = self.given.iter().filter(|(known, _)| known.starts_with(name) && name.chars().count() > 1);
            same.next().map(|(_, letter)| *letter)
        });
        let letter = known.or_else(|| self.free.pop())?;
        self.given.insert(name.to_owned(), letter);
        Some(letter)
    }
}

/// Whether a letter would join what stands before or after.
fn joins(reading: &Reading, candidate: &Candidate) -> bool {
    let mut before = reading.left(candidate.range.start, 4).chars().rev().filter(|c| !c.is_whitespace());
    let last = before.next().unwrap_or('\n');
    let is_letter = |c: char| c.is_ascii_alphanumeric();
    is_letter(last)
        || (".・".contains(last) && before.next().is_some_and(is_letter))
        || is_letter(reading.get(candidate.range.end))
}

fn full_width(letter: char) -> char {
    char::from_u32(u32::from(letter) + 0xfee0).unwrap_or(letter)
}
