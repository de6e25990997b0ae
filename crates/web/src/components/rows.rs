//! Rows of lists; put them into `<ul class="list-rows" role="list" data-total="…">`.

use kernel::{PersonId, ThreadId, Timestamp};
use maud::{Markup, html};

use super::marks::{ThreadState, monogram, person_name, reading, state_badge, tag, time};

/// How many themes a row of a person names.
const THEMES: usize = 3;

/// A person in a list of people.
#[derive(Clone, Copy, Debug)]
pub struct PersonRow<'a> {
    /// Id.
    pub id: PersonId,
    /// Name.
    pub name: &'a str,
    /// Reading; may be empty.
    pub kana: &'a str,
    /// What introduces the person: 「熊谷市医師会（郡市医師会）」 for each post, or the roles of somebody without one.
    pub posts: &'a [String],
    /// Municipalities served.
    pub places: &'a [String],
    /// Themes of which this person knows something.
    pub themes: &'a [String],
    /// Why this person is in the list.
    pub reason: Option<&'a str>,
}

/// A discussion in a list of discussions.
#[derive(Clone, Copy, Debug)]
pub struct ThreadRow<'a> {
    /// Id.
    pub id: ThreadId,
    /// Title.
    pub title: &'a str,
    /// 相談, 取組の共有 …
    pub kind: &'a str,
    /// Name of the room; empty where it goes without saying.
    pub room: &'a str,
    /// Who asked, as the byline allows.
    pub author: &'a str,
    /// When something was last said.
    pub when: Timestamp,
    /// How many replies.
    pub replies: u64,
    /// How many of them are new to the reader.
    pub unread: u64,
    /// Where it stands; only a 相談 stands anywhere.
    pub state: Option<ThreadState>,
    /// Names of its tags.
    pub tags: &'a [String],
}

/// A hit of the search, whether a person or a discussion.
#[derive(Clone, Debug)]
pub struct HitRow<'a> {
    /// `thread-12`, `person-7`.
    pub id: &'a str,
    /// Where it leads: the reply that matched, the person.
    pub href: &'a str,
    /// Title with `<mark>`.
    pub title: Markup,
    /// The lines that matched, with `<mark>`.
    pub snippet: Option<Markup>,
    /// Why it is here, in words.
    pub reason: Option<&'a str>,
    /// Room, author, time.
    pub meta: Markup,
}

/// A person.
pub fn person_row(row: &PersonRow) -> Markup {
    html! {
        li.row.person-row data-id=(row.id) {
            (monogram(row.name))
            div.row-body {
                h3.row-title {
                    a href={ "/coordinators/" (row.id) } { (person_name(row.name, "")) }
                    (reading(row.kana))
                }
                p.meta { @for post in row.posts { span { bdi { (post) } } } }
                @if !row.places.is_empty() {
                    p.places { span.visually-hidden { "担当：" } @for place in row.places { span { (place) } } }
                }
                @if !row.themes.is_empty() {
                    p.tags {
                        @for theme in row.themes.iter().take(THEMES) { (tag(theme)) }
                        @if row.themes.len() > THEMES { span { "ほか" (row.themes.len() - THEMES) "件" } }
                    }
                }
                @if let Some(reason) = row.reason { p.reason { (reason) } }
            }
        }
    }
}

/// A discussion.
pub fn thread_row(row: &ThreadRow) -> Markup {
    html! {
        li .row .thread-row .unread[row.unread > 0] data-id=(row.id) {
            div.row-body {
                h3.row-title { a href={ "/threads/" (row.id) @if row.unread > 0 { "?unread=1#unread" } } { bdi { (row.title) } } }
                p.meta {
                    span.kind { (row.kind) }
                    @if !row.room.is_empty() { span { (row.room) } }
                    span { bdi { (row.author) } }
                    (time(row.when))
                }
                @if !row.tags.is_empty() { p.tags { @for name in row.tags { (tag(name)) } } }
            }
            p.row-side {
                @if let Some(state) = row.state { (state_badge(state)) }
                @if row.replies > 0 { span { "返信" (row.replies) "件" } }
                // Whoever has not even read the opening text has read nothing.
                @if row.unread > row.replies { span.unread-count { "未読" } }
                @else if row.unread > 0 { span.unread-count { "新着の返信" (row.unread) "件" } }
            }
        }
    }
}

/// A hit of the search.
pub fn hit_row(row: &HitRow) -> Markup {
    html! {
        li.row.hit-row data-id=(row.id) {
            div.row-body {
                h3.row-title { a href=(row.href) { (row.title) } }
                @if let Some(snippet) = &row.snippet { p.snippet { (snippet) } }
                p.meta { (row.meta) }
                @if let Some(reason) = row.reason { p.reason { (reason) } }
            }
        }
    }
}
