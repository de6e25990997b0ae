//! The form of an application, for a new one and for one that is corrected.

use maud::{Markup, html};
use web::Problems;
use web::components::{
    NoticeKind, TextArea, TextInput, draft_field, notice, once_field, primary_button, text_area, text_input,
};

use super::{AGAIN, FORM, TITLE, paragraphs, summary};
use crate::applications::STATUS;
use crate::applications::entity::Application;
use crate::applications::forms::ApplicationForm;
use crate::claims::views::seat_fields;
use crate::consents::views::consent_boxes;

/// For everybody who is not signed in.
pub(in crate::applications) fn join_page(form: &ApplicationForm, problems: &Problems) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (TITLE) }
            p.lead {
                "在宅医療・介護連携推進事業に携わる方のための、会員制の場です。"
                "お申し込みの後、メールアドレスの確認と、担当する都道府県の担当者による承認を経て、ご利用いただけます。"
            }
            p {
                "承認の際、担当者が、公表されている電話番号などから所属機関に連絡し、ご本人であることを確かめることがあります。"
                "メールで確認コードを受け取った方は、" a href="/join/code" { "確認コードの入力" } "へ、"
                "招待のメールを受け取った方は、" a href="/invitations/code" { "招待コードの入力" } "へお進みください。"
            }
            (summary(problems))
            form.stack id=(FORM) method="post" action="/join" novalidate {
                (once_field(&form.once))
                (person_fields(form, problems))
                (text_input(TextInput {
                    name: "email", label: "メールアドレス", value: &form.email, kind: "email", required: true,
                    autocomplete: Some("email"), problem: problems.at("email"),
                    hint: Some("ご自身だけが読めるアドレスをお願いします。サインインに使います。名簿には載りません。"),
                    ..TextInput::default()
                }))
                (rest(form, problems))
                p.actions { (primary_button("確認のメールを受け取る")) }
            }
        }
    }
}

/// For somebody who was declined.
pub(in crate::applications) fn again_page(form: &ApplicationForm, old: &Application, problems: &Problems) -> Markup {
    html! {
        div.narrow.stack {
            h1 { (AGAIN) }
            @if !old.reason.is_empty() {
                (notice(NoticeKind::Info, html! { p { "承認できなかった理由" } (paragraphs(&old.reason)) }))
            }
            (summary(problems))
            form.stack method="post" action="/join/again" novalidate {
                (once_field(&form.once))
                (draft_field(&form.draft))
                (person_fields(form, problems))
                dl.facts { div { dt { "メールアドレス" } dd { bdi { (form.email) } } } }
                (rest(form, problems))
                p.actions { (primary_button("もう一度申請する")) a href=(STATUS) { "申請の状況へ戻る" } }
            }
        }
    }
}

fn person_fields(form: &ApplicationForm, problems: &Problems) -> Markup {
    html! {
        h2 { "ご本人" }
        (text_input(TextInput {
            name: "kana", label: "よみ", value: &form.kana, required: true, problem: problems.at("kana"),
            hint: Some("ひらがなかカタカナで入力してください。姓と名の間は空けてください。"), ..TextInput::default()
        }))
        (text_input(TextInput {
            name: "name", label: "氏名", value: &form.name, required: true, autocomplete: Some("name"),
            problem: problems.at("name"), hint: Some("姓と名の間は空けてください。"), ..TextInput::default()
        }))
    }
}

fn rest(form: &ApplicationForm, problems: &Problems) -> Markup {
    html! {
        (seat_fields(&form.seat, problems))
        h2 { "確認のために" }
        (text_area(TextArea {
            name: "proof", label: "担当するようになった経緯", value: &form.proof, rows: 4, required: true,
            hint: Some("どなたから、いつ、この仕事を任されたかをお書きください。例: 令和8年4月から、熊谷市の委託を受けた\
                医師会の辞令により担当しています。市の担当課は長寿いきがい課です。患者・利用者のことは書かないでください。"),
            problem: problems.at("proof"),
        }))
        (consent_boxes(&form.terms, &form.privacy, problems))
    }
}
