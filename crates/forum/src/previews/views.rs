//! How a preview looks on a page of its own.

use directory::Roster;
use kernel::Places;
use maud::{Markup, PreEscaped, html};
use web::components::{NoticeKind, notice, post_body};

use crate::alike::Alike;
use crate::alike::views::answer;
use crate::mentions::views::told;
use crate::mentions::{self, Names};

/// The title of the page.
pub const TITLE: &str = "プレビュー";

/// The page for browsers without our script, which opens beside the form; for a new discussion with those of the past.
pub fn preview_page(content: &Markup, alike: Option<&Alike>, people: &Roster, places: &Places) -> Markup {
    html! {
        header.page-head {
            h1 { (TITLE) }
            p.lead { "まだ投稿されていません。この画面を閉じると、入力の続きに戻れます。" }
        }
        div.panel { (content) }
        @if let Some(alike) = alike { (answer(alike, people, places)) }
    }
}

/// The rendered text, and who is told of it.
pub fn rendered(body: &str, names: &Names, people: &Roster) -> Markup {
    let (html, mentioned) = mentions::rendered(body, names);
    html! { (told(&mentioned, &names.unknown(body), people)) (post_body(PreEscaped(html))) }
}

/// Why there is nothing to look at.
pub fn refused(sentence: &str) -> Markup {
    notice(NoticeKind::Warning, html! { p { (sentence) } })
}
