//! How people to ask look, and what somebody has helped with.

use directory::rows::Row;
use directory::{Person, Roster};
use kernel::Places;
use maud::{Markup, html};
use web::components::person_name;
use web::links;

use super::{Adviser, Helpful};

/// People to ask, each with the reasons; nothing where there are none. `beside` says what can be done now. On a page
/// with a form that is being filled in, links open in another window.
pub fn block(advisers: &[Adviser], beside: &str, elsewhere: bool, people: &Roster, places: &Places) -> Markup {
    let known = advisers.iter().filter_map(|adviser| Some((people.listed_person(adviser.person)?, adviser)));
    html! {
        @if !advisers.is_empty() {
            section.panel {
                h2 { "詳しい方" }
                p.hint { (who(advisers)) (beside) }
                ul.list-rows role="list" { @for (person, adviser) in known { (row(person, adviser, elsewhere, places)) } }
            }
        }
    }
}

/// What the people of a list have in common.
fn who(advisers: &[Adviser]) -> &'static str {
    match (advisers.iter().any(|it| it.standing.is_none()), advisers.iter().any(|it| it.standing.is_some())) {
        (true, true) => "近い相談への返信が役に立った方と、テーマの相談を受けられる方です。",
        (false, true) => "テーマの相談を受けられる方です。並び順は日ごとに変わります。",
        _ => "近い相談への返信が役に立った方です。",
    }
}

fn row(person: &Person, adviser: &Adviser, elsewhere: bool, places: &Places) -> Markup {
    let names = Row::new(person, places);
    let shown = names.view(None);
    html! {
        li.row data-adviser=(person.id) {
            div.row-body {
                h3.row-title {
                    a href=(links::person(person.id)) target=[target(elsewhere)] rel=[rel(elsewhere)] {
                        (person_name(&person.name, ""))
                    }
                    @if !person.kana.is_empty() { " " bdi.kana { "（" (person.kana) "）" } }
                }
                @if !shown.posts.is_empty() { p.meta { @for post in shown.posts { span { bdi { (post) } } } } }
                @if !shown.places.is_empty() { p.places { @for place in shown.places { span { (place) } } } }
                @for reply in &adviser.replies { p.reason { (reason(reply, elsewhere)) } }
                @if let Some(words) = &adviser.standing { p.reason { (words) } }
            }
        }
    }
}

/// What a person has helped with, on their own page.
pub fn helped_with(helped: &[Helpful]) -> Markup {
    html! {
        @if !helped.is_empty() {
            section.panel {
                h2 { "役に立った返信" }
                ul.list-rows.plain role="list" data-helped=(helped.len()) {
                    @for reply in helped { li { p { (reason(reply, false)) } } }
                }
            }
        }
    }
}

/// 「退院前カンファレンスの日程調整」の返信が解決に役立ちました
fn reason(reply: &Helpful, elsewhere: bool) -> Markup {
    html! {
        "「" a href=(reply.location()) target=[target(elsewhere)] rel=[rel(elsewhere)] { bdi { (reply.title) } } "」の返信が"
        @if reply.solved { "解決に役立ちました" } @else { "参考になりました" }
    }
}

fn target(elsewhere: bool) -> Option<&'static str> {
    elsewhere.then_some("_blank")
}

fn rel(elsewhere: bool) -> Option<&'static str> {
    elsewhere.then_some("noopener")
}
