//! Why two towns are alike, in words, and in what they are not.

use super::{Measure, Near};

/// Two figures that stand no further apart than this are called near: with people, up to about 1.6 times as many.
const CLOSE: f64 = 0.3;
/// Figures that stand further apart than this are worth a word of warning.
const FAR: f64 = 1.0;
/// A reason names so many figures.
const FIGURES: usize = 3;

/// 「人口・75歳以上の割合が近い」「75歳以上あたりの病床が近い」「どちらも郡市区医師会に委託」
pub fn reasons(near: &Near) -> Vec<String> {
    // Where neither has any, nothing is near: it is merely in no register of either.
    let (lacking, mut close): (Vec<_>, Vec<_>) =
        compared(near, |apart| apart <= CLOSE).into_iter().partition(|(measure, _)| is_lacking(near, *measure));
    // What weighs more is named first; of equals, what lies nearer.
    close.sort_by(|(a, x), (b, y)| b.weight().total_cmp(&a.weight()).then_with(|| x.total_cmp(y)));
    let (care, plain): (Vec<Measure>, Vec<Measure>) =
        close.into_iter().take(FIGURES).map(|(measure, _)| measure).partition(|measure| measure.is_care());
    let named = |of: &str, measures: &[Measure]| {
        let names: Vec<&str> = measures.iter().map(|measure| measure.short()).collect();
        (!names.is_empty()).then(|| format!("{of}{}が近い", names.join("・")))
    };
    let lacking: Vec<&str> = lacking.into_iter().filter_map(|(measure, _)| measure.lacking()).collect();
    let lacking = (!lacking.is_empty()).then(|| format!("どちらにも{}の登録がない", lacking.join("・")));
    let kind = (near.town.kind == near.to.kind).then(|| format!("どちらも{}", near.town.kind));
    let work = near.to.work.iter().zip(&near.town.work).flat_map(|(a, b)| a.shared_words(b));
    let figures = named("", &plain).into_iter().chain(named("75歳以上あたりの", &care));
    let all: Vec<String> =
        figures.chain(lacking).chain(kind).chain(work.map(|words| format!("どちらも{words}"))).collect();
    if all.is_empty() { vec!["全体として近い".to_owned()] } else { all }
}

/// In what the town differs most: figures, whether it has more or less of them, its kind, and how its work is organised.
pub fn differences(near: &Near) -> Vec<String> {
    let mut far = compared(near, |apart| apart > FAR);
    far.sort_by(|(_, x), (_, y)| y.total_cmp(x));
    let figures = far.into_iter().take(FIGURES).map(|(measure, _)| difference(near, measure));
    let kind = (near.town.kind != near.to.kind).then(|| format!("{}ではなく{}", near.to.kind, near.town.kind));
    let work = near.to.work.iter().zip(&near.town.work).filter_map(|(a, b)| a.other_words(b));
    figures.chain(kind).chain(work).collect()
}

/// 「75歳以上の人数に対して病床が少ない」; rates are no counts, and the larger town may have more of it.
fn difference(near: &Near, measure: Measure) -> String {
    let is_more = near.town.figures[measure as usize] > near.to.figures[measure as usize];
    let (more, less) = match measure {
        Measure::Aged | Measure::Older | Measure::Density | Measure::LivingAlone => ("高い", "低い"),
        _ => ("多い", "少ない"),
    };
    let word = if is_more { more } else { less };
    if measure.is_care() {
        format!("75歳以上の人数に対して{}が{word}", measure.short())
    } else {
        format!("{}は{word}", measure.short())
    }
}

/// Whether neither town has any of a kind of care.
fn is_lacking(near: &Near, measure: Measure) -> bool {
    measure.is_care() && [near.town, near.to].iter().all(|town| town.figures[measure as usize] == Some(0.0))
}

/// The figures whose distance passes, with it.
fn compared(near: &Near, passes: impl Fn(f64) -> bool) -> Vec<(Measure, f64)> {
    let apart = Measure::ALL.into_iter().filter_map(|measure| {
        let apart = near.town.standing[measure as usize]? - near.to.standing[measure as usize]?;
        Some((measure, apart.abs()))
    });
    apart.filter(|(_, apart)| passes(*apart)).collect()
}
