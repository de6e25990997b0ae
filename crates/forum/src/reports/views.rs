//! What is shown of reports.

pub(super) mod sent;

use directory::Roster;
use kernel::{Places, PostId, Viewer};
use maud::{Markup, html};
use web::components::{
    Radio, TextArea, breadcrumbs, draft_field, empty, once_field, primary_button, problem_summary, radios, tag,
    text_area, time,
};
use web::{Problems, links};

use super::forms::{Kind, ReportForm};
use super::paths::{OpeningPath, ReportPath};
use super::queries::{Report, Reported};
use crate::acts::room_name_for;
use crate::cases::paths::CasePath;
use crate::posts::queries::Written;
use crate::threads::views::heading;

/// The title of the list of those who decide.
pub(crate) const TITLE: &str = "届いた知らせ";
/// The title of the form.
pub(super) const REPORT: &str = "気になることを知らせる";

/// The id of the form that the buttons under all texts of a page send.
const FORM: &str = "report";

/// Under a text: one click hides what may identify somebody; all else is said on a page of its own. It stands under every
/// text, so it is short.
pub(crate) fn report_menu(post: PostId) -> Markup {
    let path = ReportPath { post }.to_string();
    html! {
        details.menu {
            summary.hint { "知らせる" }
            button.button.quiet form=(FORM) formaction=(path) name="kind" value=(Kind::Personal.slug()) { (Kind::Personal.name()) }
            a.hint href=(path) { "そのほかのことを知らせる" }
        }
    }
}

/// The form of these buttons, once on a page.
pub(crate) fn report_form() -> Markup {
    html! { form id=(FORM) method="post" { (once_field(&web::forms::once())) } }
}

/// The form with words.
pub(super) fn report_page(post: &Written, form: &ReportForm, problems: &Problems) -> Markup {
    let options = [
        (Kind::Personal.slug(), Kind::Personal.name(), "担当者が確認するまで、表示を止めます"),
        (Kind::Improper.slug(), Kind::Improper.name(), "表示したまま、担当者に知らせます"),
        (Kind::Other.slug(), Kind::Other.name(), "表示したまま、担当者に知らせます"),
    ];
    html! {
        div.narrow {
            header.page-head {
                (breadcrumbs(&[(links::THREADS, "相談の一覧"), (&post.location(), heading(&post.title))], REPORT))
                h1 { (REPORT) }
                p.lead {
                    "部屋の担当者にだけ届きます。投稿した方にも、ほかの方にも、あなたが知らせたことは伝わりません。"
                    "結果は、「" a href=(links::MY_REPORTS) { (sent::TITLE) } "」に載ります。"
                }
            }
            form.stack method="post" action=(ReportPath { post: post.id }) novalidate {
                (problem_summary(problems.list()))
                (once_field(&form.once))
                (draft_field(&form.draft))
                (radios(Radio { name: "kind", legend: "どのようなことですか", options: &options, chosen: &form.kind, hint: None, problem: problems.at("kind") }))
                (text_area(TextArea {
                    name: "words", label: "気づいたこと", value: &form.words, rows: 3, required: false,
                    hint: Some("どこが気になったかを、番号や氏名を書き写さずにお書きください。空欄でもかまいません。"),
                    problem: problems.at("words"),
                }))
                p.actions { (primary_button("知らせる")) a href=(post.location()) { "やめる" } }
            }
        }
    }
}

/// The texts that wait for a decision.
pub(super) fn index_page(viewer: &Viewer, reported: &[Reported], people: &Roster, places: &Places) -> Markup {
    html! {
        header.page-head {
            h1 { (TITLE) }
            p.lead { "読んだ方が、担当者に知らせた投稿です。知らせた方の名前は、どなたにも表示しません。" }
            p.actions { a href=(links::CHARGE_LOG) { "対応の記録" } }
        }
        @if reported.is_empty() {
            div data-total="0" { (empty("判断を待っている知らせはありません", "届くと、ここに並び、メールでもお知らせします。", html! {})) }
        } @else {
            ul.list-rows role="list" data-total=(reported.len()) { @for report in reported { (row(viewer, report, people, places)) } }
        }
    }
}

fn row(viewer: &Viewer, report: &Reported, people: &Roster, places: &Places) -> Markup {
    let what = report.kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join("・");
    html! {
        li.row data-id=(format!("post-{}", report.post)) {
            div.row-body {
                h2.row-title {
                    @if report.is_open { a href=(CasePath { post: report.post }) { (what) } } @else { (what) }
                    @if report.is_hidden { " " (tag("表示を止めています")) }
                }
                p.meta {
                    span { (room_name_for(viewer, people, places, report.room)) }
                    span { "知らせ" (report.count) "件" }
                    span { (time(report.since)) "から" }
                }
                @if !report.is_open {
                    form method="post" action=(OpeningPath { post: report.post }) {
                        (once_field(&web::forms::once()))
                        p.actions { (primary_button("内容を開いて確かめる")) span.hint { "開いたことは記録に残ります。" } }
                    }
                }
            }
        }
    }
}

/// What was reported of a text, for its page.
pub(crate) fn reported(reports: &[Report]) -> Markup {
    html! {
        @if !reports.is_empty() {
            section.panel {
                h2 { "届いた知らせ" }
                ul.list-rows role="list" {
                    @for report in reports {
                        li.row {
                            div.row-body {
                                p { strong { (report.kind().name()) } " " span.meta { (time(report.created_at)) } }
                                @if !report.words.is_empty() { div.verbatim { (report.words) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
