//! Fields of forms: label, hint, problem and input, tied together for people who do not see them.
//!
//! Put `novalidate` on every `<form>`: `required` tells assistive technology, but the words about what is wrong are
//! the server's, beside the field and in [`problem_summary`], and nothing typed is thrown away.

#![expect(clippy::needless_pass_by_value, reason = "markup is made to be handed over")]

use maud::{Markup, html};

use super::icons;
use crate::links;

/// A field of one line.
#[derive(Clone, Copy, Debug, Default)]
pub struct TextInput<'a> {
    /// Name in the form, and id on the page.
    pub name: &'a str,
    /// What people read.
    pub label: &'a str,
    /// What stands in it; never a password.
    pub value: &'a str,
    /// `type` of the input; empty for `text`.
    pub kind: &'a str,
    /// Help under the label.
    pub hint: Option<&'a str>,
    /// What is wrong with it.
    pub problem: Option<&'a str>,
    /// Whether it must be filled in.
    pub required: bool,
    /// Token of the HTML attribute `autocomplete`.
    pub autocomplete: Option<&'a str>,
    /// Most characters; shown by a counter, enforced by the server only, so that nothing is cut while typing.
    pub max: Option<usize>,
}

/// A field of several lines.
#[derive(Clone, Copy, Debug, Default)]
pub struct TextArea<'a> {
    /// Name in the form, and id on the page.
    pub name: &'a str,
    /// What people read.
    pub label: &'a str,
    /// What stands in it.
    pub value: &'a str,
    /// Height in lines; it may be pulled larger.
    pub rows: u8,
    /// Help under the label.
    pub hint: Option<&'a str>,
    /// What is wrong with it.
    pub problem: Option<&'a str>,
    /// Whether it must be filled in.
    pub required: bool,
}

/// One choice from a long list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Select<'a> {
    /// Name in the form, and id on the page.
    pub name: &'a str,
    /// What people read.
    pub label: &'a str,
    /// Value and words of each option.
    pub options: &'a [(&'a str, &'a str)],
    /// The value that is chosen.
    pub chosen: &'a str,
    /// Help under the label.
    pub hint: Option<&'a str>,
    /// What is wrong with it.
    pub problem: Option<&'a str>,
}

/// Label, hint and problem around an input of one's own, whose id must be `name`; tie it with [`described_by`].
pub fn field(label: &str, name: &str, input: Markup, hint: Option<&str>, problem: Option<&str>) -> Markup {
    labelled(label, name, false, input, hint, problem)
}

/// A text field of one line.
pub fn text_input(input: TextInput) -> Markup {
    let kind = if input.kind.is_empty() { "text" } else { input.kind };
    let element = html! {
        input id=(input.name) name=(input.name) type=(kind) value=(input.value) required[input.required]
            autocomplete=[input.autocomplete] data-max=[input.max]
            aria-invalid=[input.problem.map(|_| "true")]
            aria-describedby=[described_by(input.name, input.hint, input.problem)];
    };
    labelled(input.label, input.name, input.required, element, input.hint, input.problem)
}

/// A text field of several lines.
pub fn text_area(area: TextArea) -> Markup {
    let element = html! {
        textarea id=(area.name) name=(area.name) rows=(area.rows.max(3)) required[area.required]
            aria-invalid=[area.problem.map(|_| "true")]
            aria-describedby=[described_by(area.name, area.hint, area.problem)] {
            // The parser drops one line break after the tag; without this one it would be the writer's.
            "\n" (area.value)
        }
    };
    labelled(area.label, area.name, area.required, element, area.hint, area.problem)
}

/// A list that folds out.
pub fn select(select: Select) -> Markup {
    let element = html! {
        select id=(select.name) name=(select.name)
            aria-invalid=[select.problem.map(|_| "true")]
            aria-describedby=[described_by(select.name, select.hint, select.problem)] {
            @for (value, label) in select.options {
                option value=(value) selected[*value == select.chosen] { (label) }
            }
        }
    };
    field(select.label, select.name, element, select.hint, select.problem)
}

/// The box at the top of a form that was refused; each line leads to its field.
pub fn problem_summary<S: AsRef<str>>(problems: &[(&str, S)]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div.problem-summary role="alert" tabindex="-1" data-enhance="problems" {
                h2 { (icons::problem()) "入力内容を確かめてください" }
                ul {
                    @for (field, message) in problems { li { a href={ "#" (field) } { (message.as_ref()) } } }
                }
            }
        }
    }
}

/// The hidden token that makes a form count once.
pub fn once_field(value: &str) -> Markup {
    html! { input type="hidden" name="once" value=(value); }
}

/// The one button of a form that does what the form is for.
pub fn primary_button(text: &str) -> Markup {
    html! { button.button.primary type="submit" { (text) } }
}

/// A button beside the primary one.
pub fn secondary_button(text: &str) -> Markup {
    html! { button.button.secondary type="submit" { (text) } }
}

/// The hidden field of a form that was continued from a draft.
pub fn draft_field(draft: &str) -> Markup {
    html! { @if !draft.is_empty() { input type="hidden" name="draft" value=(draft); } }
}

/// A button that keeps what has been typed so far, for the form that is sent to this address; scripts keep it as one types.
pub fn keep_button(sent_to: &str) -> Markup {
    html! {
        button.button.secondary type="submit" data-enhance="keep" formaction=(links::MY_DRAFTS) name="sent_to"
            value=(sent_to) {
            "下書き保存"
        }
    }
}

/// Where the script puts its formatting buttons: in front of the next text area of the same form.
pub fn markdown_toolbar() -> Markup {
    html! { div.toolbar data-enhance="toolbar" hidden {} }
}

/// The value of `aria-describedby` for an input inside a [`field`].
pub fn described_by(name: &str, hint: Option<&str>, problem: Option<&str>) -> Option<String> {
    match (hint, problem) {
        (None, None) => None,
        (Some(_), None) => Some(format!("{name}-hint")),
        (None, Some(_)) => Some(format!("{name}-problem")),
        (Some(_), Some(_)) => Some(format!("{name}-problem {name}-hint")),
    }
}

/// Hint and problem, with the ids that [`described_by`] names.
pub(super) fn remarks(name: &str, hint: Option<&str>, problem: Option<&str>) -> Markup {
    html! {
        @if let Some(hint) = hint { p.hint id={ (name) "-hint" } { (hint) } }
        @if let Some(problem) = problem { p.problem id={ (name) "-problem" } { (icons::problem()) span { (problem) } } }
    }
}

fn labelled(
    label: &str,
    name: &str,
    required: bool,
    input: Markup,
    hint: Option<&str>,
    problem: Option<&str>,
) -> Markup {
    html! {
        div .field .has-problem[problem.is_some()] {
            label for=(name) { (label) @if required { " " span.required { "必須" } } }
            (remarks(name, hint, problem))
            (input)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{TextArea, TextInput, text_area, text_input};

    #[test]
    fn a_problem_is_tied_to_its_field() {
        let html = text_input(TextInput {
            name: "title",
            label: "件名",
            value: "<b>",
            problem: Some("件名を入力してください。"),
            ..TextInput::default()
        })
        .into_string();
        assert!(html.contains(r#"aria-invalid="true" aria-describedby="title-problem""#), "{html}");
        assert!(html.contains(r#"id="title-problem""#) && html.contains("&lt;b&gt;"), "{html}");
    }

    #[test]
    fn a_text_that_begins_with_a_line_break_keeps_it() {
        let html = text_area(TextArea { name: "body", label: "本文", value: "\n一行目", ..TextArea::default() });
        assert!(html.into_string().contains(">\n\n一行目</textarea>"));
    }
}
