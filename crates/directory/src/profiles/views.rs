//! The page on which people edit their own profile.

use kernel::Timestamp;
use kernel::terms::{self, Terms};
use maud::{Markup, html};
use web::components::{
    NoticeKind, Radio, TextArea, TextInput, account_navigation, checkboxes, described_by, draft_field, field, notice,
    once_field, primary_button, problem_summary, radios, text_area, text_input,
};
use web::{Problems, links};

use super::forms::{LONGEST_INTRODUCTION, ProfileForm, TICKED, last_day};
use crate::guarding::views::region;
use crate::roster::Person;

/// The name of the page.
pub const TITLE: &str = "プロフィールの編集";

/// What the page says before its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Nothing.
    Nothing,
    /// That the form has been saved.
    Saved,
    /// That it has not, since another one was faster.
    Overtaken,
}

/// The form, with what was typed and what is wrong with it.
pub fn edit_page(person: &Person, form: &ProfileForm, problems: &Problems, told: Told) -> Markup {
    let list: Vec<(&str, &str)> = problems.list().iter().map(|(field, words)| (*field, words.as_str())).collect();
    let profile = links::person(person.id);
    html! {
        (account_navigation(links::MY_PROFILE, true))
        div.narrow {
            header.page-head {
                h1 { (TITLE) }
                p.lead { "書いた内容は、承認された会員だけが読めます。" }
            }
            @match told {
                Told::Nothing => {},
                Told::Saved => (notice(NoticeKind::Success, html! { p { "プロフィールを保存しました。" } })),
                Told::Overtaken => (overtaken(person)),
            }
            form.stack method="post" action=(links::MY_PROFILE) novalidate {
                (problem_summary(&list))
                (once_field(&form.once))
                (draft_field(&form.draft))
                input type="hidden" name="version" value=(form.version);
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
                (region("introduction"))
                (suggested(&form.unsuggested))
                (busy(form, problems.at("busy_until")))
                p.actions {
                    (primary_button("保存する"))
                    @if person.listed { a href=(profile) { "編集をやめる" } }
                }
            }
        }
    }
}

/// What is stored now, to be compared with what the form below keeps.
fn overtaken(person: &Person) -> Markup {
    let names = |list: Terms, slugs: &[&'static str]| {
        slugs.iter().filter_map(|slug| terms::name(list, slug)).collect::<Vec<_>>().join("、")
    };
    let years = person.experience_years.map(|years| format!("{years}年")).unwrap_or_default();
    let stored = [
        ("よみ", person.kana.clone()),
        ("経験年数", years),
        ("資格", names(terms::QUALIFICATIONS, &person.qualifications)),
        ("相談を受けられるテーマ", names(terms::THEMES, &person.themes)),
        ("自己紹介", person.introduction.clone()),
        ("質問の相手としての紹介", if person.is_suggested { "希望する" } else { "希望しない" }.to_owned()),
        ("手いっぱいのあいだの、最後の日", last_day(person).map(Timestamp::japanese_date).unwrap_or_default()),
    ];
    html! {
        (notice(NoticeKind::Warning, html! {
            p { strong { "プロフィールが、別の画面などで先に変更されています。まだ保存していません。" } }
            p { "いま保存されている内容と見比べてください。入力された内容は下の欄に残っています。必要なら直してから、もう一度保存してください。" }
        }))
        section.panel {
            h2 { "いま保存されている内容" }
            dl.facts {
                @for (label, value) in &stored { div { dt { (label) } dd { @if value.is_empty() { "（なし）" } @else { (value) } } } }
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

/// Whoever has helped, or has taken on a theme, is named to others, unless they would rather not be.
fn suggested(ticked: &str) -> Markup {
    html! {
        fieldset.choices #suggested aria-describedby="suggested-hint" {
            legend { "質問の相手としての紹介" }
            p.hint #suggested-hint {
                "解決や参考になった返信があると、近い内容をさがす方や相談する方に、その返信を添えて「詳しい方」として紹介されます。"
                "紹介するのは、その返信を読める方にだけです。名前を伏せた返信は紹介されません。"
                "「相談を受けられるテーマ」や担当する市町村が近いときにも、その理由を添えて紹介されます。"
                "希望しない方には、返信のない相談についてのお知らせも届きません。"
            }
            label.choice {
                input type="checkbox" name="unsuggested" value=(TICKED) checked[!ticked.is_empty()];
                span { "質問の相手として紹介されることを希望しない" }
            }
        }
    }
}

/// Who is busy is not suggested for a while, which is over by itself.
fn busy(form: &ProfileForm, problem: Option<&str>) -> Markup {
    html! {
        (radios(Radio {
            name: "busy", legend: "いま、相談を受けられるか", chosen: &form.busy,
            options: &[("", "いまは相談を受けられる", ""), (TICKED, "いまは手いっぱいです", "")],
            hint: Some("手いっぱいのあいだは、ほかの方に紹介されず、返信のない相談についてのお知らせも届きません。手いっぱいであることは、ほかの方には表示されません。"),
            ..Radio::default()
        }))
        (text_input(TextInput {
            name: "busy_until", label: "手いっぱいのあいだの、最後の日", value: &form.busy_until, kind: "date", problem,
            hint: Some("「手いっぱいです」を選んだときに入力してください。この日を過ぎると、「受けられる」に自動で戻ります。"),
            ..TextInput::default()
        }))
    }
}

fn options(list: Terms) -> Vec<(&'static str, &'static str)> {
    list.iter().map(|term| (term.slug, term.name)).collect()
}
