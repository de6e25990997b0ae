//! How much is taken, and what becomes of what is small outside and huge inside.

use axum::http::Method;

use super::{asks_with, samples, stored};
use crate::support::{Site, fresh_once};

#[tokio::test]
async fn a_file_that_is_too_large_is_told_with_the_form_as_it_was_typed() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let large = vec![b'a'; 20 * 1024 * 1024 + 1];
    let files = [("大きい.txt", large), ("小さい.txt", b"small".to_vec())];
    let page = asks_with(&alice, "残ってほしい件名", &files).await.is(413);
    page.shows("大きい.txt").shows("20MB").shows("残ってほしい件名").shows("小さい.txt");
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM files").await, 1);
}

#[tokio::test]
async fn a_form_that_is_larger_than_all_files_together_may_be_is_not_read_at_all() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let kind = ("content-type", "multipart/form-data; boundary=x");
    let headers = [kind, ("sec-fetch-site", "same-origin"), ("content-length", "999999999")];
    let page = alice.send(Method::POST, "/threads", &headers, "--x").await.is(413).shows("添付ファイルが大きすぎます");
    assert_eq!(page.header("connection"), Some("close"));
}

#[tokio::test]
async fn ten_files_are_taken_and_one_more_is_told() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let file = |number: u8| ("覚え.txt", format!("覚え書き{number}").into_bytes());
    let eleven: Vec<_> = (0..11).map(file).collect();
    asks_with(&alice, "件名", &eleven).await.is(422).shows("10個まで");
    let thread = asks_with(&alice, "件名", &eleven[..10]).await.is(303).location();
    assert_eq!(alice.get(&thread).await.files().len(), 10);
}

#[tokio::test]
async fn what_a_person_has_stored_has_an_end_whether_or_not_others_have_the_same() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    asks_with(&bob, "件名", &[("手引.txt", b"known".to_vec())]).await.is(303);
    asks_with(&alice, "件名", &[("覚え.txt", b"mine".to_vec())]).await.is(303);
    let tx = site.inner.app.db.begin().await.expect("as it was made");
    let text = "UPDATE files SET size = $1 WHERE person_id = $2";
    let full = (files::limits::QUOTA - 5).into();
    let statement = kernel::db::sql(&tx.conn, text, [full, alice.id.0.into()]);
    sea_orm::ConnectionTrait::execute_raw(&tx.conn, statement).await.expect("as it was made");
    tx.commit().await.expect("as it was made");
    let once = fresh_once();
    let fields = [("room", "pref-11"), ("kind", "chat"), ("title", "件名"), ("body", "本文"), ("once", &*once)];
    let known = alice.sends("/threads", &fields, &[("手引.txt", b"known!".to_vec())]).await.is(422);
    let unknown = alice.sends("/threads", &fields, &[("手引.txt", b"unknown".to_vec())]).await.is(422);
    assert_eq!(known.body, unknown.body);
    known.shows("合計500MBを超えます");
    asks_with(&alice, "件名", &[("手引.txt", b"known".to_vec())]).await.is(303);
}

#[tokio::test]
async fn files_on_texts_without_a_name_count_for_their_sender_whom_they_do_not_name() {
    let site = Site::open().await;
    for number in 0..4 {
        site.member(&format!("like{number}"), "11362").await;
    }
    let (alice, bob) = (site.member("alice", "11362").await, site.member("bob", "11362").await);
    let once = fresh_once();
    let fields = [
        ("room", "pref-11"),
        ("kind", "consultation"),
        ("title", "件名"),
        ("body", "本文"),
        ("byline", "place_hidden"),
    ];
    let hidden: Vec<_> = fields.into_iter().chain([("once", &*once)]).collect();
    alice.sends("/threads", &hidden, &[("覚え.txt", b"mine".to_vec())]).await.is(303);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM files WHERE person_id = -1").await, 1);
    let tx = site.inner.app.db.begin().await.expect("as it was made");
    let statement = kernel::db::sql(&tx.conn, "UPDATE files SET size = $1", [files::limits::QUOTA.into()]);
    sea_orm::ConnectionTrait::execute_raw(&tx.conn, statement).await.expect("as it was made");
    tx.commit().await.expect("as it was made");
    asks_with(&alice, "件名", &[("手引.txt", b"more".to_vec())]).await.is(422).shows("合計500MBを超えます");
    asks_with(&bob, "件名", &[("手引.txt", b"more".to_vec())]).await.is(303);
}

#[tokio::test]
async fn bombs_go_off_in_a_process_of_their_own_and_are_refused() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let zeros = vec![b' '; 200 * 1024 * 1024];
    let nested = "<w:p>".repeat(100_000);
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>";
    for (name, content, why) in [
        ("爆弾.docx", samples::word_of("", &[("word/footnotes.xml", &zeros)]), "極端"),
        ("入れ子.docx", samples::word_of(&nested, &[]), "極端"),
        ("宣言.docx", samples::word_of("", &[("word/footnotes.xml", entities.as_bytes())]), "極端"),
        ("巨大.png", samples::huge_picture(), "縦横が大きすぎます"),
    ] {
        asks_with(&alice, "件名", &[(name, content)]).await.is(422).shows(why).shows(name);
    }
    files::sweeping::sweep(&site.inner.app.db, &site.inner.files).await.expect("as it was made");
    assert_eq!(stored(&site), 0);
    asks_with(&alice, "そのあとも動いています", &[("覚え.txt", b"fine".to_vec())]).await.is(303);
}
