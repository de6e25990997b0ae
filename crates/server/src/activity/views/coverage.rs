//! Where somebody serves and where nobody does: a map, and a table that says the same.

use directory::Roster;
use directory::places::area_map;
use kernel::Places;
use maud::{Markup, html};
use web::components::table_wrap;
use web::links;

use super::super::coverage::Row;
use super::super::report::Report;

pub(super) fn coverage(report: &Report, people: &Roster, places: &Places) -> Markup {
    let (coverage, charge) = (&report.coverage, report.charge);
    let whole = &coverage.whole;
    html! {
        section aria-labelledby="coverage" {
            h2 #coverage { "担当者の配置" }
            p {
                @if report.is_past() { "どの年度を選んでも、いまの配置です。" }
                (whole.towns) "市町村のうち、担当者がいるのは" strong { (whole.served()) "市町村" }
                "、まだいないのは" strong { (whole.without.len()) "市町村" } "です。"
            }
            (area_map(&charge.prefectures, people, places))
            (table_wrap("地域ごとの担当者の配置", html! {
                table {
                    caption.visually-hidden { "地域ごとの担当者の配置" }
                    thead {
                        tr {
                            th scope="col" { @if charge.is_prefecture() { "二次医療圏" } @else { "都道府県" } }
                            th.number scope="col" { "市町村" } th.number scope="col" { "担当者がいる" }
                            th scope="col" { "まだいない" }
                        }
                    }
                    tbody { @for row in &coverage.rows { (line(row, charge.is_prefecture())) } }
                }
            }))
            p.actions {
                @match charge.prefectures.as_slice() {
                    [prefecture] => a href=(links::prefecture(prefecture)) { "市町村ごとに見る" },
                    _ => a href=(links::PREFECTURES) { "都道府県ごとに見る" },
                }
            }
        }
    }
}

/// Of many prefectures the towns are named on the page of each.
fn line(row: &Row, names_towns: bool) -> Markup {
    html! {
        tr {
            th scope="row" { @if names_towns { (row.name) } @else { a href=(links::prefecture(row.prefecture)) { (row.name) } } }
            td.number { (row.towns) } td.number { (row.served()) }
            td {
                @match row.without.as_slice() {
                    [] => "なし",
                    without if names_towns => @for (at, town) in without.iter().enumerate() {
                        @if at > 0 { "、" } a href=(links::municipality(&town.code)) { (town.name) }
                    },
                    without => { (without.len()) "市町村" },
                }
            }
        }
    }
}
