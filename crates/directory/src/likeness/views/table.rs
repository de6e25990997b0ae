//! The figures beside each other: the town and five of those like it in each table, so that one fits onto a sheet.

use maud::{Markup, html};
use web::components::table_wrap;
use web::links;

use super::SimilarPage;
use crate::likeness::{Measure, Near, Town, Work, population_class};
use crate::places::figures::{CENSUS, REGISTER, Source};

/// How many towns stand beside the one in a table.
const BESIDE: usize = 5;

/// All tables; the first lies open.
pub fn tables(page: &SimilarPage) -> Markup {
    let (first, others) = page.near.split_at(page.near.len().min(BESIDE));
    html! {
        section aria-labelledby="figures-heading" {
            h2 #figures-heading { "数値を比べる" }
            div.stack.tight {
                (table(page, first, 1))
                @for (index, near) in others.chunks(BESIDE).enumerate() {
                    @let from = (index + 1) * BESIDE + 1;
                    details.fold {
                        summary { (from) "～" (from + near.len() - 1) "番目の自治体と比べる" }
                        (table(page, near, from))
                    }
                }
            }
        }
    }
}

/// The sources of all figures, each once.
pub fn sources() -> Vec<&'static str> {
    let all = Measure::ALL.into_iter().flat_map(Measure::sources).chain([&CENSUS]);
    all.fold(Vec::new(), |mut sources, source| {
        if !sources.contains(&source.full) {
            sources.push(source.full);
        }
        sources
    })
}

fn table(page: &SimilarPage, near: &[Near], from: usize) -> Markup {
    let towns: Vec<&Town> = std::iter::once(page.town).chain(near.iter().map(|near| near.town)).collect();
    let label = format!("{from}番目からの自治体と比べた表");
    table_wrap(
        &label,
        html! {
            table.stacked.compare {
                thead {
                    tr {
                        th scope="col" { "項目" }
                        @for (index, town) in towns.iter().enumerate() { th scope="col" { (head(page, town, index > 0)) } }
                    }
                }
                tbody {
                    (line(page, &towns, "種類", &[REGISTER], |town| town.kind.clone()))
                    @for measure in Measure::ALL {
                        (line(page, &towns, measure.label(), measure.sources(), |town| measure.shown(town.figures[measure as usize])))
                    }
                    (line(page, &towns, "事業の体制", &[], work))
                    (line(page, &towns, "類似団体の人口区分（産業構造の区分は資料がなく、示していません）", &[CENSUS], |town| class(page, town)))
                }
            }
        },
    )
}

fn head(page: &SimilarPage, town: &Town, is_linked: bool) -> Markup {
    let name = page.places.full_name(&town.code);
    html! { @if is_linked { a href=(links::municipality(&town.code)) { (name) } } @else { (name) } }
}

fn line(
    page: &SimilarPage,
    towns: &[&Town],
    label: &str,
    sources: &[&Source],
    shown: impl Fn(&Town) -> String,
) -> Markup {
    html! {
        tr {
            th scope="row" {
                (label)
                @for source in sources { br; span.hint { (source.when) " " (source.short) } }
                @if sources.is_empty() { br; span.hint { "いまの名簿" } }
            }
            @for (town, value) in towns.iter().map(|town| (town, shown(town))) {
                // Figures never break; words may.
                td.number[value.starts_with(|c: char| c.is_ascii_digit())] data-label=(page.places.told_apart(&town.code)) { (value) }
            }
        }
    }
}

fn work(town: &Town) -> String {
    town.work.as_ref().map_or_else(|| "—（データなし）".to_owned(), Work::words)
}

fn class(page: &SimilarPage, town: &Town) -> String {
    let class = page.places.municipality(&town.code).and_then(population_class);
    class.unwrap_or_else(|| "—（データなし）".to_owned())
}
