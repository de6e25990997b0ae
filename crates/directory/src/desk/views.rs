//! The pages of the desk.

mod code;
mod codes;
mod confirmations;
mod grant;
mod history;
mod list;
mod person;
mod roles;
mod seat;
mod standing;
mod tenure;
mod turnover;

use kernel::Places;
use maud::{Markup, html};
use web::components::breadcrumbs;
use web::links;

pub use self::code::{CODE_TITLE, code_page};
pub use self::codes::{CODES_TITLE, LETTERS_TITLE, codes_page};
pub(super) use self::codes::{CodeLetters, code_letters_page};
pub use self::confirmations::{
    CONFIRMATION_HEAD, CONFIRMATIONS_TITLE, ConfirmationsPage, confirmation_cells, confirmations_page,
};
pub use self::grant::{grant_page, grant_title};
pub use self::list::{LIST_TITLE, index_page, list_page};
pub use self::person::{Log, person_page, title};
pub use self::roles::{ROLES_TITLE, roles_page};
pub use self::seat::{NEW_SEAT_TITLE, SEAT_TITLE, new_seat_page, seat_page};
pub use self::standing::{standing_page, standing_title};
pub use self::tenure::{END_TITLE, end_page};
pub use self::turnover::{PREVIEW_TITLE, TURNOVER_TITLE, TurnoverPage, preview_page, turnover_page};
use super::TITLE;
use super::files::PersonFile;
use crate::roster::{Person, Tenure};

/// The list of registrations.
const LIST: &str = "/admin/people";

/// Head of a form about a person.
fn form_head(person: &Person, title: &str) -> Markup {
    let registration = links::registration(person.id);
    html! {
        header.page-head {
            (breadcrumbs(&[(links::DESK, TITLE), (LIST, LIST_TITLE), (&registration, &person.name)], title))
            h1 { (title) }
        }
    }
}

/// Whose form it is.
fn whose(file: &PersonFile) -> Markup {
    html! { div { dt { "氏名" } dd { bdi { (file.person.name) } " さん" } } }
}

/// The employer and what is served, in one line.
fn seat_line(tenure: &Tenure, places: &Places) -> String {
    let served: Vec<String> = tenure.places.iter().map(|code| places.full_name(code)).collect();
    if served.is_empty() {
        tenure.organisation_name.clone()
    } else {
        format!("{}（{}）", tenure.organisation_name, served.join("、"))
    }
}

/// Problems as the summary at the top of a form takes them.
fn listed(problems: &web::Problems) -> Vec<(&str, &str)> {
    problems.list().iter().map(|(field, words)| (*field, words.as_str())).collect()
}
