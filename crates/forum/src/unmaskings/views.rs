//! Pages of requests to learn who wrote a text.

use directory::Roster;
use kernel::{Action as _, PersonId, Places, Viewer};
use maud::{Markup, html};
use web::components::{
    NoticeKind, TextArea, TextInput, breadcrumbs, empty, notice, once_field, primary_button, problem_summary,
    text_area, text_input, time,
};
use web::{Problems, links};

use super::forms::AskForm;
use super::paths::{ConfirmationPath, UnmaskingPath, asking_location};
use super::policy::Confirm;
use super::queries::Request;
use super::{HELD, HOURS, name};
use crate::posts::forms::once_again;
use crate::posts::queries::Written;
use crate::threads::views::{byline, heading};

/// The title of the form.
pub(super) const ASK: &str = "投稿した方の確認を申し出る";
/// The title of the list.
pub(super) const TITLE: &str = "投稿した方の確認の申し出";
/// The title of one request.
pub(super) const SHOW: &str = "投稿した方を確かめる申し出";
/// The title of the page with the name.
pub(super) const NAME: &str = "投稿した方";

/// The first one's form.
pub(super) fn ask_page(post: &Written, form: &AskForm, problems: &Problems) -> Markup {
    let back = post.location();
    html! {
        header.page-head {
            (breadcrumbs(&[(links::THREADS, "相談の一覧"), (&back, heading(&post.title))], ASK))
            h1 { (ASK) }
        }
        div.stack.narrow {
            (notice(NoticeKind::Warning, html! {
                p { "個人情報の事故への対応など、ほかに方法のないときだけ申し出てください。" }
                p { "部屋の担当者（全国の部屋では厚生局担当者）とサイト管理者の二人がそろうと、二人目の方の画面に、一度だけ名前が表示されます。お二人の名前と理由は、投稿した方にお知らせし、記録にも残ります。" }
                p { "役割を受けてから" (HELD) "日以上たった方だけが、申し出と確認をできます。二人目の確認は、申し出から" (HOURS) "時間以内です。" }
            }))
            form.stack action=(asking_location(post.thread_id, post.id)) method="post" novalidate {
                (problem_summary(problems.list()))
                (once_field(&once_again(&form.once)))
                (text_area(TextArea {
                    name: "reason", label: "確かめる理由", value: &form.reason, rows: 4, required: true,
                    hint: Some("二人目の方と、投稿した方が読みます。個人情報は書かないでください。"),
                    problem: problems.at("reason"),
                }))
                (password(problems))
                p.actions { (primary_button("申し出る")) a href=(back) { "やめる" } }
            }
        }
    }
}

/// The open requests.
pub(super) fn index_page(viewer: &Viewer, requests: &[Request], people: &Roster, places: &Places) -> Markup {
    html! {
        header.page-head {
            h1 { (TITLE) }
            p.lead { "名前を伏せた投稿について、投稿した方を確かめたいという申し出です。" }
        }
        @if requests.is_empty() {
            div data-total="0" { (empty("申し出はありません", "届くと、ここに並び、メールでもお知らせします。", html! {})) }
        } @else {
            ul.list-rows role="list" data-total=(requests.len()) {
                @for request in requests {
                    li.row data-id=(request.id) {
                        div.row-body {
                            h2.row-title { a href=(UnmaskingPath { unmasking: request.id }) { (room(viewer, request, people, places)) "の投稿" } }
                            p.meta { span { "申し出た方：" bdi { (name(people, request.asked_by)) } } span { (time(request.until())) "まで" } }
                        }
                    }
                }
            }
        }
    }
}

/// All that the page of one request needs.
pub(super) struct RequestPage<'a> {
    pub viewer: &'a Viewer,
    pub request: &'a Request,
    pub people: &'a Roster,
    pub places: &'a Places,
}

/// One request, and the form of whoever can be the second.
pub(super) fn show_page(page: &RequestPage, problems: &Problems) -> Markup {
    let RequestPage { viewer, request, people, places } = *page;
    html! {
        header.page-head {
            (breadcrumbs(&[(links::UNMASKINGS, TITLE)], SHOW))
            h1 { (SHOW) }
        }
        div.stack.narrow {
            (problem_summary(problems.list()))
            dl.facts {
                div { dt { "投稿" } dd {
                    (room(viewer, request, people, places)) "の部屋"
                    @if viewer.reads(request.room_id) { "　" a href=(request.location()) { "投稿を見る" } }
                } }
                div { dt { "申し出た方" } dd { bdi { (name(people, request.asked_by)) } "（" (request.office().name()) "）" } }
                div { dt { "期限" } dd { (time(request.until())) "まで" } }
            }
            section.panel { h2 { "確かめる理由" } div.verbatim { (request.reason) } }
            @if Confirm::allows(viewer, request) { (confirmation(request, problems)) }
            @else {
                (notice(NoticeKind::Info, html! { p { (request.office().other().name()) "の確認を待っています。期限までに確認がないときは、申し出は終わります。" } }))
            }
        }
    }
}

fn confirmation(request: &Request, problems: &Problems) -> Markup {
    html! {
        section.panel {
            h2 { "この理由で確かめるとき" }
            p { "次の画面に、一度だけ名前が表示されます。申し出た方とあなたの名前、上の理由を、投稿した方にお知らせします。" }
            form.stack method="post" action=(ConfirmationPath { unmasking: request.id }) novalidate {
                (once_field(&web::forms::once()))
                (password(problems))
                p.actions { button.button.danger type="submit" { "この理由で投稿した方を確かめる" } }
            }
        }
    }
}

/// The name.
pub(super) fn name_page(author: PersonId, request: &Request, people: &Roster, places: &Places) -> Markup {
    let tenure = people.person(author).and_then(|person| person.current().next()).map(|tenure| tenure.id);
    html! {
        header.page-head { h1 { (NAME) } }
        div.stack.narrow {
            (notice(NoticeKind::Warning, html! {
                p { "名前は、この画面にだけ表示されます。ほかの方に伝えないでください。投稿した方には、お二人の名前と理由をお知らせしました。" }
            }))
            section.panel {
                p { strong { (byline(&people.byline(author, tenure, places))) } }
                h2 { "確かめた理由" }
                div.verbatim { (request.reason) }
            }
        }
    }
}

fn password(problems: &Problems) -> Markup {
    text_input(TextInput {
        name: "password",
        label: "あなたのパスワード",
        kind: "password",
        autocomplete: Some("current-password"),
        required: true,
        problem: problems.at("password"),
        ..TextInput::default()
    })
}

/// The name of a group is its members' own.
fn room<'a>(viewer: &Viewer, request: &Request, people: &'a Roster, places: &'a Places) -> &'a str {
    let is_known = |room: &&kernel::places::Room| places.room(room.id).is_some() || viewer.reads(room.id);
    people.room(places, request.room_id).filter(is_known).map_or("グループ", |room| room.name.as_str())
}
