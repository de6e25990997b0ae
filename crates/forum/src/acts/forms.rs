//! Why something is done: a ground from a list, and a sentence for whoever wrote the text.

use directory::guarding::may_identify;
use kernel::text;
use serde::Deserialize;
use web::Problems;

/// Most characters of the sentence.
const LONGEST: usize = 500;

/// Declares the grounds with their slugs and names.
macro_rules! grounds {
    ($($name:ident $slug:literal $label:literal)*) => {
        /// On what ground something is done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Ground {
            $(#[doc = $label] $name,)*
        }

        impl Ground {
            /// Slug and name of each.
            pub const CHOICES: &[(&str, &str)] = &[$(($slug, $label)),*];

            /// As it is stored.
            pub fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug,)* }
            }

            /// What was chosen.
            pub fn parse(slug: &str) -> Option<Self> {
                match slug { $($slug => Some(Self::$name),)* _ => None }
            }

            /// What people read.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $label,)* }
            }
        }
    };
}

grounds! {
    Personal "personal" "個人情報が含まれる、またはそのおそれがある"
    Improper "improper" "利用規約に合わない"
    Place "place" "話題に合う部屋がほかにある"
    Same "same" "同じ話題がほかにある"
    Apart "apart" "別の話題が混ざっている"
    Fine "fine" "問題がないことを確かめた"
    Other "other" "その他"
}

/// Why something is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The ground, which members of the room may read.
    pub ground: Ground,
    /// The sentence; may be empty.
    pub words: String,
}

impl Reason {
    /// A ground that goes without words.
    pub fn plain(ground: Ground) -> Self {
        Self { ground, words: String::new() }
    }
}

/// The fields of a reason as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    /// The ground's slug.
    pub ground: String,
    /// The sentence.
    pub words: String,
    /// See [`kernel::once`].
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
}

impl ReasonForm {
    /// An empty form.
    pub fn fresh() -> Self {
        Self { once: web::forms::once(), ..Self::default() }
    }

    /// The reason, or what is wrong with it.
    pub fn parse(&self) -> Result<Reason, Problems> {
        let mut problems = Problems::default();
        let ground = Ground::parse(&self.ground);
        if ground.is_none() {
            problems.add("ground", "理由を一つ選んでください。");
        }
        let words = problems.take("words", text::optional("投稿した方へのひとこと", &self.words, LONGEST));
        if may_identify(&words) {
            problems.add("words", "個人がわかるおそれのあるところがあります。この文章は消せない記録に残りますので、番号や氏名を書かずにお伝えください。");
        }
        if ground == Some(Ground::Other) && words.is_empty() && problems.at("words").is_none() {
            problems.add("words", "「その他」のときは、理由を文章で入力してください。");
        }
        let reason = Reason { ground: ground.unwrap_or(Ground::Other), words };
        problems.or(reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(ground: &str, words: &str) -> Result<Reason, Problems> {
        ReasonForm { ground: ground.to_owned(), words: words.to_owned(), ..ReasonForm::default() }.parse()
    }

    #[test]
    fn a_reason_is_a_ground_and_other_grounds_need_words() {
        assert_eq!(parse("personal", ""), Ok(Reason::plain(Ground::Personal)));
        assert!(parse("", "なにか").unwrap_err().at("ground").is_some());
        assert!(parse("none", "").unwrap_err().at("ground").is_some());
        assert!(parse("other", " ").unwrap_err().at("words").is_some());
        assert_eq!(parse("other", "重複").unwrap().words, "重複");
        // The words stay in the log, so no name gets there.
        assert!(parse("personal", "佐藤花子様のお名前がありました。").unwrap_err().at("words").is_some());
        assert!(parse("personal", "お名前にあたるところを直してください。").is_ok());
        assert!(parse("personal", &"あ".repeat(LONGEST + 1)).unwrap_err().at("words").is_some());
    }

    #[test]
    fn every_ground_is_read_as_it_is_stored() {
        for (slug, name) in Ground::CHOICES {
            let ground = Ground::parse(slug).unwrap();
            assert_eq!((ground.slug(), ground.name()), (*slug, *name));
        }
    }
}
