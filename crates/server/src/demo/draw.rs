//! Drawing lots, always the same ones.

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

/// A source of lots.
pub struct Draw(StdRng);

impl Draw {
    /// One of several independent sources, so that a change in one part leaves the others as they were.
    pub fn new(stream: u64) -> Self {
        Self(StdRng::seed_from_u64(20_261_122 + stream))
    }

    /// A number from `0` to `below - 1`; `0` when there is nothing to choose from.
    pub fn below(&mut self, below: usize) -> usize {
        self.0.random_range(0..below.max(1))
    }

    /// True `percent` times in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of them; `None` of none.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }

    /// Some different ones, in the order of the list.
    pub fn some<'a, T>(&mut self, count: usize, of: &'a [T]) -> Vec<&'a T> {
        let mut left = count.min(of.len());
        let mut chosen = Vec::with_capacity(left);
        for (index, item) in of.iter().enumerate() {
            if self.below(of.len() - index) < left {
                chosen.push(item);
                left -= 1;
            }
        }
        chosen
    }
}
