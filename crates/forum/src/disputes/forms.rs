//! What is typed about a text that waits.

use kernel::text;
use serde::Deserialize;
use web::Problems;

/// Most characters of what an author says, and of what is answered.
const LONGEST: usize = 500;

/// What the author says, or what is wrong with it.
pub(super) fn reason(input: &str) -> Result<String, Problems> {
    let mut problems = Problems::default();
    let reason = problems.take(directory::guarding::REASON, text::require("個人情報ではない理由", input, LONGEST));
    problems.or(reason)
}

/// A refusal as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RefusalForm {
    /// Why.
    pub answer: String,
    /// The button's `once`; deciding the same twice is deciding once, so only drafts are known by it.
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
}

impl RefusalForm {
    /// An empty form.
    pub fn fresh() -> Self {
        Self { once: web::forms::once(), ..Self::default() }
    }

    /// What the author is told, or what is wrong with it.
    pub fn parse(&self) -> Result<String, Problems> {
        let mut problems = Problems::default();
        let answer = problems.take("answer", text::require("お断りする理由", &self.answer, LONGEST));
        problems.or(answer)
    }
}
