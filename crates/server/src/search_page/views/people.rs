//! People among the results.

use directory::likeness::Like;
use directory::people::{Around, SIMILAR_TO};
use maud::{Markup, html};
use search::Snippet;
use web::components::{Pager, empty, pager};
use web::links::{self, COORDINATORS};

use super::{Shown, marked, pieces, ways};
use crate::search_page::params::PAGE;
use crate::search_page::people::{People, PersonHit};

/// A page of people.
pub fn list(shown: &Shown) -> Markup {
    let People { hits, total } = &shown.answer.people;
    let (params, number) = (shown.params, shown.params.number());
    let position = format!("全{total}人");
    html! {
        (whereabouts(shown))
        @if hits.is_empty() {
            div data-total=(total) {
                (empty("当てはまる方が見つかりませんでした", "言葉を短くするか、「仲間をさがす」の条件からおさがしください。",
                    html! { a.button href=(COORDINATORS) { "仲間をさがす" } }))
            }
        } @else {
            h2 { "当てはまる仲間 " span.count { (total) "人" } }
            ul.list-rows role="list" data-total=(total) { @for hit in hits { (row(shown, hit)) } }
        }
        (pager(&Pager {
            previous: (number > 1).then(|| params.at_page(number - 1)),
            next: (number * PAGE < *total).then(|| params.at_page(number + 1)),
            position: &position,
        }))
    }
}

/// Where people shall be, with the ways out of it and into one's own.
fn whereabouts(shown: &Shown) -> Markup {
    let Around { asked, vicinity, .. } = &shown.answer.around;
    let toggled = |like: &Like| shown.params.toggled(SIMILAR_TO, &like.value);
    html! {
        @if let Some(vicinity) = vicinity { p.note { (vicinity.label(shown.places)) "を担当する方です。" } }
        @for like in &asked.chosen { p.note { (like.label) "にしぼっています。" a href=(toggled(like)) { "この条件を外す" } } }
        @if let Some(like) = &asked.offered { p.actions { a href=(toggled(like)) { "自分の自治体に似た自治体の仲間にしぼる" } } }
    }
}

/// The first few, beside discussions.
pub fn few(shown: &Shown) -> Markup {
    let People { hits, total } = &shown.answer.people;
    html! {
        @if !hits.is_empty() {
            section.panel {
                div.panel-head {
                    h2 { "当てはまる仲間" }
                    a href=(shown.params.in_tab("people")) { (total) "人すべてを見る" }
                }
                @if let Some(vicinity) = &shown.answer.around.vicinity { p.hint { (vicinity.label(shown.places)) "を担当する方です。" } }
                ul.list-rows role="list" { @for hit in hits { (row(shown, hit)) } }
            }
        }
    }
}

fn row(shown: &Shown, hit: &PersonHit) -> Markup {
    let PersonHit { person, kana, post, places, .. } = hit;
    let is_known = |text: &Snippet| !text.parts.is_empty();
    html! {
        li.row data-id={ "person-" (person.id) } {
            div.row-body {
                h3.row-title {
                    a href=(links::person(person.id)) { bdi.person-name { (pieces(&hit.name)) } }
                    @if is_known(kana) { " " bdi.kana { "（" (pieces(kana)) "）" } }
                }
                @if is_known(post) { p.meta { span { (marked(post)) } } }
                @if is_known(places) { p.places { (pieces(places)) } }
                @for (what, text) in &hit.others { p.meta { span { (what) "：" (marked(text)) } } }
                @for reason in reasons(shown, hit) { p.reason { (reason) } }
            }
        }
    }
}

/// How words were found that do not stand there as typed, and how near the person is.
fn reasons(shown: &Shown, hit: &PersonHit) -> impl Iterator<Item = String> {
    let me = shown.roster.person(shown.viewer.id()).filter(|me| me.id != hit.person.id);
    let near = me.and_then(|me| me.reason(hit.person, shown.places));
    ways(&hit.ways).into_iter().chain(shown.answer.around.reasons(hit.person, shown.places)).chain(near)
}
