//! The questions that nobody has answered: by title for who reads them, in numbers for the meeting.

use kernel::clock::DAY;
use maud::{Markup, html};
use web::links;

use super::super::report::Report;
use super::super::sheet::or_few;
use super::MOST;

pub(super) fn waiting(report: &Report) -> Markup {
    html! {
        section aria-labelledby="waiting" {
            h2 #waiting {
                "返信を待っている相談" span.screen-only { "（" (report.waiting.len()) "件）" }
            }
            p.print-only { "全部で" (counted(report.wait.all)) "、うち1週間を超えて待っているもの" (counted(report.wait.long)) "。" }
            div.screen-only {
                @if report.waiting.is_empty() {
                    p { "返信を待っている相談はありません。" }
                } @else {
                    ul role="list" data-total=(report.waiting.len()) {
                        @for question in report.waiting.iter().take(MOST) {
                            li data-id=(question.id) {
                                a href=(links::thread(question.id)) { (question.title) }
                                "（" (report.now.since(question.created_at) / DAY) "日前）"
                            }
                        }
                    }
                    @if report.waiting.len() > MOST { p { "ほかに" (report.waiting.len() - MOST) "件あります。" } }
                }
            }
        }
    }
}

fn counted(number: Option<usize>) -> String {
    format!("{}{}", or_few(number), if number.is_some() { "件" } else { "" })
}
