//! Icons as inline SVG: no request, the colour of the text around them, silent for screen readers.

use maud::{Markup, html};

/// The mark of the site: three warps and the weft that goes over, under and over them.
pub fn weave() -> Markup {
    html! {
        svg.icon.weave viewBox="0 0 32 32" aria-hidden="true" focusable="false" {
            path.warp d="M6 2h4v28H6zM14 2h4v28h-4zM22 2h4v28h-4z" {}
            path.weft d="M1 13h12v6H1zM19 13h12v6H19z" {}
            path.weft.under d="M13 13h1v6h-1zM18 13h1v6h-1z" {}
        }
    }
}

/// A magnifying glass.
pub fn search() -> Markup {
    icon(
        "M10.5 3a7.5 7.5 0 0 1 5.9 12.1l4.8 4.8-1.4 1.4-4.8-4.8A7.5 7.5 0 1 1 10.5 3Zm0 2a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Z",
    )
}

/// Head and shoulders.
pub fn person() -> Markup {
    icon(
        "M12 3a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9Zm0 2a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Zm0 8.5c4.7 0 8 2.2 8 5.5v2H4v-2c0-3.3 3.3-5.5 8-5.5Zm0 2c-3.4 0-6 1.4-6 3.5h12c0-2.1-2.6-3.5-6-3.5Z",
    )
}

/// A tick in a circle.
pub fn check() -> Markup {
    icon("M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm-1.4 14.5 7-7-1.5-1.5-5.5 5.5-2.7-2.7-1.5 1.5 4.2 4.2Z")
}

/// An exclamation mark in an octagon: something is wrong.
pub fn problem() -> Markup {
    icon("M8 2h8l6 6v8l-6 6H8l-6-6V8l6-6Zm3 5v7h2V7h-2Zm0 8.5v2h2v-2h-2Z")
}

/// An exclamation mark in a triangle: take care.
pub fn warning() -> Markup {
    icon("M12 2.5 23 21.5H1L12 2.5Zm-1 7v6h2v-6h-2Zm0 7.5v2h2v-2h-2Z")
}

/// An i in a circle.
pub fn info() -> Markup {
    icon("M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm-1 9v6h2v-6h-2Zm0-4v2h2V7h-2Z")
}

/// A bookmark: it helped.
pub fn thanks() -> Markup {
    icon("M6 3h12v18l-6-4.5L6 21V3Zm2 2v12l4-3 4 3V5H8Z")
}

fn icon(path: &str) -> Markup {
    html! {
        svg.icon viewBox="0 0 24 24" aria-hidden="true" focusable="false" { path d=(path) {} }
    }
}
