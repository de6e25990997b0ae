//! What a browser sends for what was brought in.

use directory::guarding::may_identify;
use kernel::{Places, PostId, RoomId, once, text};
use serde::Deserialize;
use web::Problems;

use super::queries::{Import, Waiting};
use super::releases::Wanted;
use super::subjects;
use crate::acts::forms::{Ground, Reason};
use crate::posts::forms::body;
use crate::threads::forms::MOST_IN_TITLE;

/// Most characters of a reason.
const LONGEST: usize = 500;

/// Which texts of an archive are shown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ImportQuery {
    /// `block`, `warn` or `clean`; all for anything else.
    pub level: String,
    /// The number of a page.
    pub page: String,
    /// A form that was begun and is to be continued.
    pub draft: String,
}

impl ImportQuery {
    /// The number of the page.
    pub fn number(&self) -> u64 {
        self.page.parse().unwrap_or(1).max(1)
    }
}

/// The form by which many texts are released.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct BulkForm {
    /// Slug of the room; empty for the one that was named when it was brought in.
    pub room: String,
    /// `warn` also with warnings, `clean` only without.
    pub level: String,
    /// Why.
    pub words: String,
    /// `1` when what has warnings has been looked through.
    pub seen: String,
    /// See [`kernel::once`].
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
}

/// The form by which one text is released.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TextForm {
    /// Slug of the room, as above.
    pub room: String,
    /// The title, if it begins its discussion.
    pub title: String,
    /// The text.
    pub body: String,
    /// Why.
    pub words: String,
    /// `1` when what was found has been looked at.
    pub seen: String,
    /// See [`kernel::once`].
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
}

/// The form by which texts are thrown away.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DiscardForm {
    /// `1` when that is meant.
    pub sure: String,
    /// See [`kernel::once`].
    pub once: String,
}

impl BulkForm {
    /// An empty form.
    pub fn fresh() -> Self {
        Self { level: "clean".to_owned(), once: web::forms::once(), ..Self::default() }
    }

    /// How serious at most, where to and why; or what is wrong.
    pub fn parse(&self, import: &Import, places: &Places) -> Result<(i64, Option<RoomId>, Reason), Problems> {
        let mut problems = Problems::default();
        let level = if self.level == "warn" { 2 } else { 1 };
        if level == 2 && self.seen != "1" {
            problems.add("seen", "気になるところのある投稿も載せるときは、確かめたうえで、印を付けてください。");
        }
        let room = room(&mut problems, &self.room, import.homeless == 0, places);
        let reason = reason(&mut problems, &self.words);
        problems.or((level, room, reason))
    }
}

impl TextForm {
    /// The form for a text.
    pub fn of(text: &Waiting) -> Self {
        let (title, body) = (text.title.clone(), text.body.clone());
        Self { title, body, once: web::forms::once(), ..Self::default() }
    }

    /// What is to stand there, where and why; or what is wrong. `level` is how serious what is found in it is.
    pub fn parse(&self, text: &Waiting, level: i64, places: &Places) -> Result<(Wanted, Reason), Problems> {
        let mut problems = Problems::default();
        let (title, room) = if text.is_begun {
            (String::new(), None)
        } else {
            let title = problems.take("title", text::require_line("件名", &self.title, MOST_IN_TITLE));
            (subjects::cut(&title), room(&mut problems, &self.room, text.room_id.is_some(), places))
        };
        let body = body(&mut problems, "本文", &self.body);
        let is_warned = level > 1;
        if is_warned && self.seen != "1" {
            problems.add("seen", "見つかったところを直すか、個人がわからないことを確かめて、印を付けてください。");
        }
        let reason = reason(&mut problems, &self.words);
        problems.or((Wanted { title, body, is_warned, room, form: self.name(text.id) }, reason))
    }

    /// Its name, for [`kernel::once`].
    pub fn name(&self, text: PostId) -> String {
        once::typed(&format!("import-release {text}"), [&*self.title, &self.body])
    }
}

/// Any regional room; groups only when the operator has named them.
fn room(problems: &mut Problems, slug: &str, is_named: bool, places: &Places) -> Option<RoomId> {
    if slug.is_empty() && is_named {
        return None;
    }
    let room = places.room_by_slug(slug).map(|room| room.id);
    if room.is_none() {
        problems.add("room", "載せる部屋を選んでください。");
    }
    room
}

fn reason(problems: &mut Problems, words: &str) -> Reason {
    let words = problems.take("words", text::require("理由", words, LONGEST));
    if may_identify(&words) {
        problems.add("words", "個人がわかるおそれのあるところがあります。理由は消せない記録に残りますので、番号や氏名を書かずにお書きください。");
    }
    Reason { ground: Ground::Fine, words }
}
