//! The fields of a letterhead, and a letter around what it tells.

use kernel::Timestamp;
use maud::{Markup, html};
use web::Problems;
use web::components::{NoticeKind, TextInput, notice, text_input};

use super::Letterhead;

/// The two fields, with what is printed beside them.
pub(crate) fn fields(head: &Letterhead, problems: &Problems) -> Markup {
    html! {
        h2 { "手紙に記すこと" }
        (text_input(TextInput {
            name: "office", label: "差出人の所属", value: &head.office, problem: problems.at("office"),
            hint: Some("例: 埼玉県 保健医療部 医療整備課。氏名は、ご登録のお名前を記します。"), ..TextInput::default()
        }))
        (text_input(TextInput {
            name: "phone", label: "お問い合わせの電話番号", value: &head.phone, kind: "tel", problem: problems.at("phone"),
            hint: Some("手紙を受け取った方が、分からないときに電話をかける番号です。"), ..TextInput::default()
        }))
    }
}

/// Said above letters, which are shown once.
pub(crate) fn shown_once(count: usize, again: &str) -> Markup {
    notice(
        NoticeKind::Warning,
        html! {
            p { "この" (count) "通の手紙は、この画面にだけ表示されます。画面を閉じる前に、ブラウザーの印刷の機能で印刷してください。A4の用紙に1人1枚で印刷されます。" }
            p { "印刷できなかったときは、" (again) }
        },
    )
}

/// A letter: to whom, from whom, and what it tells.
pub(crate) struct Letter<'a> {
    /// The employer of whoever gets it.
    pub organisation: &'a str,
    /// Their name; may be empty.
    pub name: &'a str,
    /// From which office.
    pub head: &'a Letterhead,
    /// From whom.
    pub sender: &'a str,
    /// What it is about.
    pub subject: &'a str,
    /// What it tells.
    pub body: Markup,
}

/// One sheet.
pub(crate) fn letter(letter: &Letter, now: Timestamp) -> Markup {
    html! {
        article.panel.letter {
            p.from { time datetime=(now.iso()) { (now.japanese_date()) } }
            p {
                @if !letter.organisation.is_empty() { bdi { (letter.organisation) } br; }
                @if letter.name.is_empty() { "ご担当者" } @else { bdi { (letter.name) } } " 様"
            }
            p.from { bdi { (letter.head.office) } br; bdi { (letter.sender) } }
            h2 { (letter.subject) }
            p { "　日頃から、在宅医療・介護連携推進事業にご理解とご協力を賜り、厚くお礼申し上げます。" }
            (letter.body)
            h3 { "お問い合わせ" }
            p { bdi { (letter.head.office) } "　" bdi { (letter.sender) } br; "電話　" (letter.head.phone) }
        }
    }
}

/// How a code is typed, one line for each, since all of it is to stand on one sheet.
pub(crate) fn typing(page: &str, email: &str, code: (&str, &str), expires_at: Timestamp) -> Markup {
    let last_day = expires_at.plus(-1);
    html! {
        p {
            "ページのアドレス　" strong { (page) } br;
            "メールアドレス　" strong { (email) } br;
            (code.0) "　" strong { (code.1) } br;
            "期限　" time datetime=(last_day.iso()) { (last_day.japanese_date()) } "まで"
        }
    }
}
