//! The form of a role.

use kernel::viewer::Role;
use maud::{Markup, html};
use web::components::{Select, TextInput, once_field, primary_button, problem_summary, select, text_input};
use web::{Problems, links};

use super::{form_head, listed, whose};
use crate::desk::files::{Desk, PersonFile};
use crate::desk::forms::GrantForm;

/// The name of the form.
pub const GRANT_TITLE: &str = "役割を加える";

/// The form, with the roles that the actor can give at all.
pub fn grant_page(desk: &Desk, file: &PersonFile, form: &GrantForm, problems: &Problems) -> Markup {
    let registration = links::registration(file.person.id);
    let chosen = form.role.split(':').next().unwrap_or_default();
    html! {
        div.narrow {
            (form_head(file.person, GRANT_TITLE))
            form.stack method="post" action={ (registration) "/grants" } novalidate {
                (problem_summary(&listed(problems)))
                (once_field(&form.once))
                dl.facts { (whose(file)) }
                (select(Select {
                    name: "role", label: "役割", options: &roles(desk), chosen,
                    hint: Some("役割が変わると、この方はもう一度サインインすることになります。"),
                    problem: problems.at("role"),
                }))
                (text_input(TextInput {
                    name: "scope", label: "担当の範囲", value: &form.scope, problem: problems.at("scope"),
                    hint: Some("市町村担当者は市町村名、都道府県担当者は都道府県名、閲覧者は部屋の名前（例: 埼玉県、秩父医療圏）を入力してください。以前に担当していた方のときは空欄にします。"),
                    ..TextInput::default()
                }))
                p.actions { (primary_button("加える")) a href=(registration) { "やめる" } }
            }
        }
    }
}

fn roles(desk: &Desk) -> Vec<(&'static str, &'static str)> {
    let has = |is_meant: fn(&Role) -> bool| desk.actor.roles.iter().any(is_meant);
    let is_administrator = has(|role| *role == Role::Administrator);
    let is_bureau = is_administrator || has(|role| matches!(role, Role::Bureau(_)));
    let mut roles = vec![
        ("officer", "市町村担当者"),
        ("observer", "閲覧者（読むだけの方）"),
        ("manager", "都道府県担当者"),
        ("alumni", "以前に担当していた方（全国の部屋だけ）"),
    ];
    if is_bureau {
        roles.push(("bureau", "厚生局担当者"));
    }
    if is_administrator {
        roles.push(("administrator", "サイト管理者"));
    }
    roles
}
