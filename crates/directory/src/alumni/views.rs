//! The page on which wishes to stay in touch are decided on.

use kernel::{Places, Timestamp};
use maud::{Markup, html};
use web::components::{breadcrumbs, empty, once_field, time};
use web::links;

use super::{DESK, TITLE};
use crate::desk;
use crate::desk::files::PersonFile;

/// The list, with two buttons for each.
pub(super) fn list_page(waiting: &[(PersonFile, Timestamp)], places: &Places) -> Markup {
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, desk::TITLE)], TITLE))
            h1 { (TITLE) }
            p.lead { "承諾すると、「以前に担当していた方」として、全国の部屋だけを読み書きできます。名簿にもそのように出ます。" }
        }
        @if waiting.is_empty() {
            (empty("待っている申し出はありません", "担当を終えた方が申し出ると、ここに並びます。", html! {}))
        } @else {
            ul.list-rows role="list" data-total=(waiting.len()) {
                @for (file, since) in waiting { (row(file, *since, places)) }
            }
        }
    }
}

fn row(file: &PersonFile, since: Timestamp, places: &Places) -> Markup {
    let person = file.person;
    html! {
        li.row data-id=(person.id) {
            div.row-body {
                h2.row-title { a href=(links::registration(person.id)) { bdi { (person.name) } } }
                p.meta {
                    span { "申し出 " (time(since)) }
                    @for tenure in person.past() {
                        span { bdi { (tenure.organisation_name) } @if !tenure.places.is_empty() { "（" (tenure.places.iter().map(|code| places.told_apart(code)).collect::<Vec<_>>().join("、")) "）" } }
                    }
                }
            }
            div.row-side {
                (button(file, "1", "承諾する"))
                (button(file, "0", "見送る"))
            }
        }
    }
}

fn button(file: &PersonFile, agrees: &str, words: &str) -> Markup {
    html! {
        form method="post" action={ (DESK) "/" (file.person.id) } {
            (once_field(&web::forms::once()))
            input type="hidden" name="agrees" value=(agrees);
            button.button.quiet type="submit" { (words) span.visually-hidden { "（" (file.person.name) "さん）" } }
        }
    }
}
