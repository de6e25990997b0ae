//! The pages on which managers decide.

use kernel::viewer::Role;
use kernel::{PersonId, Places, Viewer};
use maud::{Markup, html};
use web::components::{
    NoticeKind, Radio, TextArea, breadcrumbs, draft_field, empty, notice, once_field, primary_button, problem_summary,
    radios, tag, text_area, time,
};
use web::{Problems, links};

use super::forms::DecisionForm;
use super::paths::{DeclinePath, ReleasePath};
use super::queries::Charge;
use super::vacancies::Vacancy;
use super::{APPLICATIONS, strikable};
use crate::Roster;
use crate::applications::views::{facts, paragraphs};
use crate::applications::{Application, Part, State};

/// Names of the pages.
pub(super) const TITLE: &str = "参加の申請";
pub(super) const SHOW: &str = "申請の確認";

/// All that the page of one application needs.
pub(super) struct ShowPage<'a> {
    charge: &'a Charge,
    form: &'a DecisionForm,
    vacancies: &'a [Vacancy<'a>],
    sees_notes: bool,
    roster: &'a Roster,
    places: &'a Places,
}

impl<'a> ShowPage<'a> {
    /// The page for a viewer.
    pub(super) fn new(
        charge: &'a Charge,
        (form, vacancies): (&'a DecisionForm, &'a [Vacancy<'a>]),
        viewer: &Viewer,
        roster: &'a Roster,
        places: &'a Places,
    ) -> Self {
        Self { charge, form, vacancies, sees_notes: viewer.roles().contains(&Role::Administrator), roster, places }
    }
}

/// The list, those that wait for the viewer first.
pub(super) fn index_page(charges: &[Charge], places: &Places) -> Markup {
    let waiting = charges.iter().filter(|charge| !charge.open().is_empty()).count();
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, crate::desk::TITLE)], TITLE))
            h1 { (TITLE) }
            p.lead { "あなたの確認を待っている申請は" (waiting) "件です。" }
            p.actions { a.button.secondary href="/admin/invitations" { "招待" } }
        }
        @if charges.is_empty() {
            (empty("申請はまだありません", "参加の申請が届くと、ここに並び、メールでもお知らせします。", html! {
                a href="/admin/invitations/new" { "仲間を招待する" }
            }))
        } @else {
            ul.list-rows role="list" data-total=(charges.len()) {
                @for charge in charges { (row(charge, places)) }
            }
        }
    }
}

fn row(charge: &Charge, places: &Places) -> Markup {
    let application = &charge.case.application;
    let prefectures: Vec<&str> =
        charge.case.parts.iter().map(|part| prefecture(&part.prefecture_code, places)).collect();
    html! {
        li.row data-id=(application.id) {
            div.row-body {
                h2.row-title {
                    a href={ (APPLICATIONS) "/" (application.id) } { bdi { (application.name) } }
                    " " bdi.kana { "（" (application.kana) "）" }
                }
                p.meta {
                    span { bdi { (application.claim.organisation) } }
                    span { (prefectures.join("、")) }
                    @if let Some(at) = application.confirmed_at { (time(at)) }
                }
            }
            p.row-side { (tag(standing(charge))) }
        }
    }
}

fn standing(charge: &Charge) -> &'static str {
    match charge.case.application.state() {
        State::Waiting if charge.open().is_empty() => "ほかの都道府県の確認待ち",
        State::Waiting | State::Unconfirmed => "確認待ち",
        State::Accepted => "承認済み",
        State::Declined => "お断り済み",
        State::Invited => "招待により参加",
        // Of older rows that an invitation replaced nobody had decided.
        State::Replaced if charge.case.application.decided_by.is_none() => "招待により参加",
        State::Replaced => "お断り済み（申し込み直しあり）",
    }
}

/// One application, and the forms to decide on it.
pub(super) fn show_page(page: &ShowPage, problems: &Problems) -> Markup {
    let case = &page.charge.case;
    let application = &case.application;
    html! {
        div.narrow.stack {
            header.page-head {
                (breadcrumbs(&[(links::DESK, crate::desk::TITLE), (APPLICATIONS, TITLE)], SHOW))
                h1 { bdi { (application.name) } "さんの申請" }
                p.meta { span { (standing(page.charge)) } @if let Some(at) = application.confirmed_at { (time(at)) } }
            }
            (problem_summary(problems.list()))
            (decided(application, page))
            section.panel { h2 { "申請の内容" } (facts(application, page.places)) }
            section.panel {
                h2 { "都道府県ごとの状況" }
                dl.facts { @for part in &case.parts { (part_row(part, page)) } }
            }
            @if !page.charge.open().is_empty() { (release_form(page, problems)) (decline_form(page, problems)) }
        }
    }
}

fn decided(application: &Application, page: &ShowPage) -> Markup {
    html! {
        @if let Some(at) = application.decided_at {
            (notice(NoticeKind::Info, html! {
                @match application.decided_by {
                    Some(person) => p { (time(at)) "に、" (name(Some(person), page.roster)) "が判断しました。" },
                    None => p { (time(at)) "に、招待により参加されました。この申請の確認は、必要なくなりました。" },
                }
                @if !application.reason.is_empty() { p { "お断りした理由" } (paragraphs(&application.reason)) }
            }))
        }
    }
}

fn part_row(part: &Part, page: &ShowPage) -> Markup {
    html! {
        div data-id=(part.prefecture_code) {
            dt { (prefecture(&part.prefecture_code, page.places)) }
            dd {
                @match part.released_at {
                    Some(at) => p { "確認済み（" (time(at)) "）" },
                    None if page.charge.case.application.state() == State::Invited => p { "確認の前に、招待により参加" },
                    None => p { "確認待ち" },
                }
                @if page.sees_notes && part.released_at.is_some() {
                    p { "確かめた方: " (name(part.released_by, page.roster)) }
                    (paragraphs(&part.checked))
                }
            }
        }
    }
}

fn release_form(page: &ShowPage, problems: &Problems) -> Markup {
    let open = page.charge.open();
    let names: Vec<&str> = open.iter().map(|code| prefecture(code, page.places)).collect();
    let codes = strikable(&page.charge.case, &open, page.places);
    html! {
        section.panel {
            h2 { "承認する（" (names.join("、")) "）" }
            p {
                "申請に書かれた番号ではなく、市町村や機関の公式サイトなどで別に調べた番号に電話し、"
                "この方が在籍し、この仕事を担当していることを確かめてください。"
            }
            form.stack #release-form method="post" action=(ReleasePath { id: page.charge.case.application.id }) novalidate {
                (once_field(&page.form.once))
                (draft_field(&page.form.draft))
                (text_area(TextArea {
                    name: "checked", label: "ご本人であることの確かめ方", value: &page.form.checked, rows: 3, required: true,
                    hint: Some("どの番号に、いつ、どなたが電話し、どう確かめたか。サイト管理者だけが読みます。\
                        例: 11月24日、市の公式サイトにある代表番号に電話し、担当課の係長に確認しました。"),
                    problem: problems.at("checked"),
                }))
                // Of a single municipality nothing could be struck.
                @if codes.len() > 1 { (strikes(&codes, page, problems)) }
                @if !page.vacancies.is_empty() { (seats(page, problems)) }
                p.actions { (primary_button("承認する")) }
            }
        }
    }
}

fn strikes(codes: &[&str], page: &ShowPage, problems: &Problems) -> Markup {
    let problem = problems.at("strike");
    html! {
        fieldset .choices .has-problem[problem.is_some()] id="strike" aria-describedby="strike-hint" {
            legend { "担当から外す市町村" }
            p.hint #strike-hint { "この方の担当ではない市町村があれば、チェックを入れてください。" }
            @if let Some(problem) = problem { p.problem { span { (problem) } } }
            div.choice-grid {
                @for code in codes {
                    label.choice {
                        input type="checkbox" name="strike" value=(code) checked[page.form.strike.iter().any(|struck| struck == code)];
                        span { (page.places.full_name(code)) }
                    }
                }
            }
        }
    }
}

/// The seats at the same employer that stand empty, and a new one.
fn seats(page: &ShowPage, problems: &Problems) -> Markup {
    let words: Vec<(String, String, String)> =
        page.vacancies.iter().map(|vacancy| vacancy_words(vacancy, page.places)).collect();
    let mut options: Vec<(&str, &str, &str)> = words.iter().map(|(id, name, note)| (&**id, &**name, &**note)).collect();
    options.push(("", "新しいポストをつくる", "前任の方とは別の職として登録します"));
    radios(Radio {
        name: "seat",
        legend: "ポスト",
        options: &options,
        chosen: &page.form.seat,
        hint: Some(
            "同じ所属機関に、いま担当者のいないポストがあります。引き継ぐと、前任の方の引継ぎ書や、引き継いだ話題がこの方に届きます。",
        ),
        problem: problems.at("seat"),
    })
}

fn vacancy_words(vacancy: &Vacancy, places: &Places) -> (String, String, String) {
    let served: Vec<String> = vacancy.last.places.iter().map(|code| places.full_name(code)).collect();
    let title = if vacancy.last.title.is_empty() { "役職なし" } else { &vacancy.last.title };
    let towns = if served.is_empty() { String::new() } else { format!("（{}）", served.join("、")) };
    let until = vacancy.last.ended_at.map(|end| format!("、{}まで", end.plus(-1).japanese_date())).unwrap_or_default();
    (vacancy.seat.to_string(), format!("「{title}」を引き継ぐ{towns}"), format!("前任 {}さん{until}", vacancy.name))
}

fn decline_form(page: &ShowPage, problems: &Problems) -> Markup {
    html! {
        section.panel {
            h2 { "お断りする" }
            p { "申請の全体をお断りします。理由は申請した方に届きます。直して申し込み直すことができます。" }
            form.stack #decline-form method="post" action=(DeclinePath { id: page.charge.case.application.id }) novalidate {
                (once_field(&page.form.once))
                (draft_field(&page.form.draft))
                (text_area(TextArea {
                    name: "reason", label: "お断りする理由", value: &page.form.reason, rows: 3, required: true,
                    hint: Some("何を直せばよいかが分かるようにお書きください。患者・利用者のことは書かないでください。"),
                    problem: problems.at("reason"),
                }))
                p.actions { button.button.danger type="submit" { "理由を添えてお断りする" } }
            }
        }
    }
}

fn prefecture<'a>(code: &'a str, places: &'a Places) -> &'a str {
    places.prefecture(code).map_or(code, |prefecture| prefecture.name.as_str())
}

fn name(person: Option<PersonId>, roster: &Roster) -> String {
    let person = person.and_then(|id| roster.person(id));
    person.map_or_else(|| "以前の担当者".to_owned(), |person| format!("{}さん", person.name))
}
