//! Following something: what is said of it now, folded, with a button for each other way.

use maud::{Markup, html};

use crate::bell::{Bell, Level};
use crate::links;

/// Something that can be followed.
#[derive(Clone, Copy, Debug)]
pub struct Follow<'a> {
    /// What the reader has said so far.
    pub bell: &'a Bell,
    /// Its name in forms; see [`crate::bell`].
    pub subject: &'a str,
    /// What is told: 「この部屋の新しい相談と返信」.
    pub what: &'a str,
    /// How it is as long as nothing has been said of it.
    pub otherwise: &'a str,
}

/// The fold; each button is a form of its own effect, so nothing has to be chosen first.
pub fn follow(follow: Follow) -> Markup {
    let Follow { bell, subject, what, otherwise } = follow;
    let current = bell.level(subject);
    html! {
        details.fold.follow {
            summary { "お知らせ：" (current.map_or(otherwise, |level| level.name())) }
            form.stack.tight action=(links::follow(subject)) method="post" {
                (super::once_field(&crate::forms::once()))
                p { (what) "を、どのように受け取りますか。" }
                div.actions {
                    @for level in Level::ALL {
                        button.button.quiet type="submit" name="level" value=(level.number())
                            aria-pressed=(current == Some(level)) { (level.name()) }
                    }
                }
                p.hint { "メールの時刻などは、" a href=(links::MY_NOTICE_SETTINGS) { "お知らせの受け取り方" } "で変えられます。" }
            }
        }
    }
}
