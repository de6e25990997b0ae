//! How similar discussions look, beside the form of a new one and beside a discussion.

use directory::Roster;
use kernel::{Places, ThreadId};
use maud::{Markup, html};
use web::components::{NoticeKind, notice, state_badge, time};

use super::paths::{SimilarPath, ThreadSimilarPath};
use super::{Alike, Near, Neighbour};
use crate::advisers::block;
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
        Alike::Found(near) if near.discussions.is_empty() => {
            notice(NoticeKind::Info, html! { p { "似た相談は見つかりませんでした。このまま投稿していただけます。" } })
        }
        Alike::Found(_) => suggestions(alike, people, places),
    }
}

/// What was found, or nothing at all.
pub(crate) fn suggestions(alike: &Alike, people: &Roster, places: &Places) -> Markup {
    html! {
        @if let Alike::Found(Near { discussions, advisers }) = alike {
            @if !discussions.is_empty() {
                section.panel {
                    h2 { "似た相談があります" }
                    p.hint { "新しい画面で開きます。入力した内容は、そのまま残ります。" }
                    (list(discussions, true, people, places))
                }
            }
            (block(advisers, "プロフィールから、その方に宛てて相談することもできます。", true, people, places))
        }
    }
}

/// The title of the page of a discussion's neighbours.
pub(super) const TITLE: &str = "似た相談";

/// What to do about somebody who may know an answer.
const CALL: &str = "この部屋を読める方です。返信に「@」と氏名を書くと、お知らせが届きます。";

/// What is said where nothing is near.
const NOTHING: &str = "似た相談は見つかりませんでした。";

/// The neighbours of a discussion.
pub(super) fn similar_page(thread: &Thread, alike: &Alike, people: &Roster, places: &Places) -> Markup {
    html! {
        header.page-head {
            h1 { (TITLE) }
            p.lead { "「" a href=(ThreadPath { thread: thread.id }) { bdi { (heading(&thread.title)) } } "」に似た相談です。" }
        }
        @match alike {
            Alike::Preparing => (notice(NoticeKind::Info, html! { p { "検索は準備中です。1分ほど待ってから、もう一度お試しください。" } })),
            Alike::Found(Near { discussions, advisers }) => {
                @if discussions.is_empty() {
                    (notice(NoticeKind::Info, html! { p { (NOTHING) } }))
                } @else {
                    h2 { "近い順" }
                    (list(discussions, false, people, places))
                }
                (block(advisers, CALL, false, people, places))
            }
        }
    }
}

/// Beside a discussion: the way to its neighbours, in whose place our script puts them when the page stands.
pub(crate) fn aside(thread: ThreadId) -> Markup {
    let path = ThreadSimilarPath { thread }.to_string();
    html! {
        aside.side.neighbours aria-label=(TITLE) data-enhance="neighbours" data-from={ (path) "?beside=1" } {
            section.panel { h2 { (TITLE) } p { a href=(path) { "似た相談を見る" } } }
        }
    }
}

/// The neighbours as they stand there; nothing while they are not known.
pub(super) fn beside(alike: &Alike, people: &Roster, places: &Places) -> Markup {
    html! {
        @if let Alike::Found(Near { discussions, advisers }) = alike {
            section.panel {
                h2 { (TITLE) }
                @if discussions.is_empty() { p { (NOTHING) } } @else { (list(discussions, false, people, places)) }
            }
            (block(advisers, CALL, false, people, places))
        }
    }
}

fn list(discussions: &[Neighbour], elsewhere: bool, people: &Roster, places: &Places) -> Markup {
    html! {
        ul.list-rows role="list" data-total=(discussions.len()) {
            @for near in discussions { (row(near, elsewhere, people, places)) }
        }
    }
}

fn row(near: &Neighbour, elsewhere: bool, people: &Roster, places: &Places) -> Markup {
    let Neighbour { discussion, passage } = near;
    html! {
        li.row data-id=(discussion.id) {
            div.row-body {
                h3.row-title {
                    a href=(ThreadPath { thread: discussion.id }) target=[elsewhere.then_some("_blank")]
                        rel=[elsewhere.then_some("noopener")] { bdi { (discussion.title) } }
                }
                @if !passage.parts.is_empty() {
                    p.snippet { bdi { @for (text, is_match) in &passage.parts { @if *is_match { mark { (text) } } @else { (text) } } } }
                }
                p.meta {
                    @if let Some(state) = discussion.state() { (state_badge(state)) }
                    span { (people.room(places, discussion.room_id).map_or("", |room| room.name.as_str())) }
                    @if discussion.reply_count > 0 { span { "返信" (discussion.reply_count) "件" } }
                    (time(discussion.created_at))
                }
            }
        }
    }
}
