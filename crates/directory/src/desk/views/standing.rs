//! Shutting somebody out and letting them in again: never by one button alone.

use maud::{Markup, html};
use web::components::{TextArea, draft_field, once_field, problem_summary, text_area};
use web::{Problems, links};

use super::{form_head, listed, whose};
use crate::desk::files::{Desk, PersonFile};
use crate::desk::forms::StandingForm;
use crate::desk::policy::{Rank, Readmission};

const SUSPEND: &str = "利用を停止する";
const RESTORE: &str = "利用を再開する";

/// What follows from it, said before it is done.
const SUSPENDED: &str =
    "停止するとすぐに、この方はサインインできなくなり、名簿にも出なくなります。書かれた相談と返信は残ります。";
const RESTORED: &str = "停止する前と同じ担当と役割で、またサインインできるようになります。";

/// The name of the form.
pub fn standing_title(form: &StandingForm) -> &'static str {
    if form.standing == "suspended" { SUSPEND } else { RESTORE }
}

/// The form, with a reason that the person will read.
pub fn standing_page(file: &PersonFile, form: &StandingForm, problems: &Problems) -> Markup {
    let registration = links::registration(file.person.id);
    let is_end = form.standing == "suspended";
    let (effect, label, hint, class) = if is_end {
        let hint = "ご本人にメールでそのまま届き、変更の記録に残ります。患者・利用者のことは書かないでください。";
        (SUSPENDED, "停止する理由", hint, "button danger")
    } else {
        let hint = "空欄でもかまいません。書いたことは、ご本人にメールでそのまま届き、変更の記録に残ります。";
        (RESTORED, "お伝えすること", hint, "button primary")
    };
    html! {
        div.narrow {
            (form_head(file.person, standing_title(form)))
            form.stack method="post" action={ (registration) "/standing" } novalidate {
                (problem_summary(&listed(problems)))
                (once_field(&form.once))
                (draft_field(&form.draft))
                input type="hidden" name="standing" value=(form.standing);
                dl.facts { (whose(file)) }
                p { (effect) }
                (text_area(TextArea {
                    name: "reason", label, value: &form.reason, rows: 4, hint: Some(hint),
                    problem: problems.at("reason"), required: is_end,
                }))
                p.actions { button class=(class) type="submit" { (standing_title(form)) } a href=(registration) { "やめる" } }
            }
        }
    }
}

/// The way to the form, for those who may take it.
pub(super) fn panel(desk: &Desk, file: &PersonFile, suspended_as: Option<Rank>) -> Markup {
    let (title, effect) = if file.person.is_active { (SUSPEND, SUSPENDED) } else { (RESTORE, RESTORED) };
    let readmission = |suspended_as| Readmission { subject: file.subject.clone(), suspended_as, reason: String::new() };
    let is_up_to_me = suspended_as.is_none_or(|rank| readmission(rank).is_up_to(&desk.actor));
    html! {
        @if file.subject.is_wholly_in_hands_of(&desk.actor) {
            section.panel {
                h2 { (title) }
                @if is_up_to_me {
                    p { (effect) }
                    p.actions { a.button.secondary href={ (links::registration(file.person.id)) "/standing" } { (title) } }
                } @else {
                    p { "この方の利用は、より広い範囲の担当者か、このサイトの運営者が停止しています。再開は、停止した担当者にご相談ください。" }
                }
            }
        }
    }
}
