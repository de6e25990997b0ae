//! What the button 「この返信で解決した」 sends.

use kernel::{Error, PostId, Result};
use serde::Deserialize;

/// The form; it also carries `once`, which is not needed here, since marking twice is marking once.
#[derive(Clone, Debug, Deserialize)]
pub struct SolutionForm {
    reply: String,
}

impl SolutionForm {
    /// The reply, or nothing when the mark is taken back; what is no reply's id is not found.
    pub fn parse(&self) -> Result<Option<PostId>> {
        match self.reply.as_str() {
            "" => Ok(None),
            id => id.parse().ok().map(PostId).map(Some).ok_or(Error::NotFound),
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::PostId;

    use super::SolutionForm;

    #[test]
    fn nothing_takes_the_mark_back_and_nonsense_is_not_nothing() {
        let parse = |reply: &str| SolutionForm { reply: reply.to_owned() }.parse();
        assert_eq!(parse("").unwrap(), None);
        assert_eq!(parse("12").unwrap(), Some(PostId(12)));
        assert!(parse("x").is_err());
        assert!(parse("99999999999999999999").is_err());
    }
}
