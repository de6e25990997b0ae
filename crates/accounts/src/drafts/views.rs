//! The pages of drafts.

use maud::{Markup, html};
use web::components::{NoticeKind, account_navigation, breadcrumbs, empty, field, notice, once_field, time};
use web::{Bell, links};

use super::kept::Place;
use super::paths::{DraftPath, DraftsPath, RemovalPath};
use super::queries::Draft;
use super::{DAYS, MOST};

/// The title of both pages.
pub const TITLE: &str = "下書き";

/// Above a form that is opened anew: what its reader has begun to write into it, perhaps on another computer.
pub fn begun(bell: &Bell, sent_to: &str) -> Markup {
    let mut drafts = bell.begun(sent_to);
    html! {
        @if let Some((newest, place)) = drafts.next().zip(Place::of(sent_to)) {
            (notice(NoticeKind::Info, html! {
                p {
                    "書きかけの下書きがあります（" (time(newest.at)) "）。"
                    a href=(place.continued(newest.draft)) { "下書きの続きを書く" }
                }
                @if drafts.next().is_some() { p { "ほかにもあります。" a href=(links::MY_DRAFTS) { "下書きの一覧" } } }
            }))
        }
    }
}

/// The viewer's drafts.
pub fn drafts_page(drafts: &[Draft]) -> Markup {
    html! {
        (account_navigation(links::MY_DRAFTS, true))
        header.page-head {
            h1 { (TITLE) }
            p.lead { "書きかけの文章です。あなただけが読めます。新しいものから" (MOST) "件まで、" (DAYS) "日間残ります。" }
        }
        @if drafts.is_empty() {
            div data-total="0" {
                (empty("下書きはありません", "「下書き保存」を押したときや、書いている途中、またはサインインの期限が切れて送信できなかったときに、ここに残ります。", html! {}))
            }
        } @else {
            ul.list-rows role="list" data-total=(drafts.len()) { @for draft in drafts { (row(draft)) } }
        }
    }
}

fn row(draft: &Draft) -> Markup {
    html! {
        li.row data-id=(draft.id) {
            div.row-body {
                h2.row-title { a href=(DraftPath { draft: draft.id }) { bdi { (draft.first_words()) } } }
                p.meta { span.kind { (draft.name()) } (time(draft.saved_at)) }
            }
        }
    }
}

/// One draft: its text, whatever has become of the place for which it was written.
pub fn draft_page(draft: &Draft) -> Markup {
    html! {
        div.narrow {
            header.page-head {
                (breadcrumbs(&[(&DraftsPath.to_string(), TITLE)], draft.name()))
                h1 { (TITLE) "：" (draft.name()) }
                p.lead { "まだ送信されていません。あなただけが読めます。" }
                p.meta { span { "保存した日時" } (time(draft.saved_at)) }
            }
            div.stack {
                @if let Some(place) = draft.place() {
                    p.actions { a.button.primary href=(place.continued(draft.id)) { "続きを書く" } }
                    @if draft.path.ends_with("/replies") {
                        p.hint { "元の相談が読めないときは、下の文章をコピーしてお使いください。" }
                    }
                }
                @for (name, label, text) in draft.texts() { (shown(name, label, &text)) }
                form method="post" action=(RemovalPath { draft: draft.id }) {
                    (once_field(&web::forms::once()))
                    button.button.quiet type="submit" { "この下書きを捨てる" }
                }
                p { a href=(links::MY_DRAFTS) { "下書きの一覧へ戻る" } }
            }
        }
    }
}

/// In a field that cannot be changed, from which it is easily copied.
fn shown(name: &str, label: &str, text: &str) -> Markup {
    let lines = text.lines().map(|line| line.chars().count() / 40 + 1).sum::<usize>().clamp(1, 20);
    let area = html! { textarea id=(name) rows=(lines + 1) readonly { "\n" (text) } };
    field(label, name, area, None, None)
}
