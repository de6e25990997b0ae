//! The page of a seat, and the form by which somebody is invited to follow.

use kernel::terms::{self, Terms};
use kernel::{Places, Timestamp};
use maud::{Markup, html};
use web::components::{
    TextInput, breadcrumbs, draft_field, once_field, primary_button, problem_summary, table_wrap, text_input,
};
use web::{Problems, links};

use super::forms::SuccessorForm;
use super::{Holder, Seat};

/// The name of the form.
pub const SUCCESSOR: &str = "後任の方を招待する";

/// All that the page needs.
pub struct SeatPage<'a> {
    /// The seat.
    pub seat: &'a Seat<'a>,
    /// Whether the viewer may read what the seat hands on.
    pub reads_note: bool,
    /// Whether the viewer holds it after somebody else.
    pub follows: bool,
    /// Whether the viewer may invite somebody to follow.
    pub may_fill: bool,
    /// The map.
    pub places: &'a Places,
}

/// 「見本医師会　コーディネーター」
pub fn title(seat: &Seat) -> String {
    format!("{}　{}", seat.known.organisation_name, seat.known.title).trim_end().to_owned()
}

/// The page.
pub fn seat_page(page: &SeatPage) -> Markup {
    let (seat, known) = (page.seat, page.seat.known);
    html! {
        header.page-head {
            (breadcrumbs(&[(links::COORDINATORS, "仲間をさがす")], "ポスト"))
            h1 { bdi { (title(seat)) } }
            p.lead { "ポストは、担当する方が替わっても続きます。" }
            (actions(page))
        }
        section.panel {
            h2 { "ポストの内容" }
            dl.facts {
                div { dt { "所属機関" } dd { bdi { (known.organisation_name) } } }
                div { dt { "所属区分" } dd { (name(terms::AFFILIATIONS, known.affiliation)) } }
                @if !known.title.is_empty() { div { dt { "役職" } dd { bdi { (known.title) } } } }
                div { dt { "配置形態" } dd { (name(terms::FORMS, known.form)) @if known.is_hub { "（在宅医療に必要な連携を担う拠点を兼ねる）" } } }
                @if !known.places.is_empty() {
                    div {
                        dt { "担当する市町村" }
                        dd { ul.places role="list" { @for code in &known.places { li { a href=(links::municipality(code)) { (page.places.full_name(code)) } } } } }
                    }
                }
            }
        }
        section.panel {
            h2 { "いま担当している方" }
            @if seat.holders.is_empty() { p { "いま、このポストの方はいません。" } }
            ul { @for holder in &seat.holders { li { (linked(holder)) "　" (day(holder.tenure.started_at)) "から" } } }
        }
        section.panel {
            h2 { "これまでに担当した方" }
            @if seat.former.is_empty() { p { "記録はまだありません。" } } @else { (history(seat)) }
        }
    }
}

fn actions(page: &SeatPage) -> Markup {
    let id = page.seat.id;
    html! {
        @if page.reads_note || page.follows || page.may_fill {
            p.actions {
                @if page.follows { a.button.primary href={ (links::MY_HANDOVER) "?seat=" (id) } { "引継ぎを見る" } }
                @if page.reads_note { a href=(links::handover_note(id)) { "引継ぎ書" } }
                @if page.may_fill { a href={ "/admin/seats/" (id) "/successor" } { (SUCCESSOR) } }
            }
        }
    }
}

fn history(seat: &Seat) -> Markup {
    table_wrap(
        "これまでに担当した方の表",
        html! {
            table.stacked {
                thead { tr { th scope="col" { "氏名" } th scope="col" { "着任" } th scope="col" { "退任" } } }
                tbody {
                    @for holder in &seat.former {
                        tr {
                            th scope="row" { (linked(holder)) }
                            td data-label="着任" { (day(holder.tenure.started_at)) }
                            // The last day in the seat; the end is the first instant after it.
                            td data-label="退任" { @if let Some(end) = holder.tenure.ended_at { (day(end.plus(-1))) } }
                        }
                    }
                }
            }
        },
    )
}

fn linked(holder: &Holder) -> Markup {
    html! {
        @if holder.person.listed { a href=(links::person(holder.person.id)) { bdi { (holder.name()) } } }
        @else { bdi { (holder.name()) } }
    }
}

fn day(at: Timestamp) -> Markup {
    html! { time datetime=(at.iso()) { (at.japanese_date()) } }
}

/// The form by which somebody is invited to follow.
pub fn successor_page(seat: &Seat, form: &SuccessorForm, problems: &Problems, places: &Places) -> Markup {
    let own = format!("/seats/{}", seat.id);
    let served: Vec<String> = seat.known.places.iter().map(|code| places.full_name(code)).collect();
    html! {
        div.narrow {
            header.page-head {
                (breadcrumbs(&[(links::DESK, crate::desk::TITLE), (&own, &title(seat))], SUCCESSOR))
                h1 { (SUCCESSOR) }
                p.lead { "招待を受けた方は、このポストを引き継ぎ、引継ぎ書と、ポストの相談の一覧を受け取ります。招待は14日間、一度だけ使えます。" }
            }
            form.stack method="post" action={ "/admin/seats/" (seat.id) "/successor" } novalidate {
                (problem_summary(problems.list()))
                (once_field(&form.once))
                (draft_field(&form.draft))
                dl.facts {
                    div { dt { "ポスト" } dd { bdi { (title(seat)) } } }
                    @if !served.is_empty() { div { dt { "担当する市町村" } dd { (served.join("、")) } } }
                    @for holder in &seat.holders {
                        div { dt { "いまの担当" } dd { bdi { (holder.name()) } @if let Some(end) = holder.tenure.ended_at { "（" (day(end.plus(-1))) "まで）" } } }
                    }
                }
                (text_input(TextInput {
                    name: "email", label: "後任の方のメールアドレス", value: &form.email, kind: "email", required: true,
                    autocomplete: Some("off"), problem: problems.at("email"),
                    hint: Some("ご本人だけが読めるアドレスであることを、確かめてから入力してください。"), ..TextInput::default()
                }))
                (text_input(TextInput {
                    name: "name", label: "後任の方の氏名", value: &form.name, problem: problems.at("name"),
                    autocomplete: Some("off"), hint: Some("空欄でもかまいません。招待のページに、はじめから入ります。"), ..TextInput::default()
                }))
                (text_input(TextInput {
                    name: "started_on", label: "着任日", value: &form.started_on, kind: "date", required: true,
                    problem: problems.at("started_on"), hint: Some("この日から、担当する市町村の部屋を利用できます。"), ..TextInput::default()
                }))
                p.actions { (primary_button("招待を送る")) a href=(own) { "送らずに戻る" } }
            }
        }
    }
}

fn name(list: Terms, slug: &str) -> &'static str {
    terms::name(list, slug).unwrap_or_default()
}
