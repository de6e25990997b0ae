//! How similar discussions look, beside the form of a new one.

use directory::Roster;
use kernel::Places;
use maud::{Markup, html};
use web::components::{NoticeKind, notice, state_badge, time};

use super::Alike;
use super::paths::SimilarPath;
use crate::threads::lists::Listed;
use crate::threads::paths::ThreadPath;
use crate::threads::queries::Thread;
use crate::threads::views::heading;

/// Where the script puts what it is told while the title is typed.
pub(crate) fn region() -> Markup {
    html! { div data-enhance="similar" aria-live="polite" hidden {} }
}

/// For browsers without our script.
pub(crate) fn similar_button() -> Markup {
    html! {
        noscript {
            button.button.secondary type="submit" formaction=(SimilarPath) { "似た相談をさがす" }
        }
    }
}

/// What was found, or that nothing was.
pub(crate) fn answer(alike: &Alike, people: &Roster, places: &Places) -> Markup {
    match alike {
        Alike::Preparing => {
            notice(NoticeKind::Info, html! { p { "検索は準備中です。入力した内容は、そのまま残っています。" } })
        }
        Alike::Found(rows) if rows.is_empty() => {
            notice(NoticeKind::Info, html! { p { "似た相談は見つかりませんでした。このまま投稿していただけます。" } })
        }
        Alike::Found(_) => suggestions(alike, people, places),
    }
}

/// What was found, or nothing at all.
pub(crate) fn suggestions(alike: &Alike, people: &Roster, places: &Places) -> Markup {
    html! {
        @if let Alike::Found(rows) = alike {
            @if !rows.is_empty() {
                section.panel {
                    h2 { "似た相談があります" }
                    p.hint { "新しい画面で開きます。入力した内容は、そのまま残ります。" }
                    ul.list-rows role="list" data-total=(rows.len()) { @for row in rows { (suggestion(row, people, places)) } }
                }
            }
        }
    }
}

/// The title of the page of a discussion's neighbours.
pub(super) const TITLE: &str = "似た相談";

/// The neighbours of a discussion.
pub(super) fn similar_page(thread: &Thread, alike: &Alike, people: &Roster, places: &Places) -> Markup {
    html! {
        header.page-head {
            h1 { (TITLE) }
            p.lead { "「" a href=(ThreadPath { thread: thread.id }) { bdi { (heading(&thread.title)) } } "」に似た相談です。" }
        }
        @match alike {
            Alike::Preparing => (notice(NoticeKind::Info, html! { p { "検索は準備中です。1分ほど待ってから、もう一度お試しください。" } })),
            Alike::Found(rows) if rows.is_empty() => (notice(NoticeKind::Info, html! { p { "似た相談は見つかりませんでした。" } })),
            Alike::Found(rows) => {
                h2 { "近い順" }
                ul.list-rows role="list" data-total=(rows.len()) { @for row in rows { (suggestion(row, people, places)) } }
            }
        }
    }
}

fn suggestion(listed: &Listed, people: &Roster, places: &Places) -> Markup {
    html! {
        li.row data-id=(listed.id) {
            div.row-body {
                h3.row-title {
                    a href=(ThreadPath { thread: listed.id }) target="_blank" rel="noopener" { bdi { (listed.title) } }
                }
                p.meta {
                    @if let Some(state) = listed.state() { (state_badge(state)) }
                    span { (people.room(places, listed.room_id).map_or("", |room| room.name.as_str())) }
                    @if listed.reply_count > 0 { span { "返信" (listed.reply_count) "件" } }
                    (time(listed.created_at))
                }
            }
        }
    }
}
