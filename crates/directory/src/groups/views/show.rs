//! One group: its members, and what its owner does.

use kernel::{PersonId, Places, Viewer};
use maud::{Markup, html};
use web::components::{NoticeKind, TextInput, breadcrumbs, notice, once_field, secondary_button, text_input};
use web::{Problems, links};

use super::index::answer;
use super::{TITLE, charter_fields};
use crate::groups::forms::{CharterForm, Seeking};
use crate::groups::paths::{ClosurePath, GroupPath, InvitationsPath, OwnerPath, RemovalsPath};
use crate::roster::{Group, Person, Roster};
use crate::rows::Row;

/// All that the page needs.
pub struct GroupPage<'a> {
    viewer: &'a Viewer,
    roster: &'a Roster,
    places: &'a Places,
    group: &'a Group,
    form: &'a CharterForm,
    problems: Problems,
    words: &'a str,
    offers: (Vec<&'a Person>, usize),
}

impl<'a> GroupPage<'a> {
    /// The page with the form that names the group.
    pub fn new(
        viewer: &'a Viewer,
        roster: &'a Roster,
        places: &'a Places,
        group: &'a Group,
        form: &'a CharterForm,
    ) -> Self {
        let (problems, offers) = (Problems::default(), (Vec::new(), 0));
        Self { viewer, roster, places, group, form, problems, words: "", offers }
    }

    /// The page with people to invite, for whoever may invite.
    #[must_use]
    pub fn seeking(mut self, seeking: &'a Seeking) -> Self {
        if self.tends() {
            (self.words, self.offers) = (&seeking.q, seeking.offers(self.roster, self.group));
        }
        self
    }

    /// The page with what is wrong.
    #[must_use]
    pub fn refused(mut self, problems: Problems) -> Self {
        self.problems = problems;
        self
    }

    fn tends(&self) -> bool {
        self.viewer.tends(self.group.room.id)
    }
}

/// The page.
pub fn group_page(page: &GroupPage) -> Markup {
    let group = page.group;
    let room = links::room(&group.room.slug);
    html! {
        header.page-head {
            (breadcrumbs(&[(links::GROUPS, TITLE)], &group.room.name))
            h1 { bdi { (group.room.name) } }
            p.lead { (group.purpose) }
            p.actions { a.button.primary href=(room) { "このグループの相談を読む" } }
        }
        @if group.is_closed {
            (notice(NoticeKind::Info, html! { p { "このグループは終了しました。これまでの相談は、引き続き読めます。" } }))
        }
        (orphaned(page))
        div.stack.loose {
            (members(page))
            @if page.tends() { (invite(page)) (charter(page)) (ending(group)) }
            @else if group.owner != page.viewer.id() { (leaving(group)) }
        }
    }
}

/// A group whose owner is gone tells who can take it up.
fn orphaned(page: &GroupPage) -> Markup {
    let Some(next) = page.roster.next_in_line(page.group) else { return html! {} };
    let name = page.roster.person(next).map_or("", |person| person.name.as_str());
    notice(
        NoticeKind::Info,
        html! {
            p { "世話役の方がこのサイトを離れています。参加して最も長い" bdi { (name) } "さんが、世話役を引き継げます。" }
            @if next == page.viewer.id() { (about(OwnerPath { group: page.group.id }, next, "世話役を引き継ぐ")) }
        },
    )
}

fn members(page: &GroupPage) -> Markup {
    let GroupPage { group, roster, .. } = page;
    html! {
        section.stack.tight {
            h2 { "メンバー " span.count { (group.members.len()) "人" } }
            ul.list-rows role="list" data-total=(group.members.len()) {
                @for person in group.members.iter().filter_map(|id| roster.person(*id)) { (member(page, person)) }
            }
            @if page.tends() && !group.invited.is_empty() {
                h3 { "返事を待っている招待" }
                ul.list-rows role="list" {
                    @for person in group.invited.iter().filter_map(|id| roster.person(*id)) {
                        li.row { div.row-body {
                            p.row-title { bdi { (person.name) } }
                            (about(RemovalsPath { group: group.id }, person.id, "招待を取り消す"))
                        } }
                    }
                }
            }
        }
    }
}

fn member(page: &GroupPage, person: &Person) -> Markup {
    let group = page.group;
    let is_owner = group.owner == person.id;
    html! {
        li.row data-id=(person.id) {
            div.row-body {
                p.row-title {
                    @if person.listed { a href=(links::person(person.id)) { bdi { (person.name) } } }
                    @else { bdi { (person.name) } }
                }
                p.meta {
                    @if is_owner { span { "世話役" } }
                    @if page.roster.takes_part(person.id).is_none() { span { "いまは参加できません" } }
                }
                @if page.tends() && !is_owner { (tending(page, person)) }
            }
        }
    }
}

/// What the owner can do with a member; folded, since neither can be taken back by the owner alone.
fn tending(page: &GroupPage, person: &Person) -> Markup {
    let group = page.group.id;
    html! {
        details.fold {
            summary { "世話役をお願いする・グループから外す" }
            div.stack {
                @if page.roster.takes_part(person.id).is_some() {
                    p { bdi { (person.name) } "さんが世話役になり、あなたは世話役ではなくなります。" }
                    (about(OwnerPath { group }, person.id, "この方に世話役をお願いする"))
                }
                p { "グループから外すと、" bdi { (person.name) } "さんは、このグループの相談を読めなくなります。" }
                (about(RemovalsPath { group }, person.id, "グループから外す"))
            }
        }
    }
}

/// A button that does something with a person.
fn about(path: impl std::fmt::Display, person: PersonId, label: &str) -> Markup {
    html! {
        form method="post" action=(path) {
            (once_field(&web::forms::once()))
            input type="hidden" name="person" value=(person);
            (secondary_button(label))
        }
    }
}

fn invite(page: &GroupPage) -> Markup {
    let (people, total) = &page.offers;
    html! {
        section.stack.tight {
            h2 { "招待する" }
            p.hint { "招待された方が「参加する」を選ぶと、メンバーになります。" }
            form.stack.narrow method="get" action=(GroupPath { group: page.group.id }) {
                (text_input(TextInput {
                    name: "q", label: "名前、よみ、所属、市町村", value: page.words, ..TextInput::default()
                }))
                div.actions { (secondary_button("さがす")) }
            }
            @if !page.words.trim().is_empty() {
                p.meta { "招待できる方 " (total) "人" @if people.len() < *total { "のうち" (people.len()) "人。言葉を足すと絞り込めます。" } }
                ul.list-rows role="list" {
                    @for person in people {
                        @let row = Row::new(person, page.places);
                        (web::components::person_row(&row.view(None)))
                        li.row { (about(InvitationsPath { group: page.group.id }, person.id, &format!("{}さんを招待する", person.name))) }
                    }
                }
            }
        }
    }
}

fn charter(page: &GroupPage) -> Markup {
    html! {
        details.fold #charter open[!page.problems.is_empty() || !page.form.draft.is_empty()] {
            summary { "名前と目的を変える" }
            form.stack.narrow method="post" action=(GroupPath { group: page.group.id }) novalidate {
                (charter_fields(page.form, &page.problems))
                div.actions { (secondary_button("変更を保存する")) }
            }
        }
    }
}

fn ending(group: &Group) -> Markup {
    html! {
        details.fold {
            summary { "グループを終了する" }
            p { "終了すると、新しい相談や返信は書けなくなります。これまでの相談は、メンバーが引き続き読めます。元に戻すことはできません。" }
            form method="post" action=(ClosurePath { group: group.id }) {
                (once_field(&web::forms::once()))
                (secondary_button("終了する"))
            }
        }
    }
}

fn leaving(group: &Group) -> Markup {
    html! {
        details.fold {
            summary { "グループを抜ける" }
            p { "抜けると、このグループの相談は読めなくなります。もう一度参加するには、招待が必要です。" }
            (answer(group, "0", "button secondary", "抜ける"))
        }
    }
}
