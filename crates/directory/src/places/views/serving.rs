//! Who serves a municipality: its officer and its coordinators beside each other.

use kernel::viewer::Role;
use maud::{Markup, html};
use web::components::{empty, person_row};
use web::links;

use super::MunicipalityPage;
use crate::roster::Person;
use crate::rows::Row;

/// The part of the page.
pub fn serving(page: &MunicipalityPage) -> Markup {
    let people = page.served.by(&page.place.code);
    let (officers, others): (Vec<&Person>, Vec<&Person>) =
        people.iter().copied().partition(|person| is_officer(person, page));
    html! {
        section aria-labelledby="people-heading" {
            h2 #people-heading { "担当している人" @if !people.is_empty() { "（" (people.len()) "人）" } }
            @if people.is_empty() {
                div data-total="0" { (nobody(page)) }
            } @else {
                div.columns data-total=(people.len()) {
                    (side("行政の担当", "市町村の担当課の方です。", &officers, page))
                    (side("コーディネーター", "医療と介護の連携の調整を受け持つ方です。", &others, page))
                }
            }
        }
    }
}

/// Those on one side of the work, beside those on the other.
fn side(heading: &str, hint: &str, people: &[&Person], page: &MunicipalityPage) -> Markup {
    html! {
        div.stack.tight {
            h3 { (heading) @if !people.is_empty() { "（" (people.len()) "人）" } }
            @if people.is_empty() { p { "まだ登録されていません。" } p.hint { (hint) } }
            @else { ul.list-rows role="list" { @for person in people { (person_row(&Row::new(person, page.places).view(None))) } } }
        }
    }
}

/// Whether a person is the officer of the place, or of its city.
fn is_officer(person: &Person, page: &MunicipalityPage) -> bool {
    let city = page.places.city_of(&page.place.code);
    person.roles.iter().any(|role| matches!(role, Role::Officer(code) if page.places.city_of(code) == city))
}

fn nobody(page: &MunicipalityPage) -> Markup {
    let area = page.place.areas.first().map_or("", String::as_str);
    let near = links::with_query(links::COORDINATORS, [("pref", page.place.prefecture.as_str()), ("area", area)]);
    let text = "同じ医療圏の市町村を担当する方に、相談してみてください。";
    empty("担当者はまだ登録されていません", text, html! { a.button.secondary href=(near) { "同じ医療圏の人を見る" } })
}
