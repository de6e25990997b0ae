//! Title, text and tags in the forms of discussions.

use directory::guarding::views as guarding;
use kernel::terms::{self, Term};
use maud::{Markup, html};
use web::Problems;
use web::components::{TextArea, TextInput, checkboxes, icons, markdown_toolbar, text_area, text_input};

use super::{REMINDER, help};
use crate::threads::forms::{MOST_IN_TITLE, ThreadForm};

/// Title, text and tags; `below_title` is what belongs between title and text.
pub(super) fn content_fields(form: &ThreadForm, problems: &Problems, below_title: &Markup) -> Markup {
    html! {
        (text_input(TextInput {
            name: "title",
            label: "件名",
            value: &form.title,
            hint: Some("何に困っているか、何を紹介するかが一行で分かるように書いてください。"),
            problem: problems.at("title"),
            required: true,
            autocomplete: Some("off"),
            max: Some(MOST_IN_TITLE),
            ..TextInput::default()
        }))
        (guarding::region("title"))
        (below_title)
        div.stack.tight {
            (markdown_toolbar())
            (text_area(TextArea {
                name: "body",
                label: "本文",
                value: &form.body,
                rows: 12,
                hint: Some(REMINDER),
                problem: problems.at("body"),
                required: true,
            }))
            (guarding::region("body"))
            (help())
        }
        (tag_boxes("scene", "場面（いくつでも）", terms::SCENES, &form.scene, problems))
        (tag_boxes("item", "事業項目（いくつでも）", terms::ITEMS, &form.item, problems))
        details.fold open[!form.theme.is_empty() || problems.at("theme").is_some()] {
            summary { "テーマを選ぶ" }
            (tag_boxes("theme", "テーマ（いくつでも）", terms::THEMES, &form.theme, problems))
        }
    }
}

fn tag_boxes(name: &str, legend: &str, list: &[Term], chosen: &[String], problems: &Problems) -> Markup {
    let options: Vec<_> = list.iter().map(|term| (term.slug, term.name)).collect();
    html! {
        div.stack.tight {
            @if let Some(problem) = problems.at(name) { p.problem { (icons::problem()) span { (problem) } } }
            (checkboxes(name, legend, &options, chosen))
        }
    }
}
