//! Requests on the page of whom one asks, and on one's own.

use kernel::PersonId;
use maud::{Markup, html};
use web::components::{
    NoticeKind, TextArea, account_navigation, breadcrumbs, draft_field, empty, notice, once_field, person_name,
    primary_button, problem_summary, text_area, time,
};
use web::{Problems, links};

use super::forms::{AskForm, LONGEST};
use super::queries::{Between, Listed};
use crate::guarding::views::region;
use crate::roster::{Person, Roster};

/// The name of one's own page.
pub const TITLE: &str = "連絡先のおたずね";
/// The name of the form.
pub const ASK_TITLE: &str = "連絡先をうかがう";

/// On the profile of somebody whose contact the viewer does not see.
pub fn asking(person: &Person, between: Between, form: &AskForm) -> Markup {
    html! {
        section.panel #contact-request {
            h2 { "連絡先" }
            @match between {
                Between::Nothing | Between::Agreed => { (fold(person, form)) }
                Between::Waiting { since, may_ask_again } => {
                    (notice(NoticeKind::Info, html! {
                        p { "お返事を待っています（" time datetime=(since.iso()) { (since.japanese_date()) } "にうかがいました）。" }
                        p { a href=(links::MY_CONTACT_REQUESTS) { "おたずねを確かめる・取り下げる" } }
                    }))
                    @if may_ask_again { (fold(person, form)) }
                }
                Between::TheyAsk => {
                    (notice(NoticeKind::Info, html! {
                        p { "この方から、連絡先のおたずねが届いています。" }
                        p { a href=(links::MY_CONTACT_REQUESTS) { "おたずねを確かめる" } }
                    }))
                }
                Between::Resting { until } => {
                    p { time datetime=(until.iso()) { (until.japanese_date()) } "から、あらためてうかがえます。" }
                }
            }
        }
    }
}

/// The form on a page of its own, after it was refused.
pub fn ask_page(person: &Person, form: &AskForm, problems: &Problems) -> Markup {
    let list: Vec<(&str, &str)> = problems.list().iter().map(|(field, words)| (*field, words.as_str())).collect();
    let profile = links::person(person.id);
    html! {
        div.narrow {
            header.page-head {
                (breadcrumbs(&[(profile.as_str(), &person.name)], ASK_TITLE))
                h1 { (ASK_TITLE) }
            }
            (ask_form(person, form, &list, problems.at("message")))
        }
    }
}

fn fold(person: &Person, form: &AskForm) -> Markup {
    html! {
        details.fold open[!form.draft.is_empty()] {
            summary { (ASK_TITLE) }
            (ask_form(person, form, &[], None))
        }
    }
}

fn ask_form(person: &Person, form: &AskForm, list: &[(&str, &str)], problem: Option<&str>) -> Markup {
    html! {
        form.stack method="post" action={ (links::person(person.id)) "/contact-requests" } novalidate {
            (problem_summary(list))
            (once_field(&form.once))
            (draft_field(&form.draft))
            p {
                "この方に、連絡先を知らせてほしいと伝えます。承諾されると、この方のメールアドレスと電話番号（登録のあるもの）があなたに、"
                "あなたの連絡先も相手に、見えるようになります。"
            }
            (text_area(TextArea {
                name: "message", label: "ひとこと", value: &form.message, rows: 3, required: true, problem,
                hint: Some(&format!("用件を短く書いてください。利用者や患者の個人情報は書かないでください。{LONGEST}文字まで。")),
            }))
            (region("message"))
            p.actions { (primary_button(ASK_TITLE)) }
        }
    }
}

/// One's own requests, asked and received.
pub fn list_page(me: PersonId, requests: &[Listed], people: &Roster) -> Markup {
    let is_mine = |request: &&Listed| request.requester_id == me;
    let open = |request: &&Listed| request.accepted_at.is_none();
    let received = |aside: bool| {
        let all = requests.iter().filter(move |it| !is_mine(it) && open(it) && it.set_aside_at.is_some() == aside);
        all.collect::<Vec<_>>()
    };
    let asked: Vec<&Listed> = requests.iter().filter(|it| is_mine(it) && open(it)).collect();
    let agreed: Vec<&Listed> = requests.iter().filter(|it| !open(it)).collect();
    html! {
        (account_navigation(links::MY_CONTACT_REQUESTS, true))
        header.page-head {
            h1 { (TITLE) }
            p.lead { "あなたの連絡先を知りたい方の一覧です。承諾すると、お互いのメールアドレスと電話番号（登録のあるもの）が、プロフィールのページで見えるようになります。" }
        }
        div.stack {
            @if requests.is_empty() {
                (empty("おたずねはありません", "プロフィールのページから、連絡先をうかがえます。", html! {
                    a href=(links::COORDINATORS) { "仲間をさがす" }
                }))
            }
            (group("あなたの返事を待っているおたずね", &received(false), |it| row(it, it.requester_id, people, &received_actions(it))))
            (group("あなたが送ったおたずね（返事待ち）", &asked, |it| row(it, it.person_id, people, &button(it, "withdrawal", "", "取り下げる"))))
            (group("連絡先を知らせ合っている方", &agreed, |it| {
                let other = if it.requester_id == me { it.person_id } else { it.requester_id };
                row(it, other, people, &button(it, "acceptance", "0", "知らせ合うのをやめる"))
            }))
            (group("お返事をせずにおいたおたずね", &received(true), |it| {
                row(it, it.requester_id, people, &button(it, "acceptance", "1", "承諾する"))
            }))
        }
    }
}

fn group(heading: &str, requests: &[&Listed], row: impl Fn(&Listed) -> Markup) -> Markup {
    html! {
        @if !requests.is_empty() {
            section {
                h2 { (heading) }
                ul.list-rows role="list" data-total=(requests.len()) { @for request in requests { (row(request)) } }
            }
        }
    }
}

fn row(request: &Listed, other: PersonId, people: &Roster, actions: &Markup) -> Markup {
    let person = people.person(other);
    html! {
        li.row data-id=(request.id) {
            div.row-body {
                @if let Some(person) = person {
                    h3.row-title { a href=(links::person(person.id)) { (person_name(&person.name, &person.kana)) } }
                    p.meta {
                        @for tenure in person.current() { span { bdi { (tenure.organisation_name) } } }
                        (time(request.asked_at))
                    }
                }
                p { @for (index, line) in request.message.lines().enumerate() { @if index > 0 { br; } (line) } }
                (actions)
            }
        }
    }
}

fn received_actions(request: &Listed) -> Markup {
    html! {
        p.hint { "返事をせずにおいても、この方には何も伝わりません。承諾は、あとで取りやめられます。" }
        div.actions {
            (button(request, "acceptance", "1", "承諾する"))
            (button(request, "setting-aside", "", "返事をせずにおく"))
        }
    }
}

fn button(request: &Listed, noun: &str, on: &str, label: &str) -> Markup {
    let class = if on == "1" { "button primary" } else { "button secondary" };
    html! {
        form method="post" action={ (links::MY_CONTACT_REQUESTS) "/" (request.id) "/" (noun) } {
            (once_field(&web::forms::once()))
            @if !on.is_empty() { input type="hidden" name="on" value=(on); }
            button class=(class) type="submit" { (label) }
        }
    }
}
