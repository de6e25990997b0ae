//! What may be told of a few people: nothing, and nothing from which it follows.
//!
//! The rule of official statistics for tables with a total (primary and complementary cell suppression): a cell to which
//! fewer than [`FEW`] people have contributed is withheld; where only one cell is withheld, or all that are withheld have
//! fewer contributors together, the total would tell it, so the next smallest is withheld too, and the total itself when
//! nothing else is left.
//! Source: Hundepool et al., Handbook on Statistical Disclosure Control, chapter 4.

use std::collections::BTreeSet;

use kernel::PersonId;

/// What fewer people have done is not told.
pub const FEW: usize = 5;

/// Who contributed to a cell. All who hide count as one, since nobody is to be told how many they are.
pub type Contributors = BTreeSet<PersonId>;

/// Which cells of one column may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// For each row.
    pub rows: Vec<bool>,
    /// For their total.
    pub total: bool,
}

/// Decides about a column of rows that add up to its total. An empty row tells of nobody.
pub fn told(rows: &[Contributors]) -> Told {
    let mut withheld: Vec<usize> = (0..rows.len()).filter(|row| is_few(&rows[*row])).collect();
    let all = union(rows.iter());
    let mut total = !is_few(&all);
    while total && !withheld.is_empty() && is_guessable(rows, &withheld) {
        let others = (0..rows.len()).filter(|row| !withheld.contains(row) && !rows[*row].is_empty());
        match others.min_by_key(|row| rows[*row].len()) {
            Some(smallest) => withheld.push(smallest),
            None => total = false,
        }
    }
    Told { rows: (0..rows.len()).map(|row| !withheld.contains(&row)).collect(), total }
}

/// Whether this is somebody, but too few.
pub fn is_few(contributors: &Contributors) -> bool {
    (1..FEW).contains(&contributors.len())
}

/// Whether the difference between the total and what is told is that of a few people.
fn is_guessable(rows: &[Contributors], withheld: &[usize]) -> bool {
    withheld.len() == 1 || is_few(&union(withheld.iter().map(|row| &rows[*row])))
}

fn union<'a>(rows: impl Iterator<Item = &'a Contributors>) -> Contributors {
    rows.flatten().copied().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn people(ids: std::ops::Range<i64>) -> Contributors {
        ids.map(PersonId).collect()
    }

    #[test]
    fn one_small_cell_takes_the_next_smallest_with_it() {
        let rows = [people(0..20), people(20..23), people(30..36), people(0..0)];
        assert_eq!(told(&rows), Told { rows: vec![true, false, false, true], total: true });
    }

    #[test]
    fn where_nothing_else_is_left_the_total_goes() {
        assert_eq!(told(&[people(0..3), people(0..0)]), Told { rows: vec![false, true], total: false });
        assert_eq!(told(&[people(0..3), people(0..2)]), Told { rows: vec![false, false], total: false });
        assert_eq!(told(&[people(0..3), people(3..6)]), Told { rows: vec![false, false], total: true });
    }

    #[test]
    fn what_concerns_nobody_or_enough_is_told() {
        assert_eq!(told(&[people(0..5), people(0..0)]), Told { rows: vec![true, true], total: true });
        assert_eq!(told(&[]), Told { rows: vec![], total: true });
    }

    proptest! {
        #[test]
        fn no_sum_and_no_difference_tells_of_a_few(rows in prop::collection::vec(prop::collection::btree_set(0_i64..12, 0..9), 0..9)) {
            let rows: Vec<Contributors> = rows.into_iter().map(|row| row.into_iter().map(PersonId).collect()).collect();
            let told = told(&rows);
            for (row, is_told) in rows.iter().zip(&told.rows) {
                prop_assert!(!is_told || !is_few(row));
            }
            let withheld: Vec<usize> = (0..rows.len()).filter(|row| !told.rows[*row]).collect();
            if told.total && !withheld.is_empty() {
                prop_assert!(withheld.len() > 1);
                prop_assert!(!is_few(&union(withheld.iter().map(|row| &rows[*row]))));
            }
            if told.total {
                prop_assert!(!is_few(&union(rows.iter())));
            }
        }
    }
}
