//! What a file would do, or has done, line by line.

use kernel::RosterImportId;
use maud::{Markup, html};
use serde::Deserialize;
use web::components::{
    NoticeKind, Tab, breadcrumbs, notice, once_field, page_numbers, primary_button, secondary_button, table_wrap, tabs,
    tag, time,
};
use web::links;
use web::progress::progress_region;

use super::super::bringing::Moved;
use super::super::paths::{ConfirmationPath, ImportPath, SheetsPath, UndoingPath};
use super::super::report::{Kind, Line, Report};
use super::super::store::{Import, Kept, State};
use super::start;
use crate::desk::TITLE as DESK_TITLE;
use crate::invitations::INVITATIONS;

/// The title of a page on which something else is shown than before.
pub const MOVED: &str = "名簿が変わりました";

/// Lines on a page.
const PER_PAGE: usize = 100;

/// Which lines are shown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sought {
    /// A kind of line; all of them if it is none.
    pub show: String,
    /// Page, from 1.
    pub page: String,
}

/// The title of the page of a file.
pub fn title(import: &Import) -> &'static str {
    match import.state() {
        State::Waiting => "取り込みの確認",
        State::Done | State::Undone => "取り込んだ名簿",
    }
}

/// The page.
pub fn import_page(import: &Import, report: &Report, deeds: &[Kept], sought: &Sought) -> Markup {
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, DESK_TITLE), (&SheetsPath.to_string(), start::TITLE)], title(import)))
            h1 { (title(import)) }
            p.meta { span { bdi { (import.name) } }
                @match (import.undone_at, import.done_at) {
                    (Some(at), _) => span { "取り消し：" (time(at)) },
                    (None, Some(at)) => span { "取り込み：" (time(at)) },
                    (None, None) => span { "確認：" (time(import.created_at)) },
                }
                (tag(start::state(import)))
            }
        }
        div.stack {
            (heading(import, report))
            (left(deeds))
            @if !report.unknown.is_empty() {
                p { "取り込まない列：" (report.unknown.join("、")) }
            }
            (lines(import.id, report, sought))
        }
    }
}

/// What can be done with the file now.
fn heading(import: &Import, report: &Report) -> Markup {
    let wrong = report.count(Kind::Wrong);
    html! {
        @match import.state() {
            State::Waiting if !report.is_good() => {
                (notice(NoticeKind::Warning, html! {
                    p {
                        @if wrong > 0 { "直すところが" (wrong) "行あります。" }
                        "まだ何も書き込んでいません。ファイルを直して、もう一度送ってください。"
                    }
                    @for problem in &report.problems { p { (problem) } }
                    p { a href=(SheetsPath) { "直したファイルを送る" } }
                }))
            },
            State::Waiting if !report.does_something() => {
                (notice(NoticeKind::Info, html! { p { "いまの名簿と同じです。取り込むところはありません。" } }))
            },
            State::Waiting => {
                (notice(NoticeKind::Info, html! {
                    p { "まだ何も書き込んでいません。下の一覧を確かめてから、取り込んでください。" }
                }))
                (confirmation(import))
            },
            State::Done => {
                @if report.count(Kind::Joins) > 0 {
                    p { a href=(links::with_query(INVITATIONS, [("import", import.id.to_string().as_str()), ("state", "open")])) { "招待した方のうち、まだ来ていない方に、手紙やメールで招待し直す" } }
                }
                section.panel {
                    h2 { "この取り込みを取り消す" }
                    p {
                        "招待を取り消し、変えたところを元に戻します。取り込みの後でほかの方が変えたところは、そのままにします。"
                        time datetime=(import.expires_at.iso()) { (import.expires_at.japanese()) } "まで取り消せます。"
                    }
                    form.stack method="post" action=(UndoingPath { import: import.id }) {
                        (once_field(&web::forms::once()))
                        p.actions { (secondary_button("この取り込みを取り消す")) }
                        (progress_region())
                    }
                }
            },
            State::Undone => {},
        }
    }
}

fn confirmation(import: &Import) -> Markup {
    html! {
        form.stack method="post" action=(ConfirmationPath { import: import.id }) {
            (once_field(&web::forms::once()))
            input type="hidden" name="seen" value=(import.seen());
            p.actions { (primary_button("この内容で取り込む")) a href=(SheetsPath) { "やめる" } }
            p.hint { "行の多い名簿では、終わるまで十数秒かかることがあります。途中で画面を閉じても、取り込みは続きます。" }
            (progress_region())
        }
    }
}

/// What could not be taken back, by name.
fn left(deeds: &[Kept]) -> Markup {
    let left: Vec<(&Kept, &str)> = deeds
        .iter()
        .rev()
        .filter_map(|kept| kept.outcome.as_deref().filter(|why| !why.is_empty()).map(|why| (kept, why)))
        .collect();
    html! {
        @if !left.is_empty() {
            (notice(NoticeKind::Warning, html! {
                p { "次の" (left.len()) "件は、元に戻していません。登録のページで確かめてください。" }
                ul { @for (kept, why) in left { li { (kept.row) "行目 " bdi { (kept.name) } "：" (why) } } }
            }))
        }
    }
}

fn lines(import: RosterImportId, report: &Report, sought: &Sought) -> Markup {
    let shown = Kind::ALL.into_iter().find(|kind| kind.word() == sought.show);
    let shown = shown.or_else(|| (sought.show.is_empty() && !report.is_good()).then_some(Kind::Wrong));
    let found: Vec<&Line> = report.lines.iter().filter(|line| shown.is_none_or(|kind| line.kind == kind)).collect();
    let pages = found.len().div_ceil(PER_PAGE).max(1);
    let page = sought.page.parse().unwrap_or(1).clamp(1, pages);
    let (path, word) = (ImportPath { import }.to_string(), shown.map_or("all", Kind::word));
    let href = |page: u64| links::with_query(&path, [("show", word), ("page", page.to_string().as_str())]);
    let counted: Vec<(Option<Kind>, String)> = kinds(report, shown)
        .into_iter()
        .map(|kind| (kind, kind.map_or(report.lines.len(), |kind| report.count(kind)).to_string()))
        .collect();
    let choices: Vec<Tab> = counted
        .iter()
        .map(|(kind, count)| Tab {
            href: links::with_query(&path, [("show", kind.map_or("all", Kind::word))]),
            label: kind.map_or("すべて", Kind::name),
            count: Some(count),
            chosen: *kind == shown,
        })
        .collect();
    html! {
        section aria-labelledby="lines" {
            h2 #lines { "1行ずつの結果" }
            (tabs("結果の種類", &choices))
            div data-total=(found.len()) {
                @if found.is_empty() { p { "あてはまる行はありません。" } }
                @else { (table(found.iter().skip((page - 1) * PER_PAGE).take(PER_PAGE).copied())) }
            }
            (page_numbers("結果のページ", page as u64, pages as u64, href))
        }
    }
}

/// All lines, then each kind that there is.
fn kinds(report: &Report, shown: Option<Kind>) -> Vec<Option<Kind>> {
    let there = Kind::ALL.into_iter().filter(|kind| report.count(*kind) > 0 || Some(*kind) == shown);
    std::iter::once(None).chain(there.map(Some)).collect()
}

fn table<'a>(lines: impl Iterator<Item = &'a Line>) -> Markup {
    table_wrap(
        "行の一覧",
        html! {
            table.stacked {
                thead { tr { th scope="col" { "行" } th scope="col" { "氏名" } th scope="col" { "結果" } th scope="col" { "内容" } } }
                tbody { @for line in lines { (row(line)) } }
            }
        },
    )
}

fn row(line: &Line) -> Markup {
    html! {
        tr data-id={ "line-" (line.row) } {
            td data-label="行" { (line.row) "行目" }
            td data-label="氏名" { bdi { (line.name) } }
            td data-label="結果" { (tag(line.kind.name())) }
            td data-label="内容" {
                div { (content(line)) }
            }
        }
    }
}

fn content(line: &Line) -> Markup {
    html! {
        @for problem in &line.problems { p { strong { (problem.column.title()) } "：" (problem.sentence) } }
        @for change in &line.changes {
            p {
                strong { (change.column.title()) } "："
                @if !matches!(line.kind, Kind::Joins | Kind::Gains) || !change.old.is_empty() {
                    bdi { @if change.old.is_empty() { "なし" } @else { (change.old) } } " → "
                }
                bdi { (change.new) }
            }
        }
        @for remark in &line.remarks { p.hint { (remark) } }
    }
}

/// The page when something else would be written than what was shown.
pub fn moved_page(import: RosterImportId, moved: &Moved) -> Markup {
    let differing: Vec<&Line> = moved.now.differing(&moved.before).collect();
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, DESK_TITLE), (&SheetsPath.to_string(), start::TITLE)], MOVED))
            h1 { (MOVED) }
            p.lead { "確認した後で名簿が変わったため、何も書き込んでいません。変わった行を確かめて、もう一度取り込んでください。" }
        }
        div.stack {
            @if !differing.is_empty() {
                section aria-labelledby="differing" {
                    h2 #differing { "結果が変わった行" }
                    p { "いま取り込むと、次のようになります。" }
                    (table(differing.into_iter().take(PER_PAGE)))
                }
            }
            p.actions { a.button.primary href=(ImportPath { import }) { "新しい結果を見る" } }
        }
    }
}
