//! How mentions look before they are posted.

use directory::Roster;
use kernel::PersonId;
use maud::{Markup, html};
use web::components::{NoticeKind, notice, person_name};
use web::links;

use super::names::Offer;

/// The options of the list.
pub(super) fn options(offers: &[Offer]) -> Markup {
    html! {
        @for Offer { person, words } in offers {
            li role="option" aria-selected="false" data-words=(words) {
                (person_name(&person.name, &person.kana))
                @if let Some(tenure) = person.current().next() { " " span.hint { bdi { (tenure.organisation_name) } } }
            }
        }
    }
}

/// Who is told of a text once it is posted, and which names are nobody's who could read it.
pub(crate) fn told(mentioned: &[PersonId], unknown: &[String], people: &Roster) -> Markup {
    html! {
        @if !mentioned.is_empty() {
            (notice(NoticeKind::Info, html! {
                p {
                    "投稿すると、次の方にお知らせが届きます："
                    @for (index, person) in mentioned.iter().filter_map(|id| people.listed_person(*id)).enumerate() {
                        @if index > 0 { "、" }
                        a href=(links::person(person.id)) target="_blank" rel="noopener" { bdi { (person.name) } }
                    }
                }
            }))
        }
        @if !unknown.is_empty() {
            (notice(NoticeKind::Warning, html! {
                p { "「" (unknown.join("」「")) "」は、この部屋を読める方の氏名として見つからないか、同じ氏名の方がほかにもいます。お知らせは届きません。" }
                p { "「@」のあとに氏名をすべて書いてください。同じ氏名の方がいるときは、「@氏名（所属機関）」と書きます。" }
            }))
        }
    }
}
