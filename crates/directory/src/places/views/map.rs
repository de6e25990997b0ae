//! Maps of municipalities: outlines that browsers keep, under links that say how each is served.
//!
//! Nothing is told by colour alone: each way of being served has its pattern, every link says it in words, and the table
//! beside a map has all of it once more. What a pattern is drawn for is measured in pixels, hence the units.

use kernel::places::Municipality;
use maud::{Markup, html};
use web::links;

use crate::places::borders::CREDIT;
use crate::places::coverage::{Coverage, Kind};
use crate::places::maps::{Frame, frames, shape};

/// A shape that is smaller than this, in pixels, is marked by a ring so that it can be found.
const SPECK: f64 = 14.0;

/// All drawings of a prefecture; `places` are its municipalities in the order of the links.
pub fn prefecture_map(name: &str, code: &str, places: &[&Municipality], coverage: &Coverage) -> Markup {
    let outlines = web::assets::map(code);
    html! {
        figure.map {
            div.map-frames {
                @for (number, frame) in frames(code).enumerate() {
                    (drawing(name, number, frame, &outlines, places, coverage))
                }
            }
            figcaption.hint {
                "太い線は二次医療圏の境です。形は簡略にし、小さな島などは省いています。"
                @if frames(code).nth(1).is_some() { "離れた島は、縮尺を変えて別の枠に描いています。" }
                @if frames(code).any(|frame| frame.land().next().is_some()) { "北方領土の6村は、市町村の一覧に含めていません。" }
                (CREDIT) "（令和3年1月1日時点）。"
            }
        }
    }
}

fn drawing(
    prefecture: &str,
    number: usize,
    frame: &Frame,
    outlines: &str,
    places: &[&Municipality],
    coverage: &Coverage,
) -> Markup {
    let (unit, label) = (frame.unit, if frame.name.is_empty() { prefecture } else { frame.name });
    html! {
        div.map-frame {
            @if !frame.name.is_empty() { p { (frame.name) } }
            svg viewBox=(frame.view_box) role="group" aria-label={ (label) "の地図" } stroke-width=(format!("{unit:.1}")) {
                (patterns(&number.to_string(), unit))
                @for land in frame.land() { use.land href={ (outlines) "#m" (land) } {} }
                @for place in places.iter().filter(|place| frame.holds(&place.code)) {
                    (linked(place, &place.name, coverage, &number.to_string(), outlines, unit))
                }
                // Between islands there are no borders.
                @if frame.name.is_empty() { use.map-areas href={ (outlines) "#areas" } stroke-width=(format!("{:.1}", unit * 3.0)) {} }
                use.map-names href={ (outlines) "#names" (number) } aria-hidden="true" stroke-width=(format!("{:.1}", unit * 4.0)) {}
            }
        }
    }
}

/// A municipality as a link that says its name and who serves it.
pub fn linked(
    place: &Municipality,
    name: &str,
    coverage: &Coverage,
    suffix: &str,
    outlines: &str,
    unit: f64,
) -> Markup {
    let count = coverage.place(&place.code);
    let speck = shape(&place.code).filter(|shape| shape.is_smaller_than(SPECK * unit));
    html! {
        a.(count.kind.name()) href=(links::municipality(&place.code)) fill=[filled(count.kind, suffix)] {
            title { (name) " " (count.words()) }
            use href={ (outlines) "#m" (place.code) } {}
            @if let Some(shape) = speck { circle cx=(shape.x) cy=(shape.y) r=(format!("{:.0}", SPECK * unit)) fill-opacity="0" {} }
        }
    }
}

/// The way to a pattern, for those that are not filled plainly by their class.
fn filled(kind: Kind, suffix: &str) -> Option<String> {
    matches!(kind, Kind::Nobody | Kind::Shared).then(|| format!("url(#{}-{suffix})", kind.name()))
}

/// The patterns of a drawing that has so many units for a pixel.
pub fn patterns(suffix: &str, unit: f64) -> Markup {
    let scale = format!("scale({unit:.2})");
    let pattern = |kind: Kind, content: Markup| {
        html! {
            pattern id={ (kind.name()) "-" (suffix) } width="8" height="8" patternUnits="userSpaceOnUse" patternTransform=(scale) {
                rect.ground width="8" height="8" stroke="none" {}
                (content)
            }
        }
    };
    html! {
        defs {
            (pattern(Kind::Nobody, html! { path.mark d="M-2 2l4-4M0 8l8-8M6 10l4-4" stroke-width="1" {} }))
            (pattern(Kind::Shared, html! { circle.dot cx="4" cy="4" r="1.3" stroke="none" {} }))
        }
    }
}

/// What the patterns mean, each with how many there are.
pub fn key(counts: impl Fn(Kind) -> usize) -> Markup {
    html! {
        ul.map-key role="list" {
            @for kind in Kind::ALL {
                li {
                    svg.map viewBox="0 0 40 24" width="40" height="24" aria-hidden="true" stroke-width="1" {
                        @if kind == Kind::Nobody { (patterns("key", 1.0)) }
                        rect.(kind.name()) x="1" y="1" width="38" height="22" fill=[filled(kind, "key")] {}
                    }
                    span { (kind.label()) } " " span.count { (counts(kind)) }
                }
            }
        }
        p.hint { "「兼務の人だけ」は、どの担当者も、ほかの市町村とあわせて受け持っているところです。" }
    }
}
