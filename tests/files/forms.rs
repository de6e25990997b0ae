//! Forms with files: nothing that was sent is lost, nothing is posted twice, and what cannot be read is looked through.

use super::{asks_with, samples};
use crate::support::{Site, fresh_once};

#[tokio::test]
async fn files_stay_with_a_form_that_is_refused_and_can_be_taken_off_again() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let once = fresh_once();
    let typed = [("room", "pref-11"), ("kind", "chat"), ("title", ""), ("body", "本文です。"), ("once", &*once)];
    let files = [("甲.txt", b"one".to_vec()), ("乙.txt", b"two".to_vec())];
    let page =
        alice.sends("/threads", &typed, &files).await.is(422).shows("甲.txt").shows("乙.txt").shows("本文です。");
    assert_eq!(page.field("once"), once);
    let first = page.files().remove(0);
    let remove = [&typed[..], &[("remove_file", &*first)]].concat();
    let page = alice.sends("/threads", &remove, &[]).await.is(200).hides("甲.txt").shows("乙.txt").shows("本文です。");
    assert_eq!(page.files().len(), 1);
    let complete = [("room", "pref-11"), ("kind", "chat"), ("title", "件名"), ("body", "本文です。"), ("once", &*once)];
    let thread = alice.sends("/threads", &complete, &[]).await.is(303).location();
    let page = alice.get(&thread).await.shows("乙.txt").hides("甲.txt");
    assert_eq!(page.files().len(), 1);
}

#[tokio::test]
async fn a_form_that_is_sent_twice_with_its_files_is_one_post_with_one_of_each() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let once = fresh_once();
    let typed = [("room", "pref-11"), ("kind", "chat"), ("title", "件名"), ("body", "本文"), ("once", &*once)];
    let files = [("甲.txt", b"one".to_vec())];
    let thread = alice.sends("/threads", &typed, &files).await.is(303).location();
    assert_eq!(alice.sends("/threads", &typed, &files).await.is(303).location(), thread);
    assert_eq!(alice.sends("/threads", &typed, &[]).await.is(303).location(), thread);
    assert_eq!(alice.get(&thread).await.files().len(), 1);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM threads").await, 1);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM files").await, 1);
}

#[tokio::test]
async fn what_the_guard_cannot_read_is_looked_through_by_its_sender() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "相談です", "本文です。").await;
    let replies = format!("{thread}/replies");
    let scanned = || samples::pdf("", "");
    for (name, content) in [("写真.jpg", samples::photograph()), ("走査.pdf", scanned())] {
        let once = fresh_once();
        let typed = [("body", "返信です。"), ("once", &*once)];
        let page = alice.sends(&replies, &typed, &[(name, content)]).await.is(422);
        page.shows("目で確かめ").shows("id=\"files_seen-problem\"").shows(name).shows("返信です。");
        let seen = [("body", "返信です。"), ("once", &*once), ("files_seen", "1")];
        alice.sends(&replies, &seen, &[]).await.is(303);
    }
    let once = fresh_once();
    let typed = [("body", "文字だけです。"), ("once", &*once)];
    alice.sends(&replies, &typed, &[("覚え.txt", b"readable".to_vec())]).await.is(303);
}

#[tokio::test]
async fn the_guard_is_told_what_the_files_of_a_form_are_called_and_say() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let once = fresh_once();
    let files = [("甲.docx", samples::word("見本 花子さん")), ("写真.jpg", samples::photograph())];
    alice.sends("/threads", &[("once", &*once)], &files).await.is(422);
    let texts = files::texts(&site.inner.app.db, alice.id, &once).await.expect("as it was made");
    let expected =
        [("甲.docx", "見本 花子さん"), ("写真.jpg", "")].map(|(name, text)| (name.to_owned(), text.to_owned()));
    assert_eq!(texts, expected);
}

#[tokio::test]
async fn a_draft_keeps_its_files_also_when_the_session_had_ended() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let once = fresh_once();
    let typed = [("room", "pref-11"), ("kind", "chat"), ("title", "下書き"), ("body", "本文"), ("once", &*once)];
    let keep = [&typed[..], &[("sent_to", "/threads")]].concat();
    let draft = alice.sends("/me/drafts", &keep, &[("甲.txt", b"one".to_vec())]).await.is(303).location();
    let form =
        alice.get(&format!("/threads/new?draft={}", draft.rsplit('/').next().expect("as it was made"))).await.is(200);
    form.clone().shows("甲.txt").shows("下書き");
    let thread = alice.posts("/threads", &typed).await.is(303).location();
    alice.get(&thread).await.shows("甲.txt");

    let late = site.member("late", "11202").await;
    let once = fresh_once();
    let typed = [("room", "pref-11"), ("kind", "chat"), ("title", "遅れて"), ("body", "本文"), ("once", &*once)];
    site.wait_minutes(60 * 24 * 2);
    let away = late.sends("/threads", &typed, &[("乙.txt", b"two".to_vec())]).await.is(303).location();
    assert!(away.contains("kept=1"), "{away}");
    let mut late = late;
    late.signs_in().await.is(303);
    let draft = late.get("/me/drafts").await.is(200).values("data-id").remove(0);
    let draft = draft.trim_start_matches("draft-");
    late.get(&format!("/threads/new?draft={draft}")).await.is(200).shows("乙.txt").shows("遅れて");
}

#[tokio::test]
async fn a_change_of_a_text_takes_files_off_and_adds_others() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let files = [("甲.txt", b"one".to_vec()), ("乙.txt", b"two".to_vec())];
    let thread = asks_with(&alice, "件名", &files).await.is(303).location();
    let form = alice.get(&format!("{thread}/edit")).await.is(200).shows("甲.txt").shows("乙.txt");
    let (first, once, version) = (form.files().remove(0), form.field("once"), form.field("version"));
    let change =
        [("title", "件名"), ("body", "本文です。"), ("once", &*once), ("version", &*version), ("drop_file", &*first)];
    alice.sends(&format!("{thread}/edit"), &change, &[("丙.txt", b"three".to_vec())]).await.is(303);
    let page = alice.get(&thread).await.hides("甲.txt").shows("乙.txt").shows("丙.txt");
    assert_eq!(page.files().len(), 2);
    alice.get(&format!("/files/{first}")).await.is(404);
}

#[tokio::test]
async fn who_is_signed_out_or_waits_or_only_observes_leaves_no_file() {
    let site = Site::open().await;
    let observer = site.person("observer", "", "other", "observer:pref-11").await;
    let files = [("甲.txt", b"one".to_vec())];
    let away = site.visitor().sends("/threads", &[], &files).await.is(303).location();
    assert!(away.starts_with("/sign-in"), "{away}");
    observer.sends("/threads", &[], &files).await.is(403);
    let pending = site.pending("pending").await;
    pending.sends("/threads", &[], &files).await.is(403);
    site.wait_minutes(60 * 24 * 2);
    pending.sends("/threads", &[("body", "本文")], &files).await.is(303);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM files").await, 0);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM contents").await, 0);
}
