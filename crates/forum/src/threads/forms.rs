//! What a browser sends for a discussion, and what it means.

use directory::Roster;
use kernel::terms::{self, Terms};
use kernel::{PersonId, Places, PostId, RoomId, Viewer, text};
use serde::Deserialize;
use web::Problems;

use super::pages::At;
use super::policy::Place;
use super::{Content, Kind, Tags};
use crate::attachments::forms::FileForm;
use crate::posts::forms::{self as texts, Basis};
use crate::posts::queries::Written;
use crate::posts::voices::{BYLINE, Stage, Voice};
use crate::templates;

/// Most characters of a title.
pub const MOST_IN_TITLE: usize = 120;

/// The form of a discussion, new or changed; a changed one has neither room nor kind.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ThreadForm {
    /// Slug of the room.
    pub room: String,
    /// Slug of the kind.
    pub kind: String,
    /// Title.
    pub title: String,
    /// Opening text.
    pub body: String,
    /// 4つの場面
    pub scene: Vec<String>,
    /// 事業項目
    pub item: Vec<String>,
    /// テーマ
    pub theme: Vec<String>,
    /// Under one's name or without it; nothing for a changed discussion.
    pub byline: String,
    /// The person to whom it is addressed, from a profile.
    pub to: String,
    /// The version that was changed; nothing for a new discussion.
    pub version: String,
    /// `1` when the former texts are erased.
    pub redact: String,
    /// See [`kernel::once`].
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
    /// `1` when what cannot be read of its files has been looked through.
    pub files_seen: String,
    /// Present when only files are to be added.
    pub add_files: String,
    /// A file that is not to be added after all.
    pub remove_file: String,
    /// Files that are to be taken off the text.
    pub drop_file: Vec<String>,
    /// The template that is asked for, by its button.
    pub template: String,
}

/// What the address of a discussion may ask for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PageQuery {
    /// The number of a page.
    pub page: String,
    /// A reply, whichever page it stands on.
    pub reply: String,
    /// Present when the first unread reply is wanted.
    pub unread: Option<String>,
    /// A reply that was begun and is to be continued.
    pub draft: String,
}

impl PageQuery {
    /// Where to open the discussion; what makes no sense is its first page.
    pub fn at(&self) -> At {
        match (self.reply.parse(), &self.unread) {
            (Ok(reply), _) => At::Reply(PostId(reply)),
            (_, Some(_)) => At::Unread,
            _ if !self.draft.is_empty() => At::End,
            _ => At::Page(self.page.parse().unwrap_or(1)),
        }
    }
}

impl ThreadForm {
    /// The form that changes what a discussion says.
    pub fn of(content: Content) -> Self {
        let slugs = |slugs: Vec<&'static str>| slugs.into_iter().map(str::to_owned).collect();
        Self {
            title: content.title,
            body: content.body,
            scene: slugs(content.tags.scenes),
            item: slugs(content.tags.items),
            theme: slugs(content.tags.themes),
            once: web::forms::once(),
            ..Self::default()
        }
    }

    /// What it says of its files.
    pub fn files(&self) -> FileForm {
        FileForm::parse(&self.files_seen, &self.add_files, &self.remove_file, &self.drop_file)
    }

    /// What a change was made from.
    pub fn basis(&self) -> Basis {
        Basis::parse(&self.version, &self.redact)
    }

    /// The same form upon a version: sent again, it replaces knowingly what stands there.
    #[must_use]
    pub fn upon(self, stored: &Written) -> Self {
        Self { version: stored.version.to_string(), ..self }
    }

    /// The tags that were chosen, as far as they are known.
    pub fn tags(&self) -> Tags {
        Tags::known(&self.scene, &self.item, &self.theme)
    }

    /// The person to whom it is addressed, if the number is one.
    pub fn addressee(&self) -> Option<PersonId> {
        self.to.parse().ok().map(PersonId)
    }

    /// Where a new discussion begins, under which name, and what it says; or what is wrong.
    pub fn parse(
        &self,
        viewer: &Viewer,
        people: &Roster,
        places: &Places,
    ) -> Result<(Place, Voice, Content), Problems> {
        let mut problems = Problems::default();
        let room = problems.take("room", self.room(viewer, people, places).map(Some));
        let kind = problems.take("kind", self.kind(viewer, room).map(Some));
        let stage = Stage { viewer, people, places };
        let voice = room.map(|room| stage.start(&mut problems, &self.byline, room)).unwrap_or_default();
        // So few may announce in a room that the kind would tell who it is.
        if kind == Some(Kind::Notice) && voice != Voice::Named {
            problems.add(
                BYLINE,
                "お知らせでは、名前を伏せられません。「名前を出す」を選ぶか、ほかの種類を選んでください。",
            );
        }
        let content = self.content(&mut problems);
        match (room, kind) {
            (Some(room), Some(kind)) => problems.or((Place { room, kind }, voice, content)),
            _ => Err(problems),
        }
    }

    /// What a changed discussion says, or what is wrong.
    pub fn parse_content(&self) -> Result<Content, Problems> {
        let mut problems = Problems::default();
        let content = self.content(&mut problems);
        problems.or(content)
    }

    /// A hidden room and one that does not exist are the same mistake.
    fn room(&self, viewer: &Viewer, people: &Roster, places: &Places) -> Result<RoomId, String> {
        let room = people.room_by_slug(places, &self.room).filter(|room| viewer.writes(room.id));
        room.map(|room| room.id).ok_or_else(|| "部屋を選んでください。".to_owned())
    }

    fn kind(&self, viewer: &Viewer, room: Option<RoomId>) -> Result<Kind, String> {
        match (Kind::parse(&self.kind), room) {
            (None, _) => Err("種類を選んでください。".to_owned()),
            (Some(Kind::Notice), Some(room)) if !viewer.tends(room) => {
                Err("お知らせは、担当している部屋にだけ出せます。ほかの種類を選ぶか、部屋を変えてください。".to_owned())
            }
            (Some(kind), _) => Ok(kind),
        }
    }

    fn body(&self, problems: &mut Problems) -> String {
        let body = texts::body(problems, "本文", &self.body);
        if !body.is_empty() && templates::is_empty(&body) {
            problems.add("body", "ひな形の見出しの下に、文章を書いてください。");
        }
        body
    }

    fn content(&self, problems: &mut Problems) -> Content {
        Content {
            title: problems.take("title", text::require_line("件名", &self.title, MOST_IN_TITLE)),
            body: self.body(problems),
            tags: Tags {
                scenes: problems.take("scene", slugs("場面", terms::SCENES, &self.scene)),
                themes: problems.take("theme", slugs("テーマ", terms::THEMES, &self.theme)),
                items: problems.take("item", slugs("事業項目", terms::ITEMS, &self.item)),
            },
        }
    }
}

fn slugs(label: &str, list: Terms, chosen: &[String]) -> Result<Vec<&'static str>, String> {
    if chosen.iter().all(|slug| terms::name(list, slug).is_some()) {
        Ok(terms::known(list, chosen))
    } else {
        Err(format!("{label}に、選択肢にないものが含まれています。選び直してください。"))
    }
}

#[cfg(test)]
mod tests {
    use kernel::places::{Area, Prefecture};

    use super::*;
    use crate::threads::policy::tests::{Persona, viewer};

    fn places() -> Places {
        let saitama = |code: &str| Prefecture {
            code: code.to_owned(),
            name: "埼玉県".to_owned(),
            kana: "さいたまけん".to_owned(),
            bloc: "kantoshinetsu".to_owned(),
        };
        Places::new(vec![saitama("11")], Vec::<Area>::new(), Vec::new())
    }

    fn form() -> ThreadForm {
        ThreadForm {
            room: "pref-11".to_owned(),
            kind: "consultation".to_owned(),
            title: " 退院\n連携 ".to_owned(),
            body: "どうしていますか。\r\n".to_owned(),
            scene: vec!["transition".to_owned(), "daily".to_owned(), "daily".to_owned()],
            ..ThreadForm::default()
        }
    }

    #[test]
    fn a_good_form_becomes_a_discussion() {
        let (place, voice, content) = form().parse(&viewer(Persona::Colleague), &Roster::default(), &places()).unwrap();
        assert_eq!(place, Place { room: RoomId(111), kind: Kind::Consultation });
        assert_eq!(voice, Voice::Named);
        assert_eq!(content.title, "退院 連携");
        assert_eq!(content.body, "どうしていますか。");
        assert_eq!(content.tags.scenes, ["daily", "transition"]);
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let form = ThreadForm { theme: vec!["x".to_owned()], item: vec!["z".to_owned()], ..ThreadForm::default() };
        let problems = form.parse(&viewer(Persona::Colleague), &Roster::default(), &places()).unwrap_err();
        let fields: Vec<_> = problems.list().iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["room", "kind", "title", "body", "theme", "item"]);
    }

    #[test]
    fn a_hidden_room_is_the_same_mistake_as_one_that_does_not_exist() {
        let problem = |room: &str| {
            let form = ThreadForm { room: room.to_owned(), ..form() };
            form.parse(&viewer(Persona::Colleague), &Roster::default(), &places()).unwrap_err()
        };
        assert_eq!(problem("japan"), problem("pref-99"));
        assert_eq!(problem("japan"), problem("\0"));
    }

    #[test]
    fn only_whoever_tends_the_room_announces() {
        let form = ThreadForm { kind: "notice".to_owned(), ..form() };
        assert!(form.parse(&viewer(Persona::Tender), &Roster::default(), &places()).is_ok());
        let problems = form.parse(&viewer(Persona::Colleague), &Roster::default(), &places()).unwrap_err();
        assert!(problems.at("kind").unwrap().contains("担当している部屋"));
    }

    #[test]
    fn what_is_shown_for_change_is_what_was_said() {
        let (_, _, content) = form().parse(&viewer(Persona::Colleague), &Roster::default(), &places()).unwrap();
        assert_eq!(ThreadForm::of(content.clone()).parse_content().unwrap(), content);
    }
}
