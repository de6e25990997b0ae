//! What a browser sends for a preview: any form with a text.

use serde::Deserialize;
use web::Problems;

use crate::posts::forms;
use crate::threads::forms::ThreadForm;

/// The text, and where it would stand; all other fields of the form are left alone.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PreviewForm {
    body: String,
    title: String,
    /// Where the form would be sent.
    pub sent_to: String,
    /// Slug of the room that is chosen for a new discussion.
    pub room: String,
}

impl PreviewForm {
    /// The text, or a sentence about what is wrong with it.
    pub fn parse(&self) -> Result<String, String> {
        let mut problems = Problems::default();
        let body = forms::body(&mut problems, "本文", &self.body);
        problems.at("body").map_or(Ok(body), |sentence| Err(sentence.to_owned()))
    }

    /// What discussions of the past would be like, if it is a new one.
    pub fn begins(&self) -> Option<ThreadForm> {
        let (title, body) = (self.title.clone(), self.body.clone());
        (self.sent_to == web::links::THREADS).then(|| ThreadForm { title, body, ..ThreadForm::default() })
    }
}
