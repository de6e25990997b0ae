//! What becomes of contents: each is stored once, and goes with the last file that says it.

use super::{asks_with, one_file, samples, stored};
use crate::support::{Site, fresh_once};

async fn sweep(site: &Site) {
    files::sweeping::sweep(&site.inner.app.db, &site.inner.files).await.expect("as it was made");
}

#[tokio::test]
async fn two_people_with_the_same_content_share_it_and_one_of_them_takes_nothing_from_the_other() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let (thread, hers) = one_file(&alice, "甲", "手引.pdf", samples::pdf("same", "")).await;
    let (_, his) = one_file(&bob, "乙", "同じ.pdf", samples::pdf("same", "")).await;
    assert_ne!(hers, his);
    sweep(&site).await;
    assert_eq!(stored(&site), 1);
    alice.posts(&format!("{thread}/withdrawal"), &[("once", &fresh_once())]).await.is(303);
    sweep(&site).await;
    alice.get(&format!("/files/{hers}")).await.is(404);
    assert_eq!(alice.get(&format!("/files/{his}")).await.is(200).content, samples::pdf("same", ""));
    assert_eq!(stored(&site), 1);
}

#[tokio::test]
async fn a_withdrawn_text_leaves_nothing_of_its_files() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let (thread, _) = one_file(&alice, "件名", "秘密の様式.docx", samples::word("消えてほしい言葉")).await;
    assert_eq!(stored(&site), 1);
    alice.posts(&format!("{thread}/withdrawal"), &[("once", &fresh_once())]).await.is(303);
    assert_eq!(site.traces_of("消えてほしい言葉").await, Vec::<String>::new());
    assert_eq!(site.traces_of("秘密の様式").await, Vec::<String>::new());
    sweep(&site).await;
    assert_eq!(stored(&site), 0);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM contents").await, 0);
}

#[tokio::test]
async fn what_was_never_posted_is_forgotten_after_a_day_unless_it_is_kept_as_a_draft() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let (posted, _) = one_file(&alice, "件名", "甲.txt", b"posted".to_vec()).await;
    let (kept, left) = (fresh_once(), fresh_once());
    let keep = [("title", "下書き"), ("once", &*kept), ("sent_to", "/threads")];
    alice.sends("/me/drafts", &keep, &[("乙.txt", b"kept".to_vec())]).await.is(303);
    let leave = [("title", ""), ("once", &*left)];
    alice.sends("/threads", &leave, &[("丙.txt", b"left".to_vec())]).await.is(422).shows("丙.txt");
    site.wait_minutes(60 * 23);
    server::serve::hourly(&site.inner).await.expect("as it was made");
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM files").await, 3);
    site.wait_minutes(61);
    server::serve::hourly(&site.inner).await.expect("as it was made");
    let names = "SELECT COUNT(*) AS n FROM files WHERE name IN ('甲.txt', '乙.txt')";
    assert_eq!((site.number("SELECT COUNT(*) AS n FROM files").await, site.number(names).await), (2, 2));
    assert_eq!(stored(&site), 2);
    let mut alice = alice;
    alice.signs_in().await.is(303);
    assert_eq!(alice.get(&posted).await.is(200).files().len(), 1);
    // Whoever comes back to the form is told, and what was typed is there.
    let late = [("room", "pref-11"), ("kind", "chat"), ("title", "件名"), ("body", "本文"), ("once", &*left)];
    let thread = alice.posts("/threads", &late).await.is(303).location();
    assert!(alice.get(&thread).await.files().is_empty());
}

#[tokio::test]
async fn a_file_that_is_swept_while_its_form_is_sent_is_told_and_not_lost_silently() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let db = &site.inner.app.db;
    let once = fresh_once();
    alice.sends("/threads", &[("once", &*once)], &[("甲.txt", b"one".to_vec())]).await.is(422);
    let enclosed = files::enclosed(db, alice.id, &once).await.expect("as it was made").waiting;
    let thread = alice.asks("pref-11", "件名", "本文").await;
    let post = kernel::PostId(thread.rsplit('/').next().expect("as it was made").parse().expect("as it was made"));
    site.wait_minutes(60 * 25);
    sweep(&site).await;
    let tx = db.begin().await.expect("as it was made");
    let attached = files::enclosures::attach(&tx, (&kernel::Doer::open(alice.id), ""), post, &[enclosed[0].id]).await;
    assert!(matches!(attached, Err(kernel::Error::Conflict(files::enclosures::GONE))), "{attached:?}");
}

#[tokio::test]
async fn what_a_killed_process_left_half_stored_is_removed_after_a_day() {
    let site = Site::open().await;
    let db = &site.inner.app.db;
    files::contents::arrive(db, &site.inner.files.store, b"half".to_vec()).await.expect("as it was made");
    site.wait_minutes(60 * 23);
    sweep(&site).await;
    assert_eq!(stored(&site), 1);
    site.wait_minutes(61);
    sweep(&site).await;
    assert_eq!((stored(&site), site.number("SELECT COUNT(*) AS n FROM contents").await), (0, 0));
}

#[tokio::test]
async fn many_who_send_and_take_back_the_same_at_once_lose_nothing() {
    let site = Site::open().await;
    let keeper = site.member("keeper", "11202").await;
    let people = [site.member("a", "11202").await, site.member("b", "11202").await, site.member("c", "11202").await];
    let mut writers = tokio::task::JoinSet::new();
    for person in people {
        writers.spawn(async move {
            for _ in 0..3 {
                let thread = asks_with(&person, "件名", &[("同.txt", b"the same".to_vec())]).await.is(303).location();
                person.posts(&format!("{thread}/withdrawal"), &[("once", &fresh_once())]).await.is(303);
            }
        });
    }
    let (_, file) = one_file(&keeper, "残す", "同.txt", b"the same".to_vec()).await;
    while let Some(done) = writers.join_next().await {
        done.expect("as it was made");
    }
    sweep(&site).await;
    assert_eq!(keeper.get(&format!("/files/{file}")).await.is(200).content, b"the same");
    assert_eq!(stored(&site), 1);
}
