//! People in a position like somebody's, on that person's page.

use kernel::Places;
use maud::{Markup, html};
use web::components::person_row;

use super::Peer;
use crate::rows::Row;

/// The section; nothing where there is nobody.
pub fn beside(peers: &[Peer], places: &Places) -> Markup {
    html! {
        @if !peers.is_empty() {
            section.panel {
                h2 { "近い立場の方" }
                p.hint { "テーマ、担当する市町村、所属のうち、二つ以上が近い方です。並び順は日ごとに変わります。" }
                ul.list-rows role="list" data-peers=(peers.len()) {
                    @for peer in peers {
                        @let reason = peer.reason(places);
                        (person_row(&Row::new(peer.person, places).view(Some(&reason))))
                    }
                }
            }
        }
    }
}
