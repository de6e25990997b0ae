//! The list of people with its filters.

use std::collections::BTreeSet;

use kernel::{Places, Viewer, terms};
use maud::{Markup, html};
use web::components::{
    FacetGroup, FacetValue, Pager, Tab, empty, facet_group, filters, icons, pager, person_row, problem_summary, tabs,
};
use web::links;

use crate::likeness::paths::SimilarPath;
use crate::likeness::{Asked, sentence};
use crate::people::facets::{choices, open_choices};
use crate::people::order::reason;
use crate::people::{Condition, Facet, Filter, Found, PER_PAGE, SIMILAR_TO, Sort, Traits};
use crate::roster::Person;
use crate::rows::Row;

/// The name of the directory.
pub const TITLE: &str = "仲間をさがす";

/// All that the list needs.
#[derive(Clone, Copy, Debug)]
pub struct DirectoryPage<'a> {
    /// Who looks.
    pub me: &'a Viewer,
    /// What was asked for.
    pub filter: &'a Filter,
    /// The answer.
    pub found: &'a Found<'a>,
    /// The towns that were asked for.
    pub asked: &'a Asked<'a>,
    /// What the viewer's own entry says, to tell who is near.
    pub mine: &'a Traits,
    /// The map.
    pub places: &'a Places,
}

/// What the tab of the browser says.
pub fn title(filter: &Filter, page: usize) -> String {
    let words = if filter.words.is_empty() { String::new() } else { format!("「{}」の", filter.words) };
    let page = if page > 1 { format!("（{page}ページ目）") } else { String::new() };
    format!("{words}{TITLE}{page}")
}

/// The list.
pub fn directory_page(page: &DirectoryPage) -> Markup {
    let DirectoryPage { filter, found, .. } = *page;
    html! {
        (head(filter, None))
        div.with-side.side-first {
            div.side { (filters(filter.count(), groups(page))) }
            div.main-column {
                (orders(filter))
                section aria-labelledby="people-heading" {
                    h2 #people-heading { (found.total) "人" (conditions(page)) }
                    @if let Some(condition) = Condition::of(filter) {
                        p.meta { a href=(condition.saving_address()) { "この条件を保存" } span { "当てはまる方が新しく加わると、お知らせします。" } }
                    }
                    (around(page))
                    @if found.people.is_empty() {
                        div data-total="0" { (nobody(page)) }
                    } @else {
                        (rows(page))
                    }
                }
                (pages(page))
                @if page.me.has_charge() && !found.people.is_empty() {
                    p.actions { a.button.secondary href=(filter.export_href()) { "この" (found.total) "人を表計算用のファイル（CSV）で" } }
                }
            }
        }
    }
}

/// The page for words that cannot be searched for.
pub fn refused_page(filter: &Filter, problem: &str) -> Markup {
    head(filter, Some(problem))
}

fn head(filter: &Filter, problem: Option<&str>) -> Markup {
    html! {
        header.page-head {
            h1 { (TITLE) }
            p.lead { "市町村、所属、テーマから、同じ仕事をしている人をさがせます。" }
            @if let Some(problem) = problem { (problem_summary(&[("words", problem)])) }
            form.search-again action=(links::COORDINATORS) method="get" role="search" aria-label=(TITLE) {
                label.visually-hidden for="words" { "氏名、よみ、所属、市町村、テーマなど" }
                input #words type="search" name="q" value=(filter.words) autocomplete="off" enterkeyhint="search"
                    placeholder="氏名・よみ・所属・市町村・テーマ" aria-invalid=[problem.map(|_| "true")];
                @for (name, value) in filter.fields().into_iter().skip(1).filter(|(_, value)| !value.is_empty()) {
                    input type="hidden" name=(name) value=(value);
                }
                button.button.primary type="submit" { (icons::search()) "さがす" }
            }
            p.actions { a href=(links::PREFECTURES) { "地図でさがす" } }
        }
    }
}

fn orders(filter: &Filter) -> Markup {
    let tab = |sort: Sort| Tab {
        href: filter.sorted(sort).href(),
        label: if sort == Sort::Near && !filter.similar_to.is_empty() { "似ている順" } else { sort.label() },
        count: None,
        chosen: sort == filter.sort,
    };
    tabs("並び順", &Sort::ALL.map(tab))
}

/// What is in force, in words, with the way out of it.
fn conditions(page: &DirectoryPage) -> Markup {
    let DirectoryPage { filter, places, .. } = *page;
    let chosen =
        Facet::ALL.into_iter().flat_map(|facet| filter.chosen(facet).iter().map(move |v| facet.label(v, places)));
    let like = page.asked.chosen.iter().map(|like| like.label.clone());
    let words: Vec<String> = like.chain(chosen).collect();
    html! { @if !words.is_empty() { span.visually-hidden { "：" (words.join("、")) } } }
}

/// What is near the place that was named, and how to tell places of one name apart.
fn around(page: &DirectoryPage) -> Markup {
    let Some(vicinity) = &page.filter.vicinity else { return html! {} };
    html! {
        p.note { (vicinity.label(page.places)) @if page.found.total == 0 { "を担当する方をさがしました。" } @else { "を担当する方です。" } }
        @if vicinity.named.len() > 1 {
            ul.actions role="list" aria-label="どの市町村の近くか" {
                @for code in &vicinity.named {
                    li { a href=(near(code, page.places)) { (page.places.full_name(code)) "の近くだけ" } }
                }
            }
        }
    }
}

fn groups(page: &DirectoryPage) -> Markup {
    let DirectoryPage { filter, found, mine, places, .. } = *page;
    html! {
        @if filter.count() > 0 { p.actions { a href=(filter.bare().href()) { "絞り込みをすべて外す" } } }
        (alike(page))
        @for facet in Facet::ALL {
            (facet_group(&FacetGroup {
                name: facet.name(),
                legend: facet.legend(),
                values: choices(facet, filter, &found.counts, mine, places).into_iter().map(|choice| FacetValue {
                    label: facet.label(&choice.value, places),
                    href: filter.toggled(facet, &choice.value, places).href(),
                    count: choice.count,
                    chosen: choice.chosen,
                    value: choice.value,
                }).collect(),
                show_first: open_choices(facet, filter, mine, places),
            }))
        }
        @for code in filter.chosen(Facet::Prefecture) {
            @if let Some(prefecture) = places.prefecture(code) {
                p.actions { a href=(links::prefecture(code)) { (prefecture.name) "の市町村と担当者" } }
            }
        }
    }
}

/// The towns like one: first one's own, in one step.
fn alike(page: &DirectoryPage) -> Markup {
    let counted = page.asked.all().zip(&page.found.alike);
    let values = counted.map(|((like, chosen), count)| FacetValue {
        value: like.value.clone(),
        label: like.label.clone(),
        count: *count,
        href: page.filter.toggled_similar(&like.value).href(),
        chosen,
    });
    let values: Vec<_> = values.collect();
    let codes = page.asked.chosen.iter().filter_map(|like| like.near.first()).map(|near| &near.to.code);
    html! {
        (facet_group(&FacetGroup { name: SIMILAR_TO, legend: "似た自治体", show_first: values.len(), values }))
        @for code in codes.collect::<BTreeSet<_>>() {
            p.actions { a href=(SimilarPath { code5: code.clone() }) { (page.places.told_apart(code)) "に似た自治体の一覧と数値" } }
        }
    }
}

fn rows(page: &DirectoryPage) -> Markup {
    html! {
        ul.list-rows role="list" data-total=(page.found.total) {
            @for person in &page.found.people {
                @let why = why(page, person);
                @let row = Row::new(person, page.places).asked_for(page.filter.chosen(Facet::Theme));
                (person_row(&row.view((!why.is_empty()).then_some(&why))))
            }
        }
    }
}

/// Why somebody is in the list: which of the towns asked for they serve, how near they are, and what of the choices they
/// fulfil.
fn why(page: &DirectoryPage, person: &Person) -> String {
    if person.id == page.me.id() {
        return "あなたの登録内容です".to_owned();
    }
    let lists = [
        (Facet::Affiliation, terms::AFFILIATIONS),
        (Facet::Theme, terms::THEMES),
        (Facet::Qualification, terms::QUALIFICATIONS),
    ];
    let fulfilled = lists.into_iter().flat_map(|(facet, list)| {
        let chosen = page.filter.chosen(facet).iter().filter(move |slug| person.traits.has(facet, slug));
        chosen.filter_map(move |slug| terms::name(list, slug))
    });
    let like = page.asked.best(&person.traits).map(|near| sentence(near, page.places));
    let around = page.filter.vicinity.as_ref().and_then(|vicinity| vicinity.reason(&person.traits, page.places));
    let near = reason(page.mine, &person.traits, page.places);
    like.into_iter().chain(around).chain(near).chain(fulfilled.map(str::to_owned)).collect::<Vec<_>>().join("・")
}

/// What may help where nobody is found: about a town that was named its own page, and who is near it.
fn nobody(page: &DirectoryPage) -> Markup {
    let DirectoryPage { filter, places, .. } = *page;
    let named = filter.named(places);
    let text = match (filter.count(), named.as_slice()) {
        (1.., _) => "絞り込みを外すか、言葉を短くすると、見つかることがあります。",
        (_, []) => "漢字をひらがなにする、市町村名だけにするなど、言葉を短くすると、見つかることがあります。",
        _ => "市町村のページで、となりの自治体や同じ医療圏の市町村と、その担当者を見られます。",
    };
    let search = links::with_query(links::SEARCH, [("q", filter.words.as_str())]);
    empty(
        "条件に合う人が見つかりませんでした",
        text,
        html! {
            @for code in &named {
                @if filter.vicinity.is_none() { a.button.secondary href=(near(code, places)) { (places.told_apart(code)) "の近くの人を見る" } }
                a href=(links::municipality(code)) { (places.told_apart(code)) "のページ" }
            }
            @if filter.count() > 0 { a.button.secondary href=(filter.bare().href()) { "絞り込みをすべて外す" } }
            @if !filter.words.is_empty() { a.button.secondary href=(search) { "同じ言葉で相談をさがす" } }
            a href=(links::COORDINATORS) { "全員を見る" }
        },
    )
}

/// Where the people near a place are.
fn near(code: &str, places: &Places) -> String {
    links::with_query(links::COORDINATORS, [("q", format!("{}の近く", places.full_name(code)).as_str())])
}

fn pages(page: &DirectoryPage) -> Markup {
    let DirectoryPage { filter, found, .. } = *page;
    let first = (found.page - 1) * PER_PAGE;
    let position = format!("{}–{}人目／{}人", first + 1, first + found.people.len(), found.total);
    pager(&Pager {
        previous: (found.page > 1).then(|| filter.on_page(found.page - 1).href()),
        next: (found.page < found.pages).then(|| filter.on_page(found.page + 1).href()),
        position: &position,
    })
}
