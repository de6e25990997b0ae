//! One text of a discussion: who, when, what, and what can be done with it.

#![expect(clippy::needless_pass_by_value, reason = "markup is made to be handed over")]

use kernel::Timestamp;
use maud::{Markup, PreEscaped, html};

use super::icons;
use super::marks::{monogram, time};

/// A text of a discussion, the opening one or a reply.
#[derive(Clone, Debug)]
pub struct Post<'a> {
    /// Id of the element: `reply-12`, or `opening`.
    pub anchor: &'a str,
    /// Name as the byline allows, for the monogram.
    pub name: &'a str,
    /// The byline: a link to the person, employer and town, as the byline allows.
    pub byline: Markup,
    /// When it was said.
    pub when: Timestamp,
    /// The rendered text, from [`post_body`].
    pub body: Markup,
    /// Whether it is the reply that solved the question.
    pub solution: bool,
    /// Buttons and links under it.
    pub actions: Markup,
}

/// 参考になった, given or taken back.
#[derive(Clone, Copy, Debug)]
pub struct Thanks<'a> {
    /// Where the form goes: `/threads/12/thanks`, `/replies/13/thanks`.
    pub action: &'a str,
    /// How many found it useful.
    pub count: u64,
    /// Whether the reader is one of them.
    pub given: bool,
    /// The token of the form.
    pub once: &'a str,
}

/// A text of a discussion; replies go into `<ol class="replies" role="list">`, each in its `<li>`.
pub fn post(post: &Post) -> Markup {
    html! {
        article .post .solution[post.solution] id=(post.anchor) {
            @if post.solution { p.solution-mark { (icons::check()) "解決につながった返信" } }
            header.post-header {
                (monogram(post.name))
                div { p.byline { (post.byline) } p.meta { (time(post.when)) } }
            }
            (post.body)
            footer.post-actions { (post.actions) }
        }
    }
}

/// Rendered and cleaned Markdown.
pub fn post_body(html: PreEscaped<String>) -> Markup {
    html! { div.prose { (html) } }
}

/// The button 「参考になった」 with its count.
pub fn thanks_button(thanks: Thanks) -> Markup {
    html! {
        form.thanks action=(thanks.action) method="post" {
            (super::once_field(thanks.once))
            input type="hidden" name="on" value=(u8::from(!thanks.given));
            button.button.quiet type="submit" aria-pressed=(thanks.given) {
                (icons::thanks()) "参考になった" @if thanks.count > 0 { " " span.count { (thanks.count) } }
            }
        }
    }
}
