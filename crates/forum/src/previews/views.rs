//! How a preview looks on a page of its own.

use maud::{Markup, PreEscaped, html};
use web::components::{NoticeKind, notice, post_body};

/// The title of the page.
pub const TITLE: &str = "プレビュー";

/// The page for browsers without our script, which opens beside the form.
pub fn preview_page(content: &Markup) -> Markup {
    html! {
        header.page-head {
            h1 { (TITLE) }
            p.lead { "まだ投稿されていません。この画面を閉じると、入力の続きに戻れます。" }
        }
        div.panel { (content) }
    }
}

/// The rendered text.
pub fn rendered(html: String) -> Markup {
    post_body(PreEscaped(html))
}

/// Why there is nothing to look at.
pub fn refused(sentence: &str) -> Markup {
    notice(NoticeKind::Warning, html! { p { (sentence) } })
}
