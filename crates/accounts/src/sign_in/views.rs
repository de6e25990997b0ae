//! The sign-in page.

use maud::{Markup, html};
use web::components::{NoticeKind, TextInput, notice, primary_button, text_input};
use web::links;

use super::forms::{NextQuery, SignInForm};

/// The name of the page.
pub const TITLE: &str = "サインイン";

/// What stands above the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// One for every refusal, so that it tells nobody which e-mail addresses exist.
    Wrong,
    /// Too many attempts; seconds to wait.
    Locked(i64),
    /// A form was sent after the session had ended.
    Unsent,
    /// The text of such a form has been kept.
    Kept,
    /// The password has just been set anew.
    Reset,
}

/// For somebody whose text has been kept because of that.
pub const KEPT: &str = "サインインの期限が切れていたため、まだ送信されていません。入力した内容は、下書きに残してあります。\
    サインインすると、続きから始められます。";

impl Remark {
    /// What led to the page.
    pub fn after(query: &NextQuery) -> Option<Self> {
        let unsent = query.unsent.as_ref().map(|_| Self::Unsent);
        unsent.or(query.kept.as_ref().map(|_| Self::Kept)).or(query.reset.as_ref().map(|_| Self::Reset))
    }
}

/// The form, with what was typed but for the password.
pub fn sign_in_page(form: &SignInForm, remark: Option<Remark>) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (TITLE) }
            @if let Some(remark) = remark { (above(remark)) }
            form.stack method="post" action="/sign-in" novalidate {
                input type="hidden" name="next" value=(form.next);
                (text_input(TextInput {
                    name: "email", label: "メールアドレス", value: &form.email, kind: "email",
                    autocomplete: Some("username"), required: true, ..TextInput::default()
                }))
                (text_input(TextInput {
                    name: "password", label: "パスワード", kind: "password",
                    autocomplete: Some("current-password"), required: true, ..TextInput::default()
                }))
                div.stack.tight {
                    label.choice {
                        input type="checkbox" name="shared" value="1" checked[form.shared.is_some()]
                            aria-describedby="shared-hint";
                        span { "共用の端末で使う" }
                    }
                    p.hint #shared-hint { "1時間（サイト管理者と都道府県担当者は30分）操作がないときや、ブラウザーを閉じたときに、サインアウトします。自分専用の端末では、チェックを外してください。" }
                }
                p.actions { (primary_button("サインイン")) a href=(links::PASSWORD_FORGOTTEN) { "パスワードを忘れたとき" } }
                p { "はじめての方は " a href="/join" { "参加の申し込み" } }
            }
        }
    }
}

fn above(remark: Remark) -> Markup {
    let problem = |words: Markup| html! { div.problem-summary role="alert" { p { (words) } } };
    match remark {
        Remark::Wrong => problem(html! {
            "メールアドレスまたはパスワードが違います。もう一度お確かめください。全角・半角はどちらでもかまいません。"
        }),
        Remark::Locked(seconds) => problem(html! {
            "このメールアドレスか、お使いの接続元（事業所など）からのサインインの失敗が続いたため、受付を一時的に止めています。約"
            ((seconds + 59) / 60) "分後にもう一度お試しください。"
            a href=(links::PASSWORD_FORGOTTEN) { "パスワードを新しく設定する" }
            "と、お待ちいただかずにサインインできます。"
        }),
        Remark::Unsent => problem(html! {
            "サインインの期限が切れているか、サインアウトしているため、いまの送信は受け付けていません。"
            "ボタンを続けて押したときは、一度目が済んでいることがあります。サインインしてお確かめください。"
            "入力した内容は、ブラウザーの「戻る」で前の画面に戻ると、残っていることがあります。"
        }),
        Remark::Kept => problem(html! {
            "サインインの期限が切れていたため、まだ送信されていません。入力した内容は、下書きに残してあります。"
            "サインインすると、続きから始められます。"
        }),
        Remark::Reset => notice(
            NoticeKind::Success,
            html! {
                p { "新しいパスワードを設定しました。新しいパスワードでサインインしてください。" }
            },
        ),
    }
}
