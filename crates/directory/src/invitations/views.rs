//! The pages of invitations: the inviter's, and those behind the link.

mod desk;

use kernel::Places;
use maud::{Markup, html};
use web::components::{TextInput, primary_button, problem_summary, text_input, time};
use web::{Problems, links};

pub(super) use self::desk::{index_page, new_page};
use super::entity::Invitation;
use super::forms::NewcomerForm;
use crate::applications::views::password_input;
use crate::claims::views::seat_facts;
use crate::consents::views::consent_boxes;

/// Names of the pages.
pub(super) const TITLE: &str = "招待";
pub(super) const NEW: &str = "仲間を招待する";
pub(super) const SHOW: &str = "よこいとへの招待";
pub(super) const OVER: &str = "この招待は使えません";

/// For an address that is new here.
pub(super) fn join_page(
    token: &str,
    invitation: &Invitation,
    form: &NewcomerForm,
    problems: &Problems,
    places: &Places,
) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (SHOW) }
            p.lead { "招待の内容をお確かめのうえ、お名前とパスワードを入力してください。すぐにご利用いただけます。" }
            (problem_summary(problems.list()))
            (offer(invitation, places))
            form.stack method="post" action={ "/invitations/" (token) } novalidate {
                (text_input(TextInput {
                    name: "kana", label: "よみ", value: &form.kana, required: true, problem: problems.at("kana"),
                    hint: Some("ひらがなかカタカナで入力してください。姓と名の間は空けてください。"), ..TextInput::default()
                }))
                (text_input(TextInput {
                    name: "name", label: "氏名", value: &form.name, required: true, autocomplete: Some("name"),
                    problem: problems.at("name"), hint: Some("姓と名の間は空けてください。"), ..TextInput::default()
                }))
                (password_input(problems.at("password")))
                (consent_boxes(&form.terms, &form.privacy, problems))
                p.actions { (primary_button("登録する")) }
            }
        }
    }
}

/// For an address whose owner has not signed in.
pub(super) fn sign_in_page(token: &str, invitation: &Invitation, places: &Places) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (SHOW) }
            p.lead { "このメールアドレスは、すでに登録されています。招待を受けるには、その方としてサインインしてください。" }
            p { "ほかの方としてサインインしているときは、先にサインアウトしてください。" }
            p.actions { a.button.primary href=(links::sign_in(&format!("/invitations/{token}"))) { "サインイン" } }
            (offer(invitation, places))
        }
    }
}

/// For whoever is signed in as the owner of the address.
pub(super) fn accept_page(token: &str, invitation: &Invitation, places: &Places) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (SHOW) }
            p.lead { "招待を受けると、次の職があなたの登録に加わります。" }
            (offer(invitation, places))
            form.stack method="post" action={ "/invitations/" (token) "/acceptance" } {
                @if invitation.officer_of.is_some() {
                    p { "役割が変わるため、受けた後にもう一度サインインしていただきます。" }
                }
                p.actions { (primary_button("招待を受ける")) a href="/" { "いまは受けない" } }
            }
        }
    }
}

/// For a link that is good no more.
pub(super) fn over_page(why: &str) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (OVER) }
            p.lead { (why) }
            p { "招待がなくても、ご自身で参加を申し込めます。" }
            p.actions { a href="/join" { "参加を申し込む" } a href=(links::CONTACT) { "お問い合わせ" } }
        }
    }
}

fn offer(invitation: &Invitation, places: &Places) -> Markup {
    html! {
        section.panel {
            h2 { "招待の内容" }
            dl.facts {
                div { dt { "メールアドレス" } dd { bdi { (invitation.email) } } }
                (seat_facts(&invitation.claim, places))
                @if let Some(code) = &invitation.officer_of {
                    div { dt { "役割" } dd { "市町村担当者：" (places.full_name(code)) } }
                }
                div { dt { "期限" } dd { (time(invitation.expires_at)) } }
            }
        }
    }
}
