//! The page of a prefecture: its municipalities, and where somebody is still missing.

use std::iter;

use kernel::Places;
use kernel::places::{Municipality, Prefecture};
use kernel::viewer::Role;
use maud::{Markup, html};
use web::components::{Tab, breadcrumbs, person_row, table_wrap, tabs};
use web::links;

use super::bloc_crumb;
use super::map::{key, prefecture_map};
use crate::places::Served;
use crate::places::coverage::{Count, Coverage, Kind, Tally};
use crate::places::figures::{percent, thousands};
use crate::roster::{Person, Roster};
use crate::rows::Row;

/// How many names stand in a line of the table; the others are on the page of the municipality.
const NAMES: usize = 4;
/// The same where there are so many municipalities that the page would become too long.
const FEWER_NAMES: usize = 2;
const MANY: usize = 100;

/// All that the page needs.
#[derive(Clone, Copy, Debug)]
pub struct PrefecturePage<'a> {
    /// The prefecture.
    pub prefecture: &'a Prefecture,
    /// Which of its municipalities the table shows; all, if nothing is said.
    pub only: Option<Kind>,
    /// All people.
    pub roster: &'a Roster,
    /// Who serves what.
    pub served: &'a Served<'a>,
    /// The map.
    pub places: &'a Places,
}

/// 「埼玉県の市町村と担当者」, and which of them.
pub fn title(page: &PrefecturePage) -> String {
    let only = page.only.map_or_else(String::new, |kind| format!("（{}）", kind.label()));
    format!("{}の市町村と担当者{only}", page.prefecture.name)
}

/// The page.
pub fn prefecture_page(page: &PrefecturePage) -> Markup {
    let prefecture = page.prefecture;
    let mut municipalities: Vec<&Municipality> =
        page.places.municipalities().filter(|place| place.prefecture == prefecture.code).collect();
    municipalities.sort_by_key(|place| (&place.kana, &place.code));
    let coverage = page.roster.coverage(page.places);
    let tally = coverage.prefecture(&prefecture.code);
    let bloc = bloc_crumb(&prefecture.bloc);
    html! {
        header.page-head {
            (breadcrumbs(&[(links::PREFECTURES, "都道府県"), (bloc.0.as_str(), bloc.1.as_str())], &prefecture.name))
            h1 { (prefecture.name) "の市町村と担当者" }
            (summary(tally, &municipalities))
            p.actions {
                a href="#municipalities" { "市町村の表へ" }
                a href=(links::with_query(links::COORDINATORS, [("pref", prefecture.code.as_str())])) {
                    (prefecture.name) "の人をさがす"
                }
            }
        }
        div.stack.loose {
            div.with-side {
                section aria-labelledby="map-heading" {
                    h2 #map-heading { "市町村の地図" }
                    (prefecture_map(&prefecture.name, &prefecture.code, &municipalities, coverage))
                }
                div.side {
                    section.panel { h2 { "色と模様" } (key(|kind| tally.of(kind))) }
                    (areas(page, &municipalities, coverage))
                }
            }
            (managers(page))
            section #municipalities aria-labelledby="municipalities-heading" {
                h2 #municipalities-heading { "市町村の表（よみ順）" }
                (filters(page, tally))
                (table(page, &municipalities, coverage))
            }
        }
    }
}

fn summary(tally: Tally, municipalities: &[&Municipality]) -> Markup {
    let missing = tally.of(Kind::Nobody);
    let (all, old) = municipalities
        .iter()
        .fold((0, 0), |(all, old), place| (all + place.statistics.population, old + place.statistics.population_65));
    html! {
        p.lead {
            @if missing == 0 { (tally.all()) "市町村のすべてに、担当者がいます。" }
            @else { "担当者がまだいない市町村が、" (tally.all()) "のうち" (missing) "あります。" }
        }
        p.meta {
            span { "登録している人 " (tally.people) "人" }
            span { "人口 " (thousands(all)) "人" }
            span { "65歳以上 " (percent(old, all)) }
            span { "令和7年1月1日　住民基本台帳（総務省）" }
        }
    }
}

/// The medical areas, each with how many of its municipalities have somebody.
fn areas(page: &PrefecturePage, municipalities: &[&Municipality], coverage: &Coverage) -> Markup {
    let areas = page.places.areas().iter().filter(|area| area.prefecture == page.prefecture.code);
    html! {
        section.panel {
            h2 { "二次医療圏" }
            p.hint { "担当者がいる市町村／すべての市町村" }
            ul.list-rows.plain role="list" {
                @for area in areas {
                    @let within = || municipalities.iter().filter(|place| place.areas.contains(&area.code));
                    @let served = within().filter(|place| coverage.place(&place.code).people > 0).count();
                    li {
                        a href=(links::with_query(links::COORDINATORS, [("pref", area.prefecture.as_str()), ("area", area.code.as_str())])) { (area.name) }
                        " " span.count { (served) "/" (within().count()) }
                    }
                }
            }
        }
    }
}

/// Which municipalities the table shows.
fn filters(page: &PrefecturePage, tally: Tally) -> Markup {
    let path = links::prefecture(&page.prefecture.code);
    let at = |kind: Option<Kind>| {
        format!("{}#municipalities", links::with_query(&path, [("only", kind.map_or("", Kind::name))]))
    };
    let counts: Vec<String> =
        iter::once(tally.all()).chain(Kind::ALL.map(|kind| tally.of(kind))).map(|n| n.to_string()).collect();
    let kinds = iter::once(None).chain(Kind::ALL.map(Some));
    let tab = |(kind, count): (Option<Kind>, &'_ String)| {
        (at(kind), kind.map_or("すべて", Kind::label), count.clone(), kind == page.only)
    };
    let all: Vec<_> = kinds.zip(&counts).map(tab).collect();
    let all = all.iter().map(|(href, label, count, chosen)| Tab {
        href: href.clone(),
        label,
        count: Some(count),
        chosen: *chosen,
    });
    tabs("担当者のいる・いない", &all.collect::<Vec<_>>())
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

fn table(page: &PrefecturePage, municipalities: &[&Municipality], coverage: &Coverage) -> Markup {
    let shown = |place: &&&Municipality| page.only.is_none_or(|kind| coverage.place(&place.code).kind == kind);
    let rows: Vec<&&Municipality> = municipalities.iter().filter(shown).collect();
    let most = if municipalities.len() > MANY { FEWER_NAMES } else { NAMES };
    if rows.is_empty() {
        return html! { p data-total="0" { "あてはまる市町村はありません。" } };
    }
    table_wrap(
        "市町村と担当している人",
        html! {
            table.stacked data-total=(rows.len()) {
                thead {
                    tr {
                        th scope="col" { "市町村" }
                        th scope="col" { "二次医療圏" }
                        th.number scope="col" { "人口" }
                        th.number scope="col" { "65歳以上" }
                        th scope="col" { "担当している人" }
                    }
                }
                tbody { @for place in rows { (row(page, place, coverage.place(&place.code), most)) } }
            }
        },
    )
}

fn row(page: &PrefecturePage, place: &Municipality, count: Count, most: usize) -> Markup {
    let areas = place.areas.iter().filter_map(|code| page.places.area(code));
    html! {
        tr data-id=(place.code) {
            th scope="row" { a href=(links::municipality(&place.code)) { (place.name) } }
            td data-label="二次医療圏" { @for (index, area) in areas.enumerate() { @if index > 0 { "・" } (area.name) } }
            td.number data-label="人口" { (thousands(place.statistics.population)) "人" }
            td.number data-label="65歳以上" { (percent(place.statistics.population_65, place.statistics.population)) }
            td data-label="担当している人" {
                span {
                    (names(place, page.served.by(&place.code), most))
                    @if count.kind == Kind::Shared { "（兼務）" }
                }
            }
        }
    }
}

fn names(place: &Municipality, people: &[&Person], most: usize) -> Markup {
    html! {
        @if people.is_empty() { "まだいない" } @else {
            span {
                @for (index, person) in people.iter().take(most).enumerate() {
                    @if index > 0 { "、" }
                    a href=(links::person(person.id)) { bdi { (person.name) } }
                }
                @if people.len() > most {
                    "、" a href=(links::municipality(&place.code)) { "ほか" (people.len() - most) "人" }
                }
            }
        }
    }
}
