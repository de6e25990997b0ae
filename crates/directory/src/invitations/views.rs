//! The pages of invitations: the inviter's, and those behind the link.

mod desk;

use kernel::Places;
use maud::{Markup, html};
use web::components::{TextInput, once_field, primary_button, problem_summary, text_input, time};
use web::{Problems, links};

pub(super) use self::desk::{index_page, new_page, state_name};
use super::Opened;
use super::entity::Inviter;
use super::forms::NewcomerForm;
use super::paths::CodePath;
use crate::applications::CodeForm;
use crate::applications::views::{code_form, password_input};
use crate::claims::views::seat_facts;
use crate::consents::views::consent_boxes;

/// Names of the pages.
pub(super) const TITLE: &str = "招待";
pub(super) const NEW: &str = "仲間を招待する";
pub(super) const SHOW: &str = "よこいとへの招待";
pub(super) const OVER: &str = "この招待は使えません";
pub(super) const CODE: &str = "招待コードを入力する";

/// The one sentence for every code that does not fit.
pub(super) const WRONG_CODE: &str = "メールアドレスまたは招待コードが違うか、期限が切れています。いちばん新しい招待のメールか手紙で、\
    もう一度お確かめください。5回続けて違うと、そのコードは使えなくなります。招待のメールにあるアドレスは、引き続き開けます。";

/// For an address that is new here.
pub(super) fn join_page(
    token: &str,
    opened: &Opened,
    form: &NewcomerForm,
    problems: &Problems,
    places: &Places,
) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (SHOW) }
            p.lead { (from(&opened.inviter)) "招待の内容をお確かめのうえ、お名前とパスワードを入力してください。すぐにご利用いただけます。" }
            (problem_summary(problems.list()))
            (offer(opened, places))
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
pub(super) fn sign_in_page(token: &str, opened: &Opened, places: &Places) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (SHOW) }
            p.lead {
                (from(&opened.inviter))
                "このメールアドレスは、すでに登録されています。招待を受けるには、その方としてサインインしてください。"
            }
            p.actions { a.button.primary href=(links::sign_in(&format!("/invitations/{token}"))) { "サインイン" } }
            (offer(opened, places))
        }
    }
}

/// For whoever is signed in as somebody else, who learns neither the address nor what is offered.
pub(super) fn another_page(inviter: &Inviter) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (SHOW) }
            p.lead { (from(inviter)) "ただし、いまサインインしている方とは別のメールアドレスに宛てたものです。" }
            p { "ご自身に届いた招待のときは、いったんサインアウトしてから、メールのアドレスをもう一度開いてください。ほかの方に届いた招待は、その方ご自身に開いていただいてください。" }
            form action="/sign-out" method="post" { p.actions { (primary_button("サインアウトする")) a href="/" { "ホームへ戻る" } } }
        }
    }
}

/// For whoever gets mail without links.
pub(super) fn code_page(form: &CodeForm, problem: Option<&str>) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (CODE) }
            p.lead { "招待のメールか手紙にある、8文字の招待コードを入力してください。" }
            @if let Some(problem) = problem { (problem_summary(&[("code", problem)])) }
            (code_form(&CodePath.to_string(), "招待コード", form, problem))
            p { "招待を受け取っていない方は、" a href="/join" { "参加を申し込む" } "ことができます。" }
        }
    }
}

/// For whoever is signed in as the owner of the address.
pub(super) fn accept_page(token: &str, opened: &Opened, places: &Places) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (SHOW) }
            p.lead { (from(&opened.inviter)) "招待を受けると、次の職があなたの登録に加わります。" }
            (offer(opened, places))
            form.stack method="post" action={ "/invitations/" (token) "/acceptance" } {
                (once_field(&web::forms::once()))
                @if opened.invitation.officer_of.is_some() {
                    p { "役割が変わるため、受けた後にもう一度サインインしていただきます。" }
                }
                p.actions { (primary_button("招待を受ける")) a href="/" { "いまは受けない" } }
            }
        }
    }
}

/// For a link that is good no more.
pub(super) fn over_page(why: &str, inviter: &Inviter) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (OVER) }
            p.lead { (why) }
            dl.facts { (inviter_row(inviter)) }
            p { "招待がなくても、ご自身で参加を申し込めます。" }
            p.actions { a href="/join" { "参加を申し込む" } a href=(links::CONTACT) { "お問い合わせ" } }
        }
    }
}

/// From whom it is, in a sentence.
fn from(inviter: &Inviter) -> Markup {
    html! { bdi { (inviter.name) } "さん" @if !inviter.of.is_empty() { "（" bdi { (inviter.of) } "）" } "からの招待です。" }
}

fn inviter_row(inviter: &Inviter) -> Markup {
    html! {
        div { dt { "招待した方" } dd { bdi { (inviter.name) } @if !inviter.of.is_empty() { "（" bdi { (inviter.of) } "）" } } }
    }
}

fn offer(opened: &Opened, places: &Places) -> Markup {
    let invitation = &opened.invitation;
    html! {
        section.panel {
            h2 { "招待の内容" }
            dl.facts {
                (inviter_row(&opened.inviter))
                div { dt { "メールアドレス" } dd { bdi { (invitation.email) } } }
                (seat_facts(&invitation.claim, places))
                @if let Some(code) = &invitation.officer_of {
                    div { dt { "役割" } dd { "市町村担当者：" (places.full_name(code)) } }
                }
                @if let Some(at) = invitation.starts_at {
                    div { dt { "着任" } dd { time datetime=(at.iso()) { (at.japanese_date()) } "（後任として）" } }
                }
                div { dt { "期限" } dd { (time(invitation.expires_at)) } }
            }
        }
    }
}
