//! What is typed by the two people.

use kernel::text;
use serde::Deserialize;
use web::Problems;

/// Most characters of a reason.
const LONGEST: usize = 500;

/// The first one's form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AskForm {
    /// Why.
    pub reason: String,
    /// The password, which is never shown again.
    pub password: String,
    /// See [`kernel::once`].
    pub once: String,
}

impl AskForm {
    /// An empty form.
    pub fn fresh() -> Self {
        Self { once: web::forms::once(), ..Self::default() }
    }

    /// The reason, or what is wrong.
    pub fn parse(&self) -> Result<String, Problems> {
        let mut problems = Problems::default();
        let reason = problems.take("reason", text::require("確かめる理由", &self.reason, LONGEST));
        if self.password.is_empty() {
            problems.add("password", NO_PASSWORD);
        }
        problems.or(reason)
    }
}

/// The second one's.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ConfirmForm {
    /// The password.
    pub password: String,
}

/// Said when it is missing.
pub(super) const NO_PASSWORD: &str = "パスワードを入力してください。";
/// Said when it is wrong.
pub(super) const WRONG_PASSWORD: &str = "パスワードが違います。もう一度お確かめください。";
