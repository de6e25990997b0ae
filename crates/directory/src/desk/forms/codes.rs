//! Who is to get a code on paper, many at once.

use kernel::PersonId;
use serde::Deserialize;
use web::Problems;

use crate::letterhead::Letterhead;

/// What the list of registrations sends: boxes that were ticked, or everybody whom it shows on all its pages.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CodesQuery {
    /// Boxes.
    pub person: Vec<PersonId>,
    /// `1` for everybody of the list.
    pub all: String,
    /// Words of a name or reading, or of a place.
    pub q: String,
    /// The draft that is to be continued.
    pub draft: String,
}

/// To whom, and what stands on the letters.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CodesForm {
    /// To whom.
    pub person: Vec<PersonId>,
    /// The office from which a letter comes.
    pub office: String,
    /// Whom to phone.
    pub phone: String,
    /// Makes the form count once.
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
}

impl CodesForm {
    /// The form before anything is typed.
    pub(in crate::desk) fn fresh(person: Vec<PersonId>, head: Letterhead) -> Self {
        Self { person, office: head.office, phone: head.phone, once: web::forms::once(), draft: String::new() }
    }

    /// What stands on the letters, or what is wrong with it.
    pub(in crate::desk) fn parse(&self) -> Result<Letterhead, Problems> {
        let mut problems = Problems::default();
        let head = Letterhead::parse(&self.office, &self.phone, &mut problems);
        problems.or(head)
    }

    /// What makes it the same form.
    pub fn content(&self) -> String {
        self.person.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }
}
