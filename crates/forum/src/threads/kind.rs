//! What kind of discussion it is, and where it stands.

use kernel::{PostId, Timestamp, terms};
use sea_orm::{DeriveActiveEnum, EnumIter};
use web::components::ThreadState;

/// The kind of a discussion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Kind {
    /// 相談, the only kind that can be solved.
    #[sea_orm(string_value = "consultation")]
    Consultation,
    /// 取組の共有
    #[sea_orm(string_value = "practice")]
    Practice,
    /// お知らせ, from whoever tends the room.
    #[sea_orm(string_value = "notice")]
    Notice,
    /// 雑談
    #[sea_orm(string_value = "chat")]
    Chat,
}

impl Kind {
    /// All of them, in the order of forms and filters.
    pub const ALL: [Self; 4] = [Self::Consultation, Self::Practice, Self::Notice, Self::Chat];

    /// Its name in addresses and forms.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Consultation => "consultation",
            Self::Practice => "practice",
            Self::Notice => "notice",
            Self::Chat => "chat",
        }
    }

    /// What people read.
    pub fn name(self) -> &'static str {
        terms::name(terms::KINDS, self.slug()).unwrap_or_default()
    }

    /// What one of them is called within a sentence.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Consultation => "相談",
            Self::Notice => "お知らせ",
            Self::Practice | Self::Chat => "投稿",
        }
    }

    /// The kind with this slug.
    pub fn parse(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// Where a discussion of this kind stands. What was closed needs nothing from anybody; of the rest, only a 相談
    /// stands anywhere.
    pub fn state(self, replies: i64, solution: Option<PostId>, closed: Option<Timestamp>) -> Option<ThreadState> {
        match (self, solution, closed, replies) {
            (Self::Consultation, Some(_), _, _) => Some(ThreadState::Solved),
            (Self::Consultation, None, Some(_), _) => Some(ThreadState::Closed),
            (Self::Practice | Self::Notice | Self::Chat, _, Some(_), _) => Some(ThreadState::Silent),
            (Self::Consultation, None, None, 0) => Some(ThreadState::Unanswered),
            (Self::Consultation, None, None, _) => Some(ThreadState::Open),
            (Self::Practice | Self::Notice | Self::Chat, _, None, _) => None,
        }
    }
}

/// The values of the filter `state`: an unanswered question is an open one too.
pub const STATES: kernel::terms::Terms = &[
    kernel::terms::Term { slug: "open", name: "相談中" },
    kernel::terms::Term { slug: "unanswered", name: "返信なし" },
    kernel::terms::Term { slug: "solved", name: "解決済み" },
];

/// The slugs of [`STATES`] that hold for a discussion which stands here.
pub fn state_slugs(state: Option<ThreadState>) -> &'static [&'static str] {
    match state {
        Some(ThreadState::Solved) => &["solved"],
        Some(ThreadState::Unanswered) => &["open", "unanswered"],
        Some(ThreadState::Open) => &["open"],
        Some(ThreadState::Closed | ThreadState::Silent) | None => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_consultation_stands_anywhere_before_it_is_closed() {
        let (solution, closed) = (Some(PostId(7)), Some(Timestamp(1)));
        let state = |replies, solution, closed| Kind::Consultation.state(replies, solution, closed);
        assert_eq!(state(0, None, None), Some(ThreadState::Unanswered));
        assert_eq!(state(2, None, None), Some(ThreadState::Open));
        assert_eq!(state(2, solution, None), Some(ThreadState::Solved));
        assert_eq!(state(0, None, closed), Some(ThreadState::Closed));
        assert_eq!(state(2, solution, closed), Some(ThreadState::Solved), "a solution outlives the closing");
        for kind in [Kind::Practice, Kind::Notice, Kind::Chat] {
            assert_eq!(kind.state(0, None, None), None);
            assert_eq!(kind.state(3, solution, None), None);
            assert_eq!(kind.state(3, None, closed), Some(ThreadState::Silent));
        }
    }

    #[test]
    fn an_unanswered_question_is_open_too_and_a_closed_one_is_neither() {
        assert_eq!(state_slugs(Kind::Consultation.state(0, None, None)), ["open", "unanswered"]);
        assert_eq!(state_slugs(Kind::Consultation.state(0, None, Some(Timestamp(1)))), [""; 0]);
        assert_eq!(state_slugs(Kind::Chat.state(0, None, None)), [""; 0]);
    }

    #[test]
    fn kinds_are_those_of_the_controlled_list() {
        assert!(terms::KINDS.iter().map(|term| Kind::parse(term.slug)).eq(Kind::ALL.into_iter().map(Some)));
        assert_eq!(Kind::Practice.name(), "取組の共有");
        assert_eq!(Kind::parse(""), None);
    }
}
