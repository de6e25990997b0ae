//! Discussions among the results.

use maud::{Markup, html};
use search::Snippet;
use web::Space;
use web::components::{
    FacetGroup, FacetValue, HitRow, NoticeKind, Pager, Select, TextInput, empty, facet_group, filters, hit_row, notice,
    pager, secondary_button, select, state_badge, text_input, time,
};
use web::links::{self, NEW_THREAD};

use super::{Shown, people};
use crate::search_page::find::ThreadHit;
use crate::search_page::params::{PAGE, PROPERTIES, Params, Property};

/// A page of discussions with filters beside it.
pub fn list(shown: &Shown) -> Markup {
    let found = &shown.threads.found;
    let total = found.whole_total;
    html! {
        (Space(super::LIST))
        div.with-side.side-first {
            div.side { (filters(shown.params.filters(), html! { (facets(shown)) (more_filters(shown)) })) (ways()) }
            div.main-column {
                (tried(shown))
                @if total + found.partial_total == 0 { div data-total="0" { (nothing(shown.params)) } }
                @else {
                    (orders(shown.params))
                    h2 { @if shown.params.words().trim().is_empty() { "すべての相談 " } @else { "すべての語を含む相談 " } span.count { (total) "件" } }
                    ul.list-rows role="list" data-total=(total) { @for hit in &shown.threads.whole { (row(shown, hit)) } }
                    @if found.partial_total > 0 {
                        h2 { "一部の語を含む相談 " span.count { (found.partial_total) "件" } }
                        ul.list-rows role="list" data-partial-total=(found.partial_total) {
                            @for hit in &shown.threads.partial { (row(shown, hit)) }
                        }
                    }
                    (pages(shown.params, total + found.partial_total))
                }
                (people::few(shown))
            }
        }
    }
}

fn row(shown: &Shown, hit: &ThreadHit) -> Markup {
    let author = hit.discussion.author.line(shown.roster, shown.places);
    let room = shown.roster.room(shown.places, hit.discussion.room_id).map_or("", |room| room.name.as_str());
    let is_reply = hit.discussion.post_id != hit.discussion.id.into();
    hit_row(&HitRow {
        id: &format!("thread-{}", hit.discussion.id),
        href: &hit.discussion.location(),
        title: marked(&hit.title),
        snippet: Some(marked(&hit.snippet)),
        reason: None,
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

fn marked(snippet: &Snippet) -> Markup {
    html! { bdi { @for (text, is_match) in &snippet.parts { @if *is_match { mark { (text) } } @else { (text) } } } }
}

/// Which other words were looked for too.
fn tried(shown: &Shown) -> Markup {
    let tried = &shown.threads.found.tried;
    html! {
        @if !tried.is_empty() {
            (notice(NoticeKind::Info, html! {
                @for word in tried { p { "「" bdi { (word.word) } "」は、「" (word.synonyms.join("」「")) "」でもさがしました。" } }
            }))
        }
    }
}

fn nothing(params: &Params) -> Markup {
    let ask = links::with_query(NEW_THREAD, [("title", search::without_signs(&params.words()).as_str())]);
    empty(
        "当てはまる相談が見つかりませんでした",
        "言葉を短く区切る、別の言い方にする、条件を外す、のいずれかをお試しください。まだ誰も尋ねていないのかもしれません。",
        html! { a.button.primary href=(ask) { "この内容で相談する" } },
    )
}

/// How words can be put.
fn ways() -> Markup {
    let ways = [
        ("退院　様式", "空白で区切ると、すべての語を含む相談"),
        ("\"顔の見える\"", "引用符で囲むと、その並びのままの相談"),
        ("退院　-研修", "先頭に「-」を付けると、その語を含まない相談"),
        ("添付:あり", "ファイルが添付された相談（添付:なし は、添付のない相談。has:file でも同じ）"),
    ];
    html! {
        details.fold {
            summary { "さがし方" }
            dl.facts { @for (typed, found) in ways { div { dt { code { (typed) } } dd { (found) } } } }
        }
    }
}

fn orders(params: &Params) -> Markup {
    let newest = params.sort == "new";
    let choice = |sort: &str, label: &str, chosen: bool| {
        html! {
            @if chosen { strong { (label) } } @else { a href=(params.sorted(sort)) { (label) } }
        }
    };
    // Nothing is more to the point than anything else where no words were asked for.
    let by_words = !params.words().trim().is_empty();
    html! {
        p.meta {
            @if by_words { span { (choice("", "関連度の高い順", !newest)) } }
            span { (choice("new", "新しい順", newest || !by_words)) }
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

fn facets(shown: &Shown) -> Markup {
    html! { @for property in &PROPERTIES { (facet(shown, property)) } }
}

fn facet(shown: &Shown, property: &Property) -> Markup {
    let counted = shown.threads.found.facets.get(property.name);
    let count = |slug: &str| counted.and_then(|all| all.iter().find(|(known, _)| known == slug)).map_or(0, |(_, n)| *n);
    let names: Vec<(&str, &str)> = match property.terms {
        Some(terms) => terms.iter().map(|term| (term.slug, term.name)).collect(),
        None => shown.places.prefectures().iter().map(|p| (p.code.as_str(), p.name.as_str())).collect(),
    };
    let values = names.into_iter().map(|(slug, name)| FacetValue {
        value: slug.to_owned(),
        label: name.to_owned(),
        count: count(slug),
        href: shown.params.toggled(property.name, slug),
        chosen: shown.params.chosen(property.name).iter().any(|chosen| chosen == slug),
    });
    let values = values.filter(|value| value.count > 0 || value.chosen).collect();
    facet_group(&FacetGroup { name: property.name, legend: property.legend, values, show_first: 6 })
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
