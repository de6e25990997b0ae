//! The history of a registration: what, when, by whom.

use kernel::Timestamp;
use maud::{Markup, html};
use web::components::time;

use crate::access::{parse_role, role_title};
use crate::desk::files::Desk;
use crate::desk::queries::{ACTIONS, Entry};

/// The newest changes.
pub(super) fn panel(desk: &Desk, entries: &[Entry]) -> Markup {
    html! {
        section.panel {
            h2 { "変更の記録" }
            @if entries.is_empty() { p { "記録はまだありません。" } }
            @if !entries.is_empty() {
                ol.list-rows.plain role="list" {
                    @for entry in entries { li { p.meta { (time(entry.at)) span { (what(desk, entry)) } span { (whom(desk, entry)) } } } }
                }
            }
        }
    }
}

fn what(desk: &Desk, entry: &Entry) -> Markup {
    let words = ACTIONS.iter().find(|(word, _)| *word == entry.action).map_or("変更", |(_, words)| *words);
    let detail = match entry.action.as_str() {
        "grant" | "grant-end" | "revoke" => role(desk, &entry.detail),
        "seat-change" => seat(desk, &entry.detail),
        "person-suspend" | "person-restore" => entry.detail.clone(),
        _ => String::new(),
    };
    html! { (words) @if !detail.is_empty() { "：" (detail) } }
}

fn role(desk: &Desk, detail: &str) -> String {
    let (role, day) = detail.split_once(' ').unwrap_or((detail, ""));
    // A role without a scope is noted with its colon.
    let role = parse_role(role.trim_end_matches(':'), desk.places).ok().flatten();
    let title = role.map(|role| role_title(&role, desk.places)).unwrap_or_default();
    match Timestamp::start_of_day(day) {
        Some(day) => format!("{title}（{}まで）", day.japanese_date()),
        None => title,
    }
}

/// `details +11202 -11218` in words.
fn seat(desk: &Desk, detail: &str) -> String {
    let words = detail.split(' ').filter_map(|word| match word.split_at_checked(1) {
        Some(("+", code)) => Some(format!("{}を追加", desk.places.full_name(code))),
        Some(("-", code)) => Some(format!("{}を削除", desk.places.full_name(code))),
        _ => (word == "details").then(|| "役職などを変更".to_owned()),
    });
    words.collect::<Vec<_>>().join("、")
}

fn whom(desk: &Desk, entry: &Entry) -> Markup {
    let actor = entry.actor_id.and_then(|id| desk.people.person(id));
    html! {
        @match actor {
            Some(person) => { bdi { (person.name) } " さん" },
            None => "このサイトの運営者",
        }
    }
}
