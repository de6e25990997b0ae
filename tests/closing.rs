//! Closing a discussion, opening it again, and replies that come too late.

use crate::support::{Persona, Site, fresh_once};

async fn close(person: &Persona, thread: &str, closed: &str) -> u16 {
    // The asker needs no reason, so none is taken from them.
    let fields = [("closed", closed), ("ground", "other"), ("words", "話がまとまりました。"), ("once", &fresh_once())];
    person.posts(&format!("{thread}/closure"), &fields).await.status
}

#[tokio::test]
async fn a_closed_discussion_takes_no_reply_and_keeps_the_one_that_came_too_late() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    bob.replies(&thread, "先に届いた返信です。").await;
    assert_eq!(close(&alice, &thread, "1").await, 303);
    bob.get(&thread).await.is(200).shows("終了").shows("終了しています").hides("name=\"body\"").hides("再開する");
    alice.get(&thread).await.shows("この相談を再開する");
    let once = fresh_once();
    let late = [("body", "遅れて届いた返信です。"), ("once", once.as_str())];
    let page = bob.posts(&format!("{thread}/replies"), &late).await.is(409).shows("<main").shows("夜間の連絡先");
    let page = page.shows("先に届いた返信です。").shows("遅れて届いた返信です。").shows("返信を受け付けていません");
    page.shows(&once);
    bob.get(&thread).await.hides("遅れて届いた返信です。");
    // An empty one is told both: that it is empty, and that it is too late.
    bob.posts(&format!("{thread}/replies"), &[("body", "")]).await.is(422).shows("終了しています");
    assert_eq!(close(&alice, &thread, "0").await, 303);
    bob.posts(&format!("{thread}/replies"), &late).await.is(303);
    bob.get(&thread).await.shows("遅れて届いた返信です。").hides("終了しています");
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM audit_entries WHERE action LIKE 'thread.%'").await, 2);
}

#[tokio::test]
async fn the_asker_and_whoever_tends_the_room_close_and_nobody_else() {
    let site = Site::open().await;
    let (alice, bob, far) =
        (site.member("alice", "11202").await, site.member("bob", "11218").await, site.member("far", "27100").await);
    let manager = site.person("manager", "11100", "prefecture", "manager:11").await;
    let observer = site.person("observer", "", "other", "observer:pref-11").await;
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    for (person, status) in [(&bob, 403), (&observer, 403), (&far, 404), (&alice, 303), (&manager, 303)] {
        assert_eq!(close(person, &thread, "1").await, status, "{}", person.email);
    }
    for broken in ["", "2", "true"] {
        assert_eq!(close(&alice, &thread, broken).await, 400);
    }
    // The same form counts once, even after somebody has changed their mind.
    let once = fresh_once();
    for _ in 0..2 {
        let reason = [("closed", "0"), ("ground", "fine"), ("once", &once)];
        manager.posts(&format!("{thread}/closure"), &reason).await.is(303);
        assert_eq!(close(&alice, &thread, "1").await, 303);
    }
    bob.get(&thread).await.shows("終了しています");
    // Whoever tends the room says why, and the asker is told.
    manager.get(&thread).await.shows("この相談を再開する").hides("name=\"closed\"");
    manager.get(&format!("{thread}/closure")).await.is(200).shows("また返信を受け付けます");
    let unsaid = [("closed", "0"), ("words", "ひとことです。"), ("once", &fresh_once())];
    manager
        .posts(&format!("{thread}/closure"), &unsaid)
        .await
        .is(422)
        .shows("理由を一つ選んで")
        .shows("ひとことです。");
    assert!(site.letter_to(&alice.email).await.body.contains("返信の受け付けを"));
    assert_eq!(close(&manager, &thread, "0").await, 303);
    alice.get("/me/acts").await.shows("返信の受け付けを再開した").shows("話がまとまりました。").shows("manager");
    let log = bob.get("/log").await.hides("話がまとまりました。");
    assert!(log.body.matches("返信の受け付けを再開した").count() >= 2, "{}", log.body);
}

#[tokio::test]
async fn what_is_closed_waits_for_nobody_in_lists_and_in_the_search_alike() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let bob = site.member("bob", "11218").await;
    let mut threads = Vec::new();
    for title in ["開いた相談", "終えた相談", "解決して終えた相談"] {
        threads.push(alice.asks("pref-11", title, "共通の本文です。").await);
    }
    let reply = bob.replies(&threads[2], "共通の返信です。").await;
    let reply = reply.rsplit("reply-").next().unwrap_or_default().to_owned();
    alice.posts(&format!("{}/solution", threads[2]), &[("reply", &reply)]).await.is(303);
    for thread in &threads[1..] {
        assert_eq!(close(&alice, thread, "1").await, 303);
    }
    site.settle().await;
    let listed = bob.get("/threads").await.is(200).shows("終了");
    let found = bob.finds("共通の本文").await;
    for (state, count) in [("open", 1), ("unanswered", 1), ("solved", 1)] {
        assert_eq!(bob.get(&format!("/threads?state={state}")).await.total(), count, "{state}");
        let facet = (format!("state/{state}"), count);
        assert!(listed.facets().contains(&facet), "{facet:?} {:?}", listed.facets());
        assert!(found.facets().contains(&facet), "{facet:?} {:?}", found.facets());
    }
    assert_eq!((listed.total(), found.total()), (3, 3));
    // Texts can still be changed, a solution marked, thanks given.
    alice
        .edits(&format!("{}/edit", threads[1]), &[("title", "終えた相談"), ("body", "書き足しました。")])
        .await
        .is(303);
    alice.posts(&format!("{}/solution", threads[2]), &[("reply", "")]).await.is(303);
    bob.posts(&format!("{}/thanks", threads[1]), &[("on", "1")]).await.is(303);
    bob.get("/threads?state=open").await.hides("解決して終えた相談");
}

#[tokio::test]
async fn a_reply_at_the_moment_of_closing_is_either_there_or_handed_back() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let bob = site.member("bob", "11218").await;
    let mut late = 0;
    for trial in 0..20 {
        let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
        let closing = tokio::spawn(close_owned(alice.clone(), thread.clone()));
        let words = format!("同時の返信{trial}");
        let fields = [("body", words.as_str()), ("once", &fresh_once())];
        let answer = bob.posts(&format!("{thread}/replies"), &fields).await;
        assert_eq!(closing.await.expect("an answer"), 303);
        let page = bob.get(&thread).await.is(200).shows("終了しています");
        match answer.status {
            303 => assert!(page.body.contains(&words), "an acknowledged reply is there"),
            status => {
                answer.is(409).shows(&words);
                assert!(!page.body.contains(&words), "{status}");
                late += 1;
            }
        }
    }
    let stored = site.number("SELECT CAST(SUM(reply_count) AS BIGINT) AS n FROM threads").await;
    assert_eq!(stored, 20 - late);
}

async fn close_owned(person: Persona, thread: String) -> u16 {
    close(&person, &thread, "1").await
}
