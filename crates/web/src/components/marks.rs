//! Small marks and messages: tags, states, times, names, notices, empty pages.

#![expect(clippy::needless_pass_by_value, reason = "markup is made to be handed over")]

use kernel::Timestamp;
use maud::{Markup, html};

use super::icons;

/// Where a discussion stands; said in words, colour only helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThreadState {
    /// 相談中: has replies, has no solution yet.
    Open,
    /// 返信なし
    Unanswered,
    /// 解決済み
    Solved,
    /// 終了: a question that takes no more replies.
    Closed,
    /// 返信の受付終了: anything else that takes no more replies.
    Silent,
}

/// The tone of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something to know.
    Info,
    /// Something was done.
    Success,
    /// Something to take care of.
    Warning,
}

/// A tag in words.
pub fn tag(text: &str) -> Markup {
    html! { span.tag { (text) } }
}

/// Where a discussion stands.
pub fn state_badge(state: ThreadState) -> Markup {
    let (class, words) = match state {
        ThreadState::Open => ("open", "相談中"),
        ThreadState::Unanswered => ("unanswered", "返信なし"),
        ThreadState::Solved => ("solved", "解決済み"),
        ThreadState::Closed => ("closed", "終了"),
        ThreadState::Silent => ("closed", "返信の受付終了"),
    };
    html! { span class={ "state " (class) } { @if state == ThreadState::Solved { (icons::check()) } (words) } }
}

/// An instant: 「令和8年11月22日（日）18:30」.
pub fn time(ts: Timestamp) -> Markup {
    html! { time datetime=(ts.iso()) { (ts.japanese()) } }
}

/// A name with its reading, kept apart from the direction of the text around it.
pub fn person_name(name: &str, kana: &str) -> Markup {
    html! { bdi.person-name { (name) } (reading(kana)) }
}

/// The reading of a name, if there is one.
pub(super) fn reading(kana: &str) -> Markup {
    html! { @if !kana.is_empty() { " " bdi.kana { "（" (kana) "）" } } }
}

/// The first character of a name in a small square, for the eye only.
pub fn monogram(name: &str) -> Markup {
    let first = name.chars().find(|c| c.is_alphanumeric()).unwrap_or('・');
    html! { span.monogram aria-hidden="true" { (first) } }
}

/// A message in the flow of a page.
pub fn notice(kind: NoticeKind, content: Markup) -> Markup {
    let (class, label, icon) = match kind {
        NoticeKind::Info => ("info", "お知らせ", icons::info()),
        NoticeKind::Success => ("success", "完了", icons::check()),
        NoticeKind::Warning => ("warning", "注意", icons::warning()),
    };
    html! {
        div class={ "notice " (class) } role=[(kind == NoticeKind::Success).then_some("status")] {
            (icon)
            div.stack { span.visually-hidden { (label) "：" } (content) }
        }
    }
}

/// A page or list with nothing in it: what it would show, and what to do first.
pub fn empty(heading: &str, text: &str, actions: Markup) -> Markup {
    html! {
        div.empty {
            (icons::weave())
            h2 { (heading) }
            p { (text) }
            div.actions { (actions) }
        }
    }
}
