//! The page of how mail is getting on.

use directory::Roster;
use maud::{Markup, html};
use web::components::{breadcrumbs, empty, time};
use web::links;

use super::admin::{Queue, Stuck};

/// The name of the page.
pub const TITLE: &str = "メールの送信状況";

/// Numbers, and each letter that did not arrive.
pub(super) fn mail_page(queue: Queue, stuck: &[Stuck], people: &Roster) -> Markup {
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, "名簿の管理")], TITLE))
            h1 { (TITLE) }
            p.lead {
                "送信を待っているメール：" (queue.waiting) "通"
                @if let Some(at) = queue.oldest { "（いちばん古いものは" (time(at)) "から）" }
            }
            p { "届かなかったメールは、30日のあいだここに残ります。本文は残りません。" }
        }
        @if stuck.is_empty() {
            (empty("届かなかったメールはありません", "メールサーバーに断られたり、つながらなかったりしたメールが、ここに並びます。", html! {}))
        } @else {
            ul.list-rows role="list" data-total=(stuck.len()) { @for letter in stuck { (row(letter, people)) } }
        }
    }
}

fn row(letter: &Stuck, people: &Roster) -> Markup {
    let person = letter.person_id.and_then(|id| people.person(id));
    let to = person.map_or(letter.recipient.as_str(), |person| person.name.as_str());
    let subject =
        if letter.subject.is_empty() { "新しい書き込みのお知らせ" } else { letter.subject.as_str() };
    html! {
        li.row data-id=(letter.id) {
            div.row-body {
                h2.row-title { (subject) }
                p.meta {
                    @match letter.failed_at {
                        Some(at) => span.unread-count { "送信をやめました（" (time(at)) "）" },
                        None => span { "もう一度送ります" },
                    }
                    span { "宛先：" bdi { (to) } }
                    span { "作成：" (time(letter.created_at)) }
                    span { (letter.tries) "回試しました" }
                    span { "理由：" code { (letter.problem) } }
                }
            }
        }
    }
}
