//! What a browser sends for a reply.

use serde::Deserialize;
use web::Problems;

use crate::attachments::forms::FileForm;
use crate::posts::Body;
use crate::posts::forms::{self, Basis};
use crate::posts::queries::Written;
use crate::posts::voices::{Stage, Voice};
use crate::threads::queries::Thread;

/// The form of a reply, new or changed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReplyForm {
    /// What was typed.
    pub body: String,
    /// Under one's name or without it; nothing for a changed reply.
    pub byline: String,
    /// `1` when somebody who has hidden in the discussion writes under their name knowingly.
    pub unveil: String,
    /// The version that was changed; nothing for a new reply.
    pub version: String,
    /// `1` when the former texts are erased.
    pub redact: String,
    /// See [`kernel::once`].
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
    /// `1` when what cannot be read of its files has been looked through.
    pub files_seen: String,
    /// Present when only files are to be added.
    pub add_files: String,
    /// A file that is not to be added after all.
    pub remove_file: String,
    /// Files that are to be taken off the text.
    pub drop_file: Vec<String>,
    /// The text that is to be quoted, by its button.
    pub quote: String,
}

impl ReplyForm {
    /// An empty form with a fresh token.
    pub fn fresh() -> Self {
        Self { once: web::forms::once(), ..Self::default() }
    }

    /// The form that changes a reply.
    pub fn of(reply: &Written) -> Self {
        Self { body: reply.body.clone(), version: reply.version.to_string(), ..Self::fresh() }
    }

    /// What it says of its files.
    pub fn files(&self) -> FileForm {
        FileForm::parse(&self.files_seen, &self.add_files, &self.remove_file, &self.drop_file)
    }

    /// What a change was made from.
    pub fn basis(&self) -> Basis {
        Basis::parse(&self.version, &self.redact)
    }

    /// The same form after the reply was changed by somebody else: sent again, it replaces knowingly what they wrote.
    #[must_use]
    pub fn upon(self, stored: &Written) -> Self {
        Self { version: stored.version.to_string(), ..self }
    }

    /// A new reply to a discussion and under which name, or what is wrong.
    pub fn parse_for(&self, stage: Stage, thread: &Thread) -> Result<(Voice, Body), Problems> {
        let mut problems = Problems::default();
        let body = forms::body(&mut problems, "返信", &self.body);
        let wish = (self.byline.as_str(), self.unveil.as_str());
        let voice = stage.answer(&mut problems, wish, thread.room_id, thread.worn.as_deref());
        problems.or((voice, Body(body)))
    }

    /// The text of a changed reply, or what is wrong with it.
    pub fn parse(&self) -> Result<Body, Problems> {
        let mut problems = Problems::default();
        let body = forms::body(&mut problems, "返信", &self.body);
        problems.or(Body(body))
    }
}
