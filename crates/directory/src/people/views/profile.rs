//! One person's page. Their own telephone number and e-mail address are known here only as far as the viewer is shown
//! them.

use kernel::terms::{self, Terms};
use kernel::{Places, text};
use maud::{Markup, html};
use web::components::{NoticeKind, breadcrumbs, monogram, notice, tag};
use web::links;

use super::TITLE;
use crate::access::role_title;
use crate::contact_requests::{self, AskForm, Between};
use crate::contacts::{self, ShownContact};
use crate::peers::{self, Peer};
use crate::profiles::last_day;
use crate::roster::{Person, Tenure};

/// All that the page needs.
#[derive(Clone, Debug)]
pub struct ProfilePage<'a> {
    /// The person.
    pub person: &'a Person,
    /// Whether the person is the one who looks.
    pub is_me: bool,
    /// Whether the person's registration is in the viewer's charge.
    pub is_in_charge: bool,
    /// How the viewer can reach the person.
    pub reachable: Reachable,
    /// Whether the viewer can write where the person reads.
    pub may_ask: bool,
    /// People in a position like theirs.
    pub peers: Vec<Peer<'a>>,
    /// The map.
    pub places: &'a Places,
}

/// How a viewer can reach a person.
#[derive(Clone, Debug)]
pub enum Reachable {
    /// As the person shows it.
    Shown(ShownContact),
    /// Not yet; this is what there is between them, and the form by which one asks.
    Asking(Between, AskForm),
    /// Not at all: it is the viewer, or the viewer is in no list.
    Nothing,
}

/// The page; its owner may have just saved it. `deeds` is what others than the directory tell of the person.
pub fn profile_page(page: &ProfilePage, is_saved: bool, deeds: &Markup) -> Markup {
    let person = page.person;
    html! {
        header.page-head {
            (breadcrumbs(&[(links::COORDINATORS, TITLE)], &person.name))
            div.profile-head {
                (monogram(&person.name))
                div {
                    h1 { bdi { (person.name) } }
                    p.meta {
                        @if !person.kana.is_empty() { span { "よみ " bdi { (person.kana) } } }
                        @for role in person.shown_roles() { span { (role_title(role, page.places)) } }
                    }
                }
            }
            (actions(page))
        }
        @if page.is_me && is_saved {
            (notice(NoticeKind::Success, html! { p { "プロフィールを保存しました。ほかの方には、このように見えます。" } }))
        }
        div.with-side {
            div.main-column {
                @for tenure in person.current() { (seat(tenure, page.places)) }
                @if !person.introduction.is_empty() {
                    section.panel { h2 { "自己紹介" } (paragraphs(&person.introduction)) }
                }
                (deeds)
                (past(person, page.places))
                (peers::views::beside(&page.peers, page.places))
            }
            aside.side aria-label="資格、テーマ、連絡先" {
                (knowledge(person))
                @match &page.reachable {
                    Reachable::Shown(contact) => (contacts::views::shown(contact)),
                    Reachable::Asking(between, form) => (contact_requests::views::asking(person, *between, form)),
                    Reachable::Nothing => {}
                }
            }
        }
    }
}

fn actions(page: &ProfilePage) -> Markup {
    let id = page.person.id.to_string();
    html! {
        @if page.is_me {
            p.actions {
                a.button.secondary href=(links::MY_PROFILE) { "プロフィールを編集する" }
                a href=(links::MY_CONTACT) { "連絡先を見せる方を選ぶ" }
            }
        } @else if page.may_ask || page.is_in_charge {
            p.actions {
                @if page.may_ask {
                    a.button.primary href=(links::with_query(links::NEW_THREAD, [("to", id.as_str())])) { "この方に相談する" }
                }
                @if page.is_in_charge { a href=(links::registration(page.person.id)) { "この方の登録を管理する" } }
            }
        }
        @if let Some(day) = last_day(page.person).filter(|_| page.is_me) {
            p.note { (day.japanese_date()) "まで手いっぱいとしています。そのあいだは、ほかの方に紹介されません。ほかの方には、この行は表示されません。" }
        }
        @if !page.is_me && page.may_ask {
            p.hint { "二人がともに読める部屋に、新しい相談として書きます。部屋のほかの方も読み、返信できます。" }
        }
    }
}

fn seat(tenure: &Tenure, places: &Places) -> Markup {
    let full_time = if tenure.is_full_time { "常勤" } else { "非常勤" };
    let phone = text::nfkc(&tenure.organisation_phone);
    let dialled: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    html! {
        section.panel {
            div.panel-head { h2 { bdi { (tenure.organisation_name) } } a href=(links::seat(tenure.seat)) { "ポストのこれまで" } }
            dl.facts {
                div { dt { "所属区分" } dd { (name(terms::AFFILIATIONS, tenure.affiliation)) } }
                @if !tenure.title.is_empty() { div { dt { "役職" } dd { bdi { (tenure.title) } } } }
                div {
                    dt { "配置形態" }
                    dd {
                        (name(terms::FORMS, tenure.form))
                        @if tenure.is_hub { "（在宅医療に必要な連携を担う拠点を兼ねる）" }
                    }
                }
                div { dt { "勤務の形" } dd { (full_time) } }
                @if !tenure.places.is_empty() { div { dt { "担当する市町村" } dd { (place_links(tenure, places)) } } }
                @if !phone.is_empty() { div { dt { "事務所の電話番号" } dd { a href={ "tel:" (dialled) } { (phone) } } } }
                div { dt { "着任" } dd { time datetime=(tenure.started_at.iso()) { (tenure.started_at.japanese_date()) } } }
            }
        }
    }
}

fn place_links(tenure: &Tenure, places: &Places) -> Markup {
    html! {
        ul.places role="list" {
            @for code in &tenure.places { li { a href=(links::municipality(code)) { (places.full_name(code)) } } }
        }
    }
}

fn knowledge(person: &Person) -> Markup {
    html! {
        section.panel {
            h2 { "相談を受けられるテーマ" }
            @if person.themes.is_empty() {
                p { "まだ登録されていません。" }
            } @else {
                p.tags { @for slug in &person.themes { (tag(name(terms::THEMES, slug))) } }
            }
        }
        section.panel {
            h2 { "資格と経験" }
            @if person.qualifications.is_empty() && person.experience_years.is_none() { p { "まだ登録されていません。" } }
            @if !person.qualifications.is_empty() {
                p.tags { @for slug in &person.qualifications { (tag(name(terms::QUALIFICATIONS, slug))) } }
            }
            @if let Some(years) = person.experience_years {
                p { @if years == 0 { "経験1年未満" } @else { "経験" (years) "年" } }
            }
        }
    }
}

fn past(person: &Person, places: &Places) -> Markup {
    let past: Vec<&Tenure> = person.past().collect();
    html! {
        @if !past.is_empty() {
            section.panel {
                h2 { "これまでの担当" }
                ul {
                    @for tenure in past {
                        li {
                            a href=(links::seat(tenure.seat)) { bdi { (tenure.organisation_name) } }
                            @if !tenure.places.is_empty() {
                                "（" (tenure.places.iter().map(|code| places.told_apart(code)).collect::<Vec<_>>().join("、")) "）"
                            }
                            @if let Some(end) = tenure.ended_at { " " time datetime=(end.iso()) { (end.japanese_date()) } "まで" }
                        }
                    }
                }
            }
        }
    }
}

/// Plain text as it was typed: an empty line parts paragraphs, a line break is a line break.
fn paragraphs(text: &str) -> Markup {
    html! {
        div.prose {
            @for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
                p { @for (index, line) in paragraph.trim().lines().enumerate() { @if index > 0 { br; } (line) } }
            }
        }
    }
}

fn name(list: Terms, slug: &str) -> &'static str {
    terms::name(list, slug).unwrap_or_default()
}
