//! What readers of the demo have reported: one text on which the manager has decided, and one that waits for a decision.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use anyhow::Context as _;
use forum::acts::forms::{Ground, Reason};
use forum::past::order;
use forum::reports::forms::{Complaint, Kind};
use kernel::clock::{DAY, HOUR, MINUTE};
use kernel::{Clock, PersonId, Timestamp};
use web::App;

use super::lately::{Said, discussions, viewer};
use crate::Site;

/// Texts of discussions, by the beginning of their title (the first reply is 1), and what struck a reader. Which of them lie
/// in the manager's rooms is drawn; the first that does is decided on, the second one waits.
const REPORTED: [(&str, usize, &str); 7] = [
    ("若年性認知症の方の就労", 1, "人数の少ないことなので、市の名前と合わせると、どなたのことか分かるかもしれません。"),
    (
        "50代の息子さんと80代のお母さん",
        3,
        "食料の支援や玄関先での様子から、ご近所の方には、どのお宅か分かるかもしれません。",
    ),
    ("訪問入浴の事業所が撤退します", 1, "1日に続けて入る人数と行き先から、どのお宅か分かるかもしれません。"),
    ("心不全で入退院をくり返す方", 3, "通っている事業所の方が読むと、どなたのことか分かるかもしれません。"),
    ("難病の方の在宅移行", 4, "先週の会議に出た方には、どなたのことか分かるかもしれません。"),
    ("ヤングケアラーに気づいた時", 1, "学校の方が読むと、どのご家庭か分かるかもしれません。"),
    ("精神疾患のある高齢の方", 2, "お手紙のやりとりのあった先生方には、どなたのことか分かるかもしれません。"),
];

const ANSWER: &str = "お住まいの町や年齢が書かれていないことを確かめましたので、表示を元に戻しました。";

/// Lets the coordinator report two texts, and the manager look at one of them.
pub(super) async fn keep(site: &Site) -> anyhow::Result<()> {
    let (reader, manager) = (viewer(site, "coordinator").await?, viewer(site, "manager").await?);
    let mut found = Vec::new();
    for (title, index, words) in REPORTED {
        let fits = |text: &Said| {
            let is_theirs = [reader.id(), manager.id()].contains(&text.author_id) || text.author_id == PersonId::NOBODY;
            reader.reads(text.room_id) && manager.tends(text.room_id) && !is_theirs
        };
        let texts = discussions(site, title).await?.into_iter().filter_map(|texts| texts.into_iter().nth(index));
        found.extend(texts.filter(fits).map(|text| (text, words)).next());
    }
    // A demo of some other scale may have drawn none for the manager's rooms.
    let [(decided, first), (waiting, second), ..] = &found[..] else { return Ok(()) };
    let complaint = |words: &str| Complaint { kind: Kind::Personal, words: words.to_owned() };
    let (now, people) = (site.app.db.clock.now(), site.people().await?);
    let then = now.plus(-3 * DAY).max(decided.created_at.plus(HOUR));
    order::report(&at(site, then), &people, &reader, decided.id, &complaint(first)).await.context("report a text")?;
    let reason = Reason { ground: Ground::Fine, words: ANSWER.to_owned() };
    order::clear(&at(site, then.plus(40 * MINUTE)), &manager, decided.id, &reason).await.context("decide on it")?;
    let lately = now.plus(-2 * HOUR).max(waiting.created_at);
    order::report(&at(site, lately), &people, &reader, waiting.id, &complaint(second)).await.context("report another")
}

/// The site at another time.
fn at(site: &Site, at: Timestamp) -> App {
    let mut app = site.app.clone();
    app.db.clock = Clock::Set(Arc::new(AtomicI64::new(at.0)));
    app
}
