//! The forms of replies.

use maud::{Markup, html};
use web::Problems;
use web::components::{TextArea, breadcrumbs, markdown_toolbar, once_field, primary_button, text_area};
use web::links;

use super::forms::ReplyForm;
use super::paths::{EditReplyPath, RepliesPath};
use crate::posts::forms::once_again;
use crate::posts::queries::Written;
use crate::threads::paths::reply_location;
use crate::threads::queries::Thread;
use crate::threads::views::{REMINDER, help, preview_button, summary};

/// The title of the page that changes a reply.
pub const EDIT_TITLE: &str = "返信を編集する";

/// The form at the end of a discussion.
pub(crate) fn reply_form(thread: &Thread, form: &ReplyForm, problems: Option<&Problems>, readers: usize) -> Markup {
    html! {
        section.reply-form aria-labelledby="reply-heading" {
            h2 #reply-heading { "返信する" }
            form.stack action=(RepliesPath { thread: thread.id }) method="post" novalidate {
                (once_field(&once_again(&form.once)))
                (fields(form, problems, &format!("この部屋は{readers}人が読めます。{REMINDER}")))
                div.actions { (primary_button("返信する")) (preview_button()) }
            }
        }
    }
}

/// The page that changes a reply.
pub fn edit_page(reply: &Written, form: &ReplyForm, problems: Option<&Problems>) -> Markup {
    let back = reply_location(reply.thread_id, reply.id);
    html! {
        header.page-head {
            (breadcrumbs(&[(links::THREADS, "相談の一覧"), (&back, &reply.title)], EDIT_TITLE))
            h1 { (EDIT_TITLE) }
        }
        form.stack.narrow action=(EditReplyPath { reply: reply.id }) method="post" novalidate {
            @if let Some(problems) = problems { (summary(problems)) }
            (once_field(&once_again(&form.once)))
            (fields(form, problems, REMINDER))
            div.actions { (primary_button("変更を保存する")) (preview_button()) a href=(back) { "編集をやめる" } }
        }
    }
}

fn fields(form: &ReplyForm, problems: Option<&Problems>, hint: &str) -> Markup {
    html! {
        div.stack.tight {
            (markdown_toolbar())
            (text_area(TextArea {
                name: "body",
                label: "返信の内容",
                value: &form.body,
                rows: 8,
                hint: Some(hint),
                problem: problems.and_then(|problems| problems.at("body")),
                required: true,
            }))
            (help())
        }
    }
}
