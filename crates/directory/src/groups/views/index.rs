//! The viewer's groups and invitations, and the form that founds one.

use kernel::Viewer;
use maud::{Markup, html};
use web::components::{breadcrumbs, empty, once_field, primary_button};
use web::{Problems, links};

use super::{TITLE, charter_fields};
use crate::groups::forms::CharterForm;
use crate::groups::paths::{GroupsPath, MembershipPath, NewGroupPath};
use crate::roster::{Group, Roster};

/// The name of the form.
pub const NEW: &str = "グループをつくる";

/// The list.
pub fn groups_page(me: &Viewer, roster: &Roster, may_found: bool) -> Markup {
    let (invitations, mine): (Vec<_>, Vec<_>) = (roster.invitations_of(me).collect(), roster.groups_of(me).collect());
    html! {
        header.page-head {
            h1 { (TITLE) }
            p.lead { "招待された方だけが読み書きする部屋です。参加していない方には、グループがあることも見えません。" }
            @if may_found { p.actions { a.button.primary href=(NewGroupPath) { (NEW) } } }
        }
        @if !invitations.is_empty() {
            section.stack.tight {
                h2 { "届いている招待" }
                ul.list-rows role="list" { @for group in invitations { (invitation(group, roster)) } }
            }
        }
        section.stack.tight {
            h2 { "参加しているグループ" }
            @if mine.is_empty() {
                div data-total="0" { (empty("参加しているグループはありません", "招待が届くと、ここに表示されます。", html! {})) }
            } @else {
                ul.list-rows role="list" data-total=(mine.len()) { @for group in mine { (row(group)) } }
            }
        }
    }
}

/// The form that founds a group.
pub fn new_page(form: &CharterForm, problems: &Problems) -> Markup {
    html! {
        div.narrow {
            header.page-head {
                (breadcrumbs(&[(links::GROUPS, TITLE)], NEW))
                h1 { (NEW) }
                p.lead { "つくった方が世話役になり、メンバーを招待します。世話役は、あとから引き継げます。" }
            }
            form.stack method="post" action=(GroupsPath) novalidate {
                (charter_fields(form, problems))
                div.actions { (primary_button(NEW)) }
            }
        }
    }
}

fn invitation(group: &Group, roster: &Roster) -> Markup {
    let owner = roster.person(group.owner).map_or("世話役", |person| person.name.as_str());
    html! {
        li.row data-id={ "invitation-" (group.id) } {
            div.row-body {
                h3.row-title { bdi { (group.room.name) } }
                p { (group.purpose) }
                p.meta { span { "世話役 " bdi { (owner) } } }
                div.actions {
                    (answer(group, "1", "button primary", "参加する"))
                    (answer(group, "0", "button secondary", "参加しない"))
                }
            }
        }
    }
}

/// A button that says whether one will be a member.
pub(super) fn answer(group: &Group, on: &str, class: &str, label: &str) -> Markup {
    html! {
        form method="post" action=(MembershipPath { group: group.id }) {
            (once_field(&web::forms::once()))
            input type="hidden" name="on" value=(on);
            button class=(class) type="submit" { (label) }
        }
    }
}

fn row(group: &Group) -> Markup {
    html! {
        li.row data-id=(group.room.slug) {
            div.row-body {
                h3.row-title { a href=(links::room(&group.room.slug)) { bdi { (group.room.name) } } }
                p { (group.purpose) }
                p.meta {
                    span { "メンバー" (group.members.len()) "人" }
                    @if group.is_closed { span { "終了しました" } }
                    span { a href=(links::group(group.id)) { "メンバーを見る" } }
                }
            }
        }
    }
}
