//! What a browser sends for a note.

use serde::Deserialize;
use web::Problems;

use super::Words;
use super::queries::Note;
use crate::posts::forms;

/// What is said of a note beside its text.
pub const LABEL: &str = "引継ぎ書";

/// The note as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    /// What was typed.
    pub body: String,
    /// The version that it was made from.
    pub version: String,
    /// Makes the form count once.
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
}

/// How the form is opened.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct OpenQuery {
    /// The draft with which it goes on.
    pub draft: String,
    /// `1` to begin with what the seat has done.
    pub outline: String,
}

impl NoteForm {
    /// The form that changes a note, or begins one.
    pub fn of(note: Option<&Note>) -> Self {
        Self {
            body: note.map(|note| note.body.clone()).unwrap_or_default(),
            version: note.map_or(0, |note| note.version).to_string(),
            once: web::forms::once(),
            ..Self::default()
        }
    }

    /// The same form upon what is stored by now, so that it can be saved over it knowingly.
    #[must_use]
    pub fn upon(self, note: Option<&Note>) -> Self {
        Self { version: note.map_or(0, |note| note.version).to_string(), once: web::forms::once(), ..self }
    }

    /// The same with a first text after what is there.
    #[must_use]
    pub fn followed_by(self, outline: &str) -> Self {
        let body = if self.body.trim().is_empty() { outline.to_owned() } else { format!("{}\n\n{outline}", self.body) };
        Self { body, ..self }
    }

    /// The version; a form that does not say one was made from none.
    pub fn version(&self) -> i64 {
        self.version.parse().unwrap_or(0)
    }

    /// The words, or what is wrong with them.
    pub fn parse(&self) -> Result<Words, Problems> {
        let mut problems = Problems::default();
        let body = forms::body(&mut problems, LABEL, &self.body);
        problems.or(Words(body))
    }
}
