//! What the button 「参考になった」 sends.

use kernel::{Error, Result};
use serde::Deserialize;

/// The form; it also carries `once`, which is not needed here, since giving twice is giving once.
#[derive(Clone, Debug, Deserialize)]
pub struct ThanksForm {
    on: String,
}

impl ThanksForm {
    /// Whether it is given or taken back.
    pub fn parse(&self) -> Result<bool> {
        match self.on.as_str() {
            "1" => Ok(true),
            "0" => Ok(false),
            _ => Err(Error::BadRequest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ThanksForm;

    #[test]
    fn only_one_and_zero_are_understood() {
        let parse = |on: &str| ThanksForm { on: on.to_owned() }.parse().ok();
        assert_eq!(parse("1"), Some(true));
        assert_eq!(parse("0"), Some(false));
        for other in ["", "2", "true", "１"] {
            assert_eq!(parse(other), None, "{other:?}");
        }
    }
}
