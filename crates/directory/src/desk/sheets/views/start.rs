//! Where a file is sent from, and where files are had.

use files::views::MULTIPART;
use maud::{Markup, html};
use web::components::{breadcrumbs, described_by, field, once_field, primary_button, problem_summary, tag, time};
use web::links;
use web::progress::progress_region;

use super::super::paths::{ExportPath, ImportPath, SheetsPath, TemplatePath};
use super::super::plan::MOST_INVITATIONS;
use super::super::store::{Import, State};
use super::super::table::{LARGEST, MOST_ROWS};
use crate::desk::TITLE as DESK_TITLE;

/// The name of the page.
pub const TITLE: &str = "名簿の取り込みと書き出し";

/// The formats of files, with what people call them.
const FORMATS: [(&str, &str); 3] =
    [("xlsx", "Excel（xlsx）"), ("csv", "CSV（UTF-8）"), ("csv-cp932", "CSV（シフトJIS）")];

/// The page, perhaps with what is wrong with the file that was sent.
pub fn index_page(imports: &[Import], problem: Option<&str>) -> Markup {
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, DESK_TITLE)], TITLE))
            h1 { (TITLE) }
            p.lead { "Excelなどの名簿から、招待、担当の変更、退任の登録をまとめて行えます。できることは、画面で一人ずつ行うときと同じです。" }
        }
        div.stack {
            (upload(problem))
            (export())
            (past(imports))
        }
    }
}

fn upload(problem: Option<&str>) -> Markup {
    let hint = format!(
        "Excel（xlsx）かCSV。{}MB、{MOST_ROWS}行まで。招待は一度に{MOST_INVITATIONS}人までです。",
        LARGEST / 1024 / 1024
    );
    let problems: Vec<(&str, &str)> = problem.iter().map(|problem| ("files", *problem)).collect();
    html! {
        section.panel aria-labelledby="upload" {
            h2 #upload { "取り込む" }
            ol {
                li {
                    "ひな形をダウンロードして、1行に1人ずつ書きます："
                    @for (format, name) in FORMATS { " " a href=(TemplatePath { format: format.to_owned() }) download { (name) } }
                }
                li { "ファイルを選び、内容を確かめます。この時点では、何も書き込みません。" }
                li { "1行ずつの結果を見て、よければ取り込みます。取り込みは、7日のあいだ取り消せます。" }
            }
            form.stack method="post" action=(SheetsPath) enctype=(MULTIPART) novalidate {
                (problem_summary(&problems))
                (once_field(&web::forms::once()))
                (field("名簿のファイル", "files", html! {
                    input #files type="file" name="files" accept=".xlsx,.csv,.txt" required
                        aria-invalid=[problem.map(|_| "true")] aria-describedby=[described_by("files", Some(&hint), problem)];
                }, Some(&hint), problem))
                p.actions { (primary_button("内容を確かめる")) }
                (progress_region())
            }
        }
    }
}

fn export() -> Markup {
    html! {
        section.panel aria-labelledby="export" {
            h2 #export { "書き出す" }
            p { "あなたの担当の範囲の、いまの名簿です。直してから、そのまま取り込めます。" }
            ul {
                @for (format, name) in FORMATS {
                    li { a href=(ExportPath { format: format.to_owned() }) download { (name) "で書き出す" } }
                }
            }
            p.hint { "メールアドレスは、ご本人があなたに公開しているときだけ入ります。シフトJISにない文字は「〓」に置きかえ、どなたのどこを置きかえたかをファイルの先頭に示します。" }
        }
    }
}

fn past(imports: &[Import]) -> Markup {
    html! {
        @if !imports.is_empty() {
            section aria-labelledby="imports" {
                h2 #imports { "最近の取り込み" }
                ul.list-rows role="list" data-total=(imports.len()) {
                    @for import in imports {
                        li.row data-id=(import.id) {
                            div.row-body {
                                h3.row-title { a href=(ImportPath { import: import.id }) { bdi { (import.name) } } }
                                p.meta { span { (time(import.created_at)) } (tag(state(import))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What became of a file, in words.
pub fn state(import: &Import) -> &'static str {
    match import.state() {
        State::Waiting => "確認中（まだ書き込んでいません）",
        State::Done => "取り込み済み",
        State::Undone => "取り消し済み",
    }
}
