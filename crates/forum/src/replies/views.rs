//! The forms of replies.

use accounts::drafts::views::begun;
use directory::guarding::views::region;
use directory::veils::Veil;
use files::views::{MULTIPART, default_button};
use maud::{Markup, html};
use web::components::{
    TextArea, breadcrumbs, draft_field, keep_button, markdown_toolbar, once_field, primary_button, secondary_button,
    text_area,
};
use web::links;
use web::{Bell, Problems};

use super::forms::ReplyForm;
use super::paths::{EditReplyPath, RepliesPath};
use crate::attachments::Attachments;
use crate::attachments::views::field;
use crate::posts::authors::{ASKER, HIDDEN};
use crate::posts::forms::once_again;
use crate::posts::queries::Written;
use crate::posts::views::{overtaken, redaction, shown_as, version_field, voice_choice};
use crate::posts::voices::{BYLINE, NAMED, PLACE_HIDDEN, Stage, UNVEIL};
use crate::threads::queries::Thread;
use crate::threads::views::{REMINDER, heading, help, preview_button, summary};

/// The id of the form of a new reply, which buttons beside other texts send.
pub(crate) const FORM: &str = "reply";

/// The form at the end of a discussion.
pub(crate) fn reply_form(
    stage: Stage,
    thread: &Thread,
    form: &ReplyForm,
    attachments: &Attachments,
    problems: Option<&Problems>,
    bell: &Bell,
) -> Markup {
    let readers = stage.people.readers(thread.room_id);
    let action = RepliesPath { thread: thread.id }.to_string();
    html! {
        section #reply-form .reply-form aria-labelledby="reply-heading" {
            h2 #reply-heading { "返信する" }
            @if form.draft.is_empty() { (begun(bell, &action)) }
            form.stack id=(FORM) action=(action) method="post" enctype=(MULTIPART) novalidate {
                (default_button())
                (once_field(&once_again(&form.once)))
                (draft_field(&form.draft))
                (fields(form, problems, &format!("この部屋は{readers}人が読めます。{REMINDER}")))
                (voice(stage, thread, form, problems))
                (field(attachments))
                div.actions { (primary_button("返信する")) (keep_button(&action)) (preview_button(&action)) }
            }
        }
    }
}

/// Under one's name or without it, and what would then be shown. In a discussion in which they have hidden, people go on
/// hiding unless they say otherwise.
fn voice(stage: Stage, thread: &Thread, form: &ReplyForm, problems: Option<&Problems>) -> Markup {
    let worn = thread.worn.as_deref();
    let veil = worn.map(Veil::of_text).or_else(|| stage.veil(thread.room_id));
    let usual = if worn.is_some() { PLACE_HIDDEN } else { NAMED };
    let name = if thread.author.is_hidden() && thread.author.id() == stage.viewer.id() { ASKER } else { HIDDEN };
    html! {
        (voice_choice(if form.byline.is_empty() { usual } else { &form.byline }, problems.and_then(|it| it.at(BYLINE))))
        p.hint { "伏せたときの表示：" (shown_as(name, veil)) }
        @if worn.is_some() {
            label.choice {
                input type="checkbox" name=(UNVEIL) value="1" checked[form.unveil == "1"];
                span { "この相談で名前を伏せていることを承知のうえで、名前を出して返信する" }
            }
        }
    }
}

/// A reply that came too late: it stays where it can be copied, or sent again once the discussion goes on.
pub(crate) fn kept_reply(
    thread: &Thread,
    form: &ReplyForm,
    attachments: &Attachments,
    problems: Option<&Problems>,
) -> Markup {
    let action = RepliesPath { thread: thread.id }.to_string();
    html! {
        section #reply-form .reply-form aria-labelledby="reply-heading" {
            h2 #reply-heading { "まだ投稿されていない返信" }
            form.stack id=(FORM) action=(action) method="post" enctype=(MULTIPART) novalidate {
                (default_button())
                (once_field(&once_again(&form.once)))
                (draft_field(&form.draft))
                input type="hidden" name=(BYLINE) value=(form.byline);
                (fields(form, problems, "必要なときは、コピーするか、「下書き保存」を押してください。"))
                (field(attachments))
                div.actions {
                    @if thread.withdrawn_at.is_none() { (secondary_button("もう一度送る")) }
                    (keep_button(&action))
                    @if thread.withdrawn_at.is_none() && thread.closed_at.is_some() {
                        span.hint { "この" (thread.kind.noun()) "が再開されたあとなら、投稿できます。" }
                    }
                }
            }
        }
    }
}

/// The page that changes a reply.
#[derive(Clone, Debug)]
pub struct EditPage<'a> {
    reply: &'a Written,
    form: ReplyForm,
    attachments: Attachments,
    problems: Option<Problems>,
    overtaken: Option<&'static str>,
    bell: Bell,
}

impl<'a> EditPage<'a> {
    /// The title of the page.
    pub const TITLE: &'static str = "返信を編集する";

    /// The page with what has been typed so far.
    pub fn new(reply: &'a Written, form: ReplyForm, attachments: Attachments) -> Self {
        Self { reply, form, attachments, problems: None, overtaken: None, bell: Bell::default() }
    }

    /// The page with what is wrong.
    #[must_use]
    pub fn refused(mut self, problems: Problems) -> Self {
        self.problems = Some(problems);
        self
    }

    /// The page with what the viewer has begun to write.
    #[must_use]
    pub fn told(mut self, bell: &Bell) -> Self {
        self.bell = bell.clone();
        self
    }

    /// The page after something else was faster.
    #[must_use]
    pub fn overtaken(mut self, why: &'static str) -> Self {
        self.overtaken = Some(why);
        self
    }
}

/// The page that changes a reply.
pub fn edit_page(page: &EditPage) -> Markup {
    let EditPage { reply, form, .. } = page;
    let (back, problems) = (reply.location(), page.problems.as_ref());
    let action = EditReplyPath { reply: reply.id }.to_string();
    html! {
        header.page-head {
            (breadcrumbs(&[(links::THREADS, "相談の一覧"), (&back, heading(&reply.title))], EditPage::TITLE))
            h1 { (EditPage::TITLE) }
        }
        div.stack.narrow {
            @if let Some(why) = page.overtaken { (overtaken(why, reply, &[("返信の内容", &reply.body, &form.body)])) }
            @if form.draft.is_empty() { (begun(&page.bell, &action)) }
            form.stack action=(action) method="post" enctype=(MULTIPART) novalidate {
                (default_button())
                @if let Some(problems) = problems { (summary(problems)) }
                (once_field(&once_again(&form.once)))
                (draft_field(&form.draft))
                (version_field(&form.version))
                (fields(form, problems, REMINDER))
                (field(&page.attachments))
                (redaction(form.basis().redact))
                div.actions {
                    @if reply.check_standing().is_ok() { (primary_button("変更を保存する")) (keep_button(&action)) (preview_button(&action)) }
                    a href=(back) { "編集をやめる" }
                }
            }
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
            (region("body"))
            (help())
        }
    }
}
