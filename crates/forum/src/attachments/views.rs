//! Files in forms, and what a file says as a page.

use files::views::{self, Field};
use files::{Enclosed, Kind};
use maud::{Markup, html};
use web::components::{NoticeKind, breadcrumbs, notice};
use web::links;

use super::Attachments;
use super::queries::Place;
use crate::threads::paths::{ThreadPath, reply_location};
use crate::threads::views::heading;

/// Rows of a table that are shown; more than this is for a program that knows tables.
const MOST_ROWS: usize = 1_000;

/// The part of a form that sends files.
pub(crate) fn field(attachments: &Attachments) -> Markup {
    views::field(&Field {
        waiting: &attachments.enclosures.waiting,
        standing: &attachments.standing,
        dropped: attachments.form.dropped(),
        seen: attachments.form.seen(),
        problems: &attachments.problems,
        unseen: attachments.unseen.as_deref(),
    })
}

/// What a file says.
pub struct TextPage<'a> {
    /// The file.
    pub file: &'a Enclosed,
    /// What it says.
    pub text: &'a str,
    /// Where it is enclosed.
    pub place: Option<&'a Place>,
}

/// The page for those who cannot download: the text of a file, and nothing of how it looks.
pub fn text_page(page: &TextPage) -> Markup {
    let TextPage { file, text, place } = page;
    html! {
        header.page-head {
            @if let Some(place) = place {
                (breadcrumbs(&[(links::THREADS, "相談の一覧"), (&location(place), heading(&place.title))], &file.name))
            }
            h1 { bdi { (file.name) } }
            p.lead { "添付ファイルから読み取った文字です。図や書式は含みません。" }
        }
        div.stack {
            @if !file.is_read {
                (notice(NoticeKind::Info, html! { p { "写真や図の部分、長い文章の続きなど、ここに表示されていない内容があります。" } }))
            }
            @if text.is_empty() { p { "読み取れる文字はありません。" } }
            @else if file.kind == Kind::Csv { (table(text)) }
            @else { div.panel { div.verbatim { (text) } } }
            p.actions {
                a href=(files::paths::FilePath { file: file.id }) download { "ダウンロード" }
                @if let Some(place) = place { a href=(location(place)) { "投稿に戻る" } }
            }
        }
    }
}

fn location(place: &Place) -> String {
    if place.post_id == place.thread_id.into() {
        ThreadPath { thread: place.thread_id }.to_string()
    } else {
        reply_location(place.thread_id, place.post_id)
    }
}

fn table(text: &str) -> Markup {
    let rows = files::reading::rows(text, MOST_ROWS + 1);
    html! {
        div.table-wrap tabindex="0" role="region" aria-label="表" {
            table {
                @for (index, row) in rows.iter().take(MOST_ROWS).enumerate() {
                    tr {
                        @for value in row {
                            @if index == 0 { th scope="col" { (value) } } @else { td { (value) } }
                        }
                    }
                }
            }
        }
        @if rows.len() > MOST_ROWS { p { "はじめの" (MOST_ROWS) "行を表示しています。続きは、ダウンロードしてご覧ください。" } }
    }
}
