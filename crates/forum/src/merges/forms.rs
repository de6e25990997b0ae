//! Into which discussion, as typed.

use kernel::ThreadId;
use serde::Deserialize;
use web::Problems;

use crate::acts::forms::{Reason, ReasonForm};

/// The form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct MergeForm {
    /// The address of the other discussion, or its number.
    pub into: String,
    /// The ground's slug.
    pub ground: String,
    /// The sentence for the authors.
    pub words: String,
    /// See [`kernel::once`].
    pub once: String,
}

impl MergeForm {
    /// An empty form.
    pub fn fresh() -> Self {
        Self { once: web::forms::once(), ground: "same".to_owned(), ..Self::default() }
    }

    /// The fields of the reason.
    pub fn reason(&self) -> ReasonForm {
        let Self { ground, words, once, .. } = self.clone();
        ReasonForm { ground, words, once, draft: String::new() }
    }

    /// The other discussion and the reason, or what is wrong.
    pub fn parse(&self) -> Result<(ThreadId, Reason), Problems> {
        let reason = self.reason().parse();
        let mut problems = reason.as_ref().err().cloned().unwrap_or_default();
        let into = number(&self.into);
        if into.is_none() {
            problems.add("into", "まとめる先の相談のアドレスを入力してください。相談の画面のアドレス欄から写せます。");
        }
        match (reason, into) {
            (Ok(reason), Some(into)) => problems.or((into, reason)),
            _ => Err(problems),
        }
    }
}

/// The number in `https://…/threads/123?page=2#reply-4`, or in full or half width on its own.
fn number(typed: &str) -> Option<ThreadId> {
    let typed = kernel::text::nfkc(typed.trim());
    let rest = typed.rsplit("/threads/").next().unwrap_or_default();
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|id| *id > 0).map(ThreadId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_or_a_number_leads_to_a_discussion() {
        for typed in ["123", " １２３ ", "/threads/123", "https://yokoito.example.jp/threads/123?reply=4#reply-4"] {
            assert_eq!(number(typed), Some(ThreadId(123)), "{typed}");
        }
        for typed in ["", "abc", "/threads/", "0", "-1"] {
            assert_eq!(number(typed), None, "{typed}");
        }
    }
}
