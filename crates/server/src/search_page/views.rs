//! The results page.

mod help;
mod people;
mod threads;

use directory::Roster;
use forum::advisers::Adviser;
use kernel::{PersonId, Places, Viewer};
use maud::{Markup, html};
use web::Space;
use web::components::{NoticeKind, Tab, notice, tabs};

pub use help::help_page;

use super::find::Threads;
use super::params::Params;
use super::suggestions::Suggestion;
use super::wider::Wider;

/// Characters of a question in the title of its page.
const LONGEST_TITLE: usize = 60;

/// About the bytes of what was found with its filters.
const LIST: usize = 52 * 1024;

/// All that the page needs.
pub struct Shown<'a> {
    /// What was asked.
    pub params: &'a Params,
    /// The words of it without its conditions.
    pub words: &'a str,
    /// These as they were typed.
    pub conditions: &'a str,
    /// Who asked.
    pub viewer: &'a Viewer,
    /// Discussions found.
    pub threads: &'a Threads,
    /// People found, with their total.
    pub people: &'a (Vec<PersonId>, usize),
    /// People whose replies in what was found have helped.
    pub advisers: &'a [Adviser],
    /// Where nothing was found, other ways that find something.
    pub wider: &'a [Wider],
    /// Everybody.
    pub roster: &'a Roster,
    /// The map.
    pub places: &'a Places,
}

/// Discussions and people for one question.
pub fn search_page(shown: &Shown) -> Markup {
    let Shown { params, threads, people, .. } = shown;
    let (discussions, found_people) = (format!("{}件", threads.found.whole_total), format!("{}人", people.1));
    // Without words nobody is looked for, so nobody is counted.
    let counted = !shown.words.trim().is_empty();
    let choices = [
        Tab {
            href: params.in_tab(""),
            label: "相談",
            count: counted.then_some(&discussions),
            chosen: !params.is_people(),
        },
        Tab {
            href: params.in_tab("people"),
            label: "仲間",
            count: counted.then_some(&found_people),
            chosen: params.is_people(),
        },
    ];
    html! {
        (Space(LIST))
        header.page-head {
            h1 { (title(params)) }
        }
        (tabs("検索の対象", &choices))
        @if params.is_people() { (people::list(shown)) } @else { (threads::list(shown)) }
    }
}

/// The title of the page; a question that is a whole text is cut there.
pub fn title(params: &Params) -> String {
    let words = params.words();
    match words.trim() {
        "" => "検索".to_owned(),
        words if words.chars().count() > LONGEST_TITLE => {
            format!("「{}…」の検索結果", words.chars().take(LONGEST_TITLE).collect::<String>())
        }
        words => format!("「{words}」の検索結果"),
    }
}

/// The options of the list under the search box.
pub fn options(found: &[Suggestion]) -> Markup {
    html! {
        @for Suggestion { kind, text, href } in found {
            li role="option" aria-selected="false" data-href=(href) { span.kind { (kind) } " " bdi { (text) } }
        }
    }
}

/// While the index is being built.
pub fn preparing_page() -> Markup {
    html! {
        header.page-head { h1 { "検索" } }
        (notice(NoticeKind::Info, html! { p { "検索は準備中です。1分ほど待ってから、もう一度お試しください。相談の一覧や名簿は、いつもどおりご覧いただけます。" } }))
    }
}
