//! The fields of a seat, and a claimed seat in words.

use kernel::Places;
use kernel::terms::{self, Terms};
use maud::{Markup, html};
use web::Problems;
use web::components::{Radio, Select, TextArea, TextInput, radios, select, text_area, text_input};

use super::{SeatClaim, SeatForm};

/// Organisation, seat and places, each in a group of its own.
pub(crate) fn seat_fields(form: &SeatForm, problems: &Problems) -> Markup {
    html! {
        h2 { "所属機関" }
        (text_input(TextInput {
            name: "organisation", label: "所属機関の名称", value: &form.organisation, required: true,
            autocomplete: Some("organization"), problem: problems.at("organisation"), ..TextInput::default()
        }))
        (select(Select {
            name: "affiliation", label: "所属区分（必須）", options: &options(terms::AFFILIATIONS), chosen: &form.affiliation,
            hint: None, problem: problems.at("affiliation"),
        }))
        (text_input(TextInput {
            name: "municipality", label: "所属機関のある市区町村", value: &form.municipality, required: true,
            hint: Some("例: 埼玉県熊谷市、または市区町村コード 11202"), problem: problems.at("municipality"),
            ..TextInput::default()
        }))
        (text_input(TextInput {
            name: "phone", label: "事務所の電話番号", value: &form.phone, required: true, kind: "tel",
            autocomplete: Some("tel"), hint: Some("事務所の代表番号です。登録されると、会員が見る名簿に載ります。"),
            problem: problems.at("phone"), ..TextInput::default()
        }))
        h2 { "職（ポスト）" }
        (text_input(TextInput {
            name: "title", label: "役職", value: &form.title, required: true,
            autocomplete: Some("organization-title"), hint: Some("例: 在宅医療・介護連携コーディネーター"),
            problem: problems.at("title"), ..TextInput::default()
        }))
        (select(Select {
            name: "form", label: "配置形態（必須）", options: &options(terms::FORMS), chosen: &form.form,
            hint: None, problem: problems.at("form"),
        }))
        (radios(Radio {
            name: "full_time", legend: "勤務の形", options: &[("1", "常勤", ""), ("0", "非常勤", "")],
            chosen: if form.full_time == "0" { "0" } else { "1" }, hint: None, problem: None,
        }))
        label.choice {
            input type="checkbox" name="hub" value="1" checked[form.hub.is_some()];
            span { "「在宅医療に必要な連携を担う拠点」を兼ねている" }
        }
        (text_area(TextArea {
            name: "places", label: "担当する市町村", value: &form.places, rows: 4,
            hint: Some("一行に一つずつ、または「、」で区切って入力してください。例: 埼玉県熊谷市、埼玉県深谷市。\
                市区町村コードでもかまいません。都道府県庁や厚生局など、市町村を受け持たない方は空欄にしてください。"),
            problem: problems.at("places"), ..TextArea::default()
        }))
    }
}

/// Rows of a `dl.facts`.
pub(crate) fn seat_facts(claim: &SeatClaim, places: &Places) -> Markup {
    let full_time = if claim.is_full_time { "常勤" } else { "非常勤" };
    let served: Vec<String> = claim.codes().into_iter().map(|code| places.full_name(code)).collect();
    html! {
        div { dt { "所属機関" } dd { bdi { (claim.organisation) } } }
        div { dt { "所属区分" } dd { (name(terms::AFFILIATIONS, &claim.affiliation)) } }
        div { dt { "所属機関のある市区町村" } dd { (places.full_name(&claim.municipality_code)) } }
        div { dt { "事務所の電話番号" } dd { (claim.phone) } }
        div { dt { "役職" } dd { bdi { (claim.title) } } }
        div {
            dt { "配置形態" }
            dd { (name(terms::FORMS, &claim.form)) "・" (full_time) @if claim.is_hub { "（在宅医療に必要な連携を担う拠点を兼ねる）" } }
        }
        div { dt { "担当する市町村" } dd { @if served.is_empty() { "なし" } @else { (served.join("、")) } } }
    }
}

fn options(list: Terms) -> Vec<(&'static str, &'static str)> {
    std::iter::once(("", "選んでください")).chain(list.iter().map(|term| (term.slug, term.name))).collect()
}

fn name(list: Terms, slug: &str) -> &'static str {
    terms::name(list, slug).unwrap_or_default()
}
