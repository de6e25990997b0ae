//! The page of one archive.

use directory::Roster;
use kernel::Places;
use maud::{Markup, html};
use web::components::{
    NoticeKind, Radio, Tab, TextArea, breadcrumbs, draft_field, empty, notice, once_field, page_numbers,
    primary_button, problem_summary, radios, tabs, text_area, time,
};
use web::{Problems, links};

use super::{SHOW, TITLE, author, badge, numbers, room_field};
use crate::imports::forms::{BulkForm, ImportQuery};
use crate::imports::paths::{BulkDiscardPath, BulkReleasePath, ImportPath, ImportsPath, TextPath};
use crate::imports::queries::{Import, PAGE, Waiting};

/// All that the page needs.
pub(in super::super) struct ImportPage<'a> {
    pub import: &'a Import,
    pub texts: &'a [Waiting],
    /// How many texts there are at these levels.
    pub total: i64,
    pub query: &'a ImportQuery,
    pub form: &'a BulkForm,
    pub people: &'a Roster,
    pub places: &'a Places,
}

/// The texts that wait, and what can be done with all of them.
pub(in super::super) fn import_page(page: &ImportPage, problems: &Problems) -> Markup {
    let import = page.import;
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, "名簿の管理"), (&ImportsPath.to_string(), TITLE)], SHOW))
            h1 { bdi { (import.name) } }
            p.meta { span { "取り込み：" (time(import.created_at)) } (numbers(import)) }
        }
        (problem_summary(problems.list()))
        @if import.is_releasing {
            (notice(NoticeKind::Info, html! { p { "選ばれた投稿を、古いものから順に載せています。残りの件数は、このページを開き直すと分かります。" } }))
        }
        (levels(page))
        (texts(page))
        @if import.waiting > 0 && !import.is_releasing { (release_form(page, problems)) (discard_form(import, problems)) }
    }
}

fn levels(page: &ImportPage) -> Markup {
    let import = page.import;
    let path = ImportPath { import: import.id }.to_string();
    let levels = [
        ("", "すべて", import.waiting),
        ("block", "止まった投稿", import.blocked),
        ("warn", "気になるところあり", import.warned - import.blocked),
        ("clean", "そのほか", import.waiting - import.warned),
    ];
    let counts = levels.map(|(.., count)| count.to_string());
    let tab = |((word, label, _), count): (&(&str, &'static str, i64), _)| Tab {
        href: links::with_query(&path, [("level", *word)]),
        label,
        count: Some(count),
        chosen: page.query.level == *word,
    };
    let all: Vec<Tab> = levels.iter().zip(counts.iter().map(String::as_str)).map(tab).collect();
    tabs("個人情報チェックの結果", &all)
}

fn texts(page: &ImportPage) -> Markup {
    let path = ImportPath { import: page.import.id }.to_string();
    let last = u64::try_from(page.total).unwrap_or_default().div_ceil(PAGE).max(1);
    let href =
        |number: u64| links::with_query(&path, [("level", page.query.level.as_str()), ("page", &number.to_string())]);
    html! {
        @if page.texts.is_empty() {
            div data-total=(page.total) { (empty("確認を待っている投稿はありません", "ほかの結果の投稿があるときは、上の見出しから開けます。", html! {})) }
        } @else {
            ul.list-rows role="list" data-total=(page.total) { @for text in page.texts { (row(page, text)) } }
            (page_numbers("確認を待っている投稿のページ", page.query.number().min(last), last, href))
        }
    }
}

fn row(page: &ImportPage, text: &Waiting) -> Markup {
    html! {
        li.row data-id=(text.id) {
            div.row-body {
                h2.row-title {
                    a href=(TextPath { text: text.id }) { bdi { (if text.title.is_empty() { "（件名なし）" } else { text.title.as_str() }) } }
                    " " (badge(text.level))
                }
                p { (text.body) }
                p.meta {
                    span { (if text.opens { "はじめの投稿" } else { "返信" }) }
                    (time(text.at)) span { (author(page.people, text.author_id)) }
                    @if !text.kinds.is_empty() { span { (text.kinds) } }
                }
            }
        }
    }
}

fn release_form(page: &ImportPage, problems: &Problems) -> Markup {
    let ImportPage { import, form, places, .. } = *page;
    let named = (import.homeless == 0).then_some("投稿ごと");
    html! {
        section.panel {
            h2 { "まとめて載せる" }
            p { "個人情報チェックで止まった投稿は、まとめては載りません。はじめの投稿が載っていない相談の返信も、待ったままになります。" }
            form.stack #release-form method="post" action=(BulkReleasePath { import: import.id }) novalidate {
                (once_field(&form.once))
                (draft_field(&form.draft))
                (radios(Radio {
                    name: "level", legend: "載せる投稿",
                    options: &[("clean", "気になるところのない投稿だけ", ""), ("warn", "気になるところのある投稿も", "")],
                    chosen: &form.level, ..Radio::default()
                }))
                (seen_box(form.seen == "1", "気になるところのある投稿も、一つずつ開いて確かめました", problems))
                (room_field(places, &form.room, named, problems))
                (words_field(&form.words, problems))
                p.actions { (primary_button("まとめて載せる")) }
            }
        }
    }
}

fn discard_form(import: &Import, problems: &Problems) -> Markup {
    html! {
        section.panel {
            h2 { "残りを捨てる" }
            p { "確認を待っている" (import.waiting) "件の文章を、すべて消します。元に戻せません。" }
            form.stack method="post" action=(BulkDiscardPath { import: import.id }) novalidate {
                (once_field(&web::forms::once()))
                div .field .has-problem[problems.at("sure").is_some()] {
                    @if let Some(problem) = problems.at("sure") { p.problem #sure-problem { (problem) } }
                    label.choice { input #sure type="checkbox" name="sure" value="1"; span { "すべて捨てる" } }
                }
                p.actions { button.button.danger type="submit" { "残りを捨てる" } }
            }
        }
    }
}

/// The box by which somebody says that they have looked.
pub(super) fn seen_box(checked: bool, words: &str, problems: &Problems) -> Markup {
    html! {
        div .field .has-problem[problems.at("seen").is_some()] {
            @if let Some(problem) = problems.at("seen") { p.problem #seen-problem { (problem) } }
            label.choice { input #seen type="checkbox" name="seen" value="1" checked[checked]; span { (words) } }
        }
    }
}

/// Why it is released.
pub(super) fn words_field(words: &str, problems: &Problems) -> Markup {
    text_area(TextArea {
        name: "words",
        label: "理由",
        value: words,
        rows: 3,
        required: true,
        hint: Some(
            "消せない記録に残り、部屋の担当者が読みます。例：運営会議で確かめた。番号や氏名は書かないでください。",
        ),
        problem: problems.at("words"),
    })
}
