//! Pages of what was done.

use directory::Roster;
use kernel::{Places, Viewer};
use maud::{Markup, html};
use web::components::{
    Pager, Select, TextArea, TextInput, account_navigation, empty, pager, secondary_button, select, text_area,
    text_input, time,
};
use web::{Problems, links};

use super::forms::{Ground, ReasonForm};
use super::paths::{ChargeLogPath, ExportPath, LogPath};
use super::queries::{Entry, Lines, LogQuery, Reach};
use super::{actor, room_name, room_name_for, subject};
use crate::cases::paths::CasePath;

/// The title of the log that members read.
pub(super) const TITLE: &str = "対応の記録";
/// The title of the log of those who answer for rooms.
pub(super) const CHARGE: &str = "担当者のための対応の記録";
/// The title of what was done to one's own texts.
pub(super) const MINE: &str = "投稿への対応";

/// All that a page of the log needs.
pub(super) struct Log<'a> {
    pub reach: &'a Reach<'a>,
    pub query: &'a LogQuery,
    pub lines: &'a Lines,
    pub people: &'a Roster,
    pub places: &'a Places,
}

/// What members read: what, where, when and on what ground.
pub(super) fn log_page(log: &Log) -> Markup {
    html! {
        header.page-head {
            h1 { (TITLE) }
            p.lead { "あなたが読める部屋で、担当者が投稿に対してした対応です。投稿の内容や、関わった方の名前は載せていません。" }
        }
        (filter(log, &LogPath.to_string(), &html! {}))
        (entries(log, &LogPath.to_string(), |entry| line(log, entry, &html! {})))
    }
}

/// What those read who answer for the rooms: also who, why in words, and the text itself.
pub(super) fn charge_page(log: &Log) -> Markup {
    html! {
        header.page-head {
            h1 { (CHARGE) }
            p.lead {
                "担当する部屋の投稿への対応です。"
                @if log.reach.people.is_some() { "名簿で担当する方の、利用の停止と再開も載せています。" }
                "記録は、あとから変えることも消すこともできません。"
            }
        }
        (filter(log, &ChargeLogPath.to_string(), &html! { button.button.secondary type="submit" formaction=(ExportPath) { "表計算ソフト用に保存（CSV）" } }))
        (entries(log, &ChargeLogPath.to_string(), |entry| line(log, entry, &html! {
            @if let Some(post) = entry.post() { a href=(CasePath { post }) { "投稿の対応のページ" } }
            @if let Some((id, name)) = entry.person().zip(subject(entry, log.people)) { a href=(links::registration(id)) { bdi { (name) } "さん" } }
            @if let Some(name) = actor(entry, log.people) { span { "担当者：" bdi { (name) } } }
            @if !entry.detail.is_empty() { span { (entry.detail) } }
        })))
    }
}

/// What was done to one's own texts.
pub(super) fn own_page(viewer: &Viewer, entries: &[Entry], people: &Roster, places: &Places) -> Markup {
    html! {
        (account_navigation(links::MY_ACTS, true))
        header.page-head {
            h1 { (MINE) }
            p.lead { "部屋の担当者が、あなたの投稿に対してした対応です。あなたと担当者だけが読めます。" }
            p.actions { a href=(links::MY_MOVES) { "投稿を移すお尋ね" } }
        }
        @if entries.is_empty() {
            div data-total="0" { (empty("対応はありません", "担当者があなたの投稿に対応すると、ここに並び、メールでもお知らせします。", html! {})) }
        } @else {
            ul.list-rows role="list" data-total=(entries.len()) { @for entry in entries { (own_line(viewer, entry, people, places)) } }
        }
    }
}

fn own_line(viewer: &Viewer, entry: &Entry, people: &Roster, places: &Places) -> Markup {
    html! {
        li.row {
            div.row-body {
                h2.row-title { (entry.action()) }
                p.meta {
                    (time(entry.at)) @if let Some(room) = entry.room_id { span { (room_name_for(viewer, people, places, room)) } }
                    @if let Some(post) = entry.post() { a href=(links::post(post)) { "この投稿を見る" } }
                }
                @if !entry.ground().is_empty() { p { "理由：" (entry.ground()) } }
                @if !entry.detail.is_empty() { div.verbatim { (entry.detail) } }
                @if let Some(name) = actor(entry, people) { p.hint { "担当者：" bdi { (name) } } }
            }
        }
    }
}

/// What was done to one text, for the page of those who answer for it.
pub(crate) fn history(entries: &[Entry], people: &Roster) -> Markup {
    html! {
        section.panel {
            h2 { "これまでの対応" }
            @if entries.is_empty() { p.hint { "まだありません。" } }
            @else {
                ul.list-rows role="list" {
                    @for entry in entries {
                        li.row {
                            div.row-body {
                                p { strong { (entry.action()) } @if !entry.ground().is_empty() { "（" (entry.ground()) "）" } }
                                p.meta { (time(entry.at)) @if let Some(name) = actor(entry, people) { span { bdi { (name) } } } }
                                @if !entry.detail.is_empty() { div.verbatim { (entry.detail) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The fields of a reason.
pub(crate) fn reason_fields(form: &ReasonForm, problems: &Problems) -> Markup {
    let mut options = vec![("", "選んでください")];
    options.extend(Ground::CHOICES);
    html! {
        (select(Select { name: "ground", label: "理由（必須）", options: &options, chosen: &form.ground, hint: Some("部屋の皆さんも、記録でこの理由だけを読めます。"), problem: problems.at("ground") }))
        (text_area(TextArea {
            name: "words", label: "投稿した方へのひとこと", value: &form.words, rows: 3, required: false,
            hint: Some("投稿した方と部屋の担当者が読みます。番号や氏名は書かずに、何が気になったかをお書きください。"),
            problem: problems.at("words"),
        }))
    }
}

fn filter(log: &Log, action: &str, more: &Markup) -> Markup {
    let mut rooms = vec![("", "すべて")];
    rooms.extend(
        log.reach
            .rooms
            .iter()
            .filter_map(|id| log.people.room(log.places, *id))
            .map(|room| (room.slug.as_str(), room.name.as_str())),
    );
    let mut actions = vec![("", "すべて")];
    actions.extend(log.reach.actions().map(|action| (action.word(), action.name())));
    let day = |name, label, value| text_input(TextInput { name, label, value, kind: "date", ..TextInput::default() });
    html! {
        form.panel.stack action=(action) method="get" {
            (select(Select { name: "room", label: "部屋", options: &rooms, chosen: &log.query.room, ..Select::default() }))
            (select(Select { name: "action", label: "対応", options: &actions, chosen: &log.query.action, ..Select::default() }))
            div.columns { (day("from", "この日から", &log.query.from)) (day("to", "この日まで", &log.query.to)) }
            p.actions { (secondary_button("絞り込む")) (more) }
        }
    }
}

fn entries(log: &Log, path: &str, line: impl Fn(&Entry) -> Markup) -> Markup {
    let LogQuery { room, action, from, to, .. } = log.query;
    let next = log.lines.next.as_deref().map(|before| {
        links::with_query(
            path,
            [("room", room.as_str()), ("action", action), ("from", from), ("to", to), ("before", before)],
        )
    });
    html! {
        @if log.lines.entries.is_empty() {
            div data-total="0" { (empty("記録はありません", "この条件に当てはまる対応は、ありません。", html! {})) }
        } @else {
            ul.list-rows role="list" { @for entry in &log.lines.entries { (line(entry)) } }
            (pager(&Pager { next, ..Pager::default() }))
        }
    }
}

fn line(log: &Log, entry: &Entry, more: &Markup) -> Markup {
    html! {
        li.row {
            div.row-body {
                p { strong { (entry.action()) } @if !entry.ground().is_empty() { "（" (entry.ground()) "）" } }
                p.meta {
                    (time(entry.at))
                    @if let Some(room) = entry.room_id { span { (room_name(log.people, log.places, room)) } }
                    (more)
                }
            }
        }
    }
}
