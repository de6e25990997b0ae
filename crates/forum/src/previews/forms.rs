//! What a browser sends for a preview: any form with a text.

use serde::Deserialize;
use web::Problems;

use crate::posts::forms;

/// The text; all other fields of the form are left alone.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PreviewForm {
    body: String,
}

impl PreviewForm {
    /// The text, or a sentence about what is wrong with it.
    pub fn parse(&self) -> Result<String, String> {
        let mut problems = Problems::default();
        let body = forms::body(&mut problems, "本文", &self.body);
        problems.at("body").map_or(Ok(body), |sentence| Err(sentence.to_owned()))
    }
}
