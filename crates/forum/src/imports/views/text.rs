//! The page of one text that waits.

use directory::Roster;
use directory::guarding::{Reading, views as guarding};
use kernel::Places;
use maud::{Markup, html};
use web::components::{
    TextArea, TextInput, breadcrumbs, draft_field, keep_button, once_field, primary_button, problem_summary, text_area,
    text_input, time,
};
use web::{Problems, links};

use super::archive::{seen_box, words_field};
use super::{SHOW, TEXT, TITLE, author, badge, room_field};
use crate::acts::room_name;
use crate::imports::forms::TextForm;
use crate::imports::paths::{DiscardPath, ImportPath, ImportsPath, ReleasePath};
use crate::imports::posting::TOO_EARLY;
use crate::imports::queries::Waiting;
use crate::imports::texts::rank;
use crate::threads::forms::MOST_IN_TITLE;

/// All that the page needs.
pub(in super::super) struct TextPage<'a> {
    pub text: &'a Waiting,
    pub form: &'a TextForm,
    /// What is found in the text as it stands in the form.
    pub reading: &'a Reading,
    pub people: &'a Roster,
    pub places: &'a Places,
}

/// The text with what was found, and the two decisions.
pub(in super::super) fn text_page(page: &TextPage, problems: &Problems) -> Markup {
    let text = page.text;
    let archive = ImportPath { import: text.import_id }.to_string();
    html! {
        div.narrow.stack {
            header.page-head {
                (breadcrumbs(&[(links::DESK, "名簿の管理"), (&ImportsPath.to_string(), TITLE), (&archive, SHOW)], TEXT))
                h1 { bdi { (if text.title.is_empty() { "（件名なし）" } else { text.title.as_str() }) } }
                p.meta {
                    span { (if text.opens { "はじめの投稿" } else { "返信" }) }
                    (time(text.at)) span { (author(page.people, text.author_id)) } (badge(text.level))
                }
            }
            (problem_summary(problems.list()))
            section.panel { h2 { "個人情報チェックの結果" } (guarding::texts(page.reading)) }
            (decision(page, problems))
            (discard(text))
        }
    }
}

fn decision(page: &TextPage, problems: &Problems) -> Markup {
    let TextPage { text, form, people, places, .. } = *page;
    let sent_to = ReleasePath { text: text.id }.to_string();
    html! {
        section.panel {
            h2 { "載せる" }
            @if !text.is_begun && !text.opens && text.earlier > 0 { p { (TOO_EARLY) } }
            @else {
                form.stack #text-form method="post" action=(sent_to) novalidate {
                    (once_field(&form.once))
                    (draft_field(&form.draft))
                    @if !text.is_begun {
                        (text_input(TextInput {
                            name: "title", label: "件名", value: &form.title, required: true, max: Some(MOST_IN_TITLE),
                            problem: problems.at("title"), ..TextInput::default()
                        }))
                    }
                    (text_area(TextArea {
                        name: "body", label: "本文", value: &form.body, rows: 14, required: true,
                        hint: Some("個人がわかるところは、ここで直してから載せてください。"), problem: problems.at("body"),
                    }))
                    @if rank(page.reading.level()) > 1 {
                        (seen_box(form.seen == "1", "見つかったところで個人がわからないことを、確かめました", problems))
                    }
                    @if !text.is_begun { (room_field(places, &form.room, text.room_id.map(|room| room_name(people, places, room)), problems)) }
                    (words_field(&form.words, problems))
                    p.actions { (primary_button("載せる")) (keep_button(&sent_to)) }
                }
            }
        }
    }
}

fn discard(text: &Waiting) -> Markup {
    html! {
        section.panel {
            h2 { "捨てる" }
            p { "文章を消します。元に戻せません。" }
            form method="post" action=(DiscardPath { text: text.id }) {
                (once_field(&web::forms::once()))
                p.actions { button.button.danger type="submit" { "この投稿を捨てる" } }
            }
        }
    }
}
