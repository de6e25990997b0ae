//! The results page.

mod help;
mod people;
mod threads;

use directory::Roster;
use kernel::{Places, Viewer};
use maud::{Markup, html};
use search::{Snippet, Way};
use web::Space;
use web::components::{NoticeKind, Tab, notice, tabs};

pub use help::help_page;

use super::answer::Answer;
use super::params::Params;
use super::suggestions::Suggestion;

/// Characters of a question in the title of its page.
const LONGEST_TITLE: usize = 60;

/// About the bytes of what was found with its filters.
const LIST: usize = 52 * 1024;

/// All that the page needs.
pub struct Shown<'a> {
    /// What was asked.
    pub params: &'a Params,
    /// Who asked.
    pub viewer: &'a Viewer,
    /// What was found.
    pub answer: &'a Answer<'a>,
    /// Everybody.
    pub roster: &'a Roster,
    /// The map.
    pub places: &'a Places,
}

/// Discussions and people for one question.
pub fn search_page(shown: &Shown) -> Markup {
    let Shown { params, answer, .. } = shown;
    let discussions = format!("{}件", answer.threads.found.whole_total);
    let found_people = format!("{}人", answer.people.total);
    // Without words nobody is looked for, so nobody is counted.
    let counted = !answer.words.trim().is_empty();
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

/// A text with the words of the question marked.
fn marked(snippet: &Snippet) -> Markup {
    html! { bdi { (pieces(snippet)) } }
}

fn pieces(snippet: &Snippet) -> Markup {
    html! { @for (text, is_match) in &snippet.parts { @if *is_match { mark { (text) } } @else { (text) } } }
}

/// How words of the question were found that do not stand as typed in what is shown of a hit.
fn ways(ways: &[Way]) -> Option<String> {
    let way = |Way { typed, found, by_sound }: &Way| {
        if *by_sound {
            format!("「{typed}」を、読みの同じ「{found}」で見つけました")
        } else {
            format!("「{typed}」を「{found}」として見つけました")
        }
    };
    (!ways.is_empty()).then(|| ways.iter().map(way).collect::<Vec<_>>().join("　"))
}

/// While the index is being built.
pub fn preparing_page() -> Markup {
    html! {
        header.page-head { h1 { "検索" } }
        (notice(NoticeKind::Info, html! { p { "検索は準備中です。1分ほど待ってから、もう一度お試しください。相談の一覧や名簿は、いつもどおりご覧いただけます。" } }))
    }
}
