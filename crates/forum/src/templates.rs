//! Templates for a text: headings under which somebody tells a case or shares a practice.
//!
//! A template never takes the place of what was typed: only headings that are missing are put below it.

pub(crate) mod handlers;
pub mod paths;
pub(crate) mod views;

/// A template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// Of a case question.
    Case,
    /// Of sharing a practice.
    Practice,
}

impl Template {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Case, Self::Practice];

    /// The one with this name in forms.
    pub fn parse(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.slug() == slug)
    }

    /// Its name in forms.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Practice => "practice",
        }
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Case => "相談のひな形",
            Self::Practice => "取組の共有のひな形",
        }
    }

    /// Its headings.
    pub fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Case => &["背景", "困っていること", "試したこと", "聞きたいこと"],
            Self::Practice => &["背景とねらい", "取り組んだこと", "結果と変化", "工夫したこと・課題"],
        }
    }

    /// What was typed, and below it the headings that it does not have.
    pub fn below(self, typed: &str) -> String {
        let missing = self.headings().iter().filter(|heading| !typed.lines().any(|line| is_heading(line, heading)));
        let missing: Vec<String> = missing.map(|heading| format!("## {heading}\n\n")).collect();
        let head = typed.trim_end();
        let between = if head.is_empty() || missing.is_empty() { "" } else { "\n\n" };
        if missing.is_empty() { typed.to_owned() } else { format!("{head}{between}{}", missing.join("\n")) }
    }
}

/// Whether a text is nothing but headings of templates.
pub fn is_empty(text: &str) -> bool {
    let is_known =
        |line: &str| Template::ALL.iter().flat_map(|it| it.headings()).any(|heading| is_heading(line, heading));
    text.lines().all(|line| line.trim().is_empty() || is_known(line))
}

fn is_heading(line: &str, heading: &str) -> bool {
    line.trim().strip_prefix('#').is_some_and(|rest| rest.trim_start_matches('#').trim() == heading)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_stands_below_what_was_typed_and_once() {
        let empty = Template::Case.below("");
        assert_eq!(empty, "## 背景\n\n\n## 困っていること\n\n\n## 試したこと\n\n\n## 聞きたいこと\n\n");
        assert_eq!(Template::Case.below(&empty), empty);
        let typed = "病院の窓口が分かりません。\r\n\r\n## 背景\r\n一人で担当しています。";
        let below = Template::Case.below(typed);
        assert!(below.starts_with(typed) && below.matches("背景").count() == 1, "{below}");
        assert!(
            below.ends_with("しています。\n\n## 困っていること\n\n\n## 試したこと\n\n\n## 聞きたいこと\n\n"),
            "{below}"
        );
    }

    #[test]
    fn a_template_that_nobody_has_filled_in_is_no_text() {
        for template in Template::ALL {
            assert!(is_empty(&template.below("")));
            assert!(!is_empty(&template.below("一言")));
            assert_eq!(Template::parse(template.slug()), Some(template));
        }
        assert!(!is_empty("背景"), "a word is a word");
    }
}
