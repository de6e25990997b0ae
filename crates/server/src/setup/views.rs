//! The set-up page.

use kernel::terms;
use maud::{Markup, html};
use web::Problems;
use web::components::{Select, TextInput, primary_button, problem_summary, select, text_input};

use super::forms::SetupForm;

/// The form of the first administrator.
pub fn setup_page(token: &str, form: &SetupForm, problems: &Problems) -> Markup {
    let affiliations: Vec<(&str, &str)> = terms::AFFILIATIONS.iter().map(|term| (term.slug, term.name)).collect();
    let input = |name: &'static str, label: &'static str, value: &str, hint: Option<&'static str>| {
        text_input(TextInput {
            name,
            label,
            value,
            hint,
            problem: problems.at(name),
            required: true,
            ..TextInput::default()
        })
    };
    html! {
        div.narrow.stack {
            h1 { "最初の管理者を登録する" }
            p.lead { "このページは一度だけ使えます。登録した方が、サイト全体の管理者になります。" }
            (problem_summary(problems.list()))
            form.stack method="post" action={ "/setup/" (token) } novalidate {
                (input("name", "氏名", &form.name, None))
                (input("kana", "よみ", &form.kana, Some("ひらがなかカタカナで入力してください。姓と名の間は空けてください。")))
                (input("email", "メールアドレス", &form.email, None))
                (text_input(TextInput {
                    name: "password", label: "パスワード", kind: "password", autocomplete: Some("new-password"),
                    hint: Some("15文字以上。文章のような長い言葉がおすすめです。記号や大文字は必須ではありません。"),
                    problem: problems.at("password"), required: true, ..TextInput::default()
                }))
                (input("organisation", "所属機関", &form.organisation, None))
                (select(Select {
                    name: "affiliation", label: "所属区分", options: &affiliations, chosen: &form.affiliation,
                    hint: None, problem: problems.at("affiliation"),
                }))
                (input("municipality", "所属機関のある市区町村のコード", &form.municipality, Some("5桁の全国地方公共団体コード（例: 11202）。")))
                p.actions { (primary_button("登録する")) }
            }
        }
    }
}
