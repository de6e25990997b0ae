//! Choices that lie open: boxes to tick and rounds to pick one of, each in a `<fieldset>` with its question.

use maud::{Markup, html};

use super::fields::{described_by, remarks};

/// A group of options of which exactly one is picked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Radio<'a> {
    /// Name in the form; the group's id on the page.
    pub name: &'a str,
    /// The question.
    pub legend: &'a str,
    /// Value, words, and a note beside them (how many read a room); the note may be empty.
    pub options: &'a [(&'a str, &'a str, &'a str)],
    /// The value that is picked.
    pub chosen: &'a str,
    /// Help under the question.
    pub hint: Option<&'a str>,
    /// What is wrong with the answer.
    pub problem: Option<&'a str>,
}

/// Boxes of which any number may be ticked, as slug and name.
pub fn checkboxes<S: AsRef<str>>(name: &str, legend: &str, options: &[(&str, &str)], chosen: &[S]) -> Markup {
    html! {
        fieldset.choices id=(name) {
            legend { (legend) }
            div.choice-grid {
                @for (slug, label) in options {
                    label.choice {
                        input type="checkbox" name=(name) value=(slug)
                            checked[chosen.iter().any(|chosen| chosen.as_ref() == *slug)];
                        span { (label) }
                    }
                }
            }
        }
    }
}

/// Rounds of which one is picked; with notes they stand in rows, without them side by side.
pub fn radios(radio: Radio) -> Markup {
    let rows = radio.options.iter().any(|(_, _, note)| !note.is_empty());
    html! {
        fieldset .choices .has-problem[radio.problem.is_some()] id=(radio.name)
            aria-describedby=[described_by(radio.name, radio.hint, radio.problem)] {
            legend { (radio.legend) }
            (remarks(radio.name, radio.hint, radio.problem))
            div .choice-rows[rows] .choice-line[!rows] {
                @for (value, label, note) in radio.options {
                    label.choice {
                        input type="radio" name=(radio.name) value=(value) checked[*value == radio.chosen];
                        span { (label) @if !note.is_empty() { " " span.choice-note { (note) } } }
                    }
                }
            }
        }
    }
}
