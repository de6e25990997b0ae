//! The forms of a seat.

use kernel::terms::{self, Terms};
use maud::{Markup, html};
use web::components::{
    Radio, Select, TextArea, TextInput, checkboxes, once_field, primary_button, problem_summary, radios, select,
    text_area, text_input,
};
use web::{Problems, links};

use super::{form_head, listed, whose};
use crate::desk::files::{Desk, PersonFile, SeatFile};
use crate::desk::forms::{NewSeatForm, SeatForm};

/// The name of the form of a new seat.
pub const NEW_SEAT_TITLE: &str = "担当を加える";
/// The name of the form of a seat that exists.
pub const SEAT_TITLE: &str = "担当の内容を変える";

/// One more seat for somebody.
pub fn new_seat_page(file: &PersonFile, form: &NewSeatForm, problems: &Problems) -> Markup {
    let registration = links::registration(file.person.id);
    html! {
        div.narrow {
            (form_head(file.person, NEW_SEAT_TITLE))
            form.stack method="post" action={ (registration) "/seats" } novalidate {
                (problem_summary(&listed(problems)))
                (once_field(&form.seat.once))
                dl.facts { (whose(file)) }
                (text_input(TextInput {
                    name: "organisation", label: "所属機関", value: &form.organisation, required: true,
                    problem: problems.at("organisation"), ..TextInput::default()
                }))
                (select(Select {
                    name: "affiliation", label: "所属区分", options: &options(terms::AFFILIATIONS),
                    chosen: &form.affiliation, hint: None, problem: problems.at("affiliation"),
                }))
                (text_input(TextInput {
                    name: "municipality", label: "所属機関のある市区町村", value: &form.municipality, required: true,
                    problem: problems.at("municipality"), hint: Some("市町村名か、市区町村コードで入力してください。"),
                    ..TextInput::default()
                }))
                (office(&form.seat, problems))
                (places_field(&form.seat, problems))
                (details(&form.seat, problems))
                (text_input(TextInput {
                    name: "started_on", label: "着任日", value: &form.started_on, kind: "date", required: true,
                    problem: problems.at("started_on"), hint: Some("この日から、担当する市町村の部屋を利用できます。"),
                    ..TextInput::default()
                }))
                p.actions { (primary_button("加える")) a href=(registration) { "やめる" } }
            }
        }
    }
}

/// A seat that exists. What is not in the actor's charge stands there in words only.
pub fn seat_page(desk: &Desk, file: &SeatFile, form: &SeatForm, problems: &Problems) -> Markup {
    let Some(first) = file.holders.first() else { return html! {} };
    let own = desk.own_places(file);
    let others: Vec<String> =
        file.tenure.places.iter().filter(|code| !own.contains(code)).map(|code| desk.places.full_name(code)).collect();
    html! {
        div.narrow {
            (form_head(first.person, SEAT_TITLE))
            form.stack method="post" action={ "/admin/seats/" (file.tenure.seat) } novalidate {
                (problem_summary(&listed(problems)))
                (once_field(&form.once))
                dl.facts {
                    @for holder in &file.holders { (whose(holder)) }
                    div { dt { "所属機関" } dd { bdi { (file.tenure.organisation_name) } } }
                    @if !others.is_empty() { div { dt { "ほかの担当者が受け持つ市町村" } dd { (others.join("、")) } } }
                }
                (places_field(form, problems))
                @if desk.has_all_of(file.tenure) { (details(form, problems)) } @else {
                    p.hint { "役職と配置形態は、担当する市町村のすべてを受け持つ方が変更できます。" }
                }
                @if desk.actor.tends_office(file.tenure, desk.places) { (office(form, problems)) }
                p.actions { (primary_button("保存する")) a href=(links::registration(first.person.id)) { "やめる" } }
            }
        }
    }
}

fn office(form: &SeatForm, problems: &Problems) -> Markup {
    text_input(TextInput {
        name: "phone",
        label: "事務所の電話番号",
        value: form.phone.as_deref().unwrap_or_default(),
        kind: "tel",
        problem: problems.at("phone"),
        hint: Some("会員の全員に見える番号で、同じ所属機関の方に共通です。空欄でもかまいません。"),
        ..TextInput::default()
    })
}

fn places_field(form: &SeatForm, problems: &Problems) -> Markup {
    text_area(TextArea {
        name: "places",
        label: "担当する市町村",
        value: &form.places,
        rows: 3,
        hint: Some(
            "市町村名か市区町村コードを、「、」か改行で区切って入力してください。例: 熊谷市、深谷市、さいたま市大宮区",
        ),
        problem: problems.at("places"),
        required: false,
    })
}

fn details(form: &SeatForm, problems: &Problems) -> Markup {
    let hub: &[&str] = if form.is_hub == "1" { &["1"] } else { &[] };
    html! {
        (text_input(TextInput {
            name: "title", label: "役職", value: &form.title, problem: problems.at("title"), ..TextInput::default()
        }))
        (select(Select {
            name: "form", label: "配置形態", options: &options(terms::FORMS), chosen: &form.form,
            hint: None, problem: problems.at("form"),
        }))
        (radios(Radio {
            name: "is_full_time", legend: "勤務の形", options: &[("1", "常勤", ""), ("0", "非常勤", "")],
            chosen: if form.is_full_time == "1" { "1" } else { "0" }, hint: None, problem: None,
        }))
        (checkboxes("is_hub", "在宅医療に必要な連携を担う拠点を兼ねますか", &[("1", "はい")], hub))
    }
}

fn options(list: Terms) -> Vec<(&'static str, &'static str)> {
    list.iter().map(|term| (term.slug, term.name)).collect()
}
