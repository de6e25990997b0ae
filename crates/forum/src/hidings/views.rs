//! What stands where a text is hidden.

use maud::{Markup, html};
use web::components::{NoticeKind, notice};

/// For its readers.
pub(crate) fn hidden_trace(anchor: &str) -> Markup {
    html! {
        article.post id=(anchor) { p.hint { "この返信は、担当者が確認するまで表示を止めています。" } }
    }
}

/// For its author and those who tend the room, above the text.
pub(crate) fn hidden_notice() -> Markup {
    notice(
        NoticeKind::Warning,
        html! { p { "この投稿の表示を止めています。投稿した方と部屋の担当者だけが読めます。" } },
    )
}
