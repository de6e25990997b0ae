//! Where a town and those like it stand among all municipalities, one line for each figure.
//!
//! Nothing is told by colour: the town is a filled square on its corner, those like it are rings, the middle half of all
//! municipalities is a box. What is drawn is also said, in the caption and in the table.

use maud::{Markup, html};

use super::SimilarPage;
use crate::likeness::Measure;
use crate::likeness::scale::FURTHEST;

/// Width and height of a drawing, and where its axis lies.
const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 40.0;
const AXIS: f64 = 20.0;
/// Room for marks at both ends.
const MARGIN: f64 = 12.0;

/// All drawings.
pub fn charts(page: &SimilarPage) -> Markup {
    html! {
        section aria-labelledby="charts-heading" {
            h2 #charts-heading { "全国の中での位置" }
            p.hint {
                "◆ " (page.places.told_apart(&page.place.code)) "　○ 似た自治体　□ 全国の市町村の中央の半数（第1～第3四分位。縦の線が中央値）。右ほど大きい数値です。同じ数値を下の表にも載せています。"
            }
            div.columns { @for measure in Measure::ALL { (chart(page, measure)) } }
        }
    }
}

fn chart(page: &SimilarPage, measure: Measure) -> Markup {
    let at = |standing: f64| WIDTH / 2.0 + standing / FURTHEST * (WIDTH / 2.0 - MARGIN);
    let [lower, upper] = page.towns.middle_half(measure).map(at);
    let own = page.town.standing[measure as usize].map(at);
    let (title, text) = (format!("chart-{}", measure.name()), format!("chart-{}-text", measure.name()));
    let mark = |x: f64| format!("M{x:.1} {}l8 8-8 8-8-8z", AXIS - 8.0);
    html! {
        figure.panel {
            svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-labelledby=(title) aria-describedby=(text) focusable="false" {
                title id=(title) { (measure.label()) }
                desc { (words(page, measure)) }
                g fill="none" stroke="currentColor" {
                    path d=(format!("M{MARGIN} {AXIS}H{}", WIDTH - MARGIN)) {}
                    rect x=(format!("{lower:.1}")) y="8" width=(format!("{:.1}", upper - lower)) height="24" stroke-dasharray="4 2" {}
                    path d=(format!("M{:.1} 8V32", at(0.0))) {}
                    @for x in page.near.iter().filter_map(|near| near.town.standing[measure as usize]).map(at) {
                        circle cx=(format!("{x:.1}")) cy=(AXIS) r="5" {}
                    }
                }
                @if let Some(x) = own { path d=(mark(x)) fill="currentColor" {} }
            }
            figcaption { strong { (measure.label()) } " " span id=(text) { (words(page, measure)) } }
        }
    }
}

/// What is drawn, in words.
fn words(page: &SimilarPage, measure: Measure) -> String {
    let figures = page.near.iter().filter_map(|near| near.town.figures[measure as usize]);
    let range = figures.fold(None, |range: Option<(f64, f64)>, figure| {
        Some(range.map_or((figure, figure), |(least, most)| (least.min(figure), most.max(figure))))
    });
    let shown = |figure| measure.shown(Some(figure));
    let like = range.map_or_else(|| measure.shown(None), |(least, most)| format!("{}～{}", shown(least), shown(most)));
    format!(
        "{} {}、似た自治体 {like}、全国の中央値 {}",
        page.places.told_apart(&page.place.code),
        measure.shown(page.town.figures[measure as usize]),
        shown(page.towns.middle(measure)),
    )
}
