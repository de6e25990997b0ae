//! The form of a role.

use kernel::Places;
use kernel::viewer::Role;
use maud::{Markup, html};
use web::components::{Select, TextInput, once_field, primary_button, problem_summary, select, text_input};
use web::{Problems, links};

use super::{form_head, listed, whose};
use crate::access::{parse_role, role_title};
use crate::desk::files::{Desk, PersonFile};
use crate::desk::forms::GrantForm;

/// The name of the form that gives a role.
const GRANT_TITLE: &str = "役割を加える";
/// The name of the form that changes the end of one.
const END_TITLE: &str = "役割の終わりの日";

/// The name of the form.
pub fn grant_title(file: &PersonFile, form: &GrantForm, places: &Places) -> &'static str {
    if held(file, form, places).is_some() { END_TITLE } else { GRANT_TITLE }
}

/// The role that the form is about, where the person holds it already.
fn held(file: &PersonFile, form: &GrantForm, places: &Places) -> Option<Role> {
    parse_role(&form.role, places).ok().flatten().filter(|role| file.person.roles.contains(role))
}

/// The form: of a role that is held, or of another one, with those that the actor can give at all.
pub fn grant_page(desk: &Desk, file: &PersonFile, form: &GrantForm, problems: &Problems) -> Markup {
    let registration = links::registration(file.person.id);
    let chosen = form.role.split(':').next().unwrap_or_default();
    let held = held(file, form, desk.places);
    html! {
        div.narrow {
            (form_head(file.person, grant_title(file, form, desk.places)))
            form.stack method="post" action={ (registration) "/grants" } novalidate {
                (problem_summary(&listed(problems)))
                (once_field(&form.once))
                dl.facts {
                    (whose(file))
                    @if let Some(role) = &held { div { dt { "役割" } dd { (role_title(role, desk.places)) } } }
                }
                @if held.is_some() {
                    input type="hidden" name="role" value=(form.role);
                    input type="hidden" name="held" value="1";
                } @else {
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
                }
                (text_input(TextInput {
                    name: "ended_on", label: "終わりの日", value: &form.ended_on, kind: "date", problem: problems.at("ended_on"),
                    hint: Some("任期や応援の期間が決まっているときに入力してください。その日の終わりまで続き、次の日からは使えません。空欄のときは、解除するまで続きます。"),
                    ..TextInput::default()
                }))
                p.actions { (primary_button(if held.is_some() { "保存する" } else { "加える" })) a href=(registration) { "やめる" } }
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
