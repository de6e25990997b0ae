//! What a browser sends of the note of a municipality.

use kernel::text;
use serde::Deserialize;
use web::Problems;

use super::queries::Note;
use crate::guarding::Guarded;

/// Most characters: about two sheets of paper.
pub const LONGEST: usize = 3_000;

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    /// The text.
    pub body: String,
    /// The version from which it was made.
    pub version: String,
    /// Makes the form count once.
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
}

/// The form that erases it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RemovalForm {
    /// The version that was read.
    pub version: String,
    /// Makes the form count once.
    pub once: String,
}

/// What can be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteText {
    /// The text.
    pub body: String,
}

impl Guarded for NoteText {
    fn texts(&self) -> Vec<(&'static str, &str)> {
        vec![("body", &self.body)]
    }
}

impl NoteForm {
    /// The form with what the note says.
    pub fn of(note: &Note) -> Self {
        let version = note.version.to_string();
        Self { body: note.body.clone(), version, once: web::forms::once(), draft: String::new() }
    }

    /// The same form upon what the note says by now, so that it can be saved over it knowingly.
    #[must_use]
    pub fn upon(self, note: &Note) -> Self {
        Self { version: note.version.to_string(), once: web::forms::once(), ..self }
    }

    /// What can be stored, or what is wrong.
    pub fn parse(&self) -> Result<NoteText, Problems> {
        let mut problems = Problems::default();
        let body = problems.take("body", text::require("役割分担メモ", &self.body, LONGEST));
        problems.or(NoteText { body })
    }
}

/// The version that a form names; one that names none was made from nothing that there is.
pub fn version(typed: &str) -> i64 {
    typed.parse().unwrap_or(-1)
}
