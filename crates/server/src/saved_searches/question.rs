//! The question of a saved search: of discussions, or of people.

use accounts::sessions::hash;
use directory::people::{Condition, Reader};
use kernel::Places;
use web::forms::fields;

use super::forms::LONGEST;
use super::texts::Texts;

/// What is asked, by itself and as it is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum About {
    /// Discussions.
    #[default]
    Texts,
    /// People of the directory.
    People,
}

/// A question that can be saved: it asks for something.
#[derive(Clone, Debug)]
pub enum Question {
    /// Of discussions.
    Texts(Texts),
    /// Of people.
    People(Condition),
}

impl About {
    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Texts => "texts",
            Self::People => "people",
        }
    }

    /// What is not about people is about texts.
    pub fn parse(word: &str) -> Self {
        if word == Self::People.word() { Self::People } else { Self::Texts }
    }

    /// On screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Texts => "相談をさがす",
            Self::People => "仲間をさがす",
        }
    }
}

impl Question {
    /// The question that these parameters ask.
    pub fn read(about: About, query: &str, places: &Places) -> Option<Self> {
        match about {
            About::Texts => Texts::read(query).map(Self::Texts),
            About::People => Condition::read(query, places).map(Self::People),
        }
    }

    /// The question of the page on which it is saved; beside its parameters the address says what it is about.
    pub fn asked(query: &str, places: &Places) -> Option<Self> {
        let about = fields(query)?.into_iter().find(|(name, _)| name == "about");
        Self::read(about.map_or_else(About::default, |(_, word)| About::parse(&word)), query, places)
    }

    /// What it is about.
    pub fn about(&self) -> About {
        match self {
            Self::Texts(_) => About::Texts,
            Self::People(_) => About::People,
        }
    }

    /// As it is stored: the parameters of its page.
    pub fn query(&self) -> String {
        match self {
            Self::Texts(texts) => texts.query().to_owned(),
            Self::People(condition) => condition.query(),
        }
    }

    /// Its page, the newest first.
    pub fn address(&self) -> String {
        match self {
            Self::Texts(texts) => texts.address(),
            Self::People(condition) => condition.address(),
        }
    }

    /// The same for the same question in other widths.
    pub fn digest(&self) -> String {
        match self {
            Self::Texts(texts) => texts.digest(),
            Self::People(condition) => hash(&condition.normal().address()),
        }
    }

    /// In words.
    pub fn in_words(&self, reader: Reader) -> String {
        match self {
            Self::Texts(texts) => texts.in_words(reader),
            Self::People(condition) => condition.in_words(reader),
        }
    }

    /// What it could be called.
    pub fn name(&self, reader: Reader) -> String {
        self.in_words(reader).chars().take(LONGEST).collect()
    }
}
