//! Pages of what was brought in and waits.

mod archive;
mod text;

use directory::Roster;
use kernel::{PersonId, Places};
use maud::{Markup, html};
use web::components::{Select, breadcrumbs, empty, select, tag, time};
use web::{Problems, links};

use super::paths::ImportPath;
use super::queries::Import;
use crate::posts::authors::PAST;

pub(super) use self::archive::{ImportPage, import_page};
pub(super) use self::text::{TextPage, text_page};

/// The title of the list.
pub(super) const TITLE: &str = "過去の記録の取り込み";
/// The title of one archive.
pub(super) const SHOW: &str = "取り込んだ記録";
/// The title of one text.
pub(super) const TEXT: &str = "取り込んだ投稿の確認";

/// The archives.
pub(super) fn index_page(imports: &[Import]) -> Markup {
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, "名簿の管理")], TITLE))
            h1 { (TITLE) }
            p.lead { "メーリングリストなどの過去の記録です。載せるまで、サイト管理者だけが読めます。" }
            p.hint { "書いた方は、ここに載ることに同意していません。個人がわかるところがないかを確かめてから、部屋に載せてください。取り込みは、サーバーの命令（yokoito import discussions）で行います。" }
        }
        @if imports.is_empty() {
            div data-total="0" { (empty("取り込んだ記録はありません", "取り込むと、ここに並びます。", html! {})) }
        } @else {
            ul.list-rows role="list" data-total=(imports.len()) { @for import in imports { (row(import)) } }
        }
    }
}

fn row(import: &Import) -> Markup {
    html! {
        li.row data-id=(import.id) {
            div.row-body {
                h2.row-title { a href=(ImportPath { import: import.id }) { bdi { (import.name) } } }
                p.meta { span { "取り込み：" (time(import.created_at)) } (numbers(import)) }
            }
        }
    }
}

fn numbers(import: &Import) -> Markup {
    html! {
        span { "確認を待つ投稿 " (import.waiting) "件" }
        span { "載せた投稿 " (import.released) "件" }
        span { "捨てた投稿 " (import.discarded) "件" }
        @if import.is_releasing { span { "いま順に載せています" } }
    }
}

/// How serious what was found is.
fn badge(level: i64) -> Markup {
    html! {
        @match level {
            0 => {},
            1 => (tag("念のため確認")),
            2 => (tag("気になるところあり")),
            _ => (tag("止まった投稿")),
        }
    }
}

fn author(people: &Roster, author: Option<PersonId>) -> Markup {
    let name = author.and_then(|id| people.person(id)).map(|person| person.name.as_str());
    html! { bdi { (name.unwrap_or(PAST)) } }
}

/// The regional rooms; if it was named when it was brought in, that is the first choice.
fn room_field(places: &Places, chosen: &str, named: Option<&str>, problems: &Problems) -> Markup {
    let first =
        named.map_or("選んでください".to_owned(), |room| format!("取り込みのときの指定のまま（{room}）"));
    let mut options = vec![("", first.as_str())];
    options.extend(places.rooms().iter().map(|room| (room.slug.as_str(), room.name.as_str())));
    select(Select {
        name: "room",
        label: "載せる部屋",
        options: &options,
        chosen,
        hint: Some("この部屋を読める方の全員が、読めるようになります。"),
        problem: problems.at("room"),
    })
}
