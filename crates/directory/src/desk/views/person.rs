//! One registration: seats, tenures, grants, standing, history, and the ways to change them.

use kernel::viewer::Role;
use kernel::{PersonId, Timestamp, terms};
use maud::{Markup, html};
use web::components::{breadcrumbs, once_field, secondary_button, tag};
use web::links;

use super::list::{LIST_TITLE, last_seen, standing as standing_words};
use super::{LIST, history, standing};
use crate::access::{role_text, role_title};
use crate::desk::TITLE;
use crate::desk::files::{Desk, PersonFile};
use crate::desk::policy::{Rank, Trust};
use crate::desk::queries::Entry;
use crate::desk::region::Region;
use crate::roster::{Person, Tenure};

/// What is known beyond the roster.
#[derive(Clone, Debug)]
pub struct Log<'a> {
    /// When the person last signed in.
    pub seen: Option<Timestamp>,
    /// The rank in which the person has been shut out, if so.
    pub suspended_as: Option<Rank>,
    /// The newest changes.
    pub entries: &'a [Entry],
}

/// What the tab of the browser says.
pub fn title(person: &Person) -> String {
    format!("{}さんの登録", person.name)
}

/// The page.
pub fn person_page(desk: &Desk, file: &PersonFile, log: &Log) -> Markup {
    let person = file.person;
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, TITLE), (LIST, LIST_TITLE)], &person.name))
            h1 { bdi { (person.name) } @if !person.kana.is_empty() { " " bdi.kana { "（" (person.kana) "）" } } }
            p.meta { span { (tag(standing_words(file))) } (last_seen(log.seen)) }
            p.actions {
                @if desk.may_add_to(file) {
                    a.button.secondary href={ (links::registration(person.id)) "/seats" } { "担当を加える" }
                    a.button.secondary href={ (links::registration(person.id)) "/grants" } { "役割を加える" }
                }
                @if person.listed { a href=(links::person(person.id)) { "プロフィールを見る" } }
            }
            @if person.id == desk.actor.id { p.hint { "ご自分の登録は、ほかの担当者に変更を頼んでください。" } }
        }
        div.stack {
            @for tenure in &person.tenures { (seat(desk, file, tenure)) }
            (grants(desk, file))
            (code_form(desk, file))
            (standing::panel(desk, file, log.suspended_as))
            (history::panel(desk, log.entries))
        }
    }
}

fn seat(desk: &Desk, file: &PersonFile, tenure: &Tenure) -> Markup {
    let places = desk.places;
    let is_over = tenure.is_over(desk.now);
    let regions = tenure.regions(places);
    let touches = |region| file.subject.is_in_hands_of(&desk.actor, std::slice::from_ref(region));
    html! {
        section.panel {
            div.panel-head {
                h2 { bdi { (tenure.organisation_name) } }
                @if !is_over && regions.iter().any(touches) {
                    a href={ "/admin/seats/" (tenure.seat) } { "担当の内容を変える" }
                }
            }
            dl.facts {
                div { dt { "所属区分" } dd { (name(terms::AFFILIATIONS, tenure.affiliation)) } }
                @if !tenure.title.is_empty() { div { dt { "役職" } dd { bdi { (tenure.title) } } } }
                div { dt { "配置形態" } dd { (name(terms::FORMS, tenure.form)) } }
                div { dt { "勤務の形" } dd { @if tenure.is_full_time { "常勤" } @else { "非常勤" } } }
                @if !tenure.places.is_empty() {
                    div { dt { "担当する市町村" } dd { (tenure.places.iter().map(|code| places.full_name(code)).collect::<Vec<_>>().join("、")) } }
                }
                div { dt { "着任" } dd { (date(tenure.started_at)) } }
                @if let Some(end) = tenure.ended_at {
                    // The last day in the seat; the end is the first instant after it.
                    div { dt { "退任" } dd { (date(end.plus(-1))) @if !is_over { "（予定）" } } }
                }
            }
            @if !is_over && file.subject.is_in_hands_of(&desk.actor, &regions) {
                p.actions { a.button.secondary href={ "/admin/tenures/" (tenure.id) "/end" } { "退任の日を登録する" } }
            }
        }
    }
}

fn grants(desk: &Desk, file: &PersonFile) -> Markup {
    html! {
        section #roles .panel {
            h2 { "役割" }
            @if file.person.roles.is_empty() { p { "役割はありません。" } }
            @if !file.person.roles.is_empty() {
                ul.list-rows role="list" {
                    @for role in &file.person.roles { li { (grant(desk, file, role)) } }
                }
            }
        }
    }
}

fn grant(desk: &Desk, file: &PersonFile, role: &Role) -> Markup {
    let region = Region::of_role(role, desk.places);
    let trust = Trust { subject: file.subject.clone(), role: role.clone(), region };
    let text = full_text(role, desk);
    let title = role_title(role, desk.places);
    html! {
        div.panel-head {
            span { (title) @if let Some(until) = file.person.until.get(role) { "（" (date(until.plus(-1))) "まで）" } }
            @if trust.is_up_to(&desk.actor) {
                a href=(grant_end(file.person.id, &text)) { "終わりの日を決める" span.visually-hidden { "：" (title) } }
                form method="post" action={ (links::registration(file.person.id)) "/grants" } {
                    (once_field(&web::forms::once()))
                    input type="hidden" name="role" value=(text);
                    input type="hidden" name="on" value="0";
                    button.button.quiet type="submit" { "解除する" span.visually-hidden { "：" (title) } }
                }
            }
        }
    }
}

/// A role as forms carry it.
pub(super) fn full_text(role: &Role, desk: &Desk) -> String {
    let (word, scope) = role_text(role, desk.places);
    if scope.is_empty() { word.to_owned() } else { format!("{word}:{scope}") }
}

/// Where the end of a role is changed.
pub(super) fn grant_end(person: PersonId, role: &str) -> String {
    links::with_query(&format!("{}/grants", links::registration(person)), [("role", role)])
}

fn code_form(desk: &Desk, file: &PersonFile) -> Markup {
    html! {
        @if file.person.is_active && file.subject.is_outranked_by(&desk.actor) {
            section.panel {
                h2 { "パスワードの再設定コード" }
                p { "メールを受け取れない方には、7日間使えるコードを紙でお渡しできます。発行したことは、ご本人にメールでお知らせします。" }
                form method="post" action={ (links::registration(file.person.id)) "/code" } {
                    (once_field(&web::forms::once()))
                    p.actions { (secondary_button("コードを発行する")) }
                }
            }
        }
    }
}

fn date(at: Timestamp) -> Markup {
    html! { time datetime=(at.iso()) { (at.japanese_date()) } }
}

fn name(list: terms::Terms, slug: &str) -> &'static str {
    terms::name(list, slug).unwrap_or_default()
}
