//! The pages on which a lost password is replaced.

use maud::{Markup, html};
use web::components::{NoticeKind, TextInput, notice, once_field, primary_button, problem_summary, text_input};
use web::{Problems, links};

use super::forms::{CodeForm, ForgottenForm};
use crate::passwords::views::new_password;

/// The names of the pages.
pub const FORGOTTEN: &str = "パスワードを忘れたとき";
/// The page for a code.
pub const CODE: &str = "コードでパスワードを設定する";
/// The page of a link.
pub const RESET: &str = "新しいパスワードを設定する";
/// The page of a link that no longer works.
pub const OVER: &str = "このリンクは使えません";

/// Where asking leads, whoever asked for whomever.
pub const SENT: &str = "/password/code?sent=1";
/// Where a reset leads.
pub const DONE: &str = "/sign-in?reset=1";

/// The one sentence for every refusal, so that it tells nobody which e-mail addresses exist.
pub const WRONG_CODE: &str = "メールアドレスとコードの組み合わせが違うか、コードの期限が切れています。5回続けて違うと、そのコードは使えなくなります。";

/// Asks for a letter.
pub fn forgotten_page(form: &ForgottenForm, problems: &Problems) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (FORGOTTEN) }
            p.lead { "登録したメールアドレスに、パスワードを新しく設定するためのリンクとコードをお送りします。" }
            (problem_summary(problems.list()))
            form.stack method="post" action=(links::PASSWORD_FORGOTTEN) novalidate {
                (once_field(&form.once))
                (email(&form.email, problems))
                p.actions { (primary_button("送信する")) a href="/sign-in" { "サインインに戻る" } }
            }
            p.hint {
                "メールを受け取れないときは、都道府県の担当者か、このサイトの運営者にお知らせください。紙でお渡しするコードでも設定できます。"
                a href=(links::PASSWORD_CODE) { "コードを入力する" }
            }
        }
    }
}

/// Takes a code, from a letter or from paper.
pub fn code_page(form: &CodeForm, problems: &Problems, is_sent: bool) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (CODE) }
            @if is_sent { (notice(NoticeKind::Success, sent())) }
            @else { p.lead { "メールや紙で受け取ったコードを入力すると、新しいパスワードを設定できます。" } }
            (problem_summary(problems.list()))
            form.stack method="post" action=(links::PASSWORD_CODE) novalidate {
                (once_field(&form.once))
                (email(&form.email, problems))
                (text_input(TextInput {
                    name: "code", label: "コード", value: &form.code, required: true, problem: problems.at("code"),
                    autocomplete: Some("one-time-code"),
                    hint: Some("英字と数字の8文字です（例: ACDE-3467）。全角・半角、大文字・小文字、ハイフンの有無は問いません。"),
                    ..TextInput::default()
                }))
                (new_password("新しいパスワード", problems))
                p.actions { (primary_button("設定する")) a href=(links::PASSWORD_FORGOTTEN) { "コードをもう一度受け取る" } }
            }
        }
    }
}

/// Takes a new password from whoever opened the link.
pub fn reset_page(token: &str, once: &str, problems: &Problems) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (RESET) }
            p.lead { "設定すると、サインインしている端末は、すべてサインアウトします。" }
            (problem_summary(problems.list()))
            form.stack method="post" action=(links::password_reset(token)) novalidate {
                (once_field(once))
                (new_password("新しいパスワード", problems))
                p.actions { (primary_button("設定する")) }
            }
        }
    }
}

/// The link has been used, has run out, or was replaced by a newer one.
pub fn over_page() -> Markup {
    html! {
        div.narrow.stack {
            h1 { (OVER) }
            p.lead { "期限が切れたか、すでに使われたか、新しいリンクが送られています。" }
            p { "いちばん新しいメールをお確かめください。見つからないときは、もう一度お申し込みください。" }
            p.actions { a.button.primary href=(links::PASSWORD_FORGOTTEN) { "もう一度申し込む" } }
        }
    }
}

fn sent() -> Markup {
    html! {
        p { "ご登録のあるアドレスでしたら、メールをお送りしました。" }
        p { "メールのリンクを開くか、コードを次の欄に入力してください。30分間使えます。届くまでに5分以上かかることがあります。" }
    }
}

fn email(value: &str, problems: &Problems) -> Markup {
    text_input(TextInput {
        name: "email",
        label: "メールアドレス",
        value,
        kind: "email",
        autocomplete: Some("username"),
        required: true,
        problem: problems.at("email"),
        ..TextInput::default()
    })
}
