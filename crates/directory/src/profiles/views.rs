//! The page on which people edit their own profile.

use kernel::terms::{self, Terms};
use maud::{Markup, html};
use web::components::{
    TextArea, TextInput, account_navigation, breadcrumbs, checkboxes, draft_field, once_field, primary_button,
    problem_summary, text_area, text_input,
};
use web::{Problems, links};

use super::forms::{LONGEST_INTRODUCTION, ProfileForm};
use crate::roster::Person;

/// The name of the page.
pub const TITLE: &str = "プロフィールの編集";

/// The form, with what was typed and what is wrong with it.
pub fn edit_page(person: &Person, form: &ProfileForm, problems: &Problems) -> Markup {
    let list: Vec<(&str, &str)> = problems.list().iter().map(|(field, words)| (*field, words.as_str())).collect();
    let profile = links::person(person.id);
    html! {
        div.narrow {
            header.page-head {
                @if person.listed { (breadcrumbs(&[(profile.as_str(), &person.name)], TITLE)) }
                h1 { (TITLE) }
                (account_navigation(links::MY_PROFILE, true))
                p.lead { "書いた内容は、承認された会員だけが読めます。" }
            }
            form.stack method="post" action=(links::MY_PROFILE) novalidate {
                (problem_summary(&list))
                (once_field(&form.once))
                (draft_field(&form.draft))
                (kept_by_managers(person))
                (text_input(TextInput {
                    name: "kana", label: "よみ", value: &form.kana, required: true, problem: problems.at("kana"),
                    hint: Some("ひらがなかカタカナで入力してください。姓と名の間は空けてください。"), ..TextInput::default()
                }))
                (text_input(TextInput {
                    name: "experience_years", label: "経験年数", value: &form.experience_years,
                    problem: problems.at("experience_years"),
                    hint: Some("在宅医療・介護連携に携わった年数です。1年未満は0と入力してください。空欄でもかまいません。"),
                    ..TextInput::default()
                }))
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
    html! {
        dl.facts { div { dt { "氏名" } dd { bdi { (person.name) } } } }
        p.hint { "所属と担当市町村は、都道府県や厚生局の担当者が登録します。氏名とメールアドレスは、このサイトの運営者が登録します。変わったときは、お知らせください。" }
    }
}

fn options(list: Terms) -> Vec<(&'static str, &'static str)> {
    list.iter().map(|term| (term.slug, term.name)).collect()
}
