//! The forms by which administrators change the list, with what would change.

use maud::{Markup, html};
use search::synonyms::stored::Stored;
use web::components::{NoticeKind, breadcrumbs, notice, once_field, primary_button, problem_summary, table_wrap};
use web::{Problems, links};

use super::{DESK_TITLE, EDIT_TITLE, NEW_TITLE, REMOVE_TITLE, fields, kind_name, words};
use crate::synonyms::forms::GroupForm;
use crate::synonyms::paths::{DeskPath, RemovalPath, SynonymPath};
use crate::synonyms::preview::Effect;

/// A form in the making.
pub struct Editing<'a> {
    stored: Option<&'a Stored>,
    form: &'a GroupForm,
    problems: Problems,
    effects: Option<Vec<Effect>>,
    overtaken: Option<&'static str>,
}

impl<'a> Editing<'a> {
    /// The form that adds a group, or changes this one.
    pub fn new(stored: Option<&'a Stored>, form: &'a GroupForm) -> Self {
        Self { stored, form, problems: Problems::default(), effects: None, overtaken: None }
    }

    /// With what is wrong.
    pub fn with(self, problems: Problems) -> Self {
        Self { problems, ..self }
    }

    /// With what would change.
    pub fn showing(self, effects: Vec<Effect>) -> Self {
        Self { effects: Some(effects), ..self }
    }

    /// With what somebody else has made of it.
    pub fn overtaken(self, sentence: &'static str) -> Self {
        Self { overtaken: Some(sentence), ..self }
    }
}

/// The form.
pub fn edit_page(editing: &Editing) -> Markup {
    let Editing { stored, form, problems, effects, overtaken } = editing;
    let title = if stored.is_some() { EDIT_TITLE } else { NEW_TITLE };
    let action = match stored {
        Some(stored) => SynonymPath { synonym: stored.id }.to_string(),
        None => DeskPath.to_string(),
    };
    html! {
        div.narrow {
            (head(title))
            @if let (Some(sentence), Some(stored)) = (overtaken, stored) {
                (notice(NoticeKind::Warning, html! {
                    p { (sentence) }
                    p { "いまの内容：" (words(&stored.group)) "（" (kind_name(stored.group.kind)) "）" }
                }))
            }
            (problem_summary(problems.list()))
            @if let Some(effects) = effects { (changes(effects)) }
            form.stack method="post" action=(action) novalidate {
                (once_field(&form.once))
                @if stored.is_some() { input type="hidden" name="version" value=(form.version); }
                @if !form.proposal.is_empty() { input type="hidden" name="proposal" value=(form.proposal); }
                @if !form.missed.is_empty() { input type="hidden" name="missed" value=(form.missed); }
                (fields(form, problems))
                div.actions {
                    @if effects.is_some() { (primary_button("保存する")) }
                    (look("変わるところを確かめる"))
                }
            }
            @if let Some(stored) = stored { (removal(stored, &look("外すと変わるところを確かめる"))) }
        }
    }
}

/// What would be lost with a group, and the button that takes it away.
pub fn removal_page(stored: &Stored, effects: &[Effect]) -> Markup {
    html! {
        div.narrow {
            (head(REMOVE_TITLE))
            p { (words(&stored.group)) "（" (kind_name(stored.group.kind)) "）" }
            (changes(effects))
            (removal(stored, &primary_button("一覧から外す")))
            p { a href=(links::SYNONYMS_DESK) { "外さずに一覧へ戻る" } }
        }
    }
}

fn head(title: &str) -> Markup {
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, "名簿の管理"), (links::SYNONYMS_DESK, DESK_TITLE)], title))
            h1 { (title) }
        }
    }
}

fn removal(stored: &Stored, button: &Markup) -> Markup {
    html! {
        form method="post" action=(RemovalPath { synonym: stored.id }) {
            (once_field(&web::forms::once()))
            input type="hidden" name="version" value=(stored.version);
            div.actions { (button) }
        }
    }
}

fn look(label: &str) -> Markup {
    html! { button.button.secondary type="submit" name="step" value="look" { (label) } }
}

/// For each word how many discussions are found without and with the change.
fn changes(effects: &[Effect]) -> Markup {
    let table = html! {
        table {
            thead { tr { th scope="col" { "言葉" } th.number scope="col" { "いま" } th.number scope="col" { "変更のあと" } th scope="col" { "加わる・外れる相談の例" } } }
            tbody {
                @for effect in effects {
                    tr data-word=(effect.word) data-before=(effect.before) data-after=(effect.after) {
                        th scope="row" { bdi { (effect.word) } }
                        td.number { (effect.before) "件" }
                        td.number { (effect.after) "件" }
                        td { @for (id, title) in &effect.titles { p { a href=(links::thread(*id)) { bdi { (title) } } } } }
                    }
                }
            }
        }
    };
    html! {
        section.stack.tight aria-label="変わるところ" {
            h2 { "変わるところ" }
            p { "ご自身が読める相談だけを数えています。まだ何も保存していません。" }
            (table_wrap("変わるところ", table))
        }
    }
}
