//! The page of a municipality or ward.

use kernel::places::{Area, Municipality};
use kernel::{Places, RoomId, Viewer};
use maud::{Markup, html};
use web::components::{Follow, breadcrumbs, follow, table_wrap};
use web::{Bell, Level, links};

use super::bloc_crumb;
use super::nearby::nearby_map;
use super::serving::serving;
use crate::likeness;
use crate::places::borders::{CREDIT, across_the_border};
use crate::places::figures::{caution, figures, sources, thousands};
use crate::places::{Served, neighbours};
use crate::role_notes::{self, Note, Town};
use crate::roster::Roster;
use crate::seats::Seat;
use crate::seats::views::title;

/// What is longer is no figure but words, which may break.
const LONGEST_FIGURE: usize = 20;

/// All that the page needs.
#[derive(Clone, Copy, Debug)]
pub struct MunicipalityPage<'a> {
    /// Who looks.
    pub viewer: &'a Viewer,
    /// What the viewer has said of being told.
    pub bell: &'a Bell,
    /// The place.
    pub place: &'a Municipality,
    /// What only those share who serve the place; nothing for anybody else.
    pub note: Option<&'a Note>,
    /// All people.
    pub roster: &'a Roster,
    /// Who serves what.
    pub served: &'a Served<'a>,
    /// The seats that serve the place, also those that nobody holds now.
    pub seats: &'a [Seat<'a>],
    /// The map.
    pub places: &'a Places,
}

/// The page.
pub fn municipality_page(page: &MunicipalityPage) -> Markup {
    let MunicipalityPage { place, places, .. } = *page;
    html! {
        header.page-head {
            (crumbs(place, places))
            h1 { (places.full_name(&place.code)) }
            p.meta {
                span { (place.kana) }
                span { (place.kind) }
                @if !place.county.is_empty() { span { (place.county) } }
                span { "コード " (place.code) }
            }
            p.actions {
                (likeness::link(places.city_of(&place.code)))
                @if !place.url.is_empty() { a href=(place.url) rel="external noopener noreferrer" { (place.name) "の公式サイト" } }
            }
            (follow(Follow {
                bell: page.bell, subject: &format!("place-{}", place.code),
                what: "この市町村を担当する方が始めた相談と、その返信", otherwise: Level::Nothing.name(),
            }))
        }
        div.with-side {
            div.main-column {
                (serving(page))
                (seats(page))
                @if let Some(note) = page.note { (role_notes::section(note, &Town::of(place, places), page.roster, places)) }
                (borders(page))
                (neighbourhood(page))
                (statistics(place))
            }
            div.side {
                (areas(page))
                (wards(page))
            }
        }
    }
}

fn crumbs(place: &Municipality, places: &Places) -> Markup {
    let Some(prefecture) = places.prefecture(&place.prefecture) else { return html! {} };
    let bloc = bloc_crumb(&prefecture.bloc);
    let all = (links::PREFECTURES.to_owned(), "都道府県".to_owned());
    let mut trail = vec![all, bloc, (links::prefecture(&prefecture.code), prefecture.name.clone())];
    if let Some(city) = place.city.as_deref().and_then(|city| places.municipality(city)) {
        trail.push((links::municipality(&city.code), city.name.clone()));
    }
    let trail: Vec<(&str, &str)> = trail.iter().map(|(href, label)| (href.as_str(), label.as_str())).collect();
    breadcrumbs(&trail, &place.name)
}

/// The seats, which go on when their holders change.
fn seats(page: &MunicipalityPage) -> Markup {
    html! {
        @if !page.seats.is_empty() {
            section aria-labelledby="seats-heading" {
                h2 #seats-heading { "ポスト" }
                ul {
                    @for seat in page.seats {
                        li { a href=(links::seat(seat.id)) { bdi { (title(seat)) } } @if seat.holders.is_empty() { "（いまは空席です）" } }
                    }
                }
                p.hint { "ポストのページで、これまでに担当した方を見られます。" }
            }
        }
    }
}

/// Who borders on the place, also beyond the prefecture: where a discharge from the next hospital comes from.
fn borders(page: &MunicipalityPage) -> Markup {
    let near = across_the_border(&page.place.code, page.places);
    let city = page.places.municipality(page.places.city_of(&page.place.code));
    let of = if page.place.city.is_some() { "市のとなりの自治体" } else { "となりの自治体" };
    html! {
        section {
            h2 { (of) }
            div.beside {
                @if let Some(city) = city { (nearby_map(city, &near, page.roster.coverage(page.places), page.places)) }
                @if near.is_empty() {
                    p { "陸でつながる自治体はありません。" }
                } @else {
                    (table("となりの自治体の表", &near, page))
                }
            }
            p.hint { "境を接する自治体です。県境を越えたとなりも含みます。橋や航路だけでつながる自治体は含みません。" (CREDIT) "。" }
        }
    }
}

fn neighbourhood(page: &MunicipalityPage) -> Markup {
    let neighbours = neighbours(page.place, page.places);
    html! {
        section {
            h2 { "同じ医療圏の市町村" }
            @if neighbours.is_empty() {
                p { "この医療圏に、ほかの市町村はありません。" }
            } @else {
                (table("同じ医療圏の市町村の表", &neighbours, page))
            }
        }
    }
}

fn table(label: &str, places: &[&Municipality], page: &MunicipalityPage) -> Markup {
    table_wrap(
        label,
        html! {
            table.stacked {
                thead { tr { th scope="col" { "市町村" } th.number scope="col" { "人口" } th.number scope="col" { "担当している人" } } }
                tbody { @for place in places { (neighbour(place, page)) } }
            }
        },
    )
}

fn neighbour(place: &Municipality, page: &MunicipalityPage) -> Markup {
    let count = page.served.by(&place.code).len();
    html! {
        tr data-id=(place.code) {
            th scope="row" { a href=(links::municipality(&place.code)) { (page.places.full_name(&place.code)) } }
            td.number data-label="人口" { (thousands(place.statistics.population)) "人" }
            td.number data-label="担当している人" { @if count == 0 { "まだいない" } @else { (count) "人" } }
        }
    }
}

fn statistics(place: &Municipality) -> Markup {
    let figures = figures(place);
    html! {
        section {
            h2 { "統計" }
            div.stack.tight {
                @if let Some(caution) = caution(place) { p { (caution) } }
                (table_wrap("統計", html! {
                    table.stacked {
                        thead { tr { th scope="col" { "項目" } th.number scope="col" { "数値" } th scope="col" { "時点と出典" } } }
                        tbody {
                            @for figure in &figures {
                                tr {
                                    th scope="row" { (figure.label) }
                                    td.number[figure.value.chars().count() <= LONGEST_FIGURE] data-label="数値" { (figure.value) }
                                    td data-label="時点と出典" {
                                        span { @for (index, source) in figure.sources.iter().enumerate() { @if index > 0 { br; } (source.when) "　" (source.short) } }
                                    }
                                }
                            }
                        }
                    }
                }))
                p.hint {
                    "出典 "
                    @for (index, source) in sources(&figures).into_iter().enumerate() { @if index > 0 { "、" } (source.full) }
                }
                @if place.city.is_some() {
                    p.hint { "区ごとに公表されているのは人口だけです。ほかの数値は市のページにあります。" }
                } @else {
                    p.hint { "病院と病床は医療情報ネットに載っている病院のもので、精神科病院を含み、診療所の病床は含みません。事業所は所在地をもとに数えました。どれも実際の数と異なることがあります。" }
                }
            }
        }
    }
}

fn areas(page: &MunicipalityPage) -> Markup {
    let areas: Vec<&Area> = page.place.areas.iter().filter_map(|code| page.places.area(code)).collect();
    html! {
        section.panel {
            h2 { "二次医療圏" }
            @if areas.len() > 1 { p { "この市は、区によって医療圏が分かれています。" } }
            @for area in areas {
                div {
                    p { strong { (area.name) "医療圏" } }
                    p.actions {
                        a href=(links::with_query(links::COORDINATORS, [("pref", area.prefecture.as_str()), ("area", area.code.as_str())])) {
                            (area.name) "医療圏の人を見る"
                        }
                        @if RoomId::area(&area.code).is_some_and(|room| page.viewer.reads(room)) {
                            a href=(links::room(&format!("area-{}", area.code))) { (area.name) "医療圏の部屋" }
                        }
                    }
                }
            }
        }
    }
}

fn wards(page: &MunicipalityPage) -> Markup {
    let wards: Vec<&Municipality> = page.places.wards_of(&page.place.code).collect();
    html! {
        @if !wards.is_empty() {
            section.panel {
                h2 { "区" }
                ul.list-rows.plain role="list" {
                    @for ward in wards {
                        li { a href=(links::municipality(&ward.code)) { (ward.name) } @if page.place.areas.len() > 1 { (area_of(ward, page.places)) } }
                    }
                }
            }
        }
    }
}

/// Which of the city's areas a ward lies in.
fn area_of(ward: &Municipality, places: &Places) -> Markup {
    let names: Vec<&str> =
        ward.areas.iter().filter_map(|code| places.area(code)).map(|area| area.name.as_str()).collect();
    html! { " " span.meta { (names.join("・")) "医療圏" } }
}
