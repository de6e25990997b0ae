//! People among the results.

use directory::Person;
use directory::rows::post;
use kernel::terms::{self, Terms};
use kernel::{PersonId, text};
use maud::{Markup, html};
use web::components::{Pager, empty, pager, person_name};
use web::links::{self, COORDINATORS};

use super::Shown;
use crate::search_page::params::PAGE;

/// A page of people.
pub fn list(shown: &Shown) -> Markup {
    let (ids, total) = shown.people;
    let (params, number) = (shown.params, shown.params.number());
    let position = format!("全{total}人");
    html! {
        @if ids.is_empty() {
            div data-total=(total) {
                (empty("当てはまる方が見つかりませんでした", "言葉を短くするか、「仲間をさがす」の条件からおさがしください。",
                    html! { a.button href=(COORDINATORS) { "仲間をさがす" } }))
            }
        } @else {
            h2 { "当てはまる仲間 " span.count { (total) "人" } }
            ul.list-rows role="list" data-total=(total) { @for id in ids { (row(shown, *id)) } }
        }
        (pager(&Pager {
            previous: (number > 1).then(|| params.at_page(number - 1)),
            next: (number * PAGE < *total).then(|| params.at_page(number + 1)),
            position: &position,
        }))
    }
}

/// The first few, beside discussions.
pub fn few(shown: &Shown) -> Markup {
    let (ids, total) = shown.people;
    html! {
        @if !ids.is_empty() {
            section.panel {
                div.panel-head {
                    h2 { "当てはまる仲間" }
                    a href=(shown.params.in_tab("people")) { (total) "人すべてを見る" }
                }
                ul.list-rows role="list" { @for id in ids { (row(shown, *id)) } }
            }
        }
    }
}

fn row(shown: &Shown, id: PersonId) -> Markup {
    let Some(person) = shown.roster.listed_person(id) else { return html! {} };
    let tenure = person.current().next();
    let served = person.places().map(|code| shown.places.full_name(code)).collect::<Vec<_>>().join("、");
    let reason = reason(shown, person);
    html! {
        li.row data-id={ "person-" (id) } {
            div.row-body {
                h3.row-title { a href=(links::person(id)) { (person_name(&person.name, "")) } @if !person.kana.is_empty() { " " bdi.kana { "（" (person.kana) "）" } } }
                @if let Some(tenure) = tenure { p.meta { span { bdi { (post(tenure)) } } } }
                @if !served.is_empty() { p.places { (served) } }
                @if !reason.is_empty() { p.reason { (reason) } }
            }
        }
    }
}

/// What of the words is known of the person, and how near they are.
fn reason(shown: &Shown, person: &Person) -> String {
    let words: Vec<String> = shown.params.words().split_whitespace().map(text::fold).collect();
    let named = |list: Terms, slugs: &[&str], what: &str| {
        let names = slugs.iter().filter_map(|slug| terms::name(list, slug));
        let matching = names.filter(|name| words.iter().any(|word| text::fold(name).contains(word.as_str())));
        matching.map(|name| format!("{what}：{name}")).collect::<Vec<_>>()
    };
    let mut reasons = named(terms::THEMES, &person.themes, "テーマ");
    reasons.extend(named(terms::QUALIFICATIONS, &person.qualifications, "資格"));
    let me = shown.roster.person(shown.viewer.id()).filter(|me| me.id != person.id);
    reasons.extend(me.and_then(|me| me.reason(person, shown.places)));
    reasons.join("・")
}
