//! Under one's name or without it: what a form says, and whether that can be done.

use directory::Roster;
use directory::veils::{FEWEST, Veil};
use kernel::places::Room;
use kernel::{Doer, PersonId, Places, RoomId, Viewer};
use web::Problems;

/// How a text is posted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Voice {
    /// Under its author's name.
    #[default]
    Named,
    /// Under this veil.
    Hidden(Veil),
}

impl Voice {
    /// In whose name the posting is written down.
    pub fn doer(self, person: PersonId) -> Doer {
        match self {
            Self::Named => Doer::open(person),
            Self::Hidden(_) => Doer::sealed(person),
        }
    }

    /// What stands for the author, if they are hidden.
    pub fn veil(self) -> Option<Veil> {
        match self {
            Self::Named => None,
            Self::Hidden(veil) => Some(veil),
        }
    }
}

/// The field of the forms.
pub const BYLINE: &str = "byline";
/// Its values.
pub const NAMED: &str = "named";
/// See [`NAMED`].
pub const PLACE_HIDDEN: &str = "place_hidden";
/// The box by which somebody who has hidden in a discussion says that they write under their name knowingly.
pub const UNVEIL: &str = "unveil";

/// Where somebody wants to write, as far as it matters for hiding.
#[derive(Clone, Copy, Debug)]
pub struct Stage<'a> {
    /// The person.
    pub viewer: &'a Viewer,
    /// Everybody.
    pub people: &'a Roster,
    /// The map.
    pub places: &'a Places,
}

impl Stage<'_> {
    /// What readers of a room would see.
    pub fn veil(&self, room: RoomId) -> Option<Veil> {
        self.people.veil(self.viewer.id(), room, self.places)
    }

    /// Wider rooms in which the person writes and can hide.
    fn wider(&self, room: RoomId) -> Vec<&str> {
        let rooms = self.viewer.writable().iter().filter_map(|id| self.people.room(self.places, *id));
        let kind = self.people.room(self.places, room).map(|room| room.kind);
        let mut wider: Vec<&Room> =
            rooms.filter(|other| Some(other.kind) > kind && self.veil(other.id).is_some()).collect();
        wider.sort_by_key(|room| (room.kind, room.id));
        wider.into_iter().map(|room| room.name.as_str()).collect()
    }

    /// Why somebody cannot hide in a room, and where they could.
    fn refusal(&self, room: RoomId) -> String {
        let why = format!("この部屋では、同じように表示される方が{FEWEST}人に満たないため、名前を伏せられません。");
        match self.wider(room).as_slice() {
            [] => format!("{why}「名前を出す」を選んでください。"),
            wider => format!("{why}「名前を出す」を選ぶか、より広い部屋（{}）に相談してください。", wider.join("、")),
        }
    }

    /// The voice for a new discussion, or what is wrong.
    pub fn start(&self, problems: &mut Problems, wish: &str, room: RoomId) -> Voice {
        problems.take(BYLINE, chosen(wish, || self.veil(room).ok_or_else(|| self.refusal(room))))
    }

    /// The voice for a reply, or what is wrong; `worn` is the veil that the person has worn in the discussion already, which
    /// goes on being theirs.
    pub fn answer(
        &self,
        problems: &mut Problems,
        (wish, unveil): (&str, &str),
        room: RoomId,
        worn: Option<&str>,
    ) -> Voice {
        let veil = || worn.map(Veil::of_text).or_else(|| self.veil(room)).ok_or_else(|| self.refusal(room));
        let voice = problems.take(BYLINE, chosen(wish, veil));
        if voice == Voice::Named && problems.at(BYLINE).is_none() && worn.is_some() && unveil != "1" {
            problems.add(BYLINE, "この相談では名前を伏せています。名前を出して返信すると、伏せた投稿もあなたのものと思われることがあります。それでもよいときは、下の確認に印を付けて、もう一度送ってください。");
        }
        voice
    }
}

fn chosen(wish: &str, veil: impl FnOnce() -> Result<Veil, String>) -> Result<Voice, String> {
    match wish {
        // What does not come from one of our forms says nothing of it.
        "" | NAMED => Ok(Voice::Named),
        PLACE_HIDDEN => veil().map(Voice::Hidden),
        _ => Err("名前の出し方を選んでください。".to_owned()),
    }
}
