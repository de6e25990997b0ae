//! What somebody answers, as it is sent.

use kernel::{Error, Result, TenureId, Timestamp};
use serde::Deserialize;
use web::Done;

use super::{asked, passed_on};
use crate::roster::{Person, Tenure};

/// What is said of seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Their holder goes on.
    Stays,
    /// Others have taken over.
    Changed,
}

/// What was answered, of which seats.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AnswerForm {
    /// The seats that stood on the page and were meant.
    pub tenure: Vec<TenureId>,
    /// `stays` or `changed`; a letter's page only knows the first.
    pub answer: String,
    /// Makes the form count once.
    pub once: String,
}

impl Said {
    /// The name of its form.
    pub fn form(self) -> &'static str {
        match self {
            Self::Stays => "confirmation-stay",
            Self::Changed => "confirmation-changed",
        }
    }

    /// What its sender reads.
    pub fn done(self) -> Done {
        match self {
            Self::Stays => Done::SEAT_CONFIRMED,
            Self::Changed => Done::CHANGE_TOLD,
        }
    }

    /// The seats of which it can be said: whoever goes on after all takes back that others have taken over.
    pub fn possible(self, person: &Person, now: Timestamp) -> Vec<&Tenure> {
        let mut tenures = asked(person, now);
        tenures.extend(passed_on(person).filter(|_| self == Self::Stays));
        tenures
    }
}

impl AnswerForm {
    /// Which of the two buttons it was.
    pub fn said(&self) -> Result<Said> {
        match self.answer.as_str() {
            "stays" => Ok(Said::Stays),
            "changed" => Ok(Said::Changed),
            _ => Err(Error::BadRequest),
        }
    }

    /// The seats that were meant, if all of them are among these.
    pub fn tenures(&self, possible: &[&Tenure]) -> Option<Vec<TenureId>> {
        let is_possible = |id: &TenureId| possible.iter().any(|tenure| tenure.id == *id);
        (!self.tenure.is_empty() && self.tenure.iter().all(is_possible)).then(|| self.tenure.clone())
    }
}
