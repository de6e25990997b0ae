//! The page on which people see where they are signed in.

use kernel::{SessionId, Timestamp};
use maud::{Markup, html};
use web::components::{account_navigation, once_field, secondary_button, tag, time};
use web::links;

use super::paths::{EndOthersPath, EndSessionPath};
use super::queries::Listed;

/// The name of the page.
pub const TITLE: &str = "サインインの状況";

/// What the page shows.
pub struct Shown<'a> {
    /// Living sessions.
    pub sessions: &'a [Listed],
    /// The one that looks.
    pub present: SessionId,
    /// When its owner signed in before.
    pub previous: Option<Timestamp>,
    /// Whether its owner has been approved.
    pub is_active: bool,
}

/// The list.
pub fn list_page(shown: &Shown, once: &str) -> Markup {
    let others = shown.sessions.len() > 1;
    html! {
        (account_navigation(links::MY_SESSIONS, shown.is_active))
        div.narrow.stack {
            h1 { (TITLE) }
            p {
                @match shown.previous {
                    Some(at) => { "前回のサインイン：" (time(at)) },
                    None => { "前回のサインインの記録は、まだありません。" },
                }
            }
            p.hint {
                "心当たりのない端末があるときは、その端末をサインアウトし、"
                a href=(links::MY_PASSWORD) { "パスワードを変更" }
                "してください。"
            }
            ul.list-rows role="list" data-total=(shown.sessions.len()) {
                @for session in shown.sessions { (row(session, session.id == shown.present, once)) }
            }
            @if others {
                form method="post" action=(EndOthersPath) {
                    (once_field(once))
                    (secondary_button("この端末のほかを、すべてサインアウトする"))
                }
            }
        }
    }
}

fn row(session: &Listed, is_present: bool, once: &str) -> Markup {
    let agent = if session.agent.is_empty() { "種類のわからない端末" } else { &session.agent };
    html! {
        li.row data-id=(session.id) {
            div.row-body {
                h2.row-title { (agent) }
                p.meta {
                    span { "開始 " (time(session.created_at)) }
                    span { "最後の利用 " (time(session.seen_at)) }
                }
                p.tags {
                    @if is_present { (tag("いま使っている端末")) }
                    (tag(if session.is_shared { "共用の端末" } else { "自分専用の端末" }))
                }
            }
            @if !is_present {
                form method="post" action=(EndSessionPath { session: session.id }) {
                    (once_field(once))
                    button.button.secondary type="submit" {
                        "サインアウトする" span.visually-hidden { "（" (agent) "、" (session.created_at.japanese()) "から）" }
                    }
                }
            }
        }
    }
}
