//! What a text said before, and two people who change it at the same time.

use std::fmt::Write as _;

use crate::support::{Persona, Site, fresh_once};

/// Words that must be gone afterwards.
const CANARY: &str = "ケシタハズノコトバ";

/// The path under which a reply is changed.
fn reply_path(location: &str) -> String {
    format!("/replies/{}", location.rsplit("reply-").next().unwrap_or_default())
}

#[tokio::test]
async fn whoever_reads_a_discussion_reads_what_its_texts_said_before() {
    let site = Site::open().await;
    let (alice, bob, far) =
        (site.member("alice", "11202").await, site.member("bob", "11218").await, site.member("far", "27100").await);
    let thread = alice.asks("pref-11", "当番表の送り方", "月1回、FAXで送っています。\n\nほかの方法は。").await;
    bob.get(&thread).await.hides("編集済み");
    site.wait_minutes(5);
    let changed =
        [("title", "当番表の配り方"), ("body", "月2回、FAXで送っています。\n\nほかの方法は。"), ("theme", "acp")];
    alice.edits(&format!("{thread}/edit"), &changed).await.is(303);
    let page = bob.get(&thread).await.shows("編集済み（").shows(&format!("{thread}/history"));
    assert!(page.body.contains("月2回"));
    let history = bob.get(&format!("{thread}/history")).await.is(200).shows("第2版").shows("いまの文章").shows("第1版");
    for mark in
        ["<del>", "<ins>", "［削除：", "［追加：", "変更前の行：", "変更後の行：", "ACP（人生会議）", "alice さん"]
    {
        assert!(history.body.contains(mark), "{mark}");
    }
    history.shows("送り方").shows("月1回、FAXで送っています。");
    let reply = reply_path(&bob.replies(&thread, "掲示しています。").await);
    bob.edits(&format!("{reply}/edit"), &[("body", "玄関に貼っています。")]).await.is(303);
    alice.get(&format!("{reply}/history")).await.is(200).shows("第2版").shows("玄関に貼っ");
    for path in [format!("{thread}/history"), format!("{reply}/history")] {
        far.get(&path).await.is(404).hides("第1版");
    }
    // A reply's id opens no history of a discussion, and the other way round.
    alice.get(&reply.replace("/replies/", "/threads/").replace("/edit", "/history")).await.is(404);
    alice.get(&format!("{}/history", thread.replace("/threads/", "/replies/"))).await.is(404);
}

#[tokio::test]
async fn what_has_not_changed_makes_no_version() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "件名です", "一行目\n二行目").await;
    alice.edits(&format!("{thread}/edit"), &[("title", "件名です"), ("body", "一行目\r\n二行目\r\n")]).await.is(303);
    alice.get(&thread).await.hides("編集済み");
    alice.get(&format!("{thread}/history")).await.shows("第1版").hides("第2版");
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM revisions").await, 0);
}

#[tokio::test]
async fn whoever_comes_second_sees_both_texts_and_overwrites_only_knowingly() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "元の件名", "元の本文です。").await;
    let path = format!("{thread}/edit");
    let mine = [("title", "わたしの件名"), ("body", "わたしの本文です。\r\n二行目。"), ("scene", "daily")];
    let with = |version: Option<&'static str>| {
        let mut fields = mine.to_vec();
        fields.extend(version.map(|version| ("version", version)));
        fields
    };
    for outdated in [None, Some(""), Some("0"), Some("-1"), Some("x"), Some("9999999999999999999999")] {
        let page = alice.posts(&path, &with(outdated)).await.is(409).shows("まだ保存していません");
        page.shows("元の本文です。").shows("わたしの件名").shows("わたしの本文です。").shows("<main");
    }
    alice
        .edits(
            &format!("{thread}/edit"),
            &[("title", "先に変えた件名"), ("body", "先に変えた本文です。"), ("theme", "acp")],
        )
        .await
        .is(303);
    let page = alice.posts(&path, &with(Some("1"))).await.is(409);
    let page = page.shows("先に変えた件名").shows("先に変えた本文です。").shows("わたしの件名").shows("二行目。");
    let page = page.shows("ACP（人生会議）").shows("日常の療養支援").shows("［追加：").shows("［削除：");
    assert_eq!(page.field("version"), "2");
    alice.get(&thread).await.shows("先に変えた本文です。").hides("わたしの本文です。");
    let (version, once) = (page.field("version"), page.field("once"));
    let mut again = mine.to_vec();
    again.extend([("version", version.as_str()), ("once", once.as_str())]);
    alice.posts(&path, &again).await.is(303);
    // The same form sent again is the same change, not an outdated one.
    alice.posts(&path, &again).await.is(303);
    alice.get(&thread).await.shows("わたしの本文です。").shows("わたしの件名");
    alice.get(&format!("{thread}/history")).await.shows("第3版").shows("先に変えた件名");
    let reply = reply_path(&alice.replies(&thread, "元の返信です。").await);
    alice.edits(&format!("{reply}/edit"), &[("body", "先に変えた返信です。")]).await.is(303);
    let page = alice.posts(&format!("{reply}/edit"), &[("body", "わたしの返信です。"), ("version", "1")]).await.is(409);
    assert_eq!(page.shows("先に変えた返信です。").shows("わたしの返信です。").field("version"), "2");
}

#[tokio::test]
async fn no_change_is_lost_silently_when_two_arrive_at_once() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "はじめの件名", "はじめの本文").await;
    let reply = reply_path(&alice.replies(&thread, "はじめの返信").await);
    for version in 1..=100 {
        for text in [&thread, &reply] {
            let send = |who: &'static str| race(alice.clone(), text.clone(), format!("{who}{version}"), version);
            let (left, right) = (tokio::spawn(send("左")), tokio::spawn(send("右")));
            let outcomes = [left.await.expect("an answer"), right.await.expect("an answer")];
            let saved: Vec<_> = outcomes.iter().filter(|(status, _)| *status == 303).collect();
            let refused = outcomes.iter().filter(|(status, _)| *status == 409).count();
            assert_eq!((saved.len(), refused), (1, 1), "{text} {version}: {outcomes:?}");
            alice.get(&thread).await.is(200).shows(&saved[0].1);
        }
    }
    let kept = site.number("SELECT COUNT(*) AS n FROM revisions").await;
    assert_eq!(kept, 200, "every version that was replaced is in the history");
}

async fn race(person: Persona, text: String, words: String, version: i64) -> (u16, String) {
    let (version, once) = (version.to_string(), fresh_once());
    let fields = [("title", words.as_str()), ("body", &words), ("version", &version), ("once", &once)];
    (person.posts(&format!("{text}/edit"), &fields).await.status, words)
}

#[tokio::test]
async fn an_author_who_erases_what_stood_there_leaves_no_word_of_it() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let thread = alice.asks("pref-11", &format!("件名の{CANARY}"), &format!("本文の{CANARY}です。")).await;
    alice
        .edits(&format!("{thread}/edit"), &[("title", "ほかの件名"), ("body", &format!("まだ{CANARY}です。"))])
        .await
        .is(303);
    site.settle().await;
    assert_eq!(bob.finds(CANARY).await.total(), 1);
    assert!(site.traces_of(CANARY).await.contains(&"revisions.body".to_owned()));
    alice
        .edits(&format!("{thread}/edit"), &[("title", "ほかの件名"), ("body", "消しました。"), ("redact", "1")])
        .await
        .is(303);
    assert_eq!(site.traces_of(CANARY).await, [""; 0]);
    site.settle().await;
    assert_eq!(bob.finds(CANARY).await.total(), 0);
    let history = bob.get(&format!("{thread}/history")).await.is(200).hides(CANARY).shows("alice さん");
    assert_eq!(history.body.matches("取り除きました").count(), 2);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM audit_entries WHERE action = 'post.redacted'").await, 1);
    no_bytes_left(site).await;
}

/// SQLite leaves what is deleted in its file unless it is told otherwise.
async fn no_bytes_left(site: Site) {
    let sqlite = site.inner.app.db.backend() == sea_orm::DbBackend::Sqlite;
    let look = |folder: &std::path::Path| {
        let bytes = std::fs::read(folder.join("yokoito.db")).expect("the database");
        let there = bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes());
        assert!(!there, "the file still has the words");
    };
    site.restarted_after(|folder| {
        if sqlite {
            look(folder);
        }
    })
    .await;
}

#[tokio::test]
async fn a_former_version_is_erased_later_by_its_author_or_by_whoever_tends_the_room() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let manager = site.person("manager", "11100", "prefecture", "manager:11").await;
    let thread = alice.asks("pref-11", "件名です", &format!("一つ目の{CANARY}")).await;
    let reply = reply_path(&bob.replies(&thread, &format!("返信の{CANARY}")).await);
    for words in [format!("二つ目の{CANARY}"), "三つ目です。".to_owned()] {
        alice.edits(&format!("{thread}/edit"), &[("title", "件名です"), ("body", &words)]).await.is(303);
    }
    bob.edits(&format!("{reply}/edit"), &[("body", "書き直しました。")]).await.is(303);
    let history = format!("{thread}/history");
    bob.get(&history).await.is(200).hides("この版の文章を取り除く");
    alice.get(&history).await.is(200).shows("この版の文章を取り除く");
    bob.posts(&format!("{history}/1/removal"), &[("once", &fresh_once())]).await.is(403);
    alice.posts(&format!("{history}/1/removal"), &[("once", &fresh_once())]).await.is(303);
    // Twice is once, and neither the present text nor a version that never was can be erased.
    for (version, status) in [("1", 303), ("3", 404), ("4", 404), ("0", 404)] {
        alice.posts(&format!("{history}/{version}/removal"), &[("once", &fresh_once())]).await.is(status);
    }
    manager.posts(&format!("{history}/2/removal"), &[("once", &fresh_once())]).await.is(303);
    manager.posts(&format!("{reply}/history/1/removal"), &[("once", &fresh_once())]).await.is(303);
    assert_eq!(site.traces_of(CANARY).await, [""; 0]);
    let page = bob.get(&history).await.is(200).shows("manager さん").shows("三つ目です。").hides("［");
    assert_eq!(page.body.matches("取り除きました").count(), 2);
    bob.get(&format!("{reply}/history")).await.is(200).shows("書き直しました。").shows("取り除きました");
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM audit_entries WHERE action = 'revision.removed'").await, 3);
}

#[tokio::test]
async fn a_long_history_has_pages_and_shows_nothing_that_runs() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "件名です", "<script>alert(1)</script>").await;
    let mut long = String::new();
    for number in 2..=13 {
        let _ = writeln!(long, "<img src=x onerror=alert({number})> {number}行目です。");
        alice.edits(&format!("{thread}/edit"), &[("title", "<b>件名</b>"), ("body", &long)]).await.is(303);
    }
    let first = alice.get(&format!("{thread}/history")).await.is(200).hides("<script>alert").hides("<img src=x");
    assert_eq!(first.body.matches("id=\"version-").count(), 10);
    let next = first.values("href").into_iter().find(|href| href.contains("before=")).expect("a next page");
    let second = alice.get(&next).await.is(200).hides("<script>alert").hides("<img src=x").shows("第1版");
    assert_eq!(second.body.matches("id=\"version-").count(), 3);
    for odd in ["x", "-1", "0", "99999999999999999999"] {
        alice.get(&format!("{thread}/history?before={odd}")).await.is(200);
    }
}
