//! The page of a history, and what two versions look like beside each other.

pub(crate) mod comparison;

use directory::Roster;
use kernel::{Action as _, PersonId, Places, Viewer};
use maud::{Markup, html};
use web::components::{Pager, breadcrumbs, once_field, pager, tag, time};
use web::links::{self, with_query};

use self::comparison::{lines, tags};
use super::paths::{history_location, removal_location};
use super::queries::{Content, History, Step};
use crate::posts::policy::EraseVersion;
use crate::posts::queries::Written;
use crate::threads::views::heading;

/// The title of the page.
pub const TITLE: &str = "編集の履歴";

/// All that the page needs.
#[derive(Clone, Copy, Debug)]
pub struct HistoryPage<'a> {
    pub viewer: &'a Viewer,
    pub people: &'a Roster,
    pub places: &'a Places,
    pub post: &'a Written,
    pub history: &'a History,
}

/// The versions of a text, the newest first.
pub fn history_page(page: &HistoryPage) -> Markup {
    let HistoryPage { post, history, .. } = *page;
    let back = post.location();
    let older = history.earlier.map(|before| {
        with_query(&history_location(post.thread_id, post.id), [("before", before.to_string().as_str())])
    });
    html! {
        header.page-head {
            (breadcrumbs(&[(links::THREADS, "相談の一覧"), (&back, heading(&post.title))], TITLE))
            h1 { (TITLE) }
            p.lead { "新しい版から順に、ひとつ前の版との違いを示します。この投稿を読める方は、履歴も読めます。" }
            p.actions { a href=(back) { "投稿に戻る" } }
        }
        ol.history role="list" { @for step in &history.steps { li { (version(page, step)) } } }
        (pager(&Pager { next: older, position: "これより前の版があります", ..Pager::default() }))
    }
}

fn version(page: &HistoryPage, step: &Step) -> Markup {
    let version = &step.version;
    let author = page.post.author.byline(page.people, page.places).name;
    html! {
        section.panel aria-labelledby={ "version-" (version.version) } {
            div.panel-head {
                h2 id={ "version-" (version.version) } {
                    "第" (version.version) "版"
                    @if version.version == page.post.version { " " span.count { "いまの文章" } }
                }
                p.meta { span { bdi { (author) } } (time(version.written_at)) }
            }
            @match &step.content {
                Content::Erased(at, by) => {
                    @let name = by.map(|by| eraser(page, by)).unwrap_or_default();
                    p { "この版の文章は、" (name) "が取り除きました（" (time(*at)) "）。" }
                }
                Content::Whole => {
                    @if !version.title.is_empty() { p { strong { bdi { (version.title) } } } }
                    @let names = version.tag_names();
                    @if !names.is_empty() { p.tags { @for name in &names { (tag(name)) } } }
                    div.verbatim { (version.body) }
                }
                Content::Changed { title, tags: (removed, added), body } => {
                    @if !title.is_empty() { (lines("件名の変更", title)) }
                    @if !(removed.is_empty() && added.is_empty()) { (tags(removed, added)) }
                    @if !body.is_empty() { (lines("文章の変更", body)) }
                }
            }
            (removal(page, step))
        }
    }
}

/// Who erased a version; a hidden author did so in hiding.
fn eraser(page: &HistoryPage, by: PersonId) -> Markup {
    html! {
        @if by == PersonId::NOBODY { (page.post.author.byline(page.people, page.places).name) }
        @else { bdi { (page.people.byline(by, None, page.places).name) } "さん" }
    }
}

/// For former versions whose text is still there, and those who may erase it.
fn removal(page: &HistoryPage, step: &Step) -> Markup {
    let HistoryPage { post, .. } = *page;
    let number = step.version.version;
    let erasable = number != post.version && step.version.removed_at.is_none();
    html! {
        @if erasable && EraseVersion::allows(page.viewer, post) {
            details.fold {
                summary { "この版の文章を取り除く" }
                form.stack.tight action=(removal_location(post.thread_id, post.id, number)) method="post" {
                    (once_field(&web::forms::once()))
                    p { "個人情報が残っているときなどに使います。取り除くと元に戻せません。取り除いたことと日時、取り除いた方の名前が残ります。" }
                    div.actions { button.button.danger type="submit" { "第" (number) "版の文章を取り除く" } }
                }
            }
        }
    }
}
