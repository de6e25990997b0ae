//! Something that can be followed, and its name in forms and rows.

use directory::Roster;
use kernel::{Db, Error, Places, Result, RoomId, ThreadId, Viewer, terms};
use web::links;

use crate::threads::{queries::find, views::heading};

/// What somebody may follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// One discussion.
    Thread(ThreadId),
    /// All discussions of a room.
    Room(RoomId),
    /// All discussions with a theme, by its slug.
    Theme(&'static str),
    /// All discussions that were begun by those who serve a municipality, by its code.
    Place(String),
}

/// A subject as a page names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its name in forms.
    pub key: String,
    /// What people read.
    pub name: String,
    /// Its page.
    pub href: String,
}

impl Subject {
    /// Reads `room-101`.
    pub fn parse(key: &str) -> Option<Self> {
        let (kind, rest) = key.split_once('-')?;
        let number = || rest.parse().ok().filter(|id: &i64| id.to_string() == rest);
        match kind {
            "thread" => number().map(|id| Self::Thread(ThreadId(id))),
            "room" => number().map(|id| Self::Room(RoomId(id))),
            "theme" => terms::THEMES.iter().find(|theme| theme.slug == rest).map(|theme| Self::Theme(theme.slug)),
            "place" => Some(Self::Place(rest.to_owned())),
            _ => None,
        }
    }

    /// What people call its kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Thread(_) => "相談",
            Self::Room(_) => "部屋",
            Self::Theme(_) => "テーマ",
            Self::Place(_) => "市町村",
        }
    }

    /// The discussion, if it is one.
    pub fn thread(&self) -> Option<ThreadId> {
        match self {
            Self::Thread(id) => Some(*id),
            _ => None,
        }
    }

    /// Its name in forms and rows, as [`super::rule`] puts it together from columns.
    pub fn key(&self) -> String {
        match self {
            Self::Thread(id) => format!("thread-{id}"),
            Self::Room(id) => format!("room-{id}"),
            Self::Theme(slug) => format!("theme-{slug}"),
            Self::Place(code) => format!("place-{code}"),
        }
    }

    /// The same with its name and page, if the viewer may know of it; else `NotFound`, whether it exists or not.
    pub async fn shown(&self, db: &Db, viewer: &Viewer, people: &Roster, places: &Places) -> Result<Shown> {
        match self {
            Self::Thread(id) => {
                let thread = find(db, viewer, *id).await?;
                Ok(self.named(heading(&thread.title), links::thread(id)))
            }
            _ => self.known(viewer, people, places).ok_or(Error::NotFound),
        }
    }

    /// The same for what is in memory; nothing for a discussion.
    pub fn known(&self, viewer: &Viewer, people: &Roster, places: &Places) -> Option<Shown> {
        match self {
            Self::Thread(_) => None,
            Self::Room(id) => {
                let room = people.room(places, *id).filter(|room| viewer.reads(room.id))?;
                Some(self.named(&room.name, links::room(&room.slug)))
            }
            Self::Theme(slug) => {
                let name = terms::name(terms::THEMES, slug)?;
                Some(self.named(name, links::with_query(links::THREADS, [("theme", *slug)])))
            }
            Self::Place(code) => {
                places.municipality(code)?;
                Some(self.named(&places.full_name(code), links::municipality(code)))
            }
        }
    }

    fn named(&self, name: &str, href: String) -> Shown {
        Shown { key: self.key(), name: name.to_owned(), href }
    }
}

#[cfg(test)]
mod tests {
    use super::Subject;

    #[test]
    fn subjects_are_read_as_they_are_written_and_nothing_else_is_one() {
        for key in ["thread-12", "room-101", "theme-acp", "place-11202"] {
            assert_eq!(Subject::parse(key).map(|subject| subject.key()).as_deref(), Some(key));
        }
        for other in ["", "own", "thread-", "thread-+1", "thread-01", "theme-nothing", "person-7"] {
            assert_eq!(Subject::parse(other), None, "{other}");
        }
    }
}
