//! What the forms that change texts share.

use maud::{Markup, html};
use web::components::{NoticeKind, notice, time};

use super::queries::Written;
use crate::revisions::diff;
use crate::revisions::views::comparison::lines;

/// What stands in a field now, and what was typed into it.
pub(crate) type Pair<'a> = (&'a str, &'a str, &'a str);

/// Why a change was not saved: what is stored now, and how it differs from what was typed. The form that follows keeps
/// the latter.
pub(crate) fn overtaken(why: &str, stored: &Written, fields: &[Pair]) -> Markup {
    let standing = stored.check_standing().is_ok();
    let deadline = diff::deadline();
    html! {
        div.stack role="alert" {
            (notice(NoticeKind::Warning, html! {
                p { strong { (why) "まだ保存していません。" } }
                @if standing {
                    p { "いま保存されている文章（" (time(stored.written_at())) "）と、入力された文章を見比べてください。入力された文章は下の欄にそのまま残っています。必要なら直してから、もう一度保存してください。" }
                } @else {
                    p { "入力された文章は下の欄に残っています。必要なときは、コピーしてお使いください。" }
                }
            }))
        }
        @if standing {
            section.panel aria-labelledby="stored-heading" {
                h2 #stored-heading { "いま保存されている文章" }
                @for (label, theirs, _) in fields { h3 { (label) } div.verbatim { @if theirs.is_empty() { "（なし）" } @else { (theirs) } } }
            }
            section.panel aria-labelledby="difference-heading" {
                h2 #difference-heading { "保存されている文章と、入力された文章の違い" }
                @let differing: Vec<_> = fields.iter().map(|(label, theirs, mine)| (label, diff::compare(theirs, &unix(mine), deadline))).filter(|(_, lines)| !lines.is_empty()).collect();
                @if differing.is_empty() { p { "違いはありません。" } }
                @for (label, changes) in &differing { h3 { (label) } (lines(label, changes)) }
            }
        }
    }
}

/// The box that erases what the text said before.
pub(crate) fn redaction(chosen: bool) -> Markup {
    html! {
        fieldset.choices aria-describedby="redact-hint" {
            legend { "編集の履歴" }
            p.hint id="redact-hint" { "通常は前の文章が履歴に残り、この投稿を読める方が見られます。チェックを入れて保存すると、これまでの版の文章をすべて消します。元に戻せません。" }
            label.choice {
                input type="checkbox" name="redact" value="1" checked[chosen];
                span { "前の文章を残さない（個人情報を消したときなど）" }
            }
        }
    }
}

/// The version that a form was made from.
pub(crate) fn version_field(version: &str) -> Markup {
    html! { input type="hidden" name="version" value=(version); }
}

/// Browsers end lines in two characters, which is no difference.
fn unix(text: &str) -> String {
    text.replace("\r\n", "\n")
}
