//! Before and after mail is stopped; neither page says whose it is.

use maud::{Markup, html};
use web::links;

use super::paths::UnsubscribePath;

/// Names of the pages.
pub const ASK: &str = "お知らせのメールを止める";
pub const STOPPED: &str = "お知らせのメールを止めました";

/// The form.
pub fn ask_page(path: &UnsubscribePath) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (ASK) }
            p.lead { "新しい書き込みをお知らせするメールを、すべて止めます。" }
            p { "よこいとの「お知らせ」の一覧には、引き続き出ます。招待やパスワードの再設定など、手続きのメールは止まりません。" }
            form action=(path) method="post" {
                div.actions { button.button.primary type="submit" { "メールを止める" } }
            }
            p { "回数や時刻、相談ごとの受け取り方だけを変えるときは、サインインして、"
                a href=(links::MY_NOTICE_SETTINGS) { "お知らせの受け取り方" } "で選べます。" }
        }
    }
}

/// It is done.
pub fn stopped_page() -> Markup {
    html! {
        div.narrow.stack {
            h1 { (STOPPED) }
            p.lead { "これから、新しい書き込みをお知らせするメールは届きません。" }
            p { "もう一度受け取るときは、サインインして、" a href=(links::MY_NOTICE_SETTINGS) { "お知らせの受け取り方" } "で選んでください。" }
        }
    }
}
