//! The page of one discussion.

use std::iter;

use directory::Roster;
use kernel::{Action as _, Places, PostId, Viewer};
use maud::{Markup, html};
use web::components::{self, NoticeKind, breadcrumbs, notice, page_numbers, state_badge, tag};
use web::links;
use web::{Bell, Problems, Space};

use super::heading;
use super::text::text;
use crate::alike::views::aside;
use crate::attachments::Attachments;
use crate::closures::views::{closed_notice, closure_form};
use crate::follows::Subject;
use crate::merges::paths::MergePath;
use crate::moves::paths::MovePath;
use crate::posts::queries::Post;
use crate::posts::voices::Stage;
use crate::replies::forms::ReplyForm;
use crate::replies::views::{kept_reply, reply_form};
use crate::reports::views::report_form;
use crate::splits::paths::SplitPath;
use crate::threads::pages::Standing;
use crate::threads::paths::{page_location, reply_anchor, reply_location};
use crate::threads::policy::{Arrange, Reply};
use crate::threads::queries::Discussion;

/// All that the page needs.
#[derive(Clone, Debug)]
pub struct ThreadPage<'a> {
    pub(super) viewer: &'a Viewer,
    pub(super) people: &'a Roster,
    pub(super) places: &'a Places,
    pub(super) discussion: &'a Discussion,
    form: ReplyForm,
    attachments: Attachments,
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
        Self {
            viewer,
            people,
            places,
            discussion,
            form,
            attachments: Attachments::default(),
            problems: None,
            too_late: false,
            bell: Bell::default(),
        }
    }

    /// The page with the files of the reply.
    #[must_use]
    pub fn enclosing(mut self, attachments: Attachments) -> Self {
        self.attachments = attachments;
        self
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
    let Discussion { thread, opening: first, unread, .. } = page.discussion;
    html! {
        (space_for(iter::once(first).chain(&page.discussion.replies)))
        (head(page))
        div.with-side {
            div.stack.discussion {
                (too_late_notice(page))
                @if let Some(problems) = &page.problems { (super::summary(problems)) }
                @if let Some(solution) = thread.solution_id.filter(|_| thread.goes_on()) {
                    (notice(NoticeKind::Success, html! {
                        p { "この相談は解決しました。" a href=(solution_link(page, solution)) { "解決につながった返信を見る" } }
                    }))
                }
                @if let Some(unread) = unread { p { a href=(unread_link(page, *unread)) { "未読の返信へ進む" } } }
                (opening(page))
                (replies(page))
                (ending(page))
                (report_form())
            }
            @if thread.withdrawn_at.is_none() { (aside(thread.id)) }
        }
    }
}

/// About what texts take with all that stands around them.
fn space_for<'a>(texts: impl Iterator<Item = &'a Post>) -> Space {
    const AROUND_A_TEXT: usize = 2048;
    const AROUND_ALL: usize = 6 * 1024;
    Space(AROUND_ALL + texts.map(|text| text.html.len() + AROUND_A_TEXT).sum::<usize>())
}

/// What comes after the last reply: the form for another one, or why there is none.
fn ending(page: &ThreadPage) -> Markup {
    let thread = &page.discussion.thread;
    let problems = page.problems.as_ref();
    html! {
        (closed_notice(thread))
        @if !Reply::allows(page.viewer, thread) {
        } @else if page.too_late || !thread.takes_replies() {
            @if page.too_late || problems.is_some() || !page.form.draft.is_empty() { (kept_reply(thread, &page.form, &page.attachments, problems)) }
        } @else {
            @let stage = Stage { viewer: page.viewer, people: page.people, places: page.places };
            (reply_form(stage, thread, &page.form, &page.attachments, problems, &page.bell))
        }
        (closure_form(page.viewer, thread))
        @if thread.goes_on() && Arrange::allows(page.viewer, thread) {
            ul.actions role="list" {
                li { a href=(MovePath { thread: thread.id }) { "ほかの部屋へ移す" } }
                li { a href=(MergePath { thread: thread.id }) { "同じ話題の相談とまとめる" } }
                @if thread.reply_count > 0 { li { a href=(SplitPath { thread: thread.id }) { "返信を別の相談に分ける" } } }
            }
        }
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
        (space_for(replies.iter()))
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
            @if thread.goes_on() { (follow(page)) }
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
