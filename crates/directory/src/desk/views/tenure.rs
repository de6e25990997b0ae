//! The form of the end of a tenure, and the button that takes a planned one back.

use maud::{Markup, html};
use web::components::{
    NoticeKind, TextInput, checkboxes, notice, once_field, primary_button, problem_summary, secondary_button,
    text_input,
};
use web::{Problems, links};

use super::{form_head, listed, seat_line, whose};
use crate::access::role_title;
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
            (planned(desk, file))
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
                (roles(desk, file, &links::registration(holder.person.id)))
                @if desk.offers_to_stay(file) {
                    (checkboxes("stays", "退任のあと", &[("1", "退任後も全国の部屋に残れるようにする")], stays))
                    p.hint { "ご本人が望むときに選んでください。全国の部屋だけを読み書きでき、名簿には以前に担当していた方として出ます。" }
                }
                p.actions { (primary_button("登録する")) a href=(links::registration(holder.person.id)) { "やめる" } }
            }
        }
    }
}

/// The end that is planned already, with the way back.
fn planned(desk: &Desk, file: &SeatFile) -> Markup {
    let end = file.tenure.ended_at.filter(|end| *end > desk.now);
    html! {
        @if let Some(end) = end {
            section.panel {
                h2 { "いまの予定" }
                // The last day in the seat; the end is the first instant after it.
                p { "退任の日は、" time datetime=(end.plus(-1).iso()) { (end.plus(-1).japanese_date()) } "として登録されています。日を変えるときは、下に新しい日を入力してください。" }
                form method="post" action={ "/admin/tenures/" (file.tenure.id) "/end/removal" } {
                    (once_field(&web::forms::once()))
                    p.actions { (secondary_button("退任の予定を取り消す")) }
                }
            }
        }
    }
}

/// What becomes of the roles of whoever leaves.
fn roles(desk: &Desk, file: &SeatFile, registration: &str) -> Markup {
    let (ending, remaining) = desk.roles_after(file);
    html! {
        @if !ending.is_empty() { p { "市町村担当者の役割は、退任と同時に終わります。" } }
        @if !remaining.is_empty() {
            (notice(NoticeKind::Info, html! {
                p { "次の役割は、退任のあとも残ります。" }
                ul { @for role in remaining { li { (role_title(role, desk.places)) } } }
                p { "続けないときは、" a href={ (registration) "#roles" } { "登録のページで解除" } "してください。" }
            }))
        }
    }
}
