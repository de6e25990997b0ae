//! What the forms that change texts share.

use directory::veils::{FEWEST, Veil};
use maud::{Markup, html};
use web::components::{NoticeKind, Radio, notice, radios, time};

use super::queries::Written;
use super::voices::{BYLINE, NAMED, PLACE_HIDDEN};
use crate::revisions::diff;
use crate::revisions::views::comparison::lines;

/// What stands in a field now, and what was typed into it.
pub(crate) type Pair<'a> = (&'a str, &'a str, &'a str);

/// Why a change was not saved: what is stored now, and how it differs from what was typed. The form that follows keeps
/// the latter.
pub(crate) fn overtaken(why: &str, stored: &Written, fields: &[Pair]) -> Markup {
    let standing = stored.check_standing().is_ok();
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
        @if standing { (compared(fields)) }
    }
}

/// What is stored now, and how it differs from what was typed.
pub(crate) fn compared(fields: &[Pair]) -> Markup {
    let deadline = diff::deadline();
    html! {
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

/// Under one's name or without it.
pub(crate) fn voice_choice(chosen: &str, problem: Option<&str>) -> Markup {
    radios(Radio {
        name: BYLINE,
        legend: "名前の出し方",
        options: &[(NAMED, "名前を出す", ""), (PLACE_HIDDEN, "名前と市町村を伏せる", "")],
        chosen: if chosen.is_empty() { NAMED } else { chosen },
        hint: Some(
            "伏せると、名前、所属機関、市町村の代わりに、地域や人口規模などが表示されます。部屋の担当者にも、どなたかは分かりません。個人情報の事故などで確かめる必要があるときだけ、部屋の担当者とサイト管理者の二人で確かめ、あなたにお知らせします。",
        ),
        problem,
    })
}

/// What readers would see of somebody who hides, or that they cannot.
pub(crate) fn shown_as(name: &str, veil: Option<Veil>) -> Markup {
    html! {
        @match veil.map(|veil| veil.words()) {
            None => { "この部屋では伏せられません（同じように表示される方が、" (FEWEST) "人に満たないため）" },
            Some(words) if words.is_empty() => { "「" (name) "」（地域や所属は表示されません）" },
            Some(words) => { "「" (name) "　" (words) "」" },
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
