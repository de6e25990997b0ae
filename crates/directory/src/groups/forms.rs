//! What browsers send about groups.

use kernel::{PersonId, text};
use serde::Deserialize;
use web::Problems;

use crate::guarding::Guarded;
use crate::roster::{Group, Person, Roster};

/// Most characters of a name, which stands in lists.
pub const LONGEST_NAME: usize = 40;
/// Most characters of a purpose.
pub const LONGEST_PURPOSE: usize = 500;
/// More people than this are not offered for an invitation at once.
const MOST_OFFERED: usize = 20;

/// What a group is called and what it is for, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CharterForm {
    /// Name.
    pub name: String,
    /// Purpose.
    pub purpose: String,
    /// Makes the form count once.
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
}

/// The same, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charter {
    /// Name, on one line.
    pub name: String,
    /// Purpose.
    pub purpose: String,
}

impl Guarded for Charter {
    fn texts(&self) -> Vec<(&'static str, &str)> {
        vec![("name", &self.name), ("purpose", &self.purpose)]
    }
}

impl CharterForm {
    /// An empty form.
    pub fn fresh() -> Self {
        Self { once: web::forms::once(), ..Self::default() }
    }

    /// The form that changes what a group is called.
    pub fn of(group: &Group) -> Self {
        let (name, purpose) = (group.room.name.clone(), group.purpose.clone());
        Self { name, purpose, ..Self::fresh() }
    }

    /// What can be stored, or what is wrong.
    pub fn parse(&self) -> std::result::Result<Charter, Problems> {
        let mut problems = Problems::default();
        let charter = Charter {
            name: problems.take("name", text::require_line("グループの名前", &self.name, LONGEST_NAME)),
            purpose: problems.take("purpose", text::require("目的", &self.purpose, LONGEST_PURPOSE)),
        };
        problems.or(charter)
    }
}

/// One person, to be invited, taken out, or trusted with the group.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PersonForm {
    person: String,
    /// Makes the form count once.
    pub once: String,
}

impl PersonForm {
    /// The number of the person; what is no number is nobody.
    pub fn person(&self) -> PersonId {
        PersonId(self.person.parse().unwrap_or_default())
    }
}

/// Whether one will be a member: `1` accepts, anything else leaves.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    on: String,
}

impl AnswerForm {
    /// Whether one will be a member.
    pub fn accepts(&self) -> bool {
        self.on == "1"
    }
}

/// A form with nothing to fill in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct OnceForm {
    /// Makes the form count once.
    pub once: String,
}

/// Words by which an owner looks for somebody to invite.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Seeking {
    /// The words.
    pub q: String,
}

impl Seeking {
    /// People with all of these words who could be invited, by よみ, and how many there are in all.
    pub fn offers<'a>(&self, roster: &'a Roster, group: &Group) -> (Vec<&'a Person>, usize) {
        let words: Vec<String> = self.q.split_whitespace().map(crate::roster::fold).collect();
        if words.is_empty() {
            return (Vec::new(), 0);
        }
        let fits = |person: &&Person| {
            words.iter().all(|word| person.haystack.contains(word.as_str()))
                && !group.members.contains(&person.id)
                && !group.invited.contains(&person.id)
                && roster.takes_part(person.id).is_some()
        };
        let mut people: Vec<&Person> = roster.listed().filter(fits).collect();
        let total = people.len();
        people.truncate(MOST_OFFERED);
        (people, total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_has_a_name_on_one_line_and_a_purpose() {
        let (name, purpose) = (" 看取り\n研究会 ".to_owned(), "事例を学ぶ".to_owned());
        let form = CharterForm { name, purpose, ..CharterForm::default() };
        assert_eq!(form.parse().unwrap().name, "看取り 研究会");
        let empty = CharterForm::default().parse().unwrap_err();
        assert!(empty.at("name").is_some() && empty.at("purpose").is_some());
        let long = CharterForm { name: "あ".repeat(LONGEST_NAME + 1), ..form };
        assert!(long.parse().unwrap_err().at("name").is_some());
    }
}
