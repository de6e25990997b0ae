//! Discussions among the results.

use std::collections::BTreeSet;

use directory::likeness::Like;
use directory::people::{Reader, SIMILAR_TO};
use forum::advisers::block;
use kernel::clock::fiscal_year;
use maud::{Markup, html};
use search::Found;
use web::Space;
use web::components::{
    FacetGroup, FacetValue, HitRow, NoticeKind, Pager, Select, TextInput, empty, facet_group, filters, hit_row, notice,
    pager, secondary_button, select, state_badge, text_input, time,
};
use web::links::{self, NEW_THREAD};

use super::{Shown, marked, people};
use crate::saved_searches::views::save_fold;
use crate::saved_searches::{Question, Texts};
use crate::search_page::find::ThreadHit;
use crate::search_page::handlers::HelpPath;
use crate::search_page::params::{PAGE, PROPERTIES, Params, Property, Values};
use crate::search_page::wider::Wider;

/// A page of discussions with filters beside it.
pub fn list(shown: &Shown) -> Markup {
    let found = &shown.answer.threads.found;
    let total = found.whole_total;
    let is_near = shown.answer.around.vicinity.is_some();
    html! {
        (Space(super::LIST))
        div.with-side.side-first {
            div.side { (filters(shown.params.filters(), html! { (facets(shown)) (more_filters(shown)) })) (ways()) }
            div.main-column {
                (tried(shown))
                (save(shown))
                // Whoever names a place that is near asks for people.
                @if is_near { (people::few(shown)) }
                @if total + found.partial_total == 0 { div.stack data-total="0" { (nothing(&shown.answer.words)) (wider(&shown.answer.wider)) } }
                @else {
                    (orders(shown.params, &shown.answer.words))
                    h2 { (heading(&shown.answer.words, found)) " " span.count { (total) "件" } }
                    ul.list-rows role="list" data-total=(total) { @for hit in &shown.answer.threads.whole { (row(shown, hit)) } }
                    @if found.partial_total > 0 {
                        h2 { "一部の語を含む相談 " span.count { (found.partial_total) "件" } }
                        ul.list-rows role="list" data-partial-total=(found.partial_total) {
                            @for hit in &shown.answer.threads.partial { (row(shown, hit)) }
                        }
                    }
                    (pages(shown.params, total + found.partial_total))
                }
                @if !shown.answer.threads.near.is_empty() {
                    h2 { "近い相談" }
                    p.hint { "同じ言葉はありませんが、書き方や読みの似たところがある相談です。" }
                    ul.list-rows role="list" { @for hit in &shown.answer.threads.near { (row(shown, hit)) } }
                }
                (block(&shown.answer.advisers, "", false, shown.roster, shown.places))
                @if !is_near { (people::few(shown)) }
            }
        }
    }
}

/// The form that saves what is asked, if anything is.
fn save(shown: &Shown) -> Markup {
    let reader = Reader { viewer: shown.viewer, people: shown.roster, places: shown.places };
    html! { @if let Some(texts) = Texts::of(shown.params) { (save_fold(&Question::Texts(texts), reader)) } }
}

fn row(shown: &Shown, hit: &ThreadHit) -> Markup {
    let author = hit.discussion.author.line(shown.roster, shown.places);
    let room = shown.roster.room(shown.places, hit.discussion.room_id).map_or("", |room| room.name.as_str());
    let is_reply = hit.discussion.post_id != hit.discussion.id.into();
    let why = super::ways(&hit.ways);
    hit_row(&HitRow {
        id: &format!("thread-{}", hit.discussion.id),
        href: &hit.discussion.location(),
        title: marked(&hit.title),
        snippet: Some(marked(&hit.snippet)),
        reason: why.as_deref(),
        meta: html! {
            span.kind { (hit.discussion.kind.name()) }
            @if let Some(state) = hit.discussion.state() { (state_badge(state)) }
            @if hit.discussion.reply_count > 0 { span { "返信" (hit.discussion.reply_count) "件" } }
            @if let Some(file) = &hit.file { span { "添付ファイルに一致：" bdi { (file) } } }
            span { (room) }
            span { @if is_reply { "返信：" } bdi { (author) } }
            (time(hit.discussion.created_at))
        },
    })
}

/// What may have been meant, which other words were looked for too, and which were found by their sound.
fn tried(shown: &Shown) -> Markup {
    let Found { tried, guesses, heard, .. } = &shown.answer.threads.found;
    html! {
        @if !guesses.is_empty() {
            (notice(NoticeKind::Info, html! {
                p { "もしかして："
                    @for guess in guesses {
                        a href=(shown.params.with_words(format!("{guess} {}", shown.answer.conditions).trim_end())) { bdi { (guess) } } "　"
                    }
                 }
            }))
        }
        @if !tried.is_empty() || !heard.is_empty() {
            (notice(NoticeKind::Info, html! {
                @for word in tried { p { "「" bdi { (word.word) } "」は、「" (word.synonyms.join("」「")) "」でもさがしました。" } }
                @for kana in heard { p { "読みが「" (kana) "」の言葉もさがしました。" } }
            }))
        }
    }
}

fn nothing(words: &str) -> Markup {
    let ask = links::with_query(NEW_THREAD, [("title", search::without_marks(words).as_str())]);
    empty(
        "当てはまる相談が見つかりませんでした",
        "言葉を短く区切る、別の言い方にする、条件を外す、のいずれかをお試しください。まだ誰も尋ねていないのかもしれません。",
        html! { a.button.primary href=(ask) { "この内容で相談する" } },
    )
}

/// What would be found otherwise.
fn wider(wider: &[Wider]) -> Markup {
    html! {
        @if !wider.is_empty() {
            section.panel {
                h2 { "条件をゆるめる" }
                ul.list-rows.plain role="list" {
                    @for way in wider { li { a href=(way.href) { (way.words) "と" (way.count) "件" } } }
                }
            }
        }
    }
}

/// How words can be put, in short.
fn ways() -> Markup {
    let ways = [
        ("退院　様式", "すべての語を含む相談"),
        ("訪看 OR 薬局", "どちらかの語を含む相談"),
        ("\"顔の見える\"", "その並びのままの相談"),
        ("退院　-研修", "「研修」を含まない相談"),
    ];
    html! {
        details.fold {
            summary { "さがし方" }
            dl.facts { @for (typed, found) in ways { div { dt { code { (typed) } } dd { (found) } } } }
            p { a href=(HelpPath) { "条件を付けてさがす" } }
        }
    }
}

/// What can come first.
const ORDERS: [(&str, &str); 3] = [("", "関連度の高い順"), ("new", "新しい順"), ("thanks", "参考になった順")];

fn orders(params: &Params, words: &str) -> Markup {
    let choice = |sort: &str, label: &str, chosen: bool| {
        html! {
            @if chosen { strong { (label) } } @else { a href=(params.sorted(sort)) { (label) } }
        }
    };
    // Nothing is more to the point than anything else where no words were asked for.
    let by_words = !words.trim().is_empty();
    let chosen = match params.sort.as_str() {
        known @ ("new" | "thanks") => known,
        _ if by_words => "",
        _ => "new",
    };
    html! {
        p.meta {
            @for (sort, label) in ORDERS {
                @if by_words || !sort.is_empty() { span { (choice(sort, label, sort == chosen)) } }
            }
        }
    }
}

fn pages(params: &Params, total: usize) -> Markup {
    let number = params.number();
    let last = total.div_ceil(PAGE).max(1);
    pager(&Pager {
        previous: (number > 1).then(|| params.at_page((number - 1).min(last))),
        next: (number < last).then(|| params.at_page(number + 1)),
        position: &format!("{number}／{last}ページ"),
    })
}

/// What the hits have in common.
fn heading(words: &str, found: &Found) -> &'static str {
    match words.trim() {
        "" => "すべての相談",
        _ if found.any => "関係のある相談",
        _ => "すべての語を含む相談",
    }
}

fn facets(shown: &Shown) -> Markup {
    html! { (alike(shown)) @for property in &PROPERTIES { (facet(shown, property)) } }
}

/// The towns like some: each that is chosen can be taken out, one's own is one step away.
fn alike(shown: &Shown) -> Markup {
    let asked = &shown.answer.around.asked;
    let value = |(like, count): (&Like, &usize)| FacetValue {
        value: like.value.clone(),
        label: like.label.clone(),
        count: *count as u64,
        href: shown.params.toggled(SIMILAR_TO, &like.value),
        chosen: true,
    };
    let values = asked.chosen.iter().zip(&shown.answer.alike).map(value).collect();
    html! {
        (facet_group(&FacetGroup { name: SIMILAR_TO, legend: "似た自治体の方の相談", values, show_first: 1 }))
        @if let Some(like) = &asked.offered {
            p.actions { a href=(shown.params.toggled(SIMILAR_TO, &like.value)) { "自分の自治体に似た自治体の相談にしぼる" } }
        }
    }
}

fn facet(shown: &Shown, property: &Property) -> Markup {
    let counted = shown.answer.threads.found.facets.get(property.name);
    let count = |slug: &str| counted.and_then(|all| all.iter().find(|(known, _)| known == slug)).map_or(0, |(_, n)| *n);
    let values = names(shown, property).into_iter().map(|(slug, label)| FacetValue {
        count: count(&slug),
        href: shown.params.toggled(property.name, &slug),
        chosen: shown.params.chosen(property.name).contains(&slug),
        value: slug,
        label,
    });
    let values = values.filter(|value| value.count > 0 || value.chosen).collect();
    facet_group(&FacetGroup { name: property.name, legend: property.legend, values, show_first: 6 })
}

/// The values of a property with their names, in their order.
fn names(shown: &Shown, property: &Property) -> Vec<(String, String)> {
    let named = |slug: &str, name: &str| (slug.to_owned(), name.to_owned());
    match property.values {
        Values::Terms(terms) => terms.iter().map(|term| named(term.slug, term.name)).collect(),
        Values::Prefectures => shown.places.prefectures().iter().map(|p| named(&p.code, &p.name)).collect(),
        Values::Years => {
            let asked =
                shown.answer.threads.found.facets.get(property.name).into_iter().flatten().map(|(year, _)| year);
            let years: BTreeSet<&String> = asked.chain(shown.params.chosen(property.name)).collect();
            let name = |year: &str| year.parse().ok().map(fiscal_year);
            years.into_iter().rev().filter_map(|year| Some((year.clone(), name(year)?))).collect()
        }
    }
}

/// Room and days, which are typed and not counted.
fn more_filters(shown: &Shown) -> Markup {
    let params = shown.params;
    let readable = shown.roster.readable(shown.viewer, shown.places);
    let rooms: Vec<(&str, &str)> = std::iter::once(("", "すべての部屋"))
        .chain(readable.map(|room| (room.slug.as_str(), room.name.as_str())))
        .collect();
    let day = |name, label, value| text_input(TextInput { name, label, value, kind: "date", ..TextInput::default() });
    html! {
        form.stack method="get" action=(links::SEARCH) {
            input type="hidden" name="q" value=(params.q);
            @for value in &params.similar_to { input type="hidden" name=(SIMILAR_TO) value=(value); }
            @for property in &PROPERTIES {
                @for value in params.chosen(property.name) { input type="hidden" name=(property.name) value=(value); }
            }
            (select(Select { name: "room", label: "部屋", options: &rooms, chosen: &params.room, ..Select::default() }))
            (day("from", "この日から", &params.from))
            (day("to", "この日まで", &params.to))
            p.actions { (secondary_button("絞り込む")) }
        }
    }
}
