//! Two versions of a text beside each other. Signs and words tell what came and went; colour only helps.

use maud::{Markup, html};

use crate::revisions::diff::{Fate, Line};

/// Changed lines with what is around them.
pub(crate) fn lines(label: &str, lines: &[Line]) -> Markup {
    html! {
        div.diff role="group" aria-label=(label) { @for one in lines { (line(one)) } }
    }
}

/// Tags that went and came.
pub(crate) fn tags(removed: &[String], added: &[String]) -> Markup {
    html! {
        p.tags {
            @for name in removed { span.tag { (changed(Fate::Removed, name)) } }
            @for name in added { span.tag { (changed(Fate::Added, name)) } }
        }
    }
}

fn line(line: &Line) -> Markup {
    let (class, sign, words) = match line.fate {
        Fate::Kept => ("kept", "", ""),
        Fate::Removed => ("removed", "−", "変更前の行："),
        Fate::Added => ("added", "＋", "変更後の行："),
        Fate::Cut => return html! { p.hint { "（変更が多いため、ここから先の比較は省きました）" } },
        Fate::Skipped => return html! { p.hint { "（変わっていない行を省きました）" } },
    };
    html! {
        p class=(class) {
            span.sign aria-hidden="true" { (sign) }
            span {
                @if !words.is_empty() { span.visually-hidden { (words) } }
                @for (is_changed, words) in &line.words {
                    @if *is_changed { (changed(line.fate, words)) } @else { (words) }
                }
            }
        }
    }
}

/// Words that came or went. Not every screen reader speaks the elements, so words say it too.
fn changed(fate: Fate, words: &str) -> Markup {
    html! {
        @if fate == Fate::Removed {
            del { span.visually-hidden { "［削除：" } (words) span.visually-hidden { "］" } }
        } @else {
            ins { span.visually-hidden { "［追加：" } (words) span.visually-hidden { "］" } }
        }
    }
}
