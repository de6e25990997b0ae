//! The page of one's own contact, and another's on their profile.

use maud::{Markup, html};
use web::components::{
    Radio, TextInput, account_navigation, once_field, primary_button, problem_summary, radios, text_input,
};
use web::{Problems, links};

use super::forms::ContactForm;
use super::policy::ShownContact;

/// The name of the page.
pub const TITLE: &str = "連絡先の公開";

const AUDIENCES: [(&str, &str, &str); 3] = [
    ("nobody", "だれにも見せない", ""),
    ("prefecture", "同じ都道府県の方に見せる", "同じ都道府県に担当や役割のある方です。都道府県の担当者を含みます。"),
    ("members", "会員の全員に見せる", "閲覧者と、以前に担当していた方を含みます。"),
];

/// The form, with what was typed and what is wrong with it.
pub fn edit_page(email: &str, form: &ContactForm, problems: &Problems) -> Markup {
    let list: Vec<(&str, &str)> = problems.list().iter().map(|(field, words)| (*field, words.as_str())).collect();
    html! {
        (account_navigation(links::MY_CONTACT, true))
        div.narrow {
            header.page-head {
                h1 { (TITLE) }
                p.lead { "あなたのメールアドレスと電話番号は、ここで選んだ方だけが、あなたのプロフィールのページで見られます。" }
            }
            form.stack method="post" action=(links::MY_CONTACT) novalidate {
                (problem_summary(&list))
                (once_field(&form.once))
                dl.facts { div { dt { "メールアドレス" } dd { (email) } } }
                (radios(Radio {
                    name: "email_audience", legend: "メールアドレスを見せる範囲", options: &AUDIENCES,
                    chosen: chosen(&form.email_audience), hint: None, problem: None,
                }))
                (text_input(TextInput {
                    name: "phone", label: "電話番号", value: &form.phone, kind: "tel", autocomplete: Some("tel"),
                    hint: Some("あなたに直接つながる番号です。空欄でもかまいません。事務所の電話番号は、ここでの選択にかかわらず、プロフィールに出ます。"),
                    problem: problems.at("phone"), ..TextInput::default()
                }))
                (radios(Radio {
                    name: "phone_audience", legend: "電話番号を見せる範囲", options: &AUDIENCES,
                    chosen: chosen(&form.phone_audience), hint: None, problem: None,
                }))
                p.actions { (primary_button("保存する")) }
            }
            p.hint {
                "一覧や検索に出ることはありません。見せていない方からは、連絡先をうかがうお願いが届くことがあります（"
                a href=(links::MY_CONTACT_REQUESTS) { "連絡先のおたずね" } "）。"
            }
        }
    }
}

/// A choice that the form does not offer is the most careful one.
fn chosen(word: &str) -> &str {
    if AUDIENCES.iter().any(|(known, _, _)| *known == word) { word } else { "nobody" }
}

/// Another's contact, as far as the viewer is shown it.
pub fn shown(contact: &ShownContact) -> Markup {
    html! {
        section.panel {
            h2 { "連絡先" }
            dl.facts {
                @if let Some(phone) = contact.phone() {
                    @let dialled = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>();
                    div { dt { "電話" } dd { a href={ "tel:" (dialled) } { (phone) } } }
                }
                @if let Some(email) = contact.email() {
                    div { dt { "メール" } dd { a href={ "mailto:" (email) } { (email) } } }
                }
            }
            @if contact.is_agreed() {
                p.hint {
                    "お互いに連絡先を知らせ合っています。取りやめるときは、"
                    a href=(links::MY_CONTACT_REQUESTS) { "連絡先のおたずね" } "のページからお願いします。"
                }
            }
        }
    }
}
