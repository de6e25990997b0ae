//! The page of a prefecture: its municipalities, and where somebody is still missing.

use kernel::Places;
use kernel::places::{Municipality, Prefecture};
use kernel::viewer::Role;
use maud::{Markup, html};
use web::components::{breadcrumbs, person_row, table_wrap};
use web::links;

use super::bloc_crumb;
use crate::people::Facet;
use crate::places::Served;
use crate::places::figures::{percent, thousands};
use crate::roster::{Person, Roster};
use crate::rows::Row;

/// How many names stand in a line of the table; the others are on the page of the municipality.
const NAMES: usize = 4;

/// All that the page needs.
#[derive(Clone, Copy, Debug)]
pub struct PrefecturePage<'a> {
    /// The prefecture.
    pub prefecture: &'a Prefecture,
    /// All people.
    pub roster: &'a Roster,
    /// Who serves what.
    pub served: &'a Served<'a>,
    /// The map.
    pub places: &'a Places,
}

/// The page.
pub fn prefecture_page(page: &PrefecturePage) -> Markup {
    let prefecture = page.prefecture;
    let mut municipalities: Vec<&Municipality> =
        page.places.municipalities().filter(|place| place.prefecture == prefecture.code).collect();
    municipalities.sort_by_key(|place| (&place.kana, &place.code));
    let bloc = bloc_crumb(&prefecture.bloc);
    html! {
        header.page-head {
            (breadcrumbs(&[(bloc.0.as_str(), bloc.1.as_str())], &prefecture.name))
            h1 { (prefecture.name) "の市町村と担当者" }
            (summary(page, &municipalities))
            p.actions {
                a href=(links::with_query(links::COORDINATORS, [("pref", prefecture.code.as_str())])) {
                    (prefecture.name) "の人をさがす"
                }
            }
        }
        div.stack.loose {
            (managers(page))
            section aria-labelledby="municipalities-heading" {
                h2 #municipalities-heading { "市町村（よみ順）" }
                (table(page, &municipalities))
            }
        }
    }
}

fn summary(page: &PrefecturePage, municipalities: &[&Municipality]) -> Markup {
    let missing = municipalities.iter().filter(|place| page.served.by(&place.code).is_empty()).count();
    let people = page.roster.listed().filter(|p| p.traits.has(Facet::Prefecture, &page.prefecture.code)).count();
    let (all, old) = municipalities
        .iter()
        .fold((0, 0), |(all, old), place| (all + place.statistics.population, old + place.statistics.population_65));
    html! {
        p.lead {
            (municipalities.len()) "市町村のうち" (municipalities.len() - missing) "市町村に、担当者が登録されています。"
            @if missing > 0 { (missing) "市町村は、まだ登録がありません。" }
        }
        p.meta {
            span { "登録している人 " (people) "人" }
            span { "人口 " (thousands(all)) "人" }
            span { "65歳以上 " (percent(old, all)) }
            span { "令和7年1月1日　住民基本台帳（総務省）" }
        }
    }
}

fn managers(page: &PrefecturePage) -> Markup {
    let role = Role::Manager(page.prefecture.code.clone());
    let managers: Vec<&Person> = page.roster.listed().filter(|person| person.roles.contains(&role)).collect();
    html! {
        @if !managers.is_empty() {
            section aria-labelledby="managers-heading" {
                h2 #managers-heading { "都道府県の担当者" }
                ul.list-rows role="list" {
                    @for person in managers { (person_row(&Row::new(person, page.places).view(None))) }
                }
            }
        }
    }
}

fn table(page: &PrefecturePage, municipalities: &[&Municipality]) -> Markup {
    table_wrap(
        "市町村と担当している人",
        html! {
            table.stacked data-total=(municipalities.len()) {
                thead {
                    tr {
                        th scope="col" { "市町村" }
                        th.number scope="col" { "人口" }
                        th.number scope="col" { "65歳以上" }
                        th scope="col" { "担当している人" }
                    }
                }
                tbody {
                    @for place in municipalities {
                        tr data-id=(place.code) {
                            th scope="row" { a href=(links::municipality(&place.code)) { (place.name) } }
                            td.number data-label="人口" { (thousands(place.statistics.population)) "人" }
                            td.number data-label="65歳以上" { (percent(place.statistics.population_65, place.statistics.population)) }
                            td data-label="担当している人" { (names(place, page.served.by(&place.code))) }
                        }
                    }
                }
            }
        },
    )
}

fn names(place: &Municipality, people: &[&Person]) -> Markup {
    html! {
        @if people.is_empty() { "登録なし" } @else {
            span {
                @for (index, person) in people.iter().take(NAMES).enumerate() {
                    @if index > 0 { "、" }
                    a href=(links::person(person.id)) { bdi { (person.name) } }
                }
                @if people.len() > NAMES {
                    "、" a href=(links::municipality(&place.code)) { "ほか" (people.len() - NAMES) "人" }
                }
            }
        }
    }
}
