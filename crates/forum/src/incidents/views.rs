//! The sheet, made to be printed.

use directory::{Person, Roster};
use kernel::{Places, Timestamp};
use maud::{Markup, html};
use web::MailText;
use web::components::{breadcrumbs, table_wrap, time};

use super::queries::{Trace, Traces};
use crate::acts::room_name;
use crate::acts::views::history;
use crate::cases::paths::CasePath;
use crate::cases::queries::File;
use crate::cases::views::TITLE as CASE;

/// The title of the sheet.
pub(super) const TITLE: &str = "経過の記録（漏えい等の確認用）";

/// All that the sheet needs.
pub(super) struct Sheet<'a> {
    pub file: &'a File,
    pub traces: &'a Traces,
    pub people: &'a Roster,
    pub places: &'a Places,
    pub mail_text: MailText,
    pub now: Timestamp,
}

/// The sheet. It holds no word of the text.
pub(super) fn sheet(sheet: &Sheet) -> Markup {
    let (case, traces) = (&sheet.file.case, sheet.traces);
    let readers = readers(sheet);
    html! {
        div.stack {
            header.page-head {
                (breadcrumbs(&[(&CasePath { post: case.id }.to_string(), CASE)], TITLE))
                h1 { (TITLE) }
                p.meta { span { (time(sheet.now)) "現在" } span { "投稿の番号 " (case.id) } }
            }
            section.panel {
                h2 { "投稿" }
                dl.facts {
                    (fact("部屋", &html! { (room_name(sheet.people, sheet.places, case.room_id)) }))
                    (fact("投稿", &time(case.created_at)))
                    @if let Some(at) = case.edited_at { (fact("最後の変更", &time(at))) }
                    @for at in &traces.reported { (fact("読んだ方からの知らせ", &time(*at))) }
                    @if let Some(at) = case.hidden_at { (fact("表示を止めた日時", &time(at))) }
                    @if let Some(at) = case.withdrawn_at { (fact("取り下げ", &time(at))) }
                }
            }
            section.panel {
                h2 { "開くことができた方" }
                p { "いまこの部屋を読める方は、" strong { (readers.len()) "人" } "です。" @if case.hidden_at.is_some() { "表示を止めてからは、投稿した方と部屋の担当者だけが読めます。" } }
                details { summary { "一覧を見る" } p { @for (index, person) in readers.iter().enumerate() { @if index > 0 { "、" } bdi { (person.name) } (employer(person)) } } }
            }
            section.panel {
                h2 { "開いた方" }
                p.hint { "相談のページを、この投稿のところまで開いたことが記録されている方です。日時は、そのとき表示された最後の投稿の日時です。" }
                (people(sheet, &traces.read, "どこまで読んだか"))
            }
            section.panel {
                h2 { "メール" }
                p { "送ったお知らせのメールは" (traces.mailed.len()) "通、まだ送っていないものは" (traces.due) "通です。" (in_mail(sheet.mail_text)) }
                (people(sheet, &traces.mailed, "送った日時"))
            }
            section.panel {
                h2 { "添付ファイル" }
                p.hint { "添付ファイルを開いたか、ダウンロードした方です。" }
                (people(sheet, &traces.fetched, "最後の日時"))
            }
            (history(&sheet.file.acts, sheet.people))
        }
    }
}

fn fact(name: &str, value: &Markup) -> Markup {
    html! { div { dt { (name) } dd { (value) } } }
}

fn readers<'a>(sheet: &Sheet<'a>) -> Vec<&'a Person> {
    let room = sheet.file.case.room_id;
    let active = sheet.people.everybody().filter(|person| person.is_active);
    active.filter(|person| sheet.people.rooms_of(person, sheet.places).reads.contains(&room)).collect()
}

fn employer(person: &Person) -> Markup {
    html! { @if let Some(tenure) = person.current().next() { "（" bdi { (tenure.organisation_name) } "）" } }
}

fn people(sheet: &Sheet, traces: &[Trace], when: &str) -> Markup {
    html! {
        @if traces.is_empty() { p { "記録はありません。" } }
        @else {
            (table_wrap("記録", html! {
                table {
                    thead { tr { th scope="col" { "氏名" } th scope="col" { "所属" } th scope="col" { (when) } } }
                    tbody {
                        @for trace in traces {
                            @let person = sheet.people.person(trace.person_id);
                            tr {
                                td { bdi { (person.map_or("登録のない方", |person| person.name.as_str())) } }
                                td { @if let Some(tenure) = person.and_then(|person| person.current().next()) { bdi { (tenure.organisation_name) } } }
                                td { (time(trace.at)) }
                            }
                        }
                    }
                }
            }))
        }
    }
}

fn in_mail(text: MailText) -> &'static str {
    match text {
        MailText::None => "メールに、件名や文章は載せていません。",
        MailText::Excerpt => {
            "メールには、件名とはじめの数行が載っています。個人情報チェックの注意を確認して載せた文章は、載っていません。"
        }
        MailText::Full => {
            "メールには、件名と文章が載っています。個人情報チェックの注意を確認して載せた文章は、載っていません。"
        }
    }
}
