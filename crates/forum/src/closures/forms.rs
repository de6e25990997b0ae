//! What the button 「この相談を終了する」 sends.

use kernel::{Error, Result};
use serde::Deserialize;

use crate::acts::forms::ReasonForm;

/// The form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ClosureForm {
    closed: String,
    /// See [`kernel::once`].
    pub once: String,
    /// Why, as its slug; only those need a reason who have not asked.
    pub ground: String,
    /// The same in words.
    pub words: String,
}

impl ClosureForm {
    /// The form of those who tend the room, who close what is open and open what is closed.
    pub fn of(closed: bool) -> Self {
        let closed = if closed { "1" } else { "0" }.to_owned();
        Self { closed, once: web::forms::once(), ..Self::default() }
    }

    /// The fields of the reason.
    pub fn reason(&self) -> ReasonForm {
        let Self { ground, words, once, .. } = self.clone();
        ReasonForm { ground, words, once, draft: String::new() }
    }

    /// Whether it is closed or opened again.
    pub fn parse(&self) -> Result<bool> {
        match self.closed.as_str() {
            "1" => Ok(true),
            "0" => Ok(false),
            _ => Err(Error::BadRequest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ClosureForm;

    #[test]
    fn only_one_and_zero_are_understood() {
        let parse = |closed: &str| ClosureForm { closed: closed.to_owned(), ..ClosureForm::default() }.parse().ok();
        assert_eq!(parse("1"), Some(true));
        assert_eq!(parse("0"), Some(false));
        for other in ["", "2", "true", "１"] {
            assert_eq!(parse(other), None, "{other:?}");
        }
    }
}
