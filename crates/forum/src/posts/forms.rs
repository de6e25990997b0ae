//! What all forms of the forum share.

pub use kernel::once::check as once;
use kernel::text;
use serde::Deserialize;
use web::Problems;

/// Most characters of a text.
pub const MOST_CHARACTERS: usize = 20_000;

/// A text that may be stored; what is wrong is noted beside the field.
pub fn body(problems: &mut Problems, label: &str, input: &str) -> String {
    problems.take("body", text::require(label, input, MOST_CHARACTERS))
}

/// The same value for a form that is shown again, or a fresh one.
pub fn once_again(value: &str) -> String {
    if value.is_empty() { web::forms::once() } else { value.to_owned() }
}

/// What a change of a text was made from, and what becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Basis {
    /// The version that the form showed; what is no number is no version of anything.
    pub version: Option<i64>,
    /// Whether the former texts are erased instead of kept for the history.
    pub redact: bool,
}

impl Basis {
    /// Reads the fields `version` and `redact`.
    pub fn parse(version: &str, redact: &str) -> Self {
        Self { version: version.parse().ok(), redact: redact == "1" }
    }
}

/// A form that only says yes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Confirmation {
    /// See [`kernel::once`].
    pub once: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_neither_empty_nor_endless() {
        let mut problems = Problems::default();
        assert_eq!(body(&mut problems, "本文", "　\u{200b}"), "");
        assert_eq!(problems.at("body"), Some("本文を入力してください。"));
        let mut problems = Problems::default();
        assert_eq!(body(&mut problems, "本文", &"あ".repeat(MOST_CHARACTERS)).chars().count(), MOST_CHARACTERS);
        assert!(problems.is_empty());
        body(&mut problems, "本文", &"あ".repeat(MOST_CHARACTERS + 1));
        assert!(problems.at("body").unwrap().contains("20001文字"));
    }

    #[test]
    fn only_what_a_database_can_store_is_a_token() {
        assert_eq!(once("").unwrap(), "");
        assert_eq!(once("1f-あ").unwrap(), "1f-あ");
        assert!(once("a\0b").is_err());
        assert!(once(&"a".repeat(201)).is_err());
    }

    #[test]
    fn what_is_no_number_is_no_version() {
        assert_eq!(Basis::parse("3", "1"), Basis { version: Some(3), redact: true });
        for broken in ["", "x", "1.5", "99999999999999999999", "１"] {
            assert_eq!(Basis::parse(broken, "0"), Basis { version: None, redact: false }, "{broken:?}");
        }
    }
}
