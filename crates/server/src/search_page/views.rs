//! The results page.

mod people;
mod threads;

use directory::Roster;
use kernel::{PersonId, Places, Viewer};
use maud::{Markup, html};
use web::components::{NoticeKind, Tab, notice, tabs};

use super::find::Threads;
use super::params::Params;

/// All that the page needs.
pub struct Shown<'a> {
    /// What was asked.
    pub params: &'a Params,
    /// Who asked.
    pub viewer: &'a Viewer,
    /// Discussions found.
    pub threads: &'a Threads,
    /// People found, with their total.
    pub people: &'a (Vec<PersonId>, usize),
    /// Everybody.
    pub roster: &'a Roster,
    /// The map.
    pub places: &'a Places,
}

/// Discussions and people for one question.
pub fn search_page(shown: &Shown) -> Markup {
    let Shown { params, threads, people, .. } = shown;
    let choices = [
        Tab {
            href: params.in_tab(""),
            label: "相談",
            count: Some(threads.found.whole_total as u64),
            chosen: !params.is_people(),
        },
        Tab {
            href: params.in_tab("people"), label: "仲間", count: Some(people.1 as u64), chosen: params.is_people()
        },
    ];
    html! {
        header.page-head {
            h1 { @if params.q.trim().is_empty() { "検索" } @else { "「" bdi { (params.words()) } "」の検索結果" } }
        }
        (tabs("検索の対象", &choices))
        @if params.is_people() { (people::list(shown)) } @else { (threads::list(shown)) }
    }
}

/// While the index is being built.
pub fn preparing_page() -> Markup {
    html! {
        header.page-head { h1 { "検索" } }
        (notice(NoticeKind::Info, html! { p { "検索は準備中です。1分ほど待ってから、もう一度お試しください。相談の一覧や名簿は、いつもどおりご覧いただけます。" } }))
    }
}
