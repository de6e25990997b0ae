//! Letters with codes to those who have never been able to sign in.

use kernel::Places;
use maud::{Markup, html};
use web::components::{NoticeKind, breadcrumbs, draft_field, notice, once_field, primary_button, problem_summary};
use web::progress::progress_region;
use web::{Problems, links};

use super::list::LIST_TITLE;
use super::{LIST, listed, seat_line};
use crate::desk::codes::Printed;
use crate::desk::files::{Desk, PersonFile};
use crate::desk::forms::CodesForm;
use crate::desk::paths::CodesPath;
use crate::desk::{TITLE, WITHOUT_ACCESS};
use crate::letterhead::views::{Letter, fields, letter, shown_once, typing};
use crate::letterhead::{Letterhead, MOST};

/// The name of the page on which it is looked at who gets one.
pub const CODES_TITLE: &str = "コードの手紙を印刷する";
/// The name of the page with the letters.
pub const LETTERS_TITLE: &str = "パスワードを設定するための手紙";

/// A box beside somebody in the list, which belongs to the form below it.
pub(super) fn tick(file: &PersonFile) -> Markup {
    html! {
        label.choice {
            input type="checkbox" name="person" value=(file.person.id) form="choice";
            span { "手紙を印刷する方として選ぶ" span.visually-hidden { "：" (file.person.name) } }
        }
    }
}

/// The form below the list.
pub(super) fn choice(words: &str, many: usize) -> Markup {
    html! {
        section.panel.screen-only aria-labelledby="letters" {
            h2 #letters { "パスワードを設定するための手紙" }
            p { "登録されていて、まだパスワードのない方に、設定のためのコードを記した手紙を印刷できます。一度に" (MOST) "人までです。" }
            form.stack #choice method="get" action=(CodesPath) {
                @if !words.is_empty() { input type="hidden" name="q" value=(words); }
                label.choice { input type="checkbox" name="all" value="1"; span { "この一覧の方すべて（" (many) "人）" } }
                p.actions { (primary_button("選んだ方の手紙に進む")) }
            }
        }
    }
}

/// Who gets a letter, before any code is issued.
pub fn codes_page(files: &[PersonFile], form: &CodesForm, problems: &Problems, places: &Places) -> Markup {
    let head = Letterhead { office: form.office.clone(), phone: form.phone.clone() };
    html! {
        div.narrow.stack {
            header.page-head {
                (breadcrumbs(&[(links::DESK, TITLE), (LIST, LIST_TITLE)], CODES_TITLE))
                h1 { (CODES_TITLE) }
                p.lead { "まだコードを発行していません。手紙をお渡しする方を確かめてください。" }
            }
            (problem_summary(&listed(problems)))
            @if files.is_empty() || files.len() > MOST {
                (notice(NoticeKind::Warning, html! {
                    @if files.is_empty() { p { "手紙をお渡しする方が選ばれていません。一覧で、手紙をお渡しする方を選んでください。" } }
                    @else { p { "一度に印刷できるのは" (MOST) "人までです（いま" (files.len()) "人）。市町村の名前などで一覧を絞り込んで、何回かに分けてください。" } }
                    p { a href=(WITHOUT_ACCESS) { "まだサインインできない方の一覧" } }
                }))
            } @else {
                section.panel {
                    h2 { "手紙をお渡しする方（" (files.len()) "人）" }
                    ul data-total=(files.len()) {
                        @for file in files { li data-id=(file.person.id) { bdi { (file.person.name) } "さん" (seats(file, places)) } }
                    }
                }
                form.stack method="post" action=(CodesPath) novalidate {
                    (once_field(&form.once))
                    (draft_field(&form.draft))
                    @for file in files { input type="hidden" name="person" value=(file.person.id); }
                    (fields(&head, problems))
                    (notice(NoticeKind::Warning, html! {
                        p { "手紙は、次の画面に一度だけ表示されます。コードを知る方は、その方としてサインインできます。封をして、ご本人に直接届くようにお渡しください。発行したことは、ご本人にメールでお知らせします。" }
                    }))
                    p.actions { (primary_button("コードを発行して手紙を表示する")) a href=(WITHOUT_ACCESS) { "やめる" } }
                    (progress_region())
                }
            }
        }
    }
}

fn seats(file: &PersonFile, places: &Places) -> Markup {
    let seats: Vec<String> = file.person.current().map(|tenure| seat_line(tenure, places)).collect();
    html! { @if !seats.is_empty() { "：" (seats.join("、")) } }
}

/// All that the letters need.
pub(in crate::desk) struct CodeLetters<'a> {
    /// The letters.
    pub printed: &'a [Printed],
    /// From which office.
    pub head: &'a Letterhead,
    /// From whom.
    pub sender: &'a str,
    /// Public address of the site.
    pub url: &'a str,
}

/// The letters, each on a sheet of its own.
pub(in crate::desk) fn code_letters_page(desk: &Desk, letters: &CodeLetters) -> Markup {
    html! {
        header.page-head.screen-only {
            (breadcrumbs(&[(links::DESK, TITLE), (LIST, LIST_TITLE)], LETTERS_TITLE))
            h1 { (LETTERS_TITLE) }
            (shown_once(letters.printed.len(), "一覧から、もう一度発行してください。"))
            p.actions { a href=(WITHOUT_ACCESS) { "一覧へ戻る" } }
        }
        div.stack data-total=(letters.printed.len()) {
            @for printed in letters.printed { (one(desk, printed, letters)) }
        }
    }
}

fn one(desk: &Desk, printed: &Printed, letters: &CodeLetters) -> Markup {
    let person = desk.people.person(printed.person);
    let seat = person.and_then(|person| person.current().next());
    let page = format!("{}{}", letters.url, links::PASSWORD_CODE);
    let body = html! {
        p { "　この事業に携わる方がまちを越えて相談し合える会員制のサイト「よこいと」に、お名前を登録いたしました。お忙しいところ恐れ入りますが、期限までにパスワードを設定してくださいますよう、お願い申し上げます。" }
        h3 { "パスワードを設定する方法" }
        p { "次のページを開き、メールアドレスとコード、これからお使いになるパスワードを入力してください。設定が済むと、すぐにサインインできます。" }
        (typing(&page, &printed.email, ("コード", &printed.issued.code), printed.issued.expires_at))
        p { "コードは、一度だけ使えます。ほかの方には教えないでください。「パスワードを忘れたとき」のページで再設定のメールを申し込まれると、このコードは使えなくなります。" }
    };
    let sheet = Letter {
        organisation: seat.map_or("", |seat| seat.organisation_name.as_str()),
        name: person.map_or("", |person| person.name.as_str()),
        head: letters.head,
        sender: letters.sender,
        subject: "「よこいと」のご利用の開始について",
        body,
    };
    letter(&sheet, desk.now)
}
