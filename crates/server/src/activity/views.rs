//! The report as a page, which is printed on A4 as it is.

mod coverage;
mod waiting;

use directory::Roster;
use kernel::Places;
use kernel::clock::fiscal_year;
use maud::{Markup, html};
use web::components::{Tab, breadcrumbs, icons, table_wrap, tabs, time};
use web::links;

use super::TITLE;
use super::charge::Charge;
use super::exchange::Cell;
use super::forms::ActivityQuery;
use super::report::Report;
use super::sheet::{COLUMNS, FEW, rows};
use super::suppression;

/// Years that the page offers.
const YEARS: i32 = 4;

/// Most names or questions of one list; the rest is counted.
const MOST: usize = 30;

/// The page.
pub fn page(report: &Report, charges: &[Charge], people: &Roster, places: &Places) -> Markup {
    html! {
        div.stack {
            (head(report, charges))
            (coverage::coverage(report, people, places))
            (waiting::waiting(report))
            (said(report))
            (themes(report))
            (exchange(report))
            (newcomers(report))
            p.hint {
                "数えているのは、あなたが読める部屋の投稿です。" (suppression::FEW) "人に満たない人の動きは「" (FEW)
                "」とし、差し引きでわかることのないよう、ほかの数も伏せることがあります。"
                "所属や氏名を伏せた投稿は、まとめて1人と数えています。"
            }
        }
    }
}

fn head(report: &Report, charges: &[Charge]) -> Markup {
    let (path, slug, now) = (links::ACTIVITY, &report.charge.slug, report.now.fiscal_year());
    let charge = |charge: &Charge| {
        (ActivityQuery::href(path, &charge.slug, report.year), charge.name.clone(), charge.slug == *slug)
    };
    let charges: Vec<_> = charges.iter().map(charge).collect();
    let year = |year: i32| (ActivityQuery::href(path, slug, year), fiscal_year(year), year == report.year);
    let years: Vec<_> = (0..YEARS).map(|back| year(now - back)).collect();
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, "名簿の管理")], TITLE))
            h1 { (report.charge.name) "の動き（" (fiscal_year(report.year)) "）" }
            p.lead {
                (time(report.now)) "現在。"
                span.screen-only { "印刷したものには、お名前と件名は載りません。会議の資料にお使いいただけます。" }
            }
            @if charges.len() > 1 { (tabs("担当地域", &choices(&charges))) }
            (tabs("年度", &choices(&years)))
            p.actions {
                a.button.secondary href=(ActivityQuery::href(links::ACTIVITY_EXPORT, slug, report.year)) { "表計算用のファイル（CSV）" }
            }
        }
    }
}

/// Address, name, and whether it is chosen, as tabs.
fn choices(choices: &[(String, String, bool)]) -> Vec<Tab<'_>> {
    let tabs =
        choices.iter().map(|(href, label, chosen)| Tab { href: href.clone(), label, count: None, chosen: *chosen });
    tabs.collect()
}

fn said(report: &Report) -> Markup {
    html! {
        section aria-labelledby="said" {
            h2 #said { "相談と返信" }
            (table_wrap("部屋ごとの相談と返信", html! {
                table {
                    caption.visually-hidden { "部屋ごとの相談と返信" }
                    thead { tr { th scope="col" { "部屋" } @for column in COLUMNS { th.number scope="col" { (column) } } } }
                    tbody {
                        @for row in rows(report) {
                            tr { th scope="row" { (row.name) } @for value in row.values { td.number { (value) } } }
                        }
                    }
                }
            }))
        }
    }
}

fn themes(report: &Report) -> Markup {
    let told: Vec<_> = report.themes.iter().filter_map(|(name, count)| Some((*name, (*count)?))).collect();
    let few: Vec<&str> = report.themes.iter().filter(|(_, count)| count.is_none()).map(|(name, _)| *name).collect();
    html! {
        section aria-labelledby="themes" {
            h2 #themes { "相談のテーマ" }
            @if report.themes.is_empty() {
                p { "この年度に、テーマの付いた相談はまだありません。" }
            } @else {
                @if !told.is_empty() {
                    (table_wrap("テーマごとの相談", html! {
                        table {
                            caption.visually-hidden { "テーマごとの相談" }
                            thead { tr { th scope="col" { "テーマ" } th.number scope="col" { "相談" } } }
                            tbody {
                                @for (name, count) in &told { tr { th scope="row" { (name) } td.number { (count) } } }
                            }
                        }
                    }))
                }
                @if !few.is_empty() { p { "「" (FEW) "」のため数を出さないテーマ：" (few.join("、")) } }
            }
        }
    }
}

fn exchange(report: &Report) -> Markup {
    let exchange = &report.exchange;
    html! {
        section aria-labelledby="exchange" {
            h2 #exchange { "地域をこえた行き来" }
            p { "どの地域の相談に、どの地域の方が返信したかです。所属や氏名を伏せた投稿は含みません。" }
            @if exchange.is_empty() {
                p { "数えられる返信は、まだありません。" }
            } @else {
                (table_wrap("地域をこえた返信", html! {
                    table.compare {
                        caption.visually-hidden { "縦は相談した方、横は返信した方の" (report.charge.kind()) }
                        thead { tr { td { "相談した方 ＼ 返信した方" } @for name in &exchange.names { th.number scope="col" { (name) } } } }
                        tbody {
                            @for (name, cells) in exchange.names.iter().zip(&exchange.cells) {
                                @if cells.iter().any(|cell| *cell != Cell::Nothing) {
                                    tr { th scope="row" { (name) } @for cell in cells { td.number { (cell) } } }
                                }
                            }
                        }
                    }
                }))
            }
        }
    }
}

fn newcomers(report: &Report) -> Markup {
    html! {
        section.screen-only aria-labelledby="newcomers" {
            h2 #newcomers { "まだ投稿のない新しい方（" (report.newcomers.len()) "人）" }
            @if report.newcomers.is_empty() {
                p { "声をかける方はいません。" }
            } @else {
                p { "加わって2週間から1年の間の方で、あなたが読める部屋に、お名前での投稿がまだない方です。ひとこと声をかけると、はじめやすくなります。" }
                ul role="list" {
                    @for person in report.newcomers.iter().take(MOST) {
                        li { (icons::person()) a href=(links::person(person.id)) { (person.name) } }
                    }
                }
                @if report.newcomers.len() > MOST { p { "ほかに" (report.newcomers.len() - MOST) "人います。" } }
            }
        }
    }
}
