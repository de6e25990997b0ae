//! The form of a discussion, new or changed.

use accounts::drafts::views::begun;
use directory::veils::Veil;
use directory::{Person, Roster};
use files::views::{MULTIPART, default_button};
use kernel::{Places, Viewer};
use maud::{Markup, html};
use web::components::{
    Radio, Select, breadcrumbs, draft_field, keep_button, once_field, primary_button, radios, select,
};
use web::links;
use web::{Bell, Problems};

use super::fields::content_fields;
use super::{heading, preview_button, summary};
use crate::alike::Alike;
use crate::alike::views::{answer, region, similar_button};
use crate::attachments::Attachments;
use crate::attachments::views::field;
use crate::posts::authors::ASKER;
use crate::posts::forms::once_again;
use crate::posts::queries::Written;
use crate::posts::views::{overtaken, redaction, shown_as, version_field, voice_choice};
use crate::posts::voices::{BYLINE, PLACE_HIDDEN, Stage};
use crate::rooms::{Choice, choices, suggested};
use crate::templates::views::buttons as templates;
use crate::threads::forms::ThreadForm;
use crate::threads::paths::{EditThreadPath, ThreadPath, ThreadsPath};
use crate::threads::{Kind, Tags};

/// More rooms than this are a list to fold out.
const OPEN_ROOMS: usize = 8;

/// The page for a new discussion.
#[derive(Clone, Debug)]
pub struct NewPage {
    form: ThreadForm,
    rooms: Vec<Choice>,
    kinds: Vec<(&'static str, &'static str, &'static str)>,
    /// Each room with what would be shown there of somebody who hides.
    veils: Vec<(String, Option<Veil>)>,
    addressee: Option<String>,
    beside: Markup,
    attachments: Attachments,
    problems: Problems,
    bell: Bell,
}

impl NewPage {
    /// The page with what has been typed so far.
    pub fn new(viewer: &Viewer, people: &Roster, places: &Places, form: ThreadForm) -> Self {
        let announces = viewer.writable().iter().any(|room| viewer.tends(*room));
        let kinds = Kind::ALL.into_iter().filter(|kind| announces || *kind != Kind::Notice);
        let rooms = choices(viewer, people, places);
        let stage = Stage { viewer, people, places };
        Self {
            veils: rooms.iter().map(|room| (room.name.clone(), stage.veil(room.id))).collect(),
            rooms,
            kinds: kinds.map(|kind| (kind.slug(), kind.name(), "")).collect(),
            addressee: addressee(viewer, people, &form).map(|person| person.name.clone()),
            form,
            beside: Markup::default(),
            attachments: Attachments::default(),
            problems: Problems::default(),
            bell: Bell::default(),
        }
    }

    /// The page before anything has been typed: a 相談 in the room that suits best.
    pub fn fresh(viewer: &Viewer, people: &Roster, places: &Places, form: ThreadForm) -> Self {
        let room = suggested(viewer, people, places, &form.room, addressee(viewer, people, &form));
        let kind = Kind::parse(&form.kind).unwrap_or(Kind::Consultation);
        let form = ThreadForm {
            room: room.map(|room| room.slug.clone()).unwrap_or_default(),
            kind: kind.slug().to_owned(),
            // Only what another page hands over is taken from an address; a text is typed.
            body: String::new(),
            once: web::forms::once(),
            ..form
        };
        Self::new(viewer, people, places, form)
    }

    /// The page with what is wrong.
    #[must_use]
    pub fn refused(mut self, problems: Problems) -> Self {
        self.problems = problems;
        self
    }

    /// The page with the files of the form.
    #[must_use]
    pub fn enclosing(mut self, attachments: Attachments) -> Self {
        self.attachments = attachments;
        self
    }

    /// The page with what the viewer has begun to write.
    #[must_use]
    pub fn told(mut self, bell: &Bell) -> Self {
        self.bell = bell.clone();
        self
    }

    /// The page with discussions of the past.
    #[must_use]
    pub fn beside(mut self, alike: &Alike, people: &Roster, places: &Places) -> Self {
        self.beside = html! { div.narrow { (answer(alike, people, places)) } };
        self
    }

    /// The title of the page.
    pub const TITLE: &'static str = "相談する";
}

/// Somebody else whom the directory shows.
fn addressee<'a>(viewer: &Viewer, people: &'a Roster, form: &ThreadForm) -> Option<&'a Person> {
    form.addressee().filter(|id| *id != viewer.id()).and_then(|id| people.listed_person(id))
}

/// The page that changes a discussion's opening text, title and tags.
#[derive(Clone, Debug)]
pub struct EditPage<'a> {
    opening: &'a Written,
    form: ThreadForm,
    attachments: Attachments,
    problems: Problems,
    overtaken: Option<(&'static str, String)>,
    bell: Bell,
}

impl<'a> EditPage<'a> {
    /// The title of the page.
    pub const TITLE: &'static str = "内容を編集する";

    /// The page with what has been typed so far.
    pub fn new(opening: &'a Written, form: ThreadForm, attachments: Attachments) -> Self {
        Self { opening, form, attachments, problems: Problems::default(), overtaken: None, bell: Bell::default() }
    }

    /// The page with what is wrong.
    #[must_use]
    pub fn refused(mut self, problems: Problems) -> Self {
        self.problems = problems;
        self
    }

    /// The page with what the viewer has begun to write.
    #[must_use]
    pub fn told(mut self, bell: &Bell) -> Self {
        self.bell = bell.clone();
        self
    }

    /// The page after something else was faster; `tags` are those stored now.
    #[must_use]
    pub fn overtaken(mut self, why: &'static str, tags: &Tags) -> Self {
        self.overtaken = Some((why, tags.names().join("、")));
        self
    }
}

/// The form for a new discussion.
pub fn new_page(page: &NewPage) -> Markup {
    let form = &page.form;
    html! {
        header.page-head {
            (breadcrumbs(&[(links::THREADS, "相談の一覧")], NewPage::TITLE))
            h1 { (NewPage::TITLE) }
            @if let Some(name) = &page.addressee { p.lead { bdi { (name) } "さんに読んでほしい相談です。はじめに選ばれている部屋は、この方も読めます。" } }
        }
        (page.beside)
        form.stack.narrow action=(ThreadsPath) method="post" enctype=(MULTIPART) novalidate {
            (default_button())
            (summary(&page.problems))
            @if form.draft.is_empty() { (begun(&page.bell, links::THREADS)) }
            (once_field(&once_again(&form.once)))
            (draft_field(&form.draft))
            @if page.addressee.is_some() { input type="hidden" name="to" value=(form.to); }
            (room_choice(page))
            (radios(Radio {
                name: "kind",
                legend: "種類",
                options: &page.kinds,
                chosen: &form.kind,
                hint: None,
                problem: page.problems.at("kind"),
            }))
            (voice_choice(&form.byline, page.problems.at(BYLINE)))
            details.fold open[form.byline == PLACE_HIDDEN] {
                summary { "伏せたときに、どう表示されるかを見る" }
                dl.facts { @for (room, veil) in &page.veils { div { dt { (room) } dd { (shown_as(ASKER, *veil)) } } } }
            }
            (content_fields(form, &page.problems, &html! { (region()) (templates()) }))
            (field(&page.attachments))
            div.actions {
                (primary_button("投稿する")) (keep_button(links::THREADS)) (similar_button()) (preview_button(links::THREADS))
            }
        }
    }
}

/// The form for a changed discussion.
pub fn edit_page(page: &EditPage) -> Markup {
    let thread = page.opening.thread_id;
    let (address, action) = (ThreadPath { thread }.to_string(), EditThreadPath { thread }.to_string());
    html! {
        header.page-head {
            (breadcrumbs(&[(links::THREADS, "相談の一覧"), (&address, heading(&page.opening.title))], EditPage::TITLE))
            h1 { (EditPage::TITLE) }
        }
        div.stack.narrow {
            (conflict(page))
            @if page.form.draft.is_empty() { (begun(&page.bell, &action)) }
            form.stack action=(action) method="post" enctype=(MULTIPART) novalidate {
                (default_button())
                (summary(&page.problems))
                (once_field(&once_again(&page.form.once)))
                (draft_field(&page.form.draft))
                (version_field(&page.form.version))
                (content_fields(&page.form, &page.problems, &html! {}))
                (field(&page.attachments))
                (redaction(page.form.basis().redact))
                div.actions {
                    @if page.opening.check_standing().is_ok() { (primary_button("変更を保存する")) (keep_button(&action)) (preview_button(&action)) }
                    a href=(address) { "編集をやめる" }
                }
            }
        }
    }
}

fn conflict(page: &EditPage) -> Markup {
    let EditPage { opening, form, .. } = page;
    let mine = form.tags().names().join("、");
    html! {
        @if let Some((why, tags)) = &page.overtaken {
            (overtaken(why, opening, &[
                ("件名", &opening.title, &form.title),
                ("本文", &opening.body, &form.body),
                ("場面・事業項目・テーマ", tags, &mine),
            ]))
        }
    }
}

fn room_choice(page: &NewPage) -> Markup {
    let (name, label, chosen) = ("room", "どの部屋に書きますか", page.form.room.as_str());
    let (hint, problem) = (Some("部屋によって、読む人の範囲が変わります。"), page.problems.at("room"));
    if page.rooms.len() > OPEN_ROOMS {
        let words: Vec<_> = page.rooms.iter().map(|room| format!("{}：{}", room.name, room.note)).collect();
        let rooms = page.rooms.iter().zip(&words).map(|(room, words)| (room.slug.as_str(), words.as_str()));
        let options: Vec<_> = [("", "選んでください")].into_iter().chain(rooms).collect();
        return select(Select { name, label, options: &options, chosen, hint, problem });
    }
    let option = |room: &'_ Choice| (room.slug.clone(), room.name.clone(), room.note.clone());
    let options: Vec<_> = page.rooms.iter().map(option).collect();
    let options: Vec<_> =
        options.iter().map(|(slug, name, note)| (slug.as_str(), name.as_str(), note.as_str())).collect();
    radios(Radio { name, legend: label, options: &options, chosen, hint, problem })
}
