//! The page on which people edit their own profile.

use kernel::terms::{self, Terms};
use maud::{Markup, html};
use web::components::{
    NoticeKind, TextArea, TextInput, account_navigation, checkboxes, described_by, draft_field, field, notice,
    once_field, primary_button, problem_summary, text_area, text_input,
};
use web::{Problems, links};

use super::forms::{LONGEST_INTRODUCTION, ProfileForm};
use crate::roster::Person;

/// The name of the page.
pub const TITLE: &str = "プロフィールの編集";

/// The form, with what was typed and what is wrong with it.
pub fn edit_page(person: &Person, form: &ProfileForm, problems: &Problems, is_saved: bool) -> Markup {
    let list: Vec<(&str, &str)> = problems.list().iter().map(|(field, words)| (*field, words.as_str())).collect();
    let profile = links::person(person.id);
    html! {
        (account_navigation(links::MY_PROFILE, true))
        div.narrow {
            header.page-head {
                h1 { (TITLE) }
                p.lead { "書いた内容は、承認された会員だけが読めます。" }
            }
            @if is_saved { (notice(NoticeKind::Success, html! { p { "プロフィールを保存しました。" } })) }
            form.stack method="post" action=(links::MY_PROFILE) novalidate {
                (problem_summary(&list))
                (once_field(&form.once))
                (draft_field(&form.draft))
                (kept_by_managers(person))
                (text_input(TextInput {
                    name: "kana", label: "よみ", value: &form.kana, required: true, problem: problems.at("kana"),
                    hint: Some("ひらがなかカタカナで入力してください。姓と名の間は空けてください。"), ..TextInput::default()
                }))
                (experience(&form.experience_years, problems.at("experience_years")))
                (checkboxes("qualification", "資格", &options(terms::QUALIFICATIONS), &form.qualification))
                (checkboxes("theme", "相談を受けられるテーマ", &options(terms::THEMES), &form.theme))
                (text_area(TextArea {
                    name: "introduction", label: "自己紹介", value: &form.introduction, rows: 8,
                    problem: problems.at("introduction"),
                    hint: Some(&format!("地域の様子、取り組んでいること、聞いてほしいことなど。{LONGEST_INTRODUCTION}文字まで。")),
                    ..TextArea::default()
                }))
                p.actions {
                    (primary_button("保存する"))
                    @if person.listed { a href=(profile) { "編集をやめる" } }
                }
            }
        }
    }
}

fn kept_by_managers(person: &Person) -> Markup {
    // The code of a municipality begins with its prefecture's.
    let prefecture = person.places().next().and_then(|code| code.get(..2));
    html! {
        dl.facts { div { dt { "氏名" } dd { bdi { (person.name) } } } }
        p.hint {
            "所属と担当する市町村は、"
            @match prefecture { Some(code) => a href={ (links::prefecture(code)) "#managers-heading" } { "都道府県の担当者" }, None => "都道府県の担当者" }
            "や厚生局の担当者が登録します。氏名とメールアドレスは、このサイトの運営者が登録します。変わったときは、担当者か"
            a href=(links::CONTACT) { "お問い合わせ" } "の窓口にお知らせください。"
        }
    }
}

/// A number is short, and what it counts stands behind it.
fn experience(typed: &str, problem: Option<&str>) -> Markup {
    let name = "experience_years";
    let hint = Some("在宅医療・介護連携に携わった年数です。1年未満は0と入力してください。空欄でもかまいません。");
    let input = html! {
        div.with-unit {
            input id=(name) name=(name) type="text" inputmode="numeric" value=(typed) autocomplete="off"
                aria-invalid=[problem.map(|_| "true")] aria-describedby=[described_by(name, hint, problem)];
            span { "年" }
        }
    };
    field("経験年数", name, input, hint, problem)
}

fn options(list: Terms) -> Vec<(&'static str, &'static str)> {
    list.iter().map(|term| (term.slug, term.name)).collect()
}
