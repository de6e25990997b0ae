//! Discussions that are made up from the demo's sentences whenever somebody asks for them, the same every time, so that
//! a million posts need no room.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use kernel::clock::DAY;
use kernel::terms::{self, Terms};
use kernel::{Clock, Db, RoomId, ThreadId, Timestamp};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use search::{ALWAYS, Document, Loading, Source};

use crate::data::{Script, scripts};

/// Replies of a discussion; with the text that opens it ten posts on the average.
const REPLIES: std::ops::RangeInclusive<usize> = 0..=18;
/// Rooms that there are, numbered from one.
const ROOMS: i64 = 450;
/// Rooms that the asker reads, and how many of a hundred discussions lie there at least.
pub const NEAR: [(i64, u32); 4] = [(1, 45), (12, 15), (111, 10), (300, 1)];

/// By what discussions are filtered, and how much of it one has at most.
const TAGS: [(&str, Terms, usize); 6] = [
    ("kind", terms::KINDS, 1),
    ("theme", terms::THEMES, 3),
    ("scene", terms::SCENES, 2),
    ("item", terms::ITEMS, 2),
    ("by", terms::AFFILIATIONS, 1),
    ("size", terms::POPULATIONS, 1),
];
const STATES: [&str; 3] = ["solved", "open", "unanswered"];

/// The discussions, numbered from one; what is said while the index follows is kept beside them.
pub struct Made {
    discussions: i64,
    scripts: Vec<Script>,
    sentences: Vec<String>,
    now: Timestamp,
    added: Mutex<HashMap<i64, String>>,
}

/// One of them.
pub struct Discussion {
    /// What is asked.
    pub title: String,
    /// The text that opens it, and the replies.
    pub posts: Vec<String>,
}

impl Made {
    /// About so many posts.
    pub fn new(posts: usize) -> anyhow::Result<Self> {
        let scripts = scripts()?;
        let sentences = scripts.iter().flat_map(Script::texts).flat_map(|text| text.split_inclusive(['。', '\n']));
        let mut sentences: Vec<String> = sentences.map(|text| text.trim().to_owned()).collect();
        sentences.sort();
        sentences.dedup();
        let discussions = i64::try_from(posts / (REPLIES.end() / 2 + 1))?;
        Ok(Self { discussions, scripts, sentences, now: Clock::System.now(), added: Mutex::default() })
    }

    /// How many there are.
    pub fn discussions(&self) -> i64 {
        self.discussions
    }

    /// Makes them all up: how many posts there are, and how many bytes of text.
    pub fn measure(&self) -> (usize, usize) {
        (1..=self.discussions).map(|id| self.document(id)).fold((0, 0), |(posts, bytes), document| {
            (posts + document.body.lines().count(), bytes + document.title.len() + document.body.len())
        })
    }

    /// What is said in one.
    pub fn discussion(&self, id: i64) -> Discussion {
        let mut draw = StdRng::seed_from_u64(id.unsigned_abs());
        let title = &self.scripts[draw.random_range(0..self.scripts.len())].title;
        let post = |draw: &mut StdRng| -> String {
            let sentences = draw.random_range(2..=8);
            (0..sentences).map(|_| self.sentences[draw.random_range(0..self.sentences.len())].as_str()).collect()
        };
        let replies = draw.random_range(REPLIES);
        let mut posts: Vec<String> = (0..=replies).map(|_| post(&mut draw)).collect();
        posts.extend(self.added().get(&id).cloned());
        Discussion { title: format!("{title}（{id}）"), posts }
    }

    /// One as the index takes it.
    pub fn document(&self, id: i64) -> Document {
        let Discussion { title, posts } = self.discussion(id);
        // Other numbers than those that make its text.
        let mut draw = StdRng::seed_from_u64(id.unsigned_abs() << 1);
        let mut tags = vec![
            format!("state:{}", STATES[draw.random_range(0..STATES.len())]),
            format!("pref:{:02}", draw.random_range(1..=47)),
            format!("year:{}", draw.random_range(2019..=2026)),
        ];
        for (name, terms, most) in TAGS {
            let count = draw.random_range(1..=most);
            tags.extend((0..count).map(|_| format!("{name}:{}", terms[draw.random_range(0..terms.len())].slug)));
        }
        Document {
            key: ThreadId(id).into(),
            room: room(&mut draw),
            title,
            body: posts.join("\n"),
            reading: None,
            tags,
            thanked: draw.random_range(0..20),
            at: self.now.plus(-draw.random_range(0..2_500 * DAY)),
            during: ALWAYS,
        }
    }

    /// Somebody replies in a discussion.
    pub fn add(&self, id: i64, post: String) {
        self.added().insert(id, post);
    }

    fn added(&self) -> MutexGuard<'_, HashMap<i64, String>> {
        self.added.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn room(draw: &mut StdRng) -> RoomId {
    let mut lot: u32 = draw.random_range(0..100);
    for (room, share) in NEAR {
        match lot.checked_sub(share) {
            Some(rest) => lot = rest,
            None => return RoomId(room),
        }
    }
    RoomId(draw.random_range(1..=ROOMS))
}

impl Source for Made {
    fn kind(&self) -> &'static str {
        "thread"
    }

    fn load<'a>(&'a self, _: &'a Db, ids: &'a [i64]) -> Loading<'a, Vec<Document>> {
        Box::pin(async move { Ok(ids.iter().map(|id| self.document(*id)).collect()) })
    }

    fn ids<'a>(&'a self, _: &'a Db, after: i64, limit: u64) -> Loading<'a, Vec<i64>> {
        let first = after.max(0) + 1;
        let last = self.discussions.min(first.saturating_add_unsigned(limit) - 1);
        Box::pin(async move { Ok((first..=last).collect()) })
    }
}
