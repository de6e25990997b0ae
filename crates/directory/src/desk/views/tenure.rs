//! The form of the end of a tenure.

use maud::{Markup, html};
use web::components::{TextInput, checkboxes, once_field, primary_button, problem_summary, text_input};
use web::{Problems, links};

use super::{form_head, listed, seat_line, whose};
use crate::desk::files::{Desk, SeatFile};
use crate::desk::forms::EndForm;

/// The name of the form.
pub const END_TITLE: &str = "退任の日を登録する";

/// The form; whoever leaves their last seat may be offered to stay in touch.
pub fn end_page(desk: &Desk, file: &SeatFile, form: &EndForm, problems: &Problems) -> Markup {
    let Some(holder) = file.holders.first() else { return html! {} };
    let stays: &[&str] = if form.stays == "1" { &["1"] } else { &[] };
    html! {
        div.narrow {
            (form_head(holder.person, END_TITLE))
            form.stack method="post" action={ "/admin/tenures/" (file.tenure.id) "/end" } novalidate {
                (problem_summary(&listed(problems)))
                (once_field(&form.once))
                dl.facts {
                    (whose(holder))
                    div { dt { "担当" } dd { bdi { (seat_line(file.tenure, desk.places)) } } }
                }
                (text_input(TextInput {
                    name: "ended_on", label: "退任日", value: &form.ended_on, kind: "date", required: true,
                    problem: problems.at("ended_on"),
                    hint: Some("今日を選ぶと、いますぐ終わります。先の日を選ぶと、その日の終わりまで利用できます。"),
                    ..TextInput::default()
                }))
                @if desk.offers_to_stay(file) {
                    (checkboxes("stays", "退任のあと", &[("1", "退任後も全国の部屋に残れるようにする")], stays))
                    p.hint { "ご本人が望むときに選んでください。全国の部屋だけを読み書きでき、名簿には以前に担当していた方として出ます。" }
                }
                p.actions { (primary_button("登録する")) a href=(links::registration(holder.person.id)) { "やめる" } }
            }
        }
    }
}
