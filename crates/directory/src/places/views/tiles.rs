//! The country as tiles, each with how many of its municipalities have somebody.

use kernel::Places;
use kernel::places::Prefecture;
use maud::{Markup, html};
use web::links;

use super::map::patterns;
use crate::places::coverage::{Coverage, Kind, Tally};
use crate::places::tiles::{SIZE, Tile, tiles};

/// How large a tile is, with the space beside it.
const SIDE: usize = 80;

/// The tiles. On narrow screens all of them fit, and each shows the beginning of its name alone; the table has the rest.
pub fn tile_map(coverage: &Coverage, places: &Places) -> Markup {
    let (rows, columns) = SIZE;
    let all = tiles().iter().filter_map(|tile| Some((tile, places.prefecture(tile.prefecture)?)));
    html! {
        div.table-wrap.tiles {
            svg.map viewBox={ "0 0 " (columns * SIDE) " " (rows * SIDE) } role="group" aria-label="都道府県の図" stroke-width="1" text-anchor="middle" {
                (patterns("tile", 1.0))
                @for (tile, prefecture) in all { (one(*tile, prefecture, coverage.prefecture(&prefecture.code))) }
            }
        }
    }
}

fn one(tile: Tile, prefecture: &Prefecture, tally: Tally) -> Markup {
    let (x, y) = (tile.column * SIDE, tile.row * SIDE);
    let share = share(tally);
    let (beginning, end) = short(&prefecture.name);
    html! {
        a.(share.name()) href=(links::prefecture(&prefecture.code)) {
            title { (prefecture.name) " " (words(tally)) }
            rect x=(x + 2) y=(y + 2) width=(SIDE - 4) height=(SIDE - 4) rx="4" fill=[(share == Kind::Nobody).then_some("url(#nobody-tile)")] {}
            g.map-names stroke-width="4" aria-hidden="true" {
                text x=(x + SIDE / 2) y=(y + 36) font-size="22" { (beginning) tspan { (end) } }
                text x=(x + SIDE / 2) y=(y + 62) font-size="20" { (tally.served()) "/" (tally.all()) }
            }
        }
    }
}

/// 「63市町村のうち12市町村に担当者がいます」
pub fn words(tally: Tally) -> String {
    let (all, served) = (tally.all(), tally.served());
    if served == 0 {
        format!("{all}市町村に、担当者はまだいません")
    } else if served == all {
        format!("{all}市町村のすべてに、担当者がいます")
    } else {
        format!("{all}市町村のうち、{served}市町村に担当者がいます")
    }
}

/// How a tile is filled: like a municipality with nobody, one or several, for none, some and all.
fn share(tally: Tally) -> Kind {
    match tally.served() {
        0 => Kind::Nobody,
        served if served < tally.all() => Kind::One,
        _ => Kind::Several,
    }
}

/// 「埼玉」, and what of a longer name is left out where room is scarce; 北海道 is called nothing else.
fn short(name: &str) -> (&str, &str) {
    let name = name.strip_suffix(['県', '府', '都']).unwrap_or(name);
    name.split_at(name.char_indices().nth(2).map_or(name.len(), |(end, _)| end))
}
