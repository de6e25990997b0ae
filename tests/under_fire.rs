//! What happens when the disk has no room and when many write at once. Power cuts, outages and floods need the real
//! process: `tests/fire` sets those.

use sea_orm::{ConnectionTrait as _, DbBackend};
use tokio::task::JoinSet;

use crate::support::{Site, fresh_once};

const TYPED: &str = "失われてはならない文章です。とても大切なことを書きました。";

/// SQLite refuses to grow as it does on a full disk; on PostgreSQL only a full disk does that.
#[tokio::test]
async fn without_room_nothing_is_half_written_reading_goes_on_and_what_was_typed_comes_back() {
    let site = Site::open().await;
    let db = &site.inner.app.db;
    let alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "まえからある相談です", "本文です。").await;
    if db.backend() != DbBackend::Sqlite {
        return;
    }
    let grow = |pages: &str| format!("PRAGMA max_page_count = {pages}");
    db.for_migrations().execute_unprepared(&grow("1")).await.expect("forbid growth");
    let once = fresh_once();
    let long = TYPED.repeat(300);
    let fields =
        [("room", "pref-11"), ("kind", "consultation"), ("title", "件名です"), ("body", &long), ("once", &once)];
    let page = alice.posts("/threads", &fields).await.is(507).shows("いま保存できません").shows(TYPED);
    let page = page.shows("もう一度送信する").shows("二重に載ることはありません").shows(&once);
    assert_eq!(page.header("retry-after"), Some("30"));
    alice.get("/threads").await.is(200).shows("まえからある相談です").hides("件名です");
    alice.get(&thread).await.is(200).shows("本文です。");

    db.for_migrations().execute_unprepared(&grow("1073741823")).await.expect("allow growth");
    let place = alice.posts("/threads", &fields).await.is(303).location();
    assert_eq!(alice.posts("/threads", &fields).await.is(303).location(), place);
    site.settle().await;
    assert_eq!(alice.finds("失われてはならない文章").await.total(), 1);
}

#[tokio::test]
async fn a_password_never_comes_back() {
    let site = Site::open().await;
    if site.inner.app.db.backend() != DbBackend::Sqlite {
        return;
    }
    let mut alice = site.member("alice", "11202").await;
    let db = &site.inner.app.db;
    db.for_migrations().execute_unprepared("PRAGMA query_only = ON").await.expect("forbid writing");
    let page = alice.tries("alice@example.jp", crate::support::PASSWORD).await.is(507);
    page.hides(crate::support::PASSWORD).hides("もう一度送信する");
}

#[tokio::test]
async fn sixteen_who_write_at_once_all_succeed() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "みなさんの返信をお待ちしています", "本文です。").await;
    let text = |writer: usize, turn: usize| format!("書き手{writer}の返信{turn}です。");
    let mut writers = JoinSet::new();
    for writer in 0..16 {
        let (alice, thread) = (alice.clone(), thread.clone());
        writers.spawn(async move {
            for turn in 0..3 {
                alice.replies(&thread, &text(writer, turn)).await;
            }
        });
    }
    while let Some(done) = writers.join_next().await {
        done.expect("every reply is taken");
    }
    let page = alice.get(&thread).await.is(200).body;
    let mut texts = (0..16).flat_map(|writer| (0..3).map(move |turn| text(writer, turn)));
    assert!(texts.all(|text| page.matches(&text).count() == 1), "{page}");
}
