//! The list of notices.

use directory::{Roster, confirmations};
use kernel::Places;
use maud::{Markup, html};
use web::components::{Pager, account_navigation, empty, once_field, pager, time};
use web::links::{self, with_query};

use super::byline;
use super::letters::what;
use super::paths::{PeopleSeenPath, SeenPath};
use super::queries::{Before, Line, Told};
use crate::people_finds::queries::Line as Met;
use crate::unmaskings::told::Unmasked;

/// The name of the page.
pub const TITLE: &str = "お知らせ";

/// People who are named in one line; the page of the condition shows all.
const NAMED: usize = 5;

/// All that the page needs.
pub struct NoticesPage<'a> {
    /// Whether the viewer is still to say that they go on in their seats, on the first page.
    pub asked: bool,
    /// Texts of the viewer whose author others have learned, on the first page.
    pub unmasked: &'a [Unmasked],
    /// Its rows, the newest first.
    pub lines: &'a [Told<'a>],
    /// Where the next page begins.
    pub next: Option<Before>,
    /// Whether this is the first page.
    pub is_first: bool,
    /// Who wrote.
    pub people: &'a Roster,
    /// The map.
    pub places: &'a Places,
}

/// What the viewer is told of.
pub fn notices_page(page: &NoticesPage) -> Markup {
    let next = page.next.map(|next| with_query(links::MY_NOTICES, [("before", next.text().as_str())]));
    html! {
        (account_navigation(links::MY_NOTICES, true))
        header.page-head {
            h1 { (TITLE) }
            p.lead { "相談のページを開くと、その相談のお知らせは読んだことになります。仲間のお知らせは、「読んだことにする」を押すまで残ります。" }
            div.actions {
                a href=(links::MY_NOTICE_SETTINGS) { "お知らせの受け取り方" }
                @if page.lines.iter().any(Told::unread) || page.unmasked.iter().any(|line| line.unread) {
                    form action=(SeenPath) method="post" {
                        (once_field(&web::forms::once()))
                        button.button.quiet type="submit" { "すべて読んだことにする" }
                    }
                }
            }
        }
        @if page.asked || !page.unmasked.is_empty() {
            ul.list-rows role="list" aria-label="あなただけへのお知らせ" {
                @if page.asked { (asked()) }
                @for line in page.unmasked { (unmasked(line, page)) }
            }
        }
        @if page.lines.is_empty() && page.unmasked.is_empty() && !page.asked {
            (empty("お知らせはありません", "あなたの相談への返信や、お知らせを受け取ることにした相談、部屋、テーマ、市町村の新しい書き込み、保存した検索や条件に当てはまる投稿や仲間が、ここに並びます。", html! {
                a href=(links::THREADS) { "相談の一覧" }
            }))
        } @else if !page.lines.is_empty() {
            ul.list-rows role="list" {
                @for told in page.lines {
                    @match told {
                        Told::Text(line) => (row(line, page)),
                        Told::People(line) => (met(line)),
                    }
                }
            }
        }
        (pager(&Pager { next, position: if page.is_first { "新しいもの" } else { "続き" }, ..Pager::default() }))
        @if !page.is_first { p.actions { a href=(links::MY_NOTICES) { "最初のページへ戻る" } } }
    }
}

fn row(line: &Line, page: &NoticesPage) -> Markup {
    let room = page.people.room(page.places, line.room_id).map_or("", |room| room.name.as_str());
    html! {
        li.row data-id=(line.post_id) {
            div.row-body {
                h2.row-title { a href=(line.location()) { bdi { (line.title) } } }
                p.meta {
                    @if line.unread { span.unread-count { "未読" } }
                    span { (what(line)) }
                    @if let Some(names) = &line.found_by { a href=(links::MY_SEARCHES) { bdi { (names) } } }
                    span { bdi { (byline::author(page.people, page.places, &line.author)) } }
                    span { bdi { (room) } }
                    span { (time(line.created_at)) }
                }
            }
        }
    }
}

/// People whom a saved condition has found on one day.
fn met(line: &Met) -> Markup {
    let others = line.people.len().saturating_sub(NAMED);
    html! {
        li.row data-id={ "people-" (line.search) } {
            div.row-body {
                h2.row-title { a href=(line.address) { "「" bdi { (line.name) } "」に、新しく" (line.people.len()) "人が当てはまりました" } }
                p.actions {
                    @for person in line.people.iter().take(NAMED) { a href=(links::person(person.id)) { bdi { (person.name) } "さん" } }
                    @if others > 0 { span { "ほか" (others) "人" } }
                }
                p.meta {
                    @if line.unread { span.unread-count { "未読" } }
                    span { a href=(links::MY_SEARCHES) { "保存した条件" } }
                    span { (time(line.at)) }
                }
                @if line.unread {
                    form action=(PeopleSeenPath { search: line.search }) method="post" {
                        (once_field(&web::forms::once()))
                        input type="hidden" name="until" value=(line.at.0);
                        button.button.quiet type="submit" { "読んだことにする" span.visually-hidden { "：" (line.name) } }
                    }
                }
            }
        }
    }
}

/// The yearly question, until it has been answered.
fn asked() -> Markup {
    html! {
        li.row {
            div.row-body {
                h2.row-title { a href=(confirmations::OWN) { (confirmations::TITLE) "のお願い" } }
                p { "いまも担当されているかどうかを、年に一度おたずねしています。" }
            }
        }
    }
}

/// What nobody else is shown: two people have learned who wrote a text.
fn unmasked(line: &Unmasked, page: &NoticesPage) -> Markup {
    let name = |id| page.people.person(id).map_or("登録のない方", |person| person.name.as_str());
    html! {
        li.row data-id=(line.id) {
            div.row-body {
                h2.row-title { a href=(line.location()) { "名前を伏せた投稿の投稿者が確かめられました" } }
                p { "あなたが投稿したことを、次のお二人が確かめました。ほかの方には、これまでどおり伏せて表示されています。" }
                p { "理由：" bdi { (line.reason) } }
                p.meta {
                    @if line.unread { span.unread-count { "未読" } }
                    @for (person, office) in line.who() { span { bdi { (name(person)) } "さん（" (office) "）" } }
                    span { (time(line.ended_at)) }
                }
            }
        }
    }
}
