//! What is to be parted, as typed.

use kernel::{PostId, text};
use serde::Deserialize;
use web::Problems;

use super::Heading;
use crate::acts::forms::{Reason, ReasonForm};
use crate::threads::forms::MOST_IN_TITLE;

/// The form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SplitForm {
    /// The title of the new discussion.
    pub title: String,
    /// The replies.
    pub reply: Vec<PostId>,
    /// The ground's slug.
    pub ground: String,
    /// The sentence for the authors.
    pub words: String,
    /// See [`kernel::once`].
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
}

impl SplitForm {
    /// An empty form.
    pub fn fresh() -> Self {
        Self { once: web::forms::once(), ground: "apart".to_owned(), ..Self::default() }
    }

    /// The fields of the reason.
    pub fn reason(&self) -> ReasonForm {
        let Self { ground, words, once, .. } = self.clone();
        ReasonForm { ground, words, once, draft: String::new() }
    }

    /// Title, replies and reason, or what is wrong.
    pub fn parse(&self) -> Result<(Heading, Vec<PostId>, Reason), Problems> {
        let reason = self.reason().parse();
        let mut problems = reason.as_ref().err().cloned().unwrap_or_default();
        let title = problems.take("title", text::require_line("新しい件名", &self.title, MOST_IN_TITLE));
        if self.reply.is_empty() {
            problems.add("reply", "分ける返信を選んでください。");
        }
        match reason {
            Ok(reason) => problems.or((Heading(title), self.reply.clone(), reason)),
            Err(_) => Err(problems),
        }
    }
}
