//! The pages of joining.

mod form;
mod status;

use kernel::Places;
use maud::{Markup, html};
use web::Problems;
use web::components::{TextInput, primary_button, problem_summary, text_input};

pub(super) use self::form::{again_page, join_page};
pub(super) use self::status::status_page;
use super::entity::Application;
use super::forms::CodeForm;
use crate::claims;

/// Names of the pages.
pub(super) const TITLE: &str = "参加を申し込む";
pub(super) const SENT: &str = "確認のメールをお送りしました";
pub(super) const CODE: &str = "確認コードを入力する";
pub(super) const CONFIRM: &str = "メールアドレスを確認する";
pub(super) const STATUS: &str = "申請の状況";
pub(super) const AGAIN: &str = "申し込みの内容を直す";
pub(super) const WITHDRAWN: &str = "申請を取り下げました";

/// The form as a whole, for what is wrong with none of its fields.
pub(super) const FORM: &str = "application";

/// For an address to which enough letters have been sent today.
pub(super) fn too_many_letters(after: &str) -> String {
    format!(
        "このアドレスには、確認のメールを続けてお送りしました。迷惑メールの中もお確かめください。先に届いたメールも14日間お使いいただけます。\
        届いていないときは、{after}に、この画面からもう一度お申し込みください。入力した内容はそのまま残っています。"
    )
}

/// For a network from which very many have applied.
pub(super) fn too_many_applications(after: &str) -> String {
    format!(
        "同じ職場や会場からのお申し込みが続いたため、受付を一時的に止めています。\
        {after}に、この画面からもう一度お申し込みください。入力した内容はそのまま残っています。"
    )
}

/// The one sentence for every code that does not fit.
pub(super) const WRONG_CODE: &str = "メールアドレスまたは確認コードが違うか、期限が切れています。\
    もう一度お確かめください。5回続けて違うと、そのコードは使えなくなります。メールのアドレスは引き続き開けます。";

/// After the form: the same for everybody.
pub(super) fn sent_page(form: &CodeForm) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (SENT) }
            p.lead { "入力されたメールアドレスに、手続きのご案内をお送りしました。" }
            p { "メールにあるリンクを開き、パスワードを決めると、承認の手続きが始まります。14日以内にお願いします。" }
            p {
                "届かないときは、迷惑メールの中をお確かめください。アドレスを間違えたときは、"
                a href="/join" { "アドレスを直して、もう一度お申し込み" } "ください。"
                "職場の設定でメールのアドレスを開けないときは、メールにある確認コードを入力してください。"
            }
            h2 { (CODE) }
            (code_form("/join/code", "確認コード", form, None))
        }
    }
}

/// For whoever gets mail without links.
pub(super) fn code_page(form: &CodeForm, problem: Option<&str>) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (CODE) }
            p.lead { "参加を申し込んだ後に届くメールの、8文字の確認コードを入力してください。" }
            @if let Some(problem) = problem { (problem_summary(&[("code", problem)])) }
            (code_form("/join/code", "確認コード", form, problem))
            p { a href="/join" { "参加を申し込む" } }
        }
    }
}

/// Takes the code of a letter, by the name that the letter gives it, with the address to which it was sent.
pub(crate) fn code_form(action: &str, label: &str, form: &CodeForm, problem: Option<&str>) -> Markup {
    html! {
        form.stack method="post" action=(action) novalidate {
            (text_input(TextInput {
                name: "email", label: "メールアドレス", value: &form.email, kind: "email", autocomplete: Some("email"),
                required: true, ..TextInput::default()
            }))
            (text_input(TextInput {
                name: "code", label, value: &form.code, autocomplete: Some("one-time-code"), required: true,
                hint: Some("例: ACDE-3467。大文字・小文字、全角・半角、ハイフンの有無はどれでもかまいません。"), problem,
                ..TextInput::default()
            }))
            p.actions { (primary_button("次へ進む")) }
        }
    }
}

/// What was applied for, and the password that turns it into an account.
pub(super) fn confirm_page(token: &str, application: &Application, places: &Places, problem: Option<&str>) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (CONFIRM) }
            p.lead { "お申し込みの内容をお確かめのうえ、サインインに使うパスワードを決めてください。" }
            @if let Some(problem) = problem { (problem_summary(&[("password", problem)])) }
            section.panel { h2 { "お申し込みの内容" } (facts(application, places)) }
            form.stack method="post" action={ "/join/" (token) } novalidate {
                (password_input(problem))
                p.actions { (primary_button("確認して申請する")) }
            }
            p.hint { "内容に誤りがあるときは、確認をせずに、もう一度お申し込みください。" }
        }
    }
}

/// A new password.
pub(crate) fn password_input(problem: Option<&str>) -> Markup {
    text_input(TextInput {
        name: "password",
        label: "パスワード",
        kind: "password",
        autocomplete: Some("new-password"),
        required: true,
        hint: Some("15文字以上。文章のような長い言葉がおすすめです。記号や大文字は必須ではありません。"),
        problem,
        ..TextInput::default()
    })
}

/// What somebody has applied with.
pub(crate) fn facts(application: &Application, places: &Places) -> Markup {
    html! {
        dl.facts {
            div { dt { "氏名" } dd { bdi { (application.name) } "（" bdi { (application.kana) } "）" } }
            div { dt { "メールアドレス" } dd { bdi { (application.email) } } }
            (claims::views::seat_facts(&application.claim, places))
            div { dt { "担当するようになった経緯" } dd { (paragraphs(&application.proof)) } }
        }
    }
}

/// Lines as they were typed.
pub(crate) fn paragraphs(text: &str) -> Markup {
    html! { @for line in text.lines().filter(|line| !line.trim().is_empty()) { p { (line) } } }
}

/// After everything has been forgotten.
pub(super) fn withdrawn_page() -> Markup {
    html! {
        div.narrow.stack {
            h1 { (WITHDRAWN) }
            p.lead { "お預かりした情報を消去しました。" }
            p { "また参加される場合は、改めてお申し込みください。" }
            p.actions { a href="/" { "ホームへ戻る" } a href="/join" { "参加を申し込む" } }
        }
    }
}

/// Every problem, in the order of the form.
fn summary(problems: &Problems) -> Markup {
    problem_summary(problems.list())
}
