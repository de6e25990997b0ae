//! The small map on the page of a municipality: itself and those that border on it, also beyond the prefecture.

use kernel::Places;
use kernel::places::Municipality;
use maud::{Markup, html};

use super::map::{linked, patterns};
use crate::places::coverage::Coverage;
use crate::places::maps::{NEARBY, Nearby, shape};

/// Size of the names, in pixels.
const LETTERS: f64 = 14.0;

/// The map; nothing for a place without a shape.
pub fn nearby_map(place: &Municipality, near: &[&Municipality], coverage: &Coverage, places: &Places) -> Markup {
    let Some(own) = shape(&place.code) else { return html! {} };
    let nearby = Nearby::around(own);
    let unit = f64::from(nearby.side) / f64::from(NEARBY);
    let scaled = |pixels: f64| format!("{:.1}", pixels * unit);
    let named = |place: &Municipality| {
        let spot = shape(&place.code).map(|shape| nearby.spot(shape));
        html! { @if let Some((x, y)) = spot { text x=(x) y=(y) { (place.name) } } }
    };
    html! {
        figure.map.nearby {
            svg viewBox=(nearby.view_box()) role="group" aria-label={ (place.name) "とまわりの地図" } stroke-width=(scaled(1.0)) {
                (patterns("near", unit))
                @for other in near {
                    (linked(other, &places.full_name(&other.code), coverage, "near", &web::assets::map(&other.prefecture), unit))
                }
                g.here stroke-width=(scaled(4.0)) { (linked(place, &place.name, coverage, "near", &web::assets::map(&place.prefecture), unit)) }
                g.map-names aria-hidden="true" text-anchor="middle" font-size=(scaled(LETTERS)) stroke-width=(scaled(4.0)) {
                    @for other in near { (named(other)) }
                    (named(place))
                }
            }
            figcaption.hint { "太い線で囲んだところが" (place.name) "です。斜めの線は担当者がまだいない市町村、点は兼務の人だけの市町村、薄い色は1人の市町村、濃い色は2人以上の市町村です。" }
        }
    }
}
