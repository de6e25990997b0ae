//! One text of a discussion, with what may be done to it.

use files::views::attached;
use kernel::{Action as _, PersonId, PostId};
use maud::{Markup, PreEscaped, html};
use web::components::{self, Thanks, once_field, post_body, tag, thanks_button, time};

use super::byline;
use super::show::ThreadPage;
use crate::cases::paths::CasePath;
use crate::hidings::views::{hidden_notice, hidden_trace};
use crate::posts::policy::{may_edit, may_thank, may_withdraw};
use crate::posts::queries::Post;
use crate::quotes::paths::QuotationsPath;
use crate::quotes::source;
use crate::replies::paths::EditReplyPath;
use crate::replies::views::FORM;
use crate::reports::views::report_menu;
use crate::revisions::paths::history_location;
use crate::solutions::paths::SolutionPath;
use crate::solutions::policy::Solve;
use crate::thanks::paths::{ReplyThanksPath, ThreadThanksPath};
use crate::threads::paths::{EditThreadPath, reply_anchor};
use crate::threads::policy::Reply;
use crate::unmaskings::may_unmask;
use crate::unmaskings::paths::asking_location;
use crate::withdrawals::paths::{ReplyWithdrawalPath, ThreadWithdrawalPath};
use crate::withdrawals::views::trace;

pub(super) fn text(page: &ThreadPage, post: &Post) -> Markup {
    let thread = &page.discussion.thread;
    let author = post.author.byline(page.people, page.places);
    let anchor = if is_opening(page, post) { "opening".to_owned() } else { reply_anchor(post.id) };
    if let Some(at) = post.withdrawn_at {
        return trace(&anchor, if is_opening(page, post) { thread.kind.noun() } else { "返信" }, at);
    }
    if !post.readable {
        return hidden_trace(&anchor);
    }
    // Others see the same without the mark.
    let is_own = post.author.is_hidden() && post.author.id() == page.viewer.id();
    components::post(&components::Post {
        anchor: &anchor,
        name: &author.name,
        byline: html! { (byline(&author)) @if is_own { " " (tag("あなたの投稿")) } },
        when: post.created_at,
        body: html! {
            @if post.hidden_at.is_some() { (hidden_notice()) }
            @if !post.heading.is_empty() { p.hint { "もとの件名：" bdi { (post.heading) } } }
            (post_body(PreEscaped(post.html.clone())))
            (attached(page.discussion.files.iter().filter(|file| file.post_id == Some(post.id))))
        },
        solution: thread.solution_id == Some(post.id),
        actions: actions(page, post),
    })
}

fn actions(page: &ThreadPage, post: &Post) -> Markup {
    let thread = &page.discussion.thread;
    let (edit, withdraw) = if is_opening(page, post) {
        let thread = thread.id;
        (EditThreadPath { thread }.to_string(), ThreadWithdrawalPath { thread }.to_string())
    } else {
        let reply = post.id;
        (EditReplyPath { reply }.to_string(), ReplyWithdrawalPath { reply }.to_string())
    };
    // In a withdrawn discussion one may still take one's own words back, and that is all.
    let goes_on = thread.withdrawn_at.is_none();
    let tends = page.viewer.tends(thread.room_id);
    html! {
        (thanks(page, post))
        @if goes_on && post.hidden_at.is_none() && thread.takes_replies() && Reply::allows(page.viewer, thread) { (quote(page, post)) }
        @if goes_on && post.hidden_at.is_none() && !is_opening(page, post) && Solve::allows(page.viewer, thread) { (solution_form(page, post.id)) }
        @if goes_on && may_edit(page.viewer, thread.room_id, post.author.id()) { a href=(edit) { "編集する" } }
        @if may_withdraw(page.viewer, thread.room_id, post.author.id()) { a href=(withdraw) { "取り下げる" } }
        @if tends && post.author.id() != page.viewer.id() { a.hint href=(CasePath { post: post.id }) { "担当者として対応する" } }
        @else if post.author.id() != page.viewer.id() && post.hidden_at.is_none() && thread.hidden_at.is_none() { (report_menu(post.id)) }
        @if may_unmask(page.viewer, thread.room_id, &post.author) {
            a.hint href=(asking_location(thread.id, post.id)) { "投稿した方の確認を申し出る" }
        }
        @if let Some(at) = post.edited_at {
            a.hint href=(history_location(thread.id, post.id)) { span { "編集済み（" (time(at)) "）" } }
        }
    }
}

/// Without scripts it sends the form of the reply, which comes back with the whole text below what was typed; scripts take
/// the passage that is selected.
fn quote(page: &ThreadPage, post: &Post) -> Markup {
    let thread = page.discussion.thread.id;
    html! {
        button.button.quiet form=(FORM) formaction={ (QuotationsPath { thread }) "#reply-form" } name="quote" value=(post.id)
            data-enhance="quote" data-source=(source(thread, post.id, &post.author, page.people, page.places)) {
            "引用して返信"
        }
    }
}

/// The button, or only the count for those who have no button.
fn thanks(page: &ThreadPage, post: &Post) -> Markup {
    let thread = &page.discussion.thread;
    let count = u64::try_from(post.thanks_count).unwrap_or_default();
    let action = if is_opening(page, post) {
        ThreadThanksPath { thread: thread.id }.to_string()
    } else {
        ReplyThanksPath { reply: post.id }.to_string()
    };
    let given = post.thanked_by.is_some_and(|person: PersonId| person == page.viewer.id());
    html! {
        @if thread.goes_on() && post.hidden_at.is_none() && may_thank(page.viewer, thread.room_id, post.author.id()) {
            (thanks_button(Thanks { action: &action, count, given, once: &web::forms::once() }))
        } @else if count > 0 {
            span.hint { "参考になった " span.count { (count) } }
        }
    }
}

fn solution_form(page: &ThreadPage, reply: PostId) -> Markup {
    let thread = &page.discussion.thread;
    let marked = thread.solution_id == Some(reply);
    html! {
        form action=(SolutionPath { thread: thread.id }) method="post" {
            (once_field(&web::forms::once()))
            @if marked {
                input type="hidden" name="reply" value="";
                button.button.quiet type="submit" { "解決の印を外す" }
            } @else {
                input type="hidden" name="reply" value=(reply);
                button.button.quiet type="submit" { "この返信で解決した" }
            }
        }
    }
}

fn is_opening(page: &ThreadPage, post: &Post) -> bool {
    post.id == page.discussion.thread.id.into()
}
