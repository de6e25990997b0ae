//! The buttons that put a template into the form of a new discussion.

use maud::{Markup, html};

use super::Template;
use super::paths::TemplatesPath;

/// Above the text. Scripts put the template into the field where it stands.
pub(crate) fn buttons() -> Markup {
    html! {
        div.stack.tight role="group" aria-label="ひな形" {
            div.actions {
                @for template in Template::ALL {
                    button.button.secondary type="submit" formaction=(TemplatesPath) name="template" value=(template.slug())
                        data-enhance="template" data-headings=(template.headings().join("\n")) {
                        (template.name()) "を入れる"
                    }
                }
            }
            p.hint { "見出しが本文に入ります。すでに書いた文章は、そのまま残ります。" }
        }
    }
}
