//! What is shown of a closure.

use kernel::{Action as _, Viewer};
use maud::{Markup, html};
use web::components::{NoticeKind, breadcrumbs, notice, once_field, primary_button, problem_summary, time};
use web::{Problems, links};

use super::forms::ClosureForm;
use super::paths::ClosurePath;
use super::policy::Close;
use crate::acts::views::reason_fields;
use crate::threads::Kind;
use crate::threads::queries::Thread;
use crate::threads::views::heading;

/// The title of the page on which a reason is given.
pub(super) const TITLE: &str = "返信の受け付け";

/// Says that a discussion takes no more replies, and why.
pub(crate) fn closed_notice(thread: &Thread) -> Markup {
    let noun = thread.kind.noun();
    html! {
        @if thread.hidden_at.is_some() {
            (notice(NoticeKind::Warning, html! { p { "確認のため、この" (noun) "の表示を止めています。投稿した方と部屋の担当者だけが読めます。" } }))
        } @else if thread.withdrawn_at.is_some() {
            (notice(NoticeKind::Info, html! { p { "取り下げられた" (noun) "ですので、返信は受け付けていません。" } }))
        } @else if let Some(at) = thread.closed_at {
            (notice(NoticeKind::Info, html! {
                p {
                    @if thread.kind == Kind::Consultation { "この相談は終了しています（" (time(at)) "）。新しい返信は受け付けていません。" }
                    @else { "この" (noun) "への返信は受け付けていません（" (time(at)) "に終了）。" }
                }
            }))
        }
    }
}

/// The page on which those who tend the room say why.
pub(super) fn closure_page(thread: &Thread, form: &ClosureForm, problems: &Problems) -> Markup {
    let closed = thread.closed_at.is_some();
    let back = links::thread(thread.id);
    html! {
        div.narrow.stack {
            header.page-head {
                (breadcrumbs(&[(&back, heading(&thread.title))], TITLE))
                h1 { "返信の受け付けを" @if closed { "再開する" } @else { "終了する" } }
                p.lead { @if closed { "また返信を受け付けます。" } @else { "新しい返信を受け付けなくなります。これまでの投稿は、そのまま読めます。" } }
            }
            (problem_summary(problems.list()))
            form.stack action=(ClosurePath { thread: thread.id }) method="post" novalidate {
                (once_field(&form.once))
                input type="hidden" name="closed" value=(u8::from(!closed));
                (reason_fields(&form.reason(), problems))
                p.actions { (primary_button(if closed { "再開する" } else { "終了する" })) a href=(back) { "やめる" } }
            }
        }
    }
}

/// The button for those who may close, or open again.
pub(crate) fn closure_form(viewer: &Viewer, thread: &Thread) -> Markup {
    let closed = thread.closed_at.is_some();
    let what = if thread.kind == Kind::Consultation { "この相談" } else { "返信の受付" };
    html! {
        @if !thread.goes_on() || !Close::allows(viewer, thread) {
        } @else if thread.author.id() != viewer.id() {
            p.actions {
                a href=(ClosurePath { thread: thread.id }) { (what) @if closed { "を再開する" } @else { "を終了する" } }
            }
        } @else {
            form.actions action=(ClosurePath { thread: thread.id }) method="post" {
                (once_field(&web::forms::once()))
                input type="hidden" name="closed" value=(u8::from(!closed));
                button.button.secondary type="submit" { (what) @if closed { "を再開する" } @else { "を終了する" } }
                span.hint { @if closed { "再開すると、また返信を受け付けます。" } @else { "終了すると、新しい返信を受け付けなくなります。あとで再開できます。" } }
            }
        }
    }
}
