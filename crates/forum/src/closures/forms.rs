//! What the button 「この相談を終了する」 sends.

use kernel::{Error, Result};
use serde::Deserialize;

/// The form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ClosureForm {
    closed: String,
    /// See [`kernel::once`].
    pub once: String,
}

impl ClosureForm {
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
