//! The pages about words that mean the same.

mod desk;
mod edit;

use maud::{Markup, html};
use search::synonyms::stored::Stored;
use search::synonyms::{Group, Kind};
use web::components::{
    Radio, TextArea, TextInput, breadcrumbs, draft_field, empty, keep_button, once_field, primary_button,
    problem_summary, radios, secondary_button, text_area, text_input,
};
use web::{Problems, links};

pub(super) use self::desk::{Desk, desk_page};
pub(super) use self::edit::{Editing, edit_page, removal_page};
use super::forms::{GroupForm, Seeking};
use super::kind_name;

/// The names of the pages.
pub(super) const TITLE: &str = "言いかえの一覧";
pub(super) const DESK_TITLE: &str = "言いかえの管理";
pub(super) const NEW_TITLE: &str = "言いかえを加える";
pub(super) const EDIT_TITLE: &str = "言いかえを変える";
pub(super) const REMOVE_TITLE: &str = "言いかえを外す";

/// The list for everybody, with the form that proposes.
pub(super) fn list_page(seeking: &Seeking, groups: &[Stored], form: &GroupForm, problems: &Problems) -> Markup {
    html! {
        header.page-head {
            (breadcrumbs(&[(links::SEARCH, "検索")], TITLE))
            h1 { (TITLE) }
            p.lead { "検索では、入力した言葉のほかに、ここにある言いかえの言葉でもさがします。" }
            p { "足りない言いかえは、" a href="#propose" { "このページの下" } "から提案できます。" }
        }
        (seek(links::SYNONYMS, seeking))
        (list(groups, |_| html! {}))
        section #propose .stack.tight {
            h2 { "言いかえを提案する" }
            p { "提案は、管理者が確かめてから一覧に加えます。加わらないこともあります。" }
            (problem_summary(problems.list()))
            form.stack method="post" action=(links::SYNONYMS) novalidate {
                (once_field(&form.once))
                (draft_field(&form.draft))
                (fields(form, problems))
                div.actions { (primary_button("提案する")) (keep_button(links::SYNONYMS)) }
            }
        }
    }
}

/// The words and how they belong together.
fn fields(form: &GroupForm, problems: &Problems) -> Markup {
    let options = Kind::ALL.map(|kind| (kind.slug(), kind_name(kind), note(kind)));
    html! {
        (text_area(TextArea {
            name: "words",
            label: "言葉",
            value: &form.words,
            rows: 5,
            hint: Some("1行にひとつ、2つ以上入力します。患者さんや利用者さん、個人の名前は入力しないでください。"),
            problem: problems.at("words"),
            required: true,
        }))
        (radios(Radio {
            name: "kind",
            legend: "言葉の関係",
            options: &options,
            chosen: &form.kind,
            hint: None,
            problem: problems.at("kind"),
        }))
    }
}

fn note(kind: Kind) -> &'static str {
    match kind {
        Kind::Equal => "どの言葉でさがしても、ほかの言葉でもさがします。",
        Kind::OneWay => "1行目の言葉でさがしたときだけ、2行目からの言葉でもさがします。",
        Kind::Related => "どの言葉でさがしても、ほかの言葉でもさがします。見つかった相談は、あとのほうに並びます。",
    }
}

/// The box that looks through the list.
fn seek(path: &str, seeking: &Seeking) -> Markup {
    html! {
        form.stack.tight method="get" action=(path) role="search" aria-label="言いかえをさがす" {
            (text_input(TextInput { name: "q", label: "一覧からさがす言葉", value: &seeking.q, kind: "search", ..TextInput::default() }))
            div.actions { (secondary_button("さがす")) }
        }
    }
}

/// Groups, with what can be done with each.
fn list(groups: &[Stored], actions: impl Fn(&Stored) -> Markup) -> Markup {
    html! {
        @if groups.is_empty() {
            div data-total="0" { (empty("当てはまる言いかえはありません", "別の言葉でさがすか、一覧に加えてください。", html! {})) }
        } @else {
            ul.list-rows role="list" data-total=(groups.len()) {
                @for stored in groups {
                    li.row data-id={ "synonym-" (stored.id) } {
                        div.row-body {
                            p { (words(&stored.group)) }
                            p.meta { span { (kind_name(stored.group.kind)) } (actions(stored)) }
                        }
                    }
                }
            }
        }
    }
}

/// The words in a line, with the mark of their kind between them.
fn words(group: &Group) -> Markup {
    let (first, rest) = match group.kind {
        Kind::Equal => ("＝", "＝"),
        Kind::OneWay => ("→", "、"),
        Kind::Related => ("〜", "〜"),
    };
    html! {
        @for (at, word) in group.words.iter().enumerate() {
            @if at == 1 { " " (first) " " } @else if at > 1 { " " (rest) " " }
            bdi { (word) }
        }
    }
}
