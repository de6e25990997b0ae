//! What was typed into a form that could not be taken, on the page that says so: with a button that sends it again, or
//! to be copied.

use maud::{Markup, html};

use crate::arrival::Typed;
use crate::components::{TextArea, field, primary_button, text_area};

/// A text that is shorter than this is typed again in no time.
const WORTH_SHOWING: usize = 20;

/// The texts alone: sent again, the form would be refused again.
pub fn texts(typed: &Typed) -> Markup {
    let all: Vec<&str> =
        typed.fields.iter().filter(|(_, value)| is_written(value)).map(|(_, value)| value.as_str()).collect();
    html! {
        @if !all.is_empty() {
            div.stack {
                p.hint { "入力した内容です。必要なときは、写してお使いください。" }
                @for (index, text) in all.into_iter().enumerate() {
                    @let name = format!("typed-{}", index + 1);
                    (field("入力した内容", &name, html! { textarea id=(name) rows="4" readonly { "\n" (text) } }, None, None))
                }
            }
        }
    }
}

/// Whether somebody has written this, as opposed to choices, numbers and tokens, which are plain ASCII without spaces.
fn is_written(value: &str) -> bool {
    !value.trim().is_empty() && value.contains(|c: char| !c.is_ascii_graphic())
}

/// The form once more. The longest text is shown, to be read and copied; the rest comes along unseen.
pub fn form(typed: &Typed) -> Markup {
    let texts = typed
        .fields
        .iter()
        .enumerate()
        .filter(|(_, (name, value))| name != "once" && value.chars().count() >= WORTH_SHOWING);
    let longest = texts.max_by_key(|(_, (_, value))| value.len()).map(|(index, _)| index);
    let is_claimed = typed.fields.iter().any(|(name, value)| name == "once" && !value.is_empty());
    html! {
        form.stack method="post" action=(typed.action) novalidate {
            @for (index, (name, value)) in typed.fields.iter().enumerate() {
                @if Some(index) == longest {
                    (text_area(TextArea { name, label: "入力した内容", value, rows: 10, ..TextArea::default() }))
                } @else {
                    input type="hidden" name=(name) value=(value);
                }
            }
            @if is_claimed {
                p.hint { "くり返し送信しても、同じ内容が二重に載ることはありません。" }
            }
            div.actions { (primary_button("もう一度送信する")) }
        }
    }
}
