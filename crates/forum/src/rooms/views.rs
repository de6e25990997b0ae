//! Pages of rooms.

use std::collections::HashMap;

use directory::Roster;
use directory::rows::post;
use kernel::places::Room;
use kernel::rooms::RoomKind;
use kernel::{GroupId, RoomId};
use maud::{Markup, html};
use web::components::{Follow, breadcrumbs, empty, follow};
use web::links::{self, NEW_THREAD, with_query};
use web::{Bell, Level};

use super::queries::Activity;
use crate::follows::Subject;
use crate::threads::views::list::{ListPage, listing};

/// The kinds of rooms, the widest first.
const KINDS: [(RoomKind, &str); 5] = [
    (RoomKind::Japan, "全国"),
    (RoomKind::Bloc, "ブロック"),
    (RoomKind::Prefecture, "都道府県"),
    (RoomKind::Area, "医療圏"),
    (RoomKind::Group, "グループ"),
];

/// The rooms that the viewer reads.
pub fn rooms_page(rooms: &[&Room], activity: &HashMap<RoomId, Activity>, people: &Roster) -> Markup {
    html! {
        header.page-head {
            h1 { "部屋" }
            p.lead { "相談は部屋ごとに分かれています。担当する市町村や役割によって、読める部屋が決まります。" }
            p.actions { a.button.secondary href=(links::GROUPS) { "グループを見る" } }
        }
        @if rooms.is_empty() {
            (empty("読める部屋がありません", "担当する市町村が登録されると、ここに部屋が並びます。", html! {
                a href=(links::CONTACT) { "お問い合わせ" }
            }))
        }
        div.stack.loose data-total=(rooms.len()) {
            @for (kind, heading) in KINDS {
                @let here: Vec<_> = rooms.iter().filter(|room| room.kind == kind).collect();
                @if !here.is_empty() {
                    section.stack.tight {
                        h2 { (heading) }
                        ul.list-rows role="list" {
                            @for room in here {
                                (row(room, activity.get(&room.id).copied().unwrap_or_default(), people.readers(room.id)))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn row(room: &Room, activity: Activity, readers: usize) -> Markup {
    html! {
        li.row data-id=(room.slug) {
            div.row-body {
                h3.row-title { a href=(links::room(&room.slug)) { bdi { (room.name) } } }
                p.meta {
                    span { (readers) "人が読めます" }
                    span { "相談" (activity.threads) "件" }
                    @if activity.unread > 0 { span.unread-count { "未読" (activity.unread) "件" } }
                }
            }
        }
    }
}

/// The discussions of a room, and who reads it.
pub fn room_page(room: &Room, page: &ListPage, bell: &Bell) -> Markup {
    let ask = with_query(NEW_THREAD, [("room", room.slug.as_str())]);
    html! {
        header.page-head {
            (breadcrumbs(&[(links::ROOMS, "部屋")], &room.name))
            h1 { bdi { (room.name) } }
            p.lead { (readers(room, page)) "読める人は、現在" (page.people.readers(room.id)) "人です。" }
            p.actions {
                @if page.viewer.writes(room.id) { a.button.primary href=(ask) { "この部屋で相談する" } }
                a href=(with_query(links::LOG, [("room", room.slug.as_str())])) { "対応の記録" }
            }
            (follow(Follow {
                bell, subject: &Subject::Room(room.id).key(), what: "この部屋の新しい相談と返信",
                otherwise: Level::Nothing.name(),
            }))
        }
        (members(room, page))
        (listing(page))
    }
}

/// Who belongs to a group, and the way to what its owner does.
fn members(room: &Room, page: &ListPage) -> Markup {
    let Some(group) = page.people.group(page.viewer, GroupId(room.id.0)) else { return html! {} };
    let mut people: Vec<_> = group.members.iter().filter_map(|id| page.people.person(*id)).collect();
    people.sort_by_key(|person| (&person.kana, person.id));
    html! {
        section.panel {
            h2 { "メンバー " span.count { (group.members.len()) "人" } }
            ul.names role="list" {
                @for person in people {
                    li {
                        @if person.listed { a href=(links::person(person.id)) { bdi { (person.name) } } }
                        @else { bdi { (person.name) } }
                        @if person.id == group.owner { "（世話役）" }
                        @for tenure in person.current() { span { bdi { (post(tenure)) } } }
                    }
                }
            }
            p.actions {
                a.button.secondary href=(links::group(group.id)) {
                    @if page.viewer.tends(room.id) { "招待と設定" } @else { "グループについて" }
                }
            }
        }
    }
}

/// Who reads a room, in words; the rule itself stands in `directory::access`.
fn readers(room: &Room, page: &ListPage) -> String {
    match room.kind {
        RoomKind::Group => match page.people.group(page.viewer, GroupId(room.id.0)) {
            Some(group) => format!("{}　", group.purpose),
            None => String::new(),
        },
        RoomKind::Japan => "承認された全員が読む部屋です。".to_owned(),
        RoomKind::Bloc | RoomKind::Prefecture => {
            format!("{}の市町村を担当する方、都道府県と厚生局の担当者が読む部屋です。", room.name)
        }
        RoomKind::Area => {
            let prefecture = prefecture_of(room, page.places).unwrap_or("都道府県");
            format!("この医療圏の市町村を担当する方と、{prefecture}の担当者が読む部屋です。")
        }
    }
}

/// The prefecture in which the medical area of a room lies.
fn prefecture_of<'a>(room: &Room, places: &'a kernel::Places) -> Option<&'a str> {
    let area = places.areas().iter().find(|area| RoomId::area(&area.code) == Some(room.id))?;
    places.prefecture(&area.prefecture).map(|prefecture| prefecture.name.as_str())
}
