//! What is to be erased, as typed.

use kernel::{FileId, text};
use serde::Deserialize;
use web::Problems;

use crate::acts::forms::{Reason, ReasonForm};

/// Least and most characters of a passage: a single one stands everywhere.
const SHORTEST: usize = 2;
const LONGEST: usize = 2_000;

/// What is to be erased, and why.
#[derive(Clone, Debug)]
pub struct Wish {
    /// A passage.
    pub passage: Option<String>,
    /// Files.
    pub files: Vec<FileId>,
    /// Why.
    pub reason: Reason,
}

/// The form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RedactionForm {
    /// The passage.
    pub passage: String,
    /// Ids of files.
    pub file: Vec<FileId>,
    /// `1` once all places have been shown.
    pub confirmed: String,
    /// The ground's slug.
    pub ground: String,
    /// The sentence for the author.
    pub words: String,
    /// See [`kernel::once`].
    pub once: String,
}

impl RedactionForm {
    /// An empty form.
    pub fn fresh() -> Self {
        Self { once: web::forms::once(), ..Self::default() }
    }

    /// The fields of the reason.
    pub fn reason(&self) -> ReasonForm {
        ReasonForm {
            ground: self.ground.clone(),
            words: self.words.clone(),
            once: self.once.clone(),
            draft: String::new(),
        }
    }

    /// What is to be erased, or what is wrong with it.
    pub fn parse(&self) -> Result<Wish, Problems> {
        let reason = self.reason().parse();
        let mut problems = reason.as_ref().err().cloned().unwrap_or_default();
        let passage = problems.take("passage", text::optional("消す文章", &self.passage, LONGEST));
        if passage.is_empty() && self.file.is_empty() && problems.at("passage").is_none() {
            problems.add("passage", "消す文章を入力するか、消すファイルを選んでください。");
        } else if !passage.is_empty() && passage.chars().count() < SHORTEST {
            problems.add("passage", "消す文章は、2文字以上で入力してください。");
        }
        let passage = Some(passage).filter(|passage| !passage.is_empty());
        match reason {
            Ok(reason) => problems.or(Wish { passage, files: self.file.clone(), reason }),
            Err(_) => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_is_to_be_erased_and_for_a_reason() {
        let form = |passage: &str, ground: &str| {
            RedactionForm { passage: passage.to_owned(), ground: ground.to_owned(), ..RedactionForm::default() }.parse()
        };
        assert_eq!(form("佐藤", "personal").unwrap().passage.as_deref(), Some("佐藤"));
        assert!(form("", "personal").unwrap_err().at("passage").is_some());
        assert!(form("佐", "personal").unwrap_err().at("passage").is_some());
        let problems = form("", "").unwrap_err();
        assert!(problems.at("passage").is_some() && problems.at("ground").is_some());
    }
}
