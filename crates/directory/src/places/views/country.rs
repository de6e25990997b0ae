//! The page of all prefectures.

use kernel::Places;
use kernel::rooms::BLOCS;
use maud::{Markup, html};
use web::components::{breadcrumbs, table_wrap};
use web::links;

use super::bloc_crumb;
use super::tiles::{tile_map, words};
use crate::places::coverage::{Coverage, Kind, Tally};
use crate::places::figures::thousands;

/// The name of the page.
pub const TITLE: &str = "全国の市町村と担当者";

/// The page.
pub fn country_page(coverage: &Coverage, places: &Places) -> Markup {
    let japan = coverage.japan();
    html! {
        header.page-head {
            (breadcrumbs(&[(links::COORDINATORS, "仲間をさがす")], TITLE))
            h1 { (TITLE) }
            p.lead {
                "全国の" (number(japan.all())) "市町村のうち、" (number(japan.served())) "市町村に担当者がいます。"
                "都道府県を選ぶと、市町村ごとの地図と表が開きます。"
            }
        }
        div.stack.loose {
            section aria-labelledby="tiles-heading" {
                h2 #tiles-heading { "都道府県の図" }
                (tile_map(coverage, places))
                p.hint {
                    "都道府県を同じ大きさの四角で、およその位置に並べています。数字は「担当者がいる市町村／すべての市町村」で、幅の狭い画面では下の表だけに載せています。"
                    "斜めの線はまだ1つもないところ、薄い色は一部の市町村にいるところ、濃い色はすべての市町村にいるところです。"
                }
            }
            section aria-labelledby="blocs-heading" {
                h2 #blocs-heading { "厚生局ブロックごとの表" }
                (table(coverage, places))
                p.hint { "都道府県をまたいで担当する方は、それぞれの都道府県で数えています。" }
            }
        }
    }
}

fn table(coverage: &Coverage, places: &Places) -> Markup {
    table_wrap(
        "厚生局ブロックと都道府県",
        html! {
            table.stacked data-total=(places.prefectures().len()) {
                thead {
                    tr {
                        th scope="col" { "都道府県" }
                        th.number scope="col" { "市町村" }
                        th.number scope="col" { "担当者がいる" }
                        th.number scope="col" { "まだいない" }
                        th.number scope="col" { "登録している人" }
                    }
                }
                @for (slug, _) in BLOCS {
                    tbody {
                        @let (href, name) = bloc_crumb(slug);
                        (row(&href, &name, coverage.bloc(slug), "rowgroup"))
                        @for prefecture in places.prefectures().iter().filter(|prefecture| prefecture.bloc == *slug) {
                            (row(&links::prefecture(&prefecture.code), &prefecture.name, coverage.prefecture(&prefecture.code), "row"))
                        }
                    }
                }
            }
        },
    )
}

fn row(href: &str, name: &str, tally: Tally, scope: &str) -> Markup {
    html! {
        tr.total[scope == "rowgroup"] {
            th scope=(scope) { a href=(href) { (name) span.visually-hidden { "：" (words(tally)) } } }
            td.number data-label="市町村" { (tally.all()) }
            td.number data-label="担当者がいる" { (tally.served()) }
            td.number data-label="まだいない" { (tally.of(Kind::Nobody)) }
            td.number data-label="登録している人" { (tally.people) "人" }
        }
    }
}

fn number(count: usize) -> String {
    thousands(i64::try_from(count).unwrap_or(i64::MAX))
}
