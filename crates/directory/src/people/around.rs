//! Where people shall be: in towns like some that were asked for, or near a place that words name. For lists of people that are
//! found by other means than the directory's own.

use kernel::Places;

use super::order::nearest;
use super::vicinity::Vicinity;
use crate::likeness::{Asked, sentence};
use crate::roster::Person;

/// What is asked of the places that people serve.
#[derive(Debug)]
pub struct Around<'a> {
    /// The towns that were asked for.
    pub asked: Asked<'a>,
    /// The place that the words call near.
    pub vicinity: Option<Vicinity>,
    /// The words without those that name it.
    pub words: String,
}

impl<'a> Around<'a> {
    /// What words ask for beside these towns.
    pub fn read(words: &str, asked: Asked<'a>, places: &Places) -> Self {
        let typed: Vec<&str> = words.split_whitespace().collect();
        match Vicinity::read(&typed, places) {
            Some((vicinity, rest)) => Self { asked, vicinity: Some(vicinity), words: rest.join(" ") },
            None => Self { asked, vicinity: None, words: words.to_owned() },
        }
    }

    /// Whether anything is asked.
    pub fn narrows(&self) -> bool {
        !self.asked.chosen.is_empty() || self.vicinity.is_some()
    }

    /// Those who are there, the most alike or nearest first, as in the directory; of equals in the order in which they came.
    pub fn among<'p>(&self, people: impl Iterator<Item = &'p Person>) -> Vec<&'p Person> {
        let is_near = |person: &&Person| self.vicinity.as_ref().is_none_or(|it| it.nearest(&person.traits).is_some());
        let mut found: Vec<_> = people.filter(is_near).filter(|person| self.asked.admits(&person.traits)).collect();
        found.sort_by_cached_key(|person| nearest(&self.asked, self.vicinity.as_ref(), &person.traits));
        found
    }

    /// Why somebody is there.
    pub fn reasons(&self, person: &Person, places: &Places) -> impl Iterator<Item = String> {
        let like = self.asked.best(&person.traits).map(|near| sentence(near, places));
        like.into_iter().chain(self.vicinity.as_ref().and_then(|vicinity| vicinity.reason(&person.traits, places)))
    }
}
