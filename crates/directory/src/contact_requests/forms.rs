//! What the forms of requests send.

use kernel::text;
use serde::Deserialize;
use web::Problems;

use crate::guarding::Guarded;

/// Most characters of what is written with a request.
pub(super) const LONGEST: usize = 300;

/// A request as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AskForm {
    /// A few words.
    pub message: String,
    /// Makes the form count once.
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
}

/// The button of an acceptance. It also carries `once`, which is not needed here, nor by the buttons that set aside and
/// withdraw: doing so twice is doing so once.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AcceptanceForm {
    /// `1` to accept, `0` to take it back.
    pub on: String,
}

/// Words that can be delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message(pub String);

impl Guarded for Message {
    fn texts(&self) -> Vec<(&'static str, &str)> {
        vec![("message", &self.0)]
    }
}

impl AskForm {
    /// The form before anything is typed.
    pub fn fresh() -> Self {
        Self { once: web::forms::once(), ..Self::default() }
    }

    /// What can be delivered, or what is wrong.
    pub fn parse(&self) -> Result<Message, Problems> {
        let mut problems = Problems::default();
        let message = problems.take("message", text::require("ひとこと", &self.message, LONGEST));
        problems.or(Message(message))
    }
}
