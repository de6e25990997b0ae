//! The page on which a discussion is parted.

use directory::Roster;
use kernel::Places;
use maud::{Markup, html};
use web::components::{
    TextInput, breadcrumbs, draft_field, once_field, primary_button, problem_summary, text_input, time,
};
use web::{Problems, links};

use super::forms::SplitForm;
use super::paths::SplitPath;
use super::queries::Choice;
use crate::acts::views::reason_fields;
use crate::threads::queries::Thread;
use crate::threads::views::heading;

/// The title.
pub(super) const TITLE: &str = "返信を別の相談に分ける";

/// Characters of a reply in the list.
const EXCERPT: usize = 60;

/// All that the page needs.
pub(super) struct SplitPage<'a> {
    pub thread: &'a Thread,
    pub choices: &'a [Choice],
    pub form: &'a SplitForm,
    pub people: &'a Roster,
    pub places: &'a Places,
}

/// The page.
pub(super) fn split_page(page: &SplitPage, problems: &Problems) -> Markup {
    let SplitPage { thread, form, .. } = *page;
    let back = links::thread(thread.id);
    html! {
        div.narrow.stack {
            header.page-head {
                (breadcrumbs(&[(&back, heading(&thread.title))], TITLE))
                h1 { (TITLE) }
                p.lead { "選んだ返信が、同じ部屋の新しい相談になります。いちばん早い返信が、はじめの投稿になります。これまでのリンクからも読めます。" }
            }
            (problem_summary(problems.list()))
            form.stack method="post" action=(SplitPath { thread: thread.id }) novalidate {
                (once_field(&form.once))
                (draft_field(&form.draft))
                (text_input(TextInput { name: "title", label: "新しい件名", value: &form.title, required: true, problem: problems.at("title"), ..TextInput::default() }))
                (choices(page, problems))
                (reason_fields(&form.reason(), problems))
                p.actions { (primary_button("別の相談に分ける")) a href=(back) { "やめる" } }
            }
        }
    }
}

fn choices(page: &SplitPage, problems: &Problems) -> Markup {
    html! {
        fieldset.choices .has-problem[problems.at("reply").is_some()] #reply {
            legend { "分ける返信" }
            @if let Some(problem) = problems.at("reply") { p.problem { (problem) } }
            @if page.choices.is_empty() { p.hint { "返信はまだありません。" } }
            div.choice-rows {
                @for choice in page.choices {
                    label.choice {
                        input type="checkbox" name="reply" value=(choice.id) checked[page.form.reply.contains(&choice.id)];
                        span {
                            bdi { (choice.author.line(page.people, page.places)) } " "
                            span.choice-note { (time(choice.created_at)) " " bdi { (excerpt(&choice.body)) } }
                        }
                    }
                }
            }
        }
    }
}

fn excerpt(body: &str) -> String {
    let line = body.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= EXCERPT { line } else { line.chars().take(EXCERPT).chain(['…']).collect() }
}
