//! The page on which a discussion is put into another one.

use maud::{Markup, html};
use web::components::{TextInput, breadcrumbs, once_field, primary_button, problem_summary, text_input};
use web::{Problems, links};

use super::forms::MergeForm;
use super::paths::MergePath;
use crate::acts::views::reason_fields;
use crate::threads::queries::Thread;
use crate::threads::views::heading;

/// The title.
pub(super) const TITLE: &str = "同じ話題の相談とひとつにまとめる";
/// Said of a discussion that is not there, or not in one's charge.
pub(super) const NOT_THERE: &str = "この相談は見つからないか、あなたが担当する部屋のものではありません。";

/// The page.
pub(super) fn merge_page(thread: &Thread, form: &MergeForm, problems: &Problems) -> Markup {
    let back = links::thread(thread.id);
    html! {
        div.narrow.stack {
            header.page-head {
                (breadcrumbs(&[(&back, heading(&thread.title))], TITLE))
                h1 { (TITLE) }
                p.lead { "「" bdi { (heading(&thread.title)) } "」の投稿を、先に始まった相談の中へ移します。投稿は書かれた順に並び、これまでのリンクからも読めます。" }
            }
            (problem_summary(problems.list()))
            form.stack method="post" action=(MergePath { thread: thread.id }) novalidate {
                (once_field(&form.once))
                (text_input(TextInput {
                    name: "into", label: "まとめる先の相談のアドレス", value: &form.into, required: true, problem: problems.at("into"),
                    hint: Some("同じ部屋で、先に始まった相談です。"), ..TextInput::default()
                }))
                (reason_fields(&form.reason(), problems))
                p.actions { (primary_button("まとめる")) a href=(back) { "やめる" } }
            }
        }
    }
}
