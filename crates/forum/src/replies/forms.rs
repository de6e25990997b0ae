//! What a browser sends for a reply.

use serde::Deserialize;
use web::Problems;

use crate::posts::forms;

/// The form of a reply, new or changed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReplyForm {
    /// What was typed.
    pub body: String,
    /// See [`kernel::once`].
    pub once: String,
}

impl ReplyForm {
    /// An empty form with a fresh token.
    pub fn fresh() -> Self {
        Self { body: String::new(), once: web::forms::once() }
    }

    /// The text, or what is wrong with it.
    pub fn parse(&self) -> Result<String, Problems> {
        let mut problems = Problems::default();
        let body = forms::body(&mut problems, "返信", &self.body);
        problems.or(body)
    }
}
