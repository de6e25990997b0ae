//! What became of a few discussions of the demo: texts that were added to, discussions that were closed, a reply that
//! was withdrawn.

use forum::past::{Amendment, Deed, Past};
use forum::posts::Text;
use kernel::clock::{HOUR, MINUTE};
use kernel::{PostId, Timestamp};

/// Discussions by the beginning of their title; the text (0 opens, 1 is the first reply), and what was added to it.
const ADDITIONS: [(&str, usize, &str); 4] = [
    (
        "4月から一人で着任しました",
        0,
        "（追記）たくさんのお返事をありがとうございます。まずは前任の方の引継書を読み、医師会の事務局へごあいさつに伺うところから始めます。",
    ),
    ("異動することになりました", 1, "（追記）連絡先の一覧は、更新した日を行ごとに書いておくと、あとの方が助かります。"),
    ("独居の方の看取り", 1, "（追記）警察署への事前の説明は、地域包括支援センターの方にも同席していただきました。"),
    ("在宅療養者の夜間・休日の連絡先", 2, "（追記）様式は年に2回、4月と10月に差し替えています。"),
];

/// Discussions that were closed some days after their last reply.
const CLOSED: [&str; 2] = ["全国の部屋の使い方", "在宅医療・介護連携推進事業の実施状況調査"];

/// A discussion whose last reply was withdrawn.
const WITHDRAWN: &str = "会議の始まる前の5分";

/// What happened after these discussions were held.
pub(super) fn amendments(talks: &[Past], now: Timestamp) -> Vec<Amendment> {
    let added = ADDITIONS.iter().flat_map(|(title, index, words)| {
        titled(talks, title).filter_map(move |talk| {
            let (post, body, at) = text(talk, *index)?;
            let deed = Deed::Edited(Text::of_the_past(format!("{body}\n\n{words}")));
            Some(Amendment { thread: talk.id, post, deed, at: at.plus(2 * HOUR).min(now) })
        })
    });
    let last = |talk: &'_ Past| text(talk, talk.replies.len()).map(|(post, _, at)| (post, at));
    let closed = CLOSED.iter().flat_map(|title| titled(talks, title)).filter_map(move |talk| {
        let (post, at) = last(talk)?;
        Some(Amendment { thread: talk.id, post, deed: Deed::Closed, at: at.plus(72 * HOUR).min(now) })
    });
    let withdrawn = titled(talks, WITHDRAWN).filter(|talk| !talk.replies.is_empty()).filter_map(move |talk| {
        let (post, at) = last(talk)?;
        Some(Amendment { thread: talk.id, post, deed: Deed::Withdrawn, at: at.plus(30 * MINUTE).min(now) })
    });
    added.chain(closed).chain(withdrawn).collect()
}

fn titled<'a>(talks: &'a [Past], beginning: &'a str) -> impl Iterator<Item = &'a Past> {
    talks.iter().filter(move |talk| talk.title.starts_with(beginning))
}

/// A text with its id and instant; the opening one is the first.
fn text(talk: &Past, index: usize) -> Option<(PostId, &str, Timestamp)> {
    match index.checked_sub(1) {
        None => Some((talk.id.into(), &talk.opening.body, talk.opening.at)),
        Some(index) => talk.replies.get(index).map(|(id, post)| (*id, post.body.as_str(), post.at)),
    }
}
