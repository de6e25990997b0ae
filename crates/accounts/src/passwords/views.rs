//! The page of one's own password, and the field in which a new password is typed.

use maud::{Markup, html};
use web::components::{TextInput, account_navigation, once_field, primary_button, problem_summary, text_input};
use web::{Problems, links};

/// The name of the page.
pub const TITLE: &str = "パスワードの変更";

/// The form.
pub fn edit_page(is_active: bool, problems: &Problems) -> Markup {
    html! {
        (account_navigation(links::MY_PASSWORD, is_active))
        div.narrow.stack {
            h1 { (TITLE) }
            (problem_summary(problems.list()))
            form.stack method="post" action=(links::MY_PASSWORD) novalidate {
                (once_field(&web::forms::once()))
                (text_input(TextInput {
                    name: "current", label: "いまのパスワード", kind: "password",
                    autocomplete: Some("current-password"), required: true, problem: problems.at("current"),
                    ..TextInput::default()
                }))
                (new_password("新しいパスワード", problems))
                p.hint { "変更すると、この端末のほかは、すべてサインアウトします。変更したことを、メールでもお知らせします。" }
                p.actions { (primary_button("変更する")) a href=(links::PASSWORD_FORGOTTEN) { "いまのパスワードを忘れたとき" } }
            }
        }
    }
}

/// The field of a new password, with what makes a good one.
pub fn new_password(label: &str, problems: &Problems) -> Markup {
    text_input(TextInput {
        name: "password",
        label,
        kind: "password",
        autocomplete: Some("new-password"),
        hint: Some(
            "15文字以上。文章のような長い言葉がおすすめです。記号や大文字は必須ではありません。お名前や地名、よく使われる言葉、数字だけを並べたものは使えません。",
        ),
        problem: problems.at("password"),
        required: true,
        ..TextInput::default()
    })
}
