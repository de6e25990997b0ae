//! The note of a seat as it is read and printed, and the form by which it is written.

use accounts::drafts::views::begun;
use directory::Roster;
use directory::guarding::views::region;
use directory::seats::Seat;
use kernel::{Places, ThreadId};
use maud::{Markup, PreEscaped, html};
use web::components::{
    NoticeKind, TextArea, breadcrumbs, draft_field, empty, keep_button, markdown_toolbar, notice, once_field,
    post_body, primary_button, text_area, time,
};
use web::{Bell, Problems, links};

use super::forms::{LABEL, NoteForm};
use super::queries::Note;
use crate::posts::forms::once_again;
use crate::posts::views::{compared, version_field};
use crate::threads::views::{marks, preview_button, summary};

/// Names of the pages.
pub const TITLE: &str = "引継ぎ書";
pub const EDIT: &str = "引継ぎ書を書く";

/// A note as it is read.
pub struct NotePage<'a> {
    /// The seat.
    pub seat: &'a Seat<'a>,
    /// The note, if there is one.
    pub note: Option<&'a Note>,
    /// Its text with the titles that its reader may know.
    pub html: String,
    /// Whether the reader may write it.
    pub writes: bool,
    /// Everybody.
    pub people: &'a Roster,
    /// The map.
    pub places: &'a Places,
}

/// The page, which fits on paper.
pub fn note_page(page: &NotePage) -> Markup {
    let seat = page.seat;
    let served: Vec<String> = seat.known.places.iter().map(|code| page.places.full_name(code)).collect();
    let edit = format!("{}/edit", links::handover_note(seat.id));
    html! {
        header.page-head {
            (breadcrumbs(&[(&links::seat(seat.id), &seat.known.organisation_name)], TITLE))
            h1 { (TITLE) }
            p.lead { bdi { (seat.known.organisation_name) } @if !seat.known.title.is_empty() { "　" bdi { (seat.known.title) } } }
            @if !served.is_empty() { p { "担当する市町村：" (served.join("、")) } }
            @if page.writes { p.actions { a.button.secondary href=(edit) { (EDIT) } } }
        }
        @match page.note {
            None => (empty("引継ぎ書はまだありません", "このポストを担当する方が書くと、ここで読めます。", html! {})),
            Some(note) => {
                // What people write has headings of the third level on.
                article.panel { h2.visually-hidden { "引継ぎ書の内容" } (post_body(PreEscaped(page.html.clone()))) }
                p.meta {
                    span { "更新 " (time(note.written_at)) }
                    span { bdi { (page.people.byline(note.written_by, None, page.places).name) } }
                    span { "第" (note.version) "版" }
                }
                p.hint { "読めるのは、このポストを担当する方と、都道府県の担当者です。" span.screen-only { "A4の用紙に印刷できます。" } }
            }
        }
    }
}

/// The form.
pub struct EditPage<'a> {
    seat: &'a Seat<'a>,
    form: &'a NoteForm,
    titles: &'a [(ThreadId, String)],
    bell: Option<&'a Bell>,
    overtaken: Option<(&'static str, Option<&'a Note>)>,
}

impl<'a> EditPage<'a> {
    /// The form with what was typed.
    pub fn new(seat: &'a Seat<'a>, form: &'a NoteForm, titles: &'a [(ThreadId, String)]) -> Self {
        Self { seat, form, titles, bell: None, overtaken: None }
    }

    /// The same for somebody who may have begun to write it before.
    #[must_use]
    pub fn told(self, bell: &'a Bell) -> Self {
        Self { bell: Some(bell), ..self }
    }

    /// The same after somebody else was faster.
    #[must_use]
    pub fn overtaken(self, why: &'static str, stored: Option<&'a Note>) -> Self {
        Self { overtaken: Some((why, stored)), ..self }
    }
}

/// The page of the form.
pub fn edit_page(page: &EditPage, problems: &Problems) -> Markup {
    let EditPage { seat, form, titles, .. } = page;
    let action = links::handover_note(seat.id);
    html! {
        header.page-head {
            (breadcrumbs(&[(&links::seat(seat.id), &seat.known.organisation_name), (&action, TITLE)], EDIT))
            h1 { (EDIT) }
            p.lead { "このポストを次に担当する方に届きます。読めるのは、このポストを担当する方と、都道府県の担当者です。" }
        }
        div.stack.narrow {
            @if let Some((why, stored)) = page.overtaken { (overtaken(why, stored, &form.body)) }
            @if let Some(bell) = page.bell.filter(|_| form.draft.is_empty()) { (begun(bell, &action)) }
            p.actions { a.button.secondary href={ (action) "/edit?outline=1" } { "ポストの記録から、はじめの文章をつくる" } }
            p.hint { "担当する市町村、相談、テーマなどを書き出します。押すだけでは保存されません。書きかけの文章があるときは、先に下書き保存をしてください。" }
            form.stack method="post" action=(action) novalidate {
                (summary(problems))
                (once_field(&once_again(&form.once)))
                (draft_field(&form.draft))
                (version_field(&form.version))
                div.stack.tight {
                    (markdown_toolbar())
                    (text_area(TextArea {
                        name: "body", label: LABEL, value: &form.body, rows: 24, problem: problems.at("body"), required: true,
                        hint: Some("患者・利用者のことや、個人の連絡先は書かないでください。相談は「/threads/」で始まるアドレスで書くと、読む方には件名で表示されます。"),
                    }))
                    (region("body"))
                    (marks())
                }
                div.actions { (primary_button("引継ぎ書を保存する")) (keep_button(&action)) (preview_button(&action)) a href=(action) { "書くのをやめる" } }
            }
            (named(titles))
        }
    }
}

/// What the addresses in the text lead to.
fn named(titles: &[(ThreadId, String)]) -> Markup {
    html! {
        @if !titles.is_empty() {
            section.panel {
                h2 { "文章の中の相談" }
                ul { @for (id, title) in titles { li { a href=(links::thread(id)) { bdi { (title) } } " " span.hint { (links::thread(id)) } } } }
            }
        }
    }
}

fn overtaken(why: &str, stored: Option<&Note>, typed: &str) -> Markup {
    html! {
        div.stack role="alert" {
            (notice(NoticeKind::Warning, html! {
                p { strong { (why) "まだ保存していません。" } }
                p { "いま保存されている文章と、入力された文章を見比べてください。入力された文章は下の欄にそのまま残っています。必要なら直してから、もう一度保存してください。" }
            }))
        }
        (compared(&[(LABEL, stored.map_or("", |note| note.body.as_str()), typed)]))
    }
}
