//! Pages on which something is erased.

use directory::Roster;
use maud::{Markup, html};
use web::components::{
    NoticeKind, TextArea, breadcrumbs, notice, once_field, primary_button, problem_summary, text_area, time,
};
use web::{Problems, links};

use super::forms::RedactionForm;
use super::paths::RedactionPath;
use super::queries::{Attached, Part, SharedFile, Spot};
use crate::acts::room_name;
use crate::acts::views::reason_fields;
use crate::cases::paths::CasePath;
use crate::cases::queries::Case;
use crate::cases::views::TITLE as CASE;

/// The title of the form.
pub(super) const TITLE: &str = "一部や添付ファイルを消す";
/// The title of the list of all places.
pub(super) const CONFIRM: &str = "消すところの確認";

/// All that the form needs.
pub(super) struct RedactionPage<'a> {
    pub case: &'a Case,
    pub files: &'a [Attached],
    pub form: &'a RedactionForm,
    pub people: &'a Roster,
    pub places: &'a kernel::Places,
}

/// Where that which is to be erased stands.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub spots: Vec<Spot>,
    pub files: Vec<Attached>,
    pub shared: Vec<SharedFile>,
}

impl Places {
    /// Whether there is nothing to erase.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && !self.spots.iter().any(|spot| !matches!(spot.part, Part::File(_)))
    }
}

/// Said when a passage stands nowhere.
pub(super) fn nowhere() -> Problems {
    let mut problems = Problems::default();
    problems.add("passage", "この文章は、この相談のどこにもありません。投稿から、そのまま写して入力してください。");
    problems
}

/// The form.
pub(super) fn redaction_page(page: &RedactionPage, problems: &Problems) -> Markup {
    let RedactionPage { case, files, form, people, places } = *page;
    let back = CasePath { post: case.id }.to_string();
    html! {
        div.narrow.stack {
            header.page-head {
                (breadcrumbs(&[(&back, CASE)], TITLE))
                h1 { (TITLE) }
                p.meta { span { (room_name(people, places, case.room_id)) } }
                p.lead { "この相談のすべての投稿と件名、これまでの版、書きかけの下書き、検索から消します。元に戻せません。" }
            }
            (problem_summary(problems.list()))
            form.stack method="post" action=(RedactionPath { post: case.id }) novalidate {
                (once_field(&form.once))
                (text_area(TextArea {
                    name: "passage", label: "消す文章", value: &form.passage, rows: 3, required: false,
                    hint: Some("投稿にあるとおりに入力してください。同じ文章を、この相談のすべてのところから消します。"),
                    problem: problems.at("passage"),
                }))
                @if !files.is_empty() {
                    fieldset.choices {
                        legend { "消すファイル" }
                        @for file in files {
                            label.choice {
                                input type="checkbox" name="file" value=(file.id) checked[form.file.contains(&file.id)];
                                span { bdi { (file.name) } " " span.choice-note { (time(file.created_at)) } }
                            }
                        }
                    }
                }
                (reason_fields(&form.reason(), problems))
                p.actions { (primary_button("消すところを確かめる")) a href=(back) { "やめる" } }
            }
        }
    }
}

/// All places, before anything is erased.
pub(super) fn confirm_page(
    case: &Case,
    form: &RedactionForm,
    found: &Places,
    people: &Roster,
    places: &kernel::Places,
) -> Markup {
    html! {
        div.narrow.stack {
            header.page-head { (breadcrumbs(&[(&CasePath { post: case.id }.to_string(), CASE)], CONFIRM)) h1 { (CONFIRM) } }
            (notice(NoticeKind::Warning, html! {
                p { strong { "消すと、元に戻せません。" } }
                p { "下書き、確認待ちの投稿、まだ送っていないメールにあるものも、あわせて消します。" }
                p { "すでに送ったメール、印刷したもの、ダウンロードされたファイル、取ってあるバックアップには残ります。バックアップについては、サイト管理者にご連絡ください。" }
            }))
            section.panel {
                h2 { "消すところ" }
                ul.list-rows role="list" data-total=(found.spots.len() + found.files.len() + found.shared.len()) {
                    @for spot in &found.spots { li.row { div.row-body { (spot_line(spot)) } } }
                    @for file in &found.files {
                        li.row { div.row-body { p { "添付ファイル「" bdi { (file.name) } "」 " a href=(links::post(file.post_id)) { "投稿を見る" } } } }
                    }
                    @for same in &found.shared {
                        li.row { div.row-body { p { "同じファイルのある、別の投稿（" (room_name(people, places, same.room)) "） " a href=(links::post(same.post)) { "投稿を見る" } } } }
                    }
                }
                @if !found.files.is_empty() {
                    p.hint { "ほかの方が担当する部屋に同じファイルがあるときは、その投稿の表示を止め、担当の方に知らせます。" }
                }
            }
            form.stack method="post" action=(RedactionPath { post: case.id }) {
                (once_field(&form.once))
                input type="hidden" name="confirmed" value="1";
                input type="hidden" name="ground" value=(form.ground);
                @for file in &form.file { input type="hidden" name="file" value=(file); }
                textarea hidden name="words" { "\n" (form.words) }
                textarea hidden name="passage" { "\n" (form.passage) }
                p.actions { button.button.danger type="submit" { "すべて消す" } a href=(CasePath { post: case.id }) { "やめる" } }
            }
        }
    }
}

fn spot_line(spot: &Spot) -> Markup {
    html! {
        p {
            @match &spot.part {
                Part::Title => "件名",
                Part::Text => "投稿の文章",
                Part::Former(version) => { "これまでの版（第" (version) "版）" },
                Part::File(name) => { "添付ファイル「" bdi { (name) } "」の中。" strong { "ファイルごと消すには、前の画面で選んでください。" } },
            }
            " " (time(spot.at)) " " a href=(links::post(spot.post)) { "投稿を見る" }
        }
    }
}
