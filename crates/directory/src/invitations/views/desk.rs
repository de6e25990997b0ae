//! The inviter's pages.

use kernel::Places;
use maud::{Markup, html};
use web::components::{
    Radio, Tab, TextInput, breadcrumbs, draft_field, empty, icons, once_field, page_numbers, primary_button,
    problem_summary, radios, tabs, tag, text_input, time,
};
use web::{Problems, links};

use super::{NEW, TITLE};
use crate::claims::views::seat_fields;
use crate::invitations::entity::{Invitation, State};
use crate::invitations::forms::{InvitationForm, ListQuery};
use crate::invitations::listing::{Kind, List, Listed, MEMBER};
use crate::invitations::renewals::MOST;
use crate::invitations::{INVITATIONS, RENEWAL};
use crate::roster::GONE;

/// The list, its tabs, and the way to invite anew.
pub(in crate::invitations) fn index_page(list: &List, places: &Places) -> Markup {
    let (page, pages, shown) = list.page();
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, crate::desk::TITLE)], TITLE))
            h1 { (TITLE) }
            p.lead { "招待した方は、承認の手続きなしに参加できます。ご自身が確かめた方だけを招待してください。" }
            p.actions { a.button.primary href="/admin/invitations/new" { (NEW) } a.button.secondary href="/admin/applications" { "参加の申請" } }
            (search(&list.query))
        }
        (tabs("招待の状態", &chosen_tabs(list)))
        @if list.count(list.kind) == 0 {
            div data-total="0" {
                (empty("あてはまる招待はありません", "送った招待が、使われたかどうかとともに、ここに並びます。", html! {
                    @if !list.query.whose.is_empty() || !list.query.q.is_empty() { a href=(INVITATIONS) { "自分の招待をすべて見る" } }
                }))
            }
        } @else {
            ul.list-rows role="list" data-total=(list.count(list.kind)) {
                @for listed in shown { (row(listed, places)) }
            }
        }
        (page_numbers("招待のページ", page as u64, pages as u64, |page| address(INVITATIONS, list, list.kind, page)))
        (choice(list))
        p.actions { a.button.secondary href=(address("/admin/invitations/export", list, list.kind, 1)) download { "この一覧をCSVで保存する" } }
    }
}

fn search(query: &ListQuery) -> Markup {
    html! {
        form.search-again action=(INVITATIONS) method="get" role="search" aria-label=(TITLE) {
            label.visually-hidden for="words" { "氏名・メールアドレス・所属機関・市町村" }
            input #words type="search" name="q" value=(query.q) autocomplete="off" enterkeyhint="search"
                placeholder="氏名・所属機関・市町村";
            label.visually-hidden for="whose" { "だれの招待か" }
            select #whose name="whose" {
                option value="" selected[query.whose != "charge"] { "自分の招待" }
                option value="charge" selected[query.whose == "charge"] { "担当の範囲のすべて" }
            }
            @if !query.state.is_empty() { input type="hidden" name="state" value=(query.state); }
            @if !query.import.is_empty() { input type="hidden" name="import" value=(query.import); }
            button.button.primary type="submit" { (icons::search()) "さがす" }
        }
        @if !query.import.is_empty() {
            p.hint { "取り込んだ名簿で招待した方だけを表示しています。" a href=(INVITATIONS) { "すべての招待を見る" } }
        }
    }
}

fn chosen_tabs(list: &List) -> Vec<Tab<'static>> {
    let tab = |kind: Kind| Tab {
        href: address(INVITATIONS, list, kind, 1),
        label: match kind {
            Kind::All => "すべて",
            Kind::Open => "まだ来ていない方",
            Kind::Of(state) => name(state),
        },
        count: None,
        chosen: kind == list.kind,
    };
    Kind::ALL.into_iter().map(tab).collect()
}

/// An address with all that the list was narrowed down by.
fn address(path: &str, list: &List, kind: Kind, page: u64) -> String {
    let ListQuery { q, whose, import, .. } = &list.query;
    let page = if page > 1 { page.to_string() } else { String::new() };
    links::with_query(
        path,
        [("q", q.as_str()), ("whose", whose), ("import", import), ("state", kind.word()), ("page", &page)],
    )
}

/// Ticked boxes of the list belong to this form, which stands below it since rows have forms of their own.
fn choice(list: &List) -> Markup {
    let many = list.renewable().count();
    html! {
        @if many > 0 {
            section.panel.screen-only aria-labelledby="anew" {
                h2 #anew { "招待し直す" }
                p { "まだ来ていない方に、招待のメールを送り直すか、招待コードを記した手紙を印刷できます。一度に" (MOST) "人までです。" }
                form.stack #choice method="get" action=(RENEWAL) {
                    @for (name, value) in [("q", &list.query.q), ("state", &list.query.state), ("whose", &list.query.whose), ("import", &list.query.import)] {
                        @if !value.is_empty() { input type="hidden" name=(name) value=(value); }
                    }
                    label.choice {
                        input type="checkbox" name="all" value="1";
                        span { "この一覧にあてはまる、まだ来ていない方すべて（" (many) "人）" }
                    }
                    p.actions { (primary_button("選んだ方に招待し直す")) }
                }
            }
        }
    }
}

fn row(listed: &Listed, places: &Places) -> Markup {
    let (invitation, state) = (&listed.invitation, listed.state);
    let served: Vec<String> = invitation.claim.codes().into_iter().map(|code| places.full_name(code)).collect();
    let who = addressee(listed);
    html! {
        li.row data-id=(invitation.id) {
            div.row-body {
                h2.row-title { bdi { (who) } @if !invitation.name.is_empty() && who != invitation.name { "（" bdi { (invitation.name) } "）" } }
                p.meta {
                    span { bdi { (invitation.claim.organisation) } }
                    span { bdi { (invitation.claim.title) } }
                    @if !served.is_empty() { span { (served.join("、")) } }
                }
                p.meta {
                    @if !listed.is_mine { span { "招待した方 " bdi { (listed.inviter) } } }
                    span { "送信 " (time(invitation.created_at)) } (when(invitation, state)) @if invitation.seat_id.is_some() { span { "後任として" } }
                }
                @if listed.may_be_renewed {
                    label.choice {
                        input type="checkbox" name="invitation" value=(invitation.id) form="choice";
                        span { "招待し直す方として選ぶ" span.visually-hidden { "：" (who) } }
                    }
                }
            }
            div.row-side {
                (tag(state_name(listed)))
                @if state == State::Waiting && listed.is_mine {
                    form method="post" action={ (INVITATIONS) "/" (invitation.id) "/revocation" } {
                        (once_field(&web::forms::once()))
                        button.button.quiet type="submit" { "取り消す" span.visually-hidden { "（" (who) "）" } }
                    }
                }
            }
        }
    }
}

/// What has become of an invitation, in words.
pub(in crate::invitations) fn state_name(listed: &Listed) -> &'static str {
    if listed.is_void {
        "使えません（招待した方の担当が変わりました）"
    } else {
        name(listed.state)
    }
}

fn name(state: State) -> &'static str {
    match state {
        State::Waiting => "返事待ち",
        State::Used => "使用済み",
        State::Revoked => "取り消し済み",
        State::Expired => "期限切れ",
    }
}

fn when(invitation: &Invitation, state: State) -> Markup {
    html! {
        @match (state, invitation.used_at, invitation.revoked_at) {
            (State::Used, Some(at), _) => span { "使用 " (time(at)) },
            (State::Revoked, _, Some(at)) => span { "取り消し " (time(at)) },
            _ => span { "期限 " (time(invitation.expires_at)) },
        }
    }
}

/// The form of an invitation.
pub(in crate::invitations) fn new_page(form: &InvitationForm, problems: &Problems) -> Markup {
    html! {
        div.narrow.stack {
            header.page-head {
                (breadcrumbs(&[(links::DESK, crate::desk::TITLE), (INVITATIONS, TITLE)], NEW))
                h1 { (NEW) }
                p.lead { "メールアドレスと職を決めて招待します。招待は14日間、一度だけ使えます。" }
            }
            (problem_summary(problems.list()))
            form.stack method="post" action=(INVITATIONS) novalidate {
                (once_field(&form.once))
                (draft_field(&form.draft))
                (text_input(TextInput {
                    name: "email", label: "招待する方のメールアドレス", value: &form.email, kind: "email", required: true,
                    autocomplete: Some("off"), problem: problems.at("email"),
                    hint: Some("ご本人だけが読めるアドレスであることを、確かめてから入力してください。"), ..TextInput::default()
                }))
                (text_input(TextInput {
                    name: "name", label: "招待する方の氏名", value: &form.name, autocomplete: Some("off"), problem: problems.at("name"),
                    hint: Some("空欄でもかまいません。手紙の宛名になり、ご本人が登録するときに直せます。"), ..TextInput::default()
                }))
                (seat_fields(&form.seat, problems))
                h2 { "役割" }
                (radios(Radio {
                    name: "role", legend: "役割", options: &[("", "なし", ""), ("officer", "市町村担当者", "")],
                    chosen: if form.role == "officer" { "officer" } else { "" }, hint: None, problem: None,
                }))
                (text_input(TextInput {
                    name: "officer_of", label: "担当者となる市町村", value: &form.officer_of,
                    hint: Some("市町村担当者として招待するときだけ入力してください。例: 埼玉県熊谷市"),
                    problem: problems.at("officer_of"), ..TextInput::default()
                }))
                p.actions { (primary_button("招待を送る")) a href=(INVITATIONS) { "送らずに戻る" } }
            }
        }
    }
}

/// The address, or who it was if it has been forgotten with its account; the name alone where the address is a member's own.
fn addressee(listed: &Listed) -> &str {
    match listed.shown_email() {
        Some("") => GONE,
        Some(email) => email,
        None if listed.invitation.name.is_empty() => MEMBER,
        None => &listed.invitation.name,
    }
}
