//! Where to, as typed.

use directory::Roster;
use kernel::{Places, RoomId, Viewer};
use serde::Deserialize;
use web::Problems;

use crate::acts::forms::{Reason, ReasonForm};

/// The form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct MoveForm {
    /// The slug of the room.
    pub room: String,
    /// The ground's slug.
    pub ground: String,
    /// The sentence for the authors.
    pub words: String,
    /// See [`kernel::once`].
    pub once: String,
}

/// What the answer to a wish sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AnswerForm {
    /// `1` or `0`.
    pub agrees: String,
}

impl MoveForm {
    /// An empty form.
    pub fn fresh() -> Self {
        Self { once: web::forms::once(), ground: "place".to_owned(), ..Self::default() }
    }

    /// The fields of the reason.
    pub fn reason(&self) -> ReasonForm {
        let Self { ground, words, once, .. } = self.clone();
        ReasonForm { ground, words, once, draft: String::new() }
    }

    /// The room, which is in the viewer's charge, and the reason, or what is wrong.
    pub fn parse(
        &self,
        viewer: &Viewer,
        people: &Roster,
        places: &Places,
        from: RoomId,
    ) -> Result<(RoomId, Reason), Problems> {
        let reason = self.reason().parse();
        let mut problems = reason.as_ref().err().cloned().unwrap_or_default();
        let to = people.room_by_slug(places, &self.room).map(|room| room.id);
        let to = to.filter(|to| viewer.tends(*to) && *to != from);
        if to.is_none() {
            problems.add("room", "移す先の部屋を選んでください。");
        }
        match (reason, to) {
            (Ok(reason), Some(to)) => problems.or((to, reason)),
            _ => Err(problems),
        }
    }
}
