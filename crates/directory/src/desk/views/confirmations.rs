//! The list of 担当の確認.

use kernel::{Places, Timestamp};
use maud::{Markup, html};
use web::components::{NoticeKind, Pager, breadcrumbs, empty, notice, once_field, pager, person_name};
use web::links;

use super::{TITLE, seat_line};
use crate::confirmations::Round;
use crate::desk::confirmations::{Row, State};
use crate::desk::files::Desk;
use crate::desk::forms::ConfirmationsQuery;
use crate::desk::paths::{ConfirmationPath, ConfirmationsExportPath, ConfirmationsPath, TenureEndPath};

/// The name of the list.
pub const CONFIRMATIONS_TITLE: &str = "担当の確認（棚卸し）";

/// Rows of one page.
const PER_PAGE: usize = 50;

/// The head of the file.
pub const CONFIRMATION_HEAD: [&str; 7] =
    ["氏名", "よみ", "担当（市町村）", "役職", "返事", "返事の日", "最後のサインイン"];

/// What the page needs.
pub struct ConfirmationsPage<'a> {
    /// The desk.
    pub desk: &'a Desk<'a>,
    /// The round.
    pub round: Round,
    /// Everybody in the charge.
    pub rows: &'a [Row<'a>],
    /// What is asked for.
    pub query: &'a ConfirmationsQuery,
}

/// How many say that others have taken over, for the first page of the desk.
pub(super) fn changes(desk: &Desk) -> Markup {
    let count = desk.changes();
    html! {
        @if count > 0 {
            (notice(NoticeKind::Info, html! {
                p { "「担当が変わりました」との連絡が" (count) "件あります。" a href=(links::with_query(links::CONFIRMATIONS, [("state", State::CHANGED)])) { "連絡を確かめる" } }
            }))
        }
    }
}

/// The list with its numbers and filters.
pub fn confirmations_page(page: &ConfirmationsPage) -> Markup {
    let shown: Vec<&Row> = page.rows.iter().filter(|row| page.query.is_met_by(page.desk, row)).collect();
    let pages = shown.len().div_ceil(PER_PAGE).max(1);
    let number = page.query.page.parse::<usize>().unwrap_or(1).clamp(1, pages);
    let path = ConfirmationsPath.to_string();
    let href = |number: usize| page.query.address(&path, &number.to_string());
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, TITLE)], CONFIRMATIONS_TITLE))
            h1 { (CONFIRMATIONS_TITLE) }
            p.lead {
                "年に一度、4月15日からの平日に、いまも担当されているかどうかをメールとホームでおたずねします。お返事がないときは、3週間後にもう一度メールを送ります（メールは5月末まで）。"
                (day(page.round.since)) "以降に着任した方と、続けることを確かめた方には、今回はおたずねしません。"
            }
        }
        (numbers(page))
        (filter(page))
        @if shown.is_empty() {
            div data-total="0" { (empty("当てはまる方はいません", "条件を変えると、ほかの方をご覧いただけます。", html! {})) }
        } @else {
            ul.list-rows role="list" data-total=(shown.len()) {
                @for row in shown.iter().skip((number - 1) * PER_PAGE).take(PER_PAGE) { (line(row, page.desk.places, page.query, number)) }
            }
            (pager(&Pager {
                previous: (number > 1).then(|| href(number - 1)),
                next: (number < pages).then(|| href(number + 1)),
                position: &format!("{number}／{pages}ページ"),
            }))
            p.actions {
                a.button.secondary href=(page.query.address(&ConfirmationsExportPath.to_string(), "")) {
                    "この" (shown.len()) "件を表計算用のファイル（CSV）で"
                }
            }
        }
    }
}

/// How many have answered, of those who lie where it is asked for.
fn numbers(page: &ConfirmationsPage) -> Markup {
    let there = || page.rows.iter().filter(|row| page.query.is_there(page.desk, row));
    html! {
        dl.facts {
            @for (state, _, name) in State::ALL {
                div { dt { (name) } dd { (there().filter(|row| row.state == state).count()) "件" } }
            }
        }
    }
}

fn filter(page: &ConfirmationsPage) -> Markup {
    let query = page.query;
    let lies = |code: &str| page.rows.iter().any(|row| page.desk.lies_in(row, code));
    let prefectures: Vec<_> = page.desk.places.prefectures().iter().filter(|known| lies(&known.code)).collect();
    html! {
        form.stack.tight action=(ConfirmationsPath) method="get" {
            div.field {
                label for="state" { "返事" }
                select #state name="state" {
                    @for (state, name, words) in State::ALL { option value=(name) selected[query.state() == Some(state)] { (words) } }
                    option value="all" selected[query.state().is_none()] { "すべて" }
                }
            }
            @if prefectures.len() > 1 {
                div.field {
                    label for="pref" { "都道府県" }
                    select #pref name="pref" {
                        option value="" { "すべて" }
                        @for known in prefectures { option value=(known.code) selected[query.pref == known.code] { (known.name) } }
                    }
                }
            }
            label.choice {
                input type="checkbox" name="seen" value="long" checked[query.is_long_ago()];
                span { "1年以上サインインしていない方だけ" }
            }
            div.actions { button.button.secondary type="submit" { "絞り込む" } }
        }
    }
}

fn line(row: &Row, places: &Places, query: &ConfirmationsQuery, page: usize) -> Markup {
    let (person, tenure) = (row.person, row.tenure);
    html! {
        li.row data-id=(tenure.id) {
            div.row-body {
                h2.row-title { a href=(links::registration(person.id)) { (person_name(&person.name, &person.kana)) } }
                p { a href=(links::seat(tenure.seat)) { bdi { (seat_line(tenure, places)) } } }
                p.meta {
                    span { (row.state.name()) @if let Some(at) = answered(row) { " " (day(at)) } }
                    // The last day in the seat; the end is the first instant after it.
                    @if let Some(end) = tenure.ended_at { span { "退任の予定：" (day(end.plus(-1))) } }
                    span { "最後のサインイン：" (row.seen.name()) }
                }
                @if tenure.ended_at.is_some() {
                    div.actions { a href=(TenureEndPath { tenure: tenure.id }) { "退任の日を変える・取り消す" span.visually-hidden { "：" (person.name) } } }
                } @else if matches!(row.state, State::Silent | State::Changed) {
                    div.actions {
                        form action=(ConfirmationPath { tenure: tenure.id }) method="post" {
                            (once_field(&web::forms::once()))
                            @for (name, value) in [("state", &*query.state), ("pref", &query.pref), ("seen", &query.seen), ("page", &page.to_string())] {
                                input type="hidden" name=(name) value=(value);
                            }
                            button.button.quiet type="submit" { "続けることを本人に確かめた" span.visually-hidden { "：" (person.name) } }
                        }
                        a href=(TenureEndPath { tenure: tenure.id }) { "退任を登録する" span.visually-hidden { "：" (person.name) } }
                    }
                }
            }
        }
    }
}

/// When the answer was given.
fn answered(row: &Row) -> Option<Timestamp> {
    match row.state {
        State::Changed => row.tenure.changed_at,
        State::Answered => row.tenure.confirmed_at,
        State::Silent | State::Unasked => None,
    }
}

/// One line of the file.
pub fn confirmation_cells(row: &Row, places: &Places) -> [String; 7] {
    [
        row.person.name.clone(),
        row.person.kana.clone(),
        seat_line(row.tenure, places),
        row.tenure.title.clone(),
        row.state.name().to_owned(),
        answered(row).map_or_else(String::new, Timestamp::japanese_date),
        row.seen.name().to_owned(),
    ]
}

fn day(at: Timestamp) -> Markup {
    html! { time datetime=(at.iso()) { (at.japanese_date()) } }
}
