//! The pages of the turn of the year.

use kernel::{TenureId, Timestamp};
use maud::{Markup, html};
use web::components::{
    NoticeKind, breadcrumbs, described_by, draft_field, empty, field, notice, once_field, page_numbers, primary_button,
};
use web::progress::progress_region;
use web::{Problems, links};

use super::{TITLE, seat_line};
use crate::desk::files::Desk;
use crate::desk::forms::{CHOICES, Line, TurnoverForm, Wish, until};
use crate::desk::paths::TurnoverPath;
use crate::desk::turnover::{Part, Row, Season};

/// The page of the turn of the year.
pub(super) const TURNOVER: &str = "/admin/turnover";
/// The name of the form.
pub const TURNOVER_TITLE: &str = "年度替わり";
/// The name of the page on which it is looked at.
pub const PREVIEW_TITLE: &str = "年度替わりの内容の確認";

/// What both pages need.
pub struct TurnoverPage<'a> {
    /// The desk.
    pub desk: &'a Desk<'a>,
    /// The turn of the year.
    pub season: Season,
    /// The lines.
    pub rows: &'a [Row<'a>],
    /// Which part of all of them it is.
    pub part: Part,
}

/// The form, with what was typed and what is wrong with its lines.
pub fn turnover_page(
    page: &TurnoverPage,
    form: &TurnoverForm,
    wrong: &[(TenureId, Problems)],
    why: Option<&str>,
) -> Markup {
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, TITLE)], TURNOVER_TITLE))
            h1 { (TURNOVER_TITLE) }
            p.lead { (day(page.season.turn)) "に向けて、退任の予定がある方と、今年度まだ継続を確かめていない方が並びます。" }
        }
        @if let Some(why) = why { div role="alert" { (notice(NoticeKind::Warning, html! { p { (why) "まだ何も登録していません。" } })) } }
        @if !wrong.is_empty() {
            div role="alert" { (notice(NoticeKind::Warning, html! {
                p { (wrong.len()) "件のポストに、直していただきたいところがあります。まだ何も登録していません。" }
                ul { @for (tenure, _) in wrong { @if let Some(row) = page.rows.iter().find(|row| row.tenure.id == *tenure) { li { a href={ "#what-" (tenure) } { (row.person.name) "さん" } } } } }
            })) }
        }
        @if page.rows.is_empty() {
            (empty("確かめるポストはありません", "退任の予定がある方や、継続を確かめる方がいるとき、ここに並びます。", html! {}))
        } @else {
            form.stack method="post" action=(TurnoverPath) novalidate {
                (draft_field(&form.draft))
                ul.list-rows role="list" data-total=(page.part.total.max(page.rows.len())) {
                    @for row in page.rows {
                        @let problems = wrong.iter().find(|(tenure, _)| *tenure == row.tenure.id).map(|(_, problems)| problems);
                        (line(page, row, form, problems))
                    }
                }
                p.hint {
                    "次の画面で、全体を確かめてから登録します。"
                    @if page.part.pages > 1 { "この一覧は" (page.part.total) "件で、" (page.part.pages) "ページに分かれています。登録はページごとに行います。ほかのページへ移る前に登録してください。" }
                }
                p.actions { button.button.primary type="submit" name="step" value="preview" { "内容を確かめる" } a href=(links::DESK) { "やめる" } }
            }
            (page_numbers("ポストのページ", page.part.page as u64, page.part.pages as u64, |number| {
                links::with_query(&TurnoverPath.to_string(), [("page", number.to_string().as_str())])
            }))
        }
    }
}

fn line(page: &TurnoverPage, row: &Row, form: &TurnoverForm, problems: Option<&Problems>) -> Markup {
    let (id, typed) = (row.tenure.id, form.line(row.tenure.id));
    let last_day = page.season.last_day();
    let planned = row.tenure.ended_at.map(|end| end.plus(-1));
    let end = planned.map_or(last_day, |end| end.iso()[..10].to_owned());
    let end = if typed.ended_on.is_empty() { end } else { typed.ended_on.to_owned() };
    html! {
        li.row data-id=(id) {
            div.row-body {
                h2.row-title { a href=(links::registration(row.person.id)) { bdi { (row.person.name) } } }
                p.meta {
                    span { a href=(links::seat(row.tenure.seat)) { bdi { (seat_line(row.tenure, page.desk.places)) } } }
                    @if let Some(end) = planned { span { "退任の予定 " (day(end)) } }
                    @else if row.tenure.changed_at.is_some() { span { "担当が変わったとの連絡がありました" } }
                    @else { span { "継続の確認がまだです" } }
                }
                input type="hidden" name="tenure" value=(id);
                input type="hidden" name="until" value=(until(row));
                (inputs(row, typed, &end, problems))
            }
        }
    }
}

/// The fields of one line; their names are those of all lines, so each has an id of its own.
fn inputs(row: &Row, typed: Line, end: &str, problems: Option<&Problems>) -> Markup {
    let id = |column: &str| format!("{column}-{}", row.tenure.id);
    let problem = |name: &'static str| problems.and_then(|all| all.at(name));
    let is_open = problems.is_some() || !typed.email.is_empty() || !typed.name.is_empty();
    let input = |kind: &str, name: &'static str, label: &str, value: &str| {
        let (id, problem) = (id(name), problem(name));
        let element = html! {
            input id=(id) type=(kind) name=(name) value=(value) autocomplete="off"
                aria-invalid=[problem.map(|_| "true")] aria-describedby=[described_by(&id, None, problem)];
        };
        field(label, &id, element, None, problem)
    };
    let what = html! {
        select id=(id("what")) name="what" aria-invalid=[problem("what").map(|_| "true")]
            aria-describedby=[described_by(&id("what"), None, problem("what"))] {
            @for (value, words) in CHOICES { option value=(value) selected[typed.what == value] { (words) } }
        }
    };
    html! {
        (field(&format!("{}さんは", row.person.name), &id("what"), what, None, problem("what")))
        // Most lines need no more than the choice.
        details.fold open[is_open] {
            summary { "退任日（" (in_words(end)) "）と、後任の方" span.visually-hidden { "：" (row.person.name) } }
            div.stack {
                (input("date", "ended_on", "退任日", end))
                (input("email", "email", "後任の方のメールアドレス", typed.email))
                (input("text", "name", "後任の方の氏名（空欄でもかまいません）", typed.name))
            }
        }
    }
}

/// A day as people read it; what is none, as it was typed.
fn in_words(typed: &str) -> String {
    Timestamp::start_of_day(typed).map_or_else(|| typed.to_owned(), Timestamp::japanese_date)
}

/// All that would be done, before it is.
pub fn preview_page(page: &TurnoverPage, form: &TurnoverForm, wishes: &[(Row, Wish)]) -> Markup {
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, TITLE), (TURNOVER, TURNOVER_TITLE)], PREVIEW_TITLE))
            h1 { (PREVIEW_TITLE) }
            p.lead { "まだ何も登録していません。次の内容でよければ、登録してください。" }
        }
        ul.list-rows role="list" data-total=(wishes.len()) {
            @for (row, wish) in wishes {
                li.row data-id=(row.tenure.id) {
                    div.row-body {
                        h2.row-title { bdi { (row.person.name) } }
                        p.meta { span { bdi { (seat_line(row.tenure, page.desk.places)) } } }
                        p { (effect(row, wish, page.desk.now)) }
                    }
                }
            }
        }
        form.stack method="post" action=(TurnoverPath) {
            (once_field(&web::forms::once()))
            (carried(page, form))
            input type="hidden" name="step" value="write";
            p.actions { (primary_button("この内容で登録する")) }
            (progress_region())
        }
        form method="post" action=(TurnoverPath) {
            (carried(page, form))
            p.actions { button.button.secondary type="submit" name="step" value="edit" { "戻って直す" } }
        }
    }
}

/// Everything typed, on its way from one page to the next.
fn carried(page: &TurnoverPage, form: &TurnoverForm) -> Markup {
    html! {
        (draft_field(&form.draft))
        @for row in page.rows {
            @let typed = form.line(row.tenure.id);
            input type="hidden" name="tenure" value=(row.tenure.id);
            input type="hidden" name="until" value=(until(row));
            input type="hidden" name="what" value=(typed.what);
            input type="hidden" name="ended_on" value=(typed.ended_on);
            input type="hidden" name="email" value=(typed.email);
            input type="hidden" name="name" value=(typed.name);
        }
    }
}

fn effect(row: &Row, wish: &Wish, now: Timestamp) -> Markup {
    html! {
        @match wish {
            Wish::Stays => { "続けます。" @if row.tenure.ended_at.is_some() { "登録されていた退任の予定は、取り消します。" } },
            Wish::Ends(at) => (leaves(*at, now)),
            Wish::Follows(at, invitation) => {
                (leaves(*at, now)) "後任として、" bdi { (invitation.email) }
                @if !invitation.name.is_empty() { "（" bdi { (invitation.name) } "さん）" }
                "に招待のメールを送ります。招待は14日間有効です。"
            },
        }
    }
}

/// On which day somebody leaves, and until when they can use what goes with the seat.
fn leaves(at: Timestamp, now: Timestamp) -> Markup {
    html! {
        @if at <= now { "登録すると、すぐに退任します（" (day(now)) "）。" }
        @else { (day(at.plus(-1))) "に退任します。その日の終わりまで利用できます。" }
    }
}

fn day(at: Timestamp) -> Markup {
    html! { time datetime=(at.iso()) { (at.japanese_date()) } }
}
