//! What is shown of a closure.

use kernel::{Action as _, Viewer};
use maud::{Markup, html};
use web::components::{NoticeKind, notice, once_field, time};

use super::paths::ClosurePath;
use super::policy::Close;
use crate::threads::Kind;
use crate::threads::queries::Thread;

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

/// The button for those who may close, or open again.
pub(crate) fn closure_form(viewer: &Viewer, thread: &Thread) -> Markup {
    let closed = thread.closed_at.is_some();
    let what = if thread.kind == Kind::Consultation { "この相談" } else { "返信の受付" };
    html! {
        @if thread.goes_on() && Close::allows(viewer, thread) {
            form.actions action=(ClosurePath { thread: thread.id }) method="post" {
                (once_field(&web::forms::once()))
                input type="hidden" name="closed" value=(u8::from(!closed));
                button.button.secondary type="submit" { (what) @if closed { "を再開する" } @else { "を終了する" } }
                span.hint { @if closed { "再開すると、また返信を受け付けます。" } @else { "終了すると、新しい返信を受け付けなくなります。あとで再開できます。" } }
            }
        }
    }
}
