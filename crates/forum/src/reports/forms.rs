//! What a reader reports.

use kernel::text;
use serde::Deserialize;
use web::Problems;

/// Most characters of the words.
const LONGEST: usize = 500;

/// What may be wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It may identify somebody.
    Personal,
    /// It is against the terms of use.
    Improper,
    /// Anything else.
    Other,
}

impl Kind {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 3] = [Self::Personal, Self::Improper, Self::Other];

    /// As it is stored and stands in forms.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Improper => "improper",
            Self::Other => "other",
        }
    }

    /// What a form has sent, if it is one of ours.
    pub fn parse(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Personal => "個人情報かもしれない",
            Self::Improper => "不適切だと思う",
            Self::Other => "その他",
        }
    }
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// What may be wrong.
    pub kind: Kind,
    /// In words; may be empty.
    pub words: String,
}

/// A report as sent: with one button, or from its page with words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReportForm {
    /// The kind's slug.
    pub kind: String,
    /// In words.
    pub words: String,
    /// See [`kernel::once`].
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
}

impl ReportForm {
    /// An empty form.
    pub fn fresh() -> Self {
        Self { once: web::forms::once(), ..Self::default() }
    }

    /// The report, or what is wrong with it.
    pub fn parse(&self) -> Result<Complaint, Problems> {
        let mut problems = Problems::default();
        let kind = Kind::parse(&self.kind);
        if kind.is_none() {
            problems.add("kind", "どのようなことか、一つ選んでください。");
        }
        let words = problems.take("words", text::optional("気づいたこと", &self.words, LONGEST));
        problems.or(Complaint { kind: kind.unwrap_or(Kind::Other), words })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_what_may_be_wrong_and_needs_no_words() {
        let parse = |kind: &str| ReportForm { kind: kind.to_owned(), ..ReportForm::default() }.parse();
        for kind in Kind::ALL {
            assert_eq!(parse(kind.slug()), Ok(Complaint { kind, words: String::new() }));
        }
        assert!(parse("").unwrap_err().at("kind").is_some());
        assert!(parse("spam").unwrap_err().at("kind").is_some());
    }
}
