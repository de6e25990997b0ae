//! Why two towns are alike, in words, and in what they are not.

use super::{Measure, Near};

/// Two figures that stand no further apart than this are called near: with people, up to about 1.6 times as many.
const CLOSE: f64 = 0.3;
/// Figures that stand further apart than this are worth a word of warning.
const FAR: f64 = 1.0;
/// A reason names so many figures.
const FIGURES: usize = 3;

/// 「人口・75歳以上の割合が近い」「同じく郡市区医師会への委託」
pub fn reasons(near: &Near) -> Vec<String> {
    let mut close = compared(near, |apart| apart <= CLOSE);
    // What weighs more is named first; of equals, what lies nearer.
    close.sort_by(|(a, x), (b, y)| b.weight().total_cmp(&a.weight()).then_with(|| x.total_cmp(y)));
    let names: Vec<&str> = close.iter().take(FIGURES).map(|(measure, _)| measure.short()).collect();
    let figures = (!names.is_empty()).then(|| format!("{}が近い", names.join("・")));
    let kind = (near.town.kind == near.to.kind).then(|| format!("同じ{}", near.town.kind));
    let work = near.to.work.iter().zip(&near.town.work).flat_map(|(a, b)| a.shared_words(b));
    let all: Vec<String> = figures.into_iter().chain(kind).chain(work.map(|words| format!("同じく{words}"))).collect();
    if all.is_empty() { vec!["全体として近い".to_owned()] } else { all }
}

/// In which figures the town differs most, and whether it has more or less: 「病床の数は少ない」.
pub fn differences(near: &Near) -> Vec<String> {
    let mut far = compared(near, |apart| apart > FAR);
    far.sort_by(|(_, x), (_, y)| y.total_cmp(x));
    let word = |measure: Measure| {
        let is_more = near.town.figures[measure as usize] > near.to.figures[measure as usize];
        let (more, less) = match measure {
            Measure::Aged | Measure::Older | Measure::Density | Measure::LivingAlone => ("高い", "低い"),
            _ => ("多い", "少ない"),
        };
        format!("{}は{}", measure.short(), if is_more { more } else { less })
    };
    far.into_iter().take(FIGURES).map(|(measure, _)| word(measure)).collect()
}

/// The figures whose distance passes, with it.
fn compared(near: &Near, passes: impl Fn(f64) -> bool) -> Vec<(Measure, f64)> {
    let apart = Measure::ALL.into_iter().filter_map(|measure| {
        let apart = near.town.standing[measure as usize]? - near.to.standing[measure as usize]?;
        Some((measure, apart.abs()))
    });
    apart.filter(|(_, apart)| passes(*apart)).collect()
}
