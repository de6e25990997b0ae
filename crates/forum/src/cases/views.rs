//! The page of a text for those who answer for it.

use directory::Roster;
use files::views::attached;
use kernel::{Places, Viewer};
use maud::{Markup, PreEscaped, html};
use web::components::{NoticeKind, breadcrumbs, draft_field, notice, once_field, post_body, problem_summary, time};
use web::{Problems, links};

use super::queries::File;
use crate::acts::forms::ReasonForm;
use crate::acts::room_name_for;
use crate::acts::views::{history, reason_fields};
use crate::hidings::paths::HidingPath;
use crate::incidents::paths::IncidentPath;
use crate::redactions::paths::RedactionPath;
use crate::reports::views::{TITLE as REPORTS, reported};
use crate::threads::views::heading;

/// The title of the page.
pub(crate) const TITLE: &str = "投稿への対応";

/// All that the page needs.
pub(crate) struct CasePage<'a> {
    pub viewer: &'a Viewer,
    pub file: &'a File,
    pub form: &'a ReasonForm,
    pub people: &'a Roster,
    pub places: &'a Places,
}

/// The text, what was reported, what can be done, and what was done.
pub(crate) fn case_page(page: &CasePage, problems: &Problems) -> Markup {
    let case = &page.file.case;
    html! {
        div.narrow.stack {
            header.page-head {
                (breadcrumbs(&[(links::REPORTS, REPORTS)], TITLE))
                h1 { (TITLE) }
                p.meta { span { (room_name_for(page.viewer, page.people, page.places, case.room_id)) } (time(case.created_at)) }
            }
            (problem_summary(problems.list()))
            (reported(&page.file.reports))
            (text(page))
            @if case.withdrawn_at.is_none() { (decision(page, problems)) }
            (more(page))
            (history(&page.file.acts, page.people))
        }
    }
}

fn text(page: &CasePage) -> Markup {
    let case = &page.file.case;
    html! {
        section.panel {
            h2 { (if case.is_opening() { "はじめの投稿" } else { "返信" }) }
            @if let Some(at) = case.withdrawn_at {
                (notice(NoticeKind::Info, html! { p { "投稿した方が取り下げました（" (time(at)) "）。" } }))
            } @else if let Some(at) = case.hidden_at {
                (notice(NoticeKind::Warning, html! { p { (time(at)) "から、表示を止めています。" } }))
            }
            p { strong { bdi { (heading(&case.title)) } } }
            p.meta { span { bdi { (case.author.line(page.people, page.places)) } } }
            (post_body(PreEscaped(case.html.clone())))
            (attached(page.file.enclosed.iter()))
            @if page.viewer.reads(case.room_id) { p { a href=(case.location()) { "相談のページで見る" } } }
        }
    }
}

/// What else can be done, each on a page of its own.
fn more(page: &CasePage) -> Markup {
    let case = &page.file.case;
    html! {
        section.panel {
            h2 { "そのほかの対応" }
            ul {
                li { a href=(RedactionPath { post: case.id }) { "一部や添付ファイルを消す" } }
                li { a href=(IncidentPath { post: case.id }) { "経過の記録を見る・印刷する" } }
            }
        }
    }
}

/// Two buttons under one reason: what is hidden is kept so or shown again, what is shown is hidden or left as it is.
fn decision(page: &CasePage, problems: &Problems) -> Markup {
    let case = &page.file.case;
    let (hide, show) = if case.hidden_at.is_some() {
        ("表示を止めたままにする", "表示を元に戻す")
    } else {
        ("表示を止める", "確かめたので、このままにする")
    };
    html! {
        section.panel {
            h2 { "表示を止める・戻す" }
            p.hint {
                @if case.is_opening() { "はじめの投稿の表示を止めると、返信も含めて、相談のすべてが読めなくなります。" }
                "表示を止めても、投稿した方と部屋の担当者は読めます。"
            }
            form.stack #hiding-form method="post" action=(HidingPath { post: case.id }) novalidate {
                (once_field(&page.form.once))
                (draft_field(&page.form.draft))
                (reason_fields(page.form, problems))
                p.actions {
                    button.button.danger type="submit" name="hidden" value="1" { (hide) }
                    button.button.secondary type="submit" name="hidden" value="0" { (show) }
                }
            }
        }
    }
}
