//! What every page knows of what its reader is told of: how much of it is new, what they follow, and what they have begun
//! to write.
//!
//! The session middleware asks for it once for each page. A subject is `thread-12`, `room-101`, `theme-acp`,
//! `place-11202`, or one of `own`, `replied`, `mentioned` and `unanswered`.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::{DraftId, Timestamp};

/// More are not counted.
pub const MOST: u64 = 99;

/// How somebody is told of what is new; stored as its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not at all.
    Nothing = 0,
    /// In the list, and by mail with others once a day or a week.
    Digest = 1,
    /// In the list, and by mail minutes later.
    AtOnce = 2,
}

impl Level {
    /// All of them, the loudest first.
    pub const ALL: [Self; 3] = [Self::AtOnce, Self::Digest, Self::Nothing];

    /// As it is stored and stands in forms.
    pub fn number(self) -> i64 {
        self as i64
    }

    /// What a form has sent, if it is one of ours.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.number().to_string() == text)
    }

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing => "受け取らない",
            Self::Digest => "まとめて受け取る",
            Self::AtOnce => "そのつど受け取る",
        }
    }
}

/// What its reader is told of; nothing on answers that are no pages.
#[derive(Clone, Debug, Default)]
pub struct Bell {
    /// How many notices are new, [`MOST`] and one more for any number above.
    pub unread: u64,
    follows: Arc<HashMap<String, Level>>,
    drafts: Arc<Vec<Begun>>,
}

/// Something that its reader has begun to write and not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// Where it is to be sent.
    pub path: String,
    /// The draft.
    pub draft: DraftId,
    /// When it was kept.
    pub at: Timestamp,
}

impl Bell {
    /// So many new notices, and what is followed, as `subject level` pairs with commas between.
    pub fn new(unread: u64, follows: &str) -> Self {
        let pair = |pair: &str| {
            let (subject, level) = pair.split_once(' ')?;
            Some((subject.to_owned(), Level::parse(level)?))
        };
        let follows = Arc::new(follows.split(',').filter_map(pair).collect());
        Self { unread, follows, drafts: Arc::default() }
    }

    /// The same with what has been begun, as `path draft instant` with commas between.
    #[must_use]
    pub fn with_drafts(mut self, drafts: &str) -> Self {
        let begun = |one: &str| {
            let mut parts = one.split(' ');
            let path = parts.next()?.to_owned();
            let (draft, at) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            Some(Begun { path, draft: DraftId(draft), at: Timestamp(at) })
        };
        let mut drafts: Vec<Begun> = drafts.split(',').filter_map(begun).collect();
        drafts.sort_by_key(|begun| std::cmp::Reverse((begun.at, begun.draft)));
        self.drafts = Arc::new(drafts);
        self
    }

    /// What the reader has begun to write into the form that is sent to this address, the newest first.
    pub fn begun(&self, path: &str) -> impl Iterator<Item = &Begun> {
        self.drafts.iter().filter(move |begun| begun.path == path)
    }

    /// What the reader has said of a subject, if anything.
    pub fn level(&self, subject: &str) -> Option<Level> {
        self.follows.get(subject).copied()
    }

    /// All subjects of which the reader has said something.
    pub fn follows(&self) -> impl Iterator<Item = (&str, Level)> {
        self.follows.iter().map(|(subject, level)| (subject.as_str(), *level))
    }
}

/// 「3件」, 「99件以上」
pub fn words(unread: u64) -> String {
    if unread > MOST { format!("{MOST}件以上") } else { format!("{unread}件") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_followed_is_read_and_what_is_no_level_is_left_out() {
        let bell = Bell::new(0, "thread-12 2,room-101 0,theme-acp 7,own");
        assert_eq!((bell.level("thread-12"), bell.level("room-101")), (Some(Level::AtOnce), Some(Level::Nothing)));
        assert_eq!(bell.follows().count(), 2);
        assert_eq!(Bell::new(3, "").follows().count(), 0);
        let bell = Bell::new(0, "").with_drafts("/threads 3 50,/threads 4 60,/me/profile 5 70,x");
        assert_eq!(bell.begun("/threads").map(|begun| begun.draft.0).collect::<Vec<_>>(), [4, 3]);
        assert_eq!((words(99), words(100)), ("99件".to_owned(), "99件以上".to_owned()));
    }
}
