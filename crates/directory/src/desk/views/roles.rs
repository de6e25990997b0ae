//! Roles that end on a day that is set.

use kernel::clock::DAY;
use kernel::viewer::Role;
use maud::{Markup, html};
use web::components::{NoticeKind, breadcrumbs, empty, notice, page_numbers, person_name, tag};
use web::links;

use super::person::{full_text, grant_end};
use crate::access::role_title;
use crate::desk::TITLE;
use crate::desk::files::{Desk, Ending};

/// The name of the list.
pub const ROLES_TITLE: &str = "終わりの日がある役割";
/// Where it is.
pub(super) const ROLES: &str = "/admin/roles";

/// How long before its end a role is pointed out.
const SOON: i64 = 42 * DAY;
/// How many stand on a page.
const PER_PAGE: usize = 50;

/// The list, the next to end first.
pub fn roles_page(desk: &Desk, page: usize) -> Markup {
    let all = desk.endings();
    let pages = all.len().div_ceil(PER_PAGE).max(1);
    let page = page.clamp(1, pages);
    let href = |page: u64| links::with_query(ROLES, [("page", page.to_string().as_str())]);
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, TITLE)], ROLES_TITLE))
            h1 { (ROLES_TITLE) }
            p.lead { "終わりの日がくると、役割は自動で終わります。続けていただくときは、その前に日を延ばしてください。" }
        }
        @if all.is_empty() {
            div data-total="0" { (empty("終わりの日がある役割はありません", "役割を加えるときに終わりの日を決めると、ここに並びます。", html! {})) }
        } @else {
            ul.list-rows role="list" data-total=(all.len()) {
                @for ending in all.iter().skip((page - 1) * PER_PAGE).take(PER_PAGE) { (row(desk, ending)) }
            }
        }
        (page_numbers("役割のページ", page as u64, pages as u64, href))
    }
}

fn row(desk: &Desk, ending: &Ending) -> Markup {
    let last_day = ending.until.plus(-1);
    html! {
        li.row data-id=(ending.person.id) {
            div.row-body {
                h2.row-title { a href=(links::registration(ending.person.id)) { (person_name(&ending.person.name, &ending.person.kana)) } }
                p.meta {
                    span { (role_title(ending.role, desk.places)) }
                    span { time datetime=(last_day.iso()) { (last_day.japanese_date()) } "まで" }
                    @if ending.may_be_moved { a href=(grant_end(ending.person.id, &full_text(ending.role, desk))) { "終わりの日を変える" } }
                }
            }
            @if is_soon(desk, ending) { p.row-side { (tag("まもなく終わります")) } }
        }
    }
}

/// How many roles end within some weeks, for the first page of the desk; of the site's administrators nobody else is told.
pub(super) fn soon(desk: &Desk) -> Markup {
    let soon: Vec<Ending> = desk.endings().into_iter().filter(|ending| is_soon(desk, ending)).collect();
    let administrators = soon.iter().any(|ending| *ending.role == Role::Administrator);
    html! {
        @if !soon.is_empty() {
            (notice(NoticeKind::Info, html! {
                p { "6週間のうちに終わる役割が" (soon.len()) "件あります。" @if administrators { "サイト管理者の役割も含まれます。" } " " a href=(ROLES) { "まもなく終わる役割を確かめる" } }
            }))
        }
    }
}

fn is_soon(desk: &Desk, ending: &Ending) -> bool {
    ending.until.since(desk.now) <= SOON
}
