//! The prefectures as tiles that are all of one size, about where they lie.

use std::sync::LazyLock;

/// Code, row and column of each, both from 1.
const FILE: &str = include_str!("../../../../assets/reference/tiles.csv");

/// How many rows and columns there are.
pub const SIZE: (usize, usize) = (12, 14);

/// One prefecture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Code of 2 digits.
    pub prefecture: &'static str,
    /// From the north, beginning at 0.
    pub row: usize,
    /// From the west, beginning at 0.
    pub column: usize,
}

/// All of them, by code.
pub fn tiles() -> &'static [Tile] {
    &TILES
}

static TILES: LazyLock<Vec<Tile>> = LazyLock::new(|| FILE.lines().skip(1).filter_map(tile).collect());

fn tile(line: &'static str) -> Option<Tile> {
    let (prefecture, place) = line.split_once(',')?;
    let (row, column) = place.split_once(',')?;
    Some(Tile {
        prefecture,
        row: row.parse::<usize>().ok()?.checked_sub(1)?,
        column: column.parse::<usize>().ok()?.checked_sub(1)?,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::reference::places;

    #[test]
    fn every_prefecture_has_a_tile_of_its_own() {
        let places = places();
        let codes: Vec<&str> = places.prefectures().iter().map(|prefecture| prefecture.code.as_str()).collect();
        assert_eq!(tiles().iter().map(|tile| tile.prefecture).collect::<Vec<_>>(), codes);
        let spots: BTreeSet<_> = tiles().iter().map(|tile| (tile.row, tile.column)).collect();
        assert_eq!(spots.len(), 47);
        assert!(spots.iter().all(|(row, column)| *row < SIZE.0 && *column < SIZE.1));
    }
}
