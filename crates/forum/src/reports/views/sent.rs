//! What has become of one's own reports.

use maud::{Markup, html};
use web::components::{account_navigation, empty, tag, time};
use web::links;

use crate::reports::outcomes::Outcome;
use crate::reports::sent::{Fate, Sent};
use crate::threads::views::heading;

/// The title of the page.
pub(crate) const TITLE: &str = "知らせた投稿";

/// The list; whoever decided is not in it.
pub(crate) fn page(reports: &[Sent]) -> Markup {
    html! {
        (account_navigation(links::MY_REPORTS, true))
        header.page-head {
            h1 { (TITLE) }
            p.lead { "あなたが部屋の担当者に知らせた投稿と、その結果です。知らせたことは、投稿した方にも、ほかの方にも伝わりません。" }
        }
        @if reports.is_empty() {
            div data-total="0" { (empty("知らせた投稿はありません", "投稿の下の「知らせる」から、気になることを担当者に知らせることができます。", html! {})) }
        } @else {
            ul.list-rows role="list" data-total=(reports.len()) { @for report in reports { (line(report)) } }
        }
    }
}

fn line(report: &Sent) -> Markup {
    html! {
        li.row {
            div.row-body {
                h2.row-title { (report.kind.name()) " " (tag(state(report.fate))) }
                p.meta {
                    span { (time(report.at)) "に知らせました" }
                    @if let Some(text) = &report.text { a href=(links::post(text.id)) { bdi { (heading(&text.title)) } } }
                }
                @if !report.words.is_empty() { div.verbatim { (report.words) } }
                p { (became(report.fate)) }
                @if let Fate::Ended { at, .. } = report.fate { p.hint { (time(at)) } }
            }
        }
    }
}

fn state(fate: Fate) -> &'static str {
    match fate {
        Fate::Waits { .. } => "確認中",
        Fate::Ended { .. } => "確認済み",
    }
}

fn became(fate: Fate) -> &'static str {
    match fate {
        Fate::Waits { hidden: true } => "担当者が確認しています。それまで、投稿の表示を止めています。",
        Fate::Waits { hidden: false } => "担当者が確認しています。",
        Fate::Ended { outcome, .. } => match outcome {
            Some(Outcome::Hidden) => "担当者が確かめ、投稿の表示を止めたままにしました。",
            Some(Outcome::Shown) => "担当者が確かめ、投稿の表示を元に戻しました。",
            Some(Outcome::Left) => "担当者が確かめ、投稿をそのまま表示することにしました。",
            Some(Outcome::Withdrawn) => "投稿した方が、投稿を取り下げました。",
            None => "確認を終えました。",
        },
    }
}
