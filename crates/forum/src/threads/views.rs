//! Pages of discussions. They take values and ask nothing of the database.

mod fields;
pub mod form;
pub mod list;
pub mod show;
mod text;

use directory::Byline;
use maud::{Markup, html};
use web::Problems;
use web::components::problem_summary;

/// Who wrote: the name, linked when the directory shows the person, then employer and municipalities.
pub(crate) fn byline(byline: &Byline) -> Markup {
    html! {
        @match &byline.href {
            Some(href) => a href=(href) { bdi { (byline.name) } },
            None => bdi { (byline.name) },
        }
        @for more in [byline.organisation.as_str(), byline.affiliation].into_iter().filter(|more| !more.is_empty()) {
            " " span { bdi { (more) } }
        }
        @if !byline.places.is_empty() { " " span { (byline.places.join("・")) } }
    }
}

/// The title of a discussion, or what stands in its place when it was withdrawn.
pub(crate) fn heading(title: &str) -> &str {
    if title.is_empty() { "取り下げられた投稿" } else { title }
}

/// The box at the top of a form that was refused.
pub(crate) fn summary(problems: &Problems) -> Markup {
    let lines: Vec<_> = problems.list().iter().map(|(field, sentence)| (*field, sentence.as_str())).collect();
    problem_summary(&lines)
}

/// Where browsers without our script look at what they typed, in another window, so that nothing typed is lost.
pub(crate) fn preview_button(sent_to: &str) -> Markup {
    html! {
        noscript {
            button.button.secondary type="submit" formaction=(crate::previews::paths::PreviewPath)
                formenctype="application/x-www-form-urlencoded" formtarget="_blank" name="sent_to" value=(sent_to) {
                "プレビュー（新しい画面）"
            }
        }
    }
}

/// How texts are marked up, and how somebody is called.
pub(crate) fn help() -> Markup {
    html! {
        (marks())
        div.hint { p { "「@」のあとに氏名を書くと、この部屋を読める方なら、その方にお知らせが届きます。" } }
    }
}

/// How texts are marked up.
pub(crate) fn marks() -> Markup {
    html! {
        div.hint {
            p { "改行はそのまま改行になり、アドレスはリンクになります。" }
            p { "行の先頭に「- 」で箇条書き、「> 」で引用になります。" }
            p { "「**」で囲むと太字になります。" }
        }
    }
}

/// What never belongs into a text.
pub(crate) const REMINDER: &str =
    "患者・利用者やご家族の氏名、生年月日、住所など、個人が特定される内容は書かないでください。";
