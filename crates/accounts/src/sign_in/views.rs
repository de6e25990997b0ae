//! The sign-in page.

use maud::{Markup, html};
use web::components::{TextInput, primary_button, text_input};

use super::forms::SignInForm;

/// The one sentence for every refusal, so that it tells nobody which e-mail addresses exist.
pub const WRONG: &str =
    "メールアドレスまたはパスワードが違います。もう一度お確かめください。全角・半角はどちらでもかまいません。";

/// For somebody who sent a form after the session had ended.
pub const UNSENT: &str = "サインインの期限が切れていたため、送信できませんでした。ブラウザーの「戻る」で前の画面に戻ると、\
    入力した内容が残っていることがあります。別の画面でサインインしてから、もう一度送信してください。";

/// For somebody whose text has been kept because of that.
pub const KEPT: &str = "サインインの期限が切れていたため、まだ送信されていません。入力した内容は、下書きに残してあります。\
    サインインすると、続きから始められます。";

/// The form, with what was typed but for the password.
pub fn sign_in_page(form: &SignInForm, problem: Option<&str>) -> Markup {
    html! {
        div.narrow.stack {
            h1 { "サインイン" }
            @if let Some(problem) = problem { div.problem-summary role="alert" { p { (problem) } } }
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
                p.actions { (primary_button("サインイン")) }
            }
        }
    }
}
