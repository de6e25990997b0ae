//! The note of a municipality: on its page, while it is written, and before it is erased.

use kernel::Places;
use maud::{Markup, html};
use web::components::{
    NoticeKind, TextArea, breadcrumbs, draft_field, notice, once_field, primary_button, problem_summary, text_area,
    time,
};
use web::{Problems, links};

use super::forms::{LONGEST, NoteForm};
use super::paths::{RoleNotePath, RoleNoteRemovalPath};
use super::policy::Town;
use super::queries::Note;
use crate::guarding::views::region;
use crate::roster::Roster;

/// The name of the note.
pub const TITLE: &str = "役割分担メモ";
/// The name of the page that asks before it is erased.
pub const REMOVAL: &str = "役割分担メモを消す";

/// All that the pages need.
#[derive(Clone, Copy, Debug)]
pub struct NotePage<'a> {
    /// Whose note.
    pub town: &'a Town,
    /// What it says.
    pub note: &'a Note,
    /// Who wrote it.
    pub roster: &'a Roster,
    /// The map.
    pub places: &'a Places,
}

/// The part of the municipality's page.
pub fn section(note: &Note, town: &Town, roster: &Roster, places: &Places) -> Markup {
    let page = NotePage { town, note, roster, places };
    let path = RoleNotePath { code5: town.code.clone() };
    html! {
        section #note aria-labelledby="note-heading" {
            h2 #note-heading { (TITLE) }
            @if note.body.is_empty() {
                p { "まだ書かれていません。行政の担当とコーディネーターのどちらが何を受け持つかを、短く書いておけます。" }
                (readers(&page))
                p.actions { a.button.secondary href=(path) { "メモを書く" } }
            } @else {
                (text(&page))
                (readers(&page))
                p.actions {
                    a.button.secondary href=(path) { "メモを直す" }
                    a href=(RoleNoteRemovalPath { code5: town.code.clone() }) { "メモを消す" }
                }
            }
        }
    }
}

/// The form, with what was typed and what is wrong with it.
pub fn edit_page(page: &NotePage, form: &NoteForm, problems: &Problems, is_overtaken: bool) -> Markup {
    let list: Vec<(&str, &str)> = problems.list().iter().map(|(field, words)| (*field, words.as_str())).collect();
    html! {
        (head(page, TITLE))
        div.narrow {
            @if is_overtaken { (overtaken(page)) }
            form.stack method="post" action=(RoleNotePath { code5: page.town.code.clone() }) novalidate {
                (problem_summary(&list))
                (once_field(&form.once))
                (draft_field(&form.draft))
                input type="hidden" name="version" value=(form.version);
                (text_area(TextArea {
                    name: "body", label: TITLE, value: &form.body, rows: 16, required: true, problem: problems.at("body"),
                    hint: Some(&format!("どちらが何を受け持つかを、仕事ごとに一行ずつ書くと見やすくなります。患者さんやご家族のことは書かないでください。{LONGEST}文字まで。")),
                }))
                (region("body"))
                div.actions { (primary_button("保存する")) a href=(links::municipality(&page.town.code)) { "やめる" } }
            }
        }
    }
}

/// The page that asks before the note is erased.
pub fn removal_page(page: &NotePage, is_overtaken: bool) -> Markup {
    let back = links::municipality(&page.town.code);
    html! {
        (head(page, REMOVAL))
        div.stack.narrow {
            @if is_overtaken {
                (notice(NoticeKind::Warning, html! { p { strong { "メモが、先に変更されています。まだ消していません。" } } }))
            }
            @if page.note.body.is_empty() {
                p { "消すメモはありません。" }
                p.actions { a href=(back) { "市町村のページへ戻る" } }
            } @else {
                (notice(NoticeKind::Warning, html! {
                    p { strong { "消すと、元に戻せません。" } }
                    p { "メモを読めるほかの方からも、見えなくなります。一部を直したいだけのときは、「メモを直す」をお使いください。" }
                }))
                (text(page))
                form.stack method="post" action=(RoleNoteRemovalPath { code5: page.town.code.clone() }) novalidate {
                    (once_field(&web::forms::once()))
                    input type="hidden" name="version" value=(page.note.version);
                    div.actions { button.button.danger type="submit" { "メモを消す" } a href=(back) { "消さない" } }
                }
            }
        }
    }
}

fn head(page: &NotePage, title: &str) -> Markup {
    let code = page.town.code.as_str();
    let name = page.places.full_name(code);
    html! {
        header.page-head {
            (breadcrumbs(&[(links::municipality(code).as_str(), name.as_str())], title))
            h1 { (title) }
            p.lead { (name) "の、行政の担当とコーディネーターの役割分担です。" }
            (readers(page))
        }
    }
}

/// What stands there now, to be compared with what the form below keeps.
fn overtaken(page: &NotePage) -> Markup {
    html! {
        (notice(NoticeKind::Warning, html! {
            p { strong { "メモが、ほかの方に先に変更されています。まだ保存していません。" } }
            p { "いま保存されているメモと見比べてください。入力された文章は下の欄に残っています。必要なら直してから、もう一度保存してください。" }
        }))
        section.stack.tight {
            h2 { "いま保存されているメモ" }
            @if page.note.body.is_empty() { p { "メモは消されています。" } } @else { (text(page)) }
        }
    }
}

fn text(page: &NotePage) -> Markup {
    let edited = page.note.edited.map(|(editor, at)| (page.roster.person(editor), at));
    html! {
        div.panel { p.verbatim { (page.note.body) } }
        @if let Some((editor, at)) = edited {
            p.meta { span { "最後に書いた方 " @if let Some(person) = editor { bdi { (person.name) } } } span { (time(at)) } }
        }
    }
}

/// Who shares it.
fn readers(page: &NotePage) -> Markup {
    let prefecture = page.places.prefecture(&page.town.prefecture).map_or("都道府県", |it| it.name.as_str());
    html! { p.hint { "このメモを読み書きできるのは、この市町村を担当している方と、" (prefecture) "の担当者だけです。" } }
}
