//! Figures of different kinds on one scale, by the middle and the middle half of all municipalities.
//!
//! Median and quartiles do not move when one town has thirty clinics for a handful of people; mean and deviation do.

/// The middle half of a normal distribution is so many deviations wide.
const NORMAL: f64 = 1.349;

/// Nothing counts as further from the middle than this, so that one odd figure does not decide alone.
pub const FURTHEST: f64 = 3.0;

/// Where the middle of the figures lies, and how far they spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The median.
    pub middle: f64,
    lower: f64,
    upper: f64,
}

impl Scale {
    /// The scale of these figures.
    pub fn of(figures: impl Iterator<Item = f64>) -> Self {
        let mut figures: Vec<f64> = figures.collect();
        figures.sort_by(f64::total_cmp);
        let [lower, middle, upper] = [1, 2, 3].map(|quarter| quantile(&figures, quarter));
        Self { middle, lower, upper }
    }

    /// Where a figure stands. Where the middle half is all alike, the figure tells nothing.
    pub fn standing(&self, figure: f64) -> f64 {
        let width = (self.upper - self.lower) / NORMAL;
        if width > 0.0 { ((figure - self.middle) / width).clamp(-FURTHEST, FURTHEST) } else { 0.0 }
    }

    /// Where the quartiles stand.
    pub fn middle_half(&self) -> [f64; 2] {
        [self.standing(self.lower), self.standing(self.upper)]
    }
}

/// So many quarters of the way through sorted figures, between two of them if need be.
fn quantile(sorted: &[f64], quarters: usize) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    let (below, rest) = (last * quarters / 4, last * quarters % 4);
    let above = sorted[(below + 1).min(last)];
    let share = [0.0, 0.25, 0.5, 0.75][rest];
    sorted[below] + (above - sorted[below]) * share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_are_those_of_the_textbook_and_one_odd_figure_moves_nothing() {
        let scale = Scale::of([5.0, 1.0, 2.0, 4.0, 3.0].into_iter());
        assert_eq!((scale.lower, scale.middle, scale.upper), (2.0, 3.0, 4.0));
        assert!((Scale::of([1.0, 2.0, 3.0, 4.0].into_iter()).middle - 2.5).abs() < 1e-12);
        assert_eq!(scale, Scale::of([5_000.0, 1.0, 2.0, 4.0, 3.0].into_iter()));
    }

    #[test]
    fn whatever_unit_is_used_the_standing_is_the_same() {
        let figures = [1.0, 2.0, 3.0, 5.0, 8.0, 13.0];
        let (metres, feet) = (Scale::of(figures.into_iter()), Scale::of(figures.map(|x| x * 3.28 + 7.0).into_iter()));
        for figure in figures {
            assert!((metres.standing(figure) - feet.standing(figure * 3.28 + 7.0)).abs() < 1e-9);
        }
    }

    #[test]
    fn nothing_is_infinitely_far_away() {
        let scale = Scale::of([1.0, 2.0, 3.0].into_iter());
        assert_eq!((scale.standing(1e9), scale.standing(-1e9), scale.standing(2.0)), (3.0, -3.0, 0.0));
        assert!(Scale::of([7.0, 7.0, 7.0].into_iter()).standing(9.0).abs() < 1e-12, "what is all alike tells nothing");
        assert!(Scale::of(std::iter::empty()).standing(9.0).abs() < 1e-12);
    }
}
