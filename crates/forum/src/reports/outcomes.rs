//! What has become of a report.

use crate::acts::actions::Action;

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The text is not shown.
    Hidden,
    /// It was hidden for a while and is shown again.
    Shown,
    /// It was shown all the time and stays so.
    Left,
    /// Its author took it back, so there was nothing left to decide on.
    Withdrawn,
}

impl Outcome {
    /// What a decision on the text means for those who reported it.
    pub(crate) fn of(decision: Action) -> Self {
        match decision {
            Action::Shown => Self::Shown,
            Action::Checked => Self::Left,
            _ => Self::Hidden,
        }
    }

    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::Shown => "shown",
            Self::Left => "left",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// What was stored.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Hidden, Self::Shown, Self::Left, Self::Withdrawn].into_iter().find(|outcome| outcome.word() == word)
    }
}
