//! The inviter's pages.

use kernel::{Places, Timestamp};
use maud::{Markup, html};
use web::components::{
    Radio, TextInput, breadcrumbs, draft_field, empty, once_field, primary_button, problem_summary, radios, tag,
    text_input, time,
};
use web::{Problems, links};

use super::{NEW, TITLE};
use crate::claims::views::seat_fields;
use crate::invitations::INVITATIONS;
use crate::invitations::entity::{Invitation, State};
use crate::invitations::forms::InvitationForm;
use crate::roster::GONE;

/// One's own invitations.
pub(in crate::invitations) fn index_page(invitations: &[Invitation], now: Timestamp, places: &Places) -> Markup {
    let invite = html! { a.button.primary href="/admin/invitations/new" { (NEW) } };
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, crate::desk::TITLE)], TITLE))
            h1 { (TITLE) }
            p.lead { "招待した方は、承認の手続きなしに参加できます。ご自身が確かめた方だけを招待してください。" }
            p.actions { (invite) a.button.secondary href="/admin/applications" { "参加の申請" } }
        }
        @if invitations.is_empty() {
            (empty("招待はまだありません", "送った招待が、使われたかどうかとともに、ここに並びます。", html! {}))
        } @else {
            ul.list-rows role="list" data-total=(invitations.len()) {
                @for invitation in invitations { (row(invitation, now, places)) }
            }
        }
    }
}

fn row(invitation: &Invitation, now: Timestamp, places: &Places) -> Markup {
    let state = invitation.state(now);
    let served: Vec<String> = invitation.claim.codes().into_iter().map(|code| places.full_name(code)).collect();
    html! {
        li.row data-id=(invitation.id) {
            div.row-body {
                h2.row-title { bdi { (addressee(invitation)) } @if !invitation.name.is_empty() { "（" bdi { (invitation.name) } "）" } }
                p.meta {
                    span { bdi { (invitation.claim.organisation) } }
                    span { bdi { (invitation.claim.title) } }
                    @if !served.is_empty() { span { (served.join("、")) } }
                }
                p.meta { span { "送信 " (time(invitation.created_at)) } (when(invitation, state)) @if invitation.seat_id.is_some() { span { "後任として" } } }
            }
            div.row-side {
                (tag(match state {
                    State::Waiting => "返事待ち",
                    State::Used => "使用済み",
                    State::Revoked => "取り消し済み",
                    State::Expired => "期限切れ",
                }))
                @if state == State::Waiting {
                    form method="post" action={ (INVITATIONS) "/" (invitation.id) "/revocation" } {
                        (once_field(&web::forms::once()))
                        button.button.quiet type="submit" { "取り消す" span.visually-hidden { "（" (invitation.email) "）" } }
                    }
                }
            }
        }
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

/// The address, or who it was if it has been forgotten with its account.
fn addressee(invitation: &Invitation) -> &str {
    if invitation.email.is_empty() { GONE } else { &invitation.email }
}
