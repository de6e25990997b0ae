//! Pages of groups.

pub mod index;
pub mod show;

use maud::{Markup, html};
use web::Problems;
use web::components::{TextArea, TextInput, draft_field, once_field, problem_summary, text_area, text_input};

use super::forms::{CharterForm, LONGEST_NAME};
use crate::guarding::views::region;

/// The name of the list.
pub const TITLE: &str = "グループ";

/// For a person who cannot be in groups.
pub const CANNOT_BE_INVITED: &str =
    "この方は、いまはグループに招待できません。名簿に載っていて、どこかの部屋に書き込める方を選んでください。";

/// For a person who cannot tend one.
pub const CANNOT_TEND: &str = "この方には、いまは引き継げません。グループのメンバーから選び直してください。";

/// Name and purpose.
fn charter_fields(form: &CharterForm, problems: &Problems) -> Markup {
    let list: Vec<(&str, &str)> = problems.list().iter().map(|(field, words)| (*field, words.as_str())).collect();
    html! {
        (problem_summary(&list))
        (once_field(&form.once))
        (draft_field(&form.draft))
        (text_input(TextInput {
            name: "name", label: "グループの名前", value: &form.name, required: true, max: Some(LONGEST_NAME),
            problem: problems.at("name"), autocomplete: Some("off"), ..TextInput::default()
        }))
        (region("name"))
        (text_area(TextArea {
            name: "purpose", label: "目的", value: &form.purpose, rows: 3, required: true,
            hint: Some("何を話し合うグループかを、招待される方に分かるように書いてください。"),
            problem: problems.at("purpose"),
        }))
        (region("purpose"))
    }
}
