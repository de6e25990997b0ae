//! The page of one discussion.

use directory::Roster;
use kernel::{Action as _, PersonId, Places, PostId, Viewer};
use maud::{Markup, PreEscaped, html};
use web::components::{
    self, NoticeKind, Thanks, breadcrumbs, notice, once_field, page_numbers, post_body, state_badge, tag,
    thanks_button, time,
};
use web::links;
use web::{Bell, Problems};

use super::{byline, heading};
use crate::closures::views::{closed_notice, closure_form};
use crate::follows::Subject;
use crate::posts::policy::{may_edit, may_thank, may_withdraw};
use crate::posts::queries::Post;
use crate::replies::forms::ReplyForm;
use crate::replies::paths::EditReplyPath;
use crate::replies::views::{kept_reply, reply_form};
use crate::revisions::paths::history_location;
use crate::solutions::paths::SolutionPath;
use crate::solutions::policy::Solve;
use crate::thanks::paths::{ReplyThanksPath, ThreadThanksPath};
use crate::threads::pages::Standing;
use crate::threads::paths::{EditThreadPath, page_location, reply_anchor, reply_location};
use crate::threads::policy::Reply;
use crate::threads::queries::Discussion;
use crate::withdrawals::paths::{ReplyWithdrawalPath, ThreadWithdrawalPath};
use crate::withdrawals::views::trace;

/// All that the page needs.
#[derive(Clone, Debug)]
pub struct ThreadPage<'a> {
    viewer: &'a Viewer,
    people: &'a Roster,
    places: &'a Places,
    discussion: &'a Discussion,
    form: ReplyForm,
    problems: Option<Problems>,
    too_late: bool,
    bell: Bell,
}

impl<'a> ThreadPage<'a> {
    /// The page with a form for a reply.
    pub fn new(
        viewer: &'a Viewer,
        people: &'a Roster,
        places: &'a Places,
        discussion: &'a Discussion,
        form: ReplyForm,
    ) -> Self {
        Self { viewer, people, places, discussion, form, problems: None, too_late: false, bell: Bell::default() }
    }

    /// The page with what the viewer has said of being told.
    #[must_use]
    pub fn told(mut self, bell: &Bell) -> Self {
        self.bell = bell.clone();
        self
    }

    /// The discussion's title.
    pub fn title(&self) -> &'a str {
        &self.discussion.thread.title
    }

    /// The page with what is wrong with the reply.
    #[must_use]
    pub fn refused(mut self, problems: Problems) -> Self {
        self.problems = Some(problems);
        self
    }

    /// The page with a reply that came too late.
    #[must_use]
    pub fn too_late(mut self) -> Self {
        self.too_late = true;
        self
    }
}

/// The discussion: what was asked, what was answered, and a form to answer.
pub fn thread_page(page: &ThreadPage) -> Markup {
    let Discussion { thread, unread, .. } = page.discussion;
    html! {
        (head(page))
        div.stack.discussion {
            (too_late_notice(page))
            @if let Some(problems) = &page.problems { (super::summary(problems)) }
            @if let Some(solution) = thread.solution_id.filter(|_| thread.withdrawn_at.is_none()) {
                (notice(NoticeKind::Success, html! {
                    p { "この相談は解決しました。" a href=(solution_link(page, solution)) { "解決につながった返信を見る" } }
                }))
            }
            @if let Some(unread) = unread { p { a href=(unread_link(page, *unread)) { "未読の返信へ進む" } } }
            (opening(page))
            (replies(page))
            (ending(page))
        }
    }
}

/// What comes after the last reply: the form for another one, or why there is none.
fn ending(page: &ThreadPage) -> Markup {
    let thread = &page.discussion.thread;
    let problems = page.problems.as_ref();
    html! {
        (closed_notice(thread))
        @if !Reply::allows(page.viewer, thread) {
        } @else if page.too_late || !thread.takes_replies() {
            @if page.too_late || problems.is_some() || !page.form.draft.is_empty() { (kept_reply(thread, &page.form, problems)) }
        } @else {
            (reply_form(thread, &page.form, problems, page.people.readers(thread.room_id)))
        }
        (closure_form(page.viewer, thread))
    }
}

/// At the top of the page, where somebody lands whose reply came too late.
fn too_late_notice(page: &ThreadPage) -> Markup {
    html! {
        @if page.too_late {
            (notice(NoticeKind::Warning, html! {
                p { strong { "この" (page.discussion.thread.kind.noun()) "は、返信を受け付けていません。返信はまだ投稿されていません。" } }
                p { a href="#body" { "入力された文章は、ページの下に残っています" } }
            }))
        }
    }
}

/// In full where the discussion begins, folded where it goes on.
fn opening(page: &ThreadPage) -> Markup {
    let Discussion { opening, pages, .. } = page.discussion;
    html! {
        @if pages.number == 1 { (text(page, opening)) }
        @else { details.fold { summary { "はじめの文章を読む" } (text(page, opening)) } }
    }
}

fn replies(page: &ThreadPage) -> Markup {
    let Discussion { thread, replies, pages, unread, .. } = page.discussion;
    let numbers = |label| page_numbers(label, pages.number, pages.last, |number| page_location(thread.id, number));
    html! {
        @if !replies.is_empty() {
            h2 {
                "返信 " span.count {
                    (thread.reply_count) "件" @if pages.last > 1 { "・" (pages.number) "／" (pages.last) "ページ" }
                }
            }
            (numbers("返信のページ"))
            ol.replies role="list" start=[(pages.number > 1).then(|| pages.first())] {
                @for reply in replies {
                    @if unread.is_some_and(|unread| unread.reply == reply.id) {
                        li #unread { p.unread-count { "ここから未読" } }
                    }
                    li { (text(page, reply)) }
                }
            }
            (numbers("返信のページ（下）"))
        }
    }
}

/// A plain jump as long as the reply stands on this page.
fn solution_link(page: &ThreadPage, solution: PostId) -> String {
    let is_here = page.discussion.replies.iter().any(|reply| reply.id == solution);
    if is_here { format!("#{}", reply_anchor(solution)) } else { reply_location(page.discussion.thread.id, solution) }
}

fn unread_link(page: &ThreadPage, unread: Standing) -> String {
    let Discussion { thread, pages, .. } = page.discussion;
    let there = if unread.page == pages.number { String::new() } else { page_location(thread.id, unread.page) };
    format!("{there}#unread")
}

fn head(page: &ThreadPage) -> Markup {
    let thread = &page.discussion.thread;
    let room = page.people.room(page.places, thread.room_id);
    let (name, address) = room.map_or(("", String::new()), |room| (room.name.as_str(), links::room(&room.slug)));
    html! {
        header.thread-head {
            (breadcrumbs(&[(links::ROOMS, "部屋"), (&address, name)], heading(&thread.title)))
            h1 { bdi { (heading(&thread.title)) } }
            p.meta {
                span.kind { (thread.kind.name()) }
                @if let Some(state) = thread.state() { (state_badge(state)) }
                span { "返信" (thread.reply_count) "件" }
            }
            @let names = thread.tags.names();
            @if !names.is_empty() { p.tags { @for name in &names { (tag(name)) } } }
            @if thread.withdrawn_at.is_none() { (follow(page)) }
            p.print-only { "部屋：" (name) "　場所：" (links::thread(thread.id)) }
        }
    }
}

fn follow(page: &ThreadPage) -> Markup {
    components::follow(components::Follow {
        bell: &page.bell,
        subject: &Subject::Thread(page.discussion.thread.id).key(),
        what: "この話題の新しい返信",
        otherwise: "設定のとおり",
    })
}

fn text(page: &ThreadPage, post: &Post) -> Markup {
    let thread = &page.discussion.thread;
    let author = page.people.byline(post.author_id, post.tenure_id, page.places);
    let anchor = if is_opening(page, post) { "opening".to_owned() } else { reply_anchor(post.id) };
    if let Some(at) = post.withdrawn_at {
        return trace(&anchor, if is_opening(page, post) { thread.kind.noun() } else { "返信" }, at);
    }
    components::post(&components::Post {
        anchor: &anchor,
        name: &author.name,
        byline: byline(&author),
        when: post.created_at,
        body: post_body(PreEscaped(post.html.clone())),
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
    html! {
        (thanks(page, post))
        @if goes_on && !is_opening(page, post) && Solve::allows(page.viewer, thread) { (solution_form(page, post.id)) }
        @if goes_on && may_edit(page.viewer, thread.room_id, post.author_id) { a href=(edit) { "編集する" } }
        @if may_withdraw(page.viewer, thread.room_id, post.author_id) { a href=(withdraw) { "取り下げる" } }
        @if let Some(at) = post.edited_at {
            a.hint href=(history_location(thread.id, post.id)) { span { "編集済み（" (time(at)) "）" } }
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
        @if thread.withdrawn_at.is_none() && may_thank(page.viewer, thread.room_id, post.author_id) {
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
