//! What is withdrawn, before and after.

use kernel::Timestamp;
use maud::{Markup, html};
use web::components::{NoticeKind, breadcrumbs, notice, once_field, time};
use web::links;

use super::paths::{ReplyWithdrawalPath, ThreadWithdrawalPath};
use crate::posts::queries::Written;
use crate::threads::views::heading;

/// The title of the page that asks before a text is withdrawn.
pub const TITLE: &str = "投稿を取り下げる";

/// The page that asks before a text is withdrawn.
pub fn confirm_page(post: &Written) -> Markup {
    let back = post.location();
    let action = if post.is_opening() {
        ThreadWithdrawalPath { thread: post.thread_id }.to_string()
    } else {
        ReplyWithdrawalPath { reply: post.id }.to_string()
    };
    html! {
        header.page-head {
            (breadcrumbs(&[(links::THREADS, "相談の一覧"), (&back, heading(&post.title))], TITLE))
            h1 { (TITLE) }
        }
        div.stack.narrow {
            (notice(NoticeKind::Warning, html! {
                p { strong { "取り下げると、元に戻せません。" } }
                @if post.is_opening() {
                    p { "件名と本文、添付ファイル、これまでの版が消え、一覧や検索に出なくなります。返信も受け付けなくなります。" }
                    p { "ほかの方の返信は、その方の文章ですので残ります。このページのアドレスを知っている部屋の方が読めます。" }
                } @else {
                    p { "返信の文章と添付ファイル、これまでの版が消え、検索に出なくなります。解決の印と「参考になった」も外れます。" }
                }
                p { "あなたの文章のかわりに、取り下げたことと日時が表示されます。" }
            }))
            p { "一部を直したいだけのときは、「編集する」をお使いください。" @if post.is_opening() { "返信を止めたいだけのときは、ページの下のボタンで受付を終了できます。" } }
            section.panel aria-labelledby="text-heading" {
                h2 #text-heading { "取り下げる文章" }
                @if post.is_opening() { p { strong { bdi { (post.title) } } } }
                div.verbatim { (post.body) }
            }
            form.stack action=(action) method="post" novalidate {
                (once_field(&web::forms::once()))
                div.actions { button.button.danger type="submit" { "取り下げる" } a href=(back) { "取り下げない" } }
            }
        }
    }
}

/// What stands where a text was withdrawn.
pub(crate) fn trace(anchor: &str, what: &str, at: Timestamp) -> Markup {
    html! {
        article.post id=(anchor) { p.hint { "この" (what) "は、投稿した方が取り下げました（" (time(at)) "）。" } }
    }
}
