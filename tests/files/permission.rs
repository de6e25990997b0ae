//! Who may have a file: whoever may read its text now, and nobody else.

use super::{asks_with, one_file, samples};
use crate::support::{Persona, Site, fresh_once};

const SHAPES: [&str; 4] = ["", "/image", "/thumbnail", "/text"];

async fn is_hidden_from(persona: &Persona, file: &str) {
    for shape in SHAPES {
        let hidden = persona.get(&format!("/files/{file}{shape}")).await.is(404);
        let absent = persona.get(&format!("/files/4503599627370496{shape}")).await.is(404);
        assert_eq!(hidden.bytes(), absent.bytes(), "{shape}");
    }
}

#[tokio::test]
async fn members_of_the_room_have_a_file_and_for_others_it_does_not_exist() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let outsider = site.member("outsider", "27100").await;
    let (_, file) = one_file(&alice, "写真", "写真.jpg", samples::photograph()).await;
    for shape in SHAPES {
        bob.get(&format!("/files/{file}{shape}")).await.is(200);
    }
    is_hidden_from(&outsider, &file).await;
    let away = site.visitor().get(&format!("/files/{file}")).await.is(303).location();
    assert!(away.starts_with("/sign-in"), "{away}");
    site.leaves(&bob).await;
    bob.get(&format!("/files/{file}")).await.is(403);
}

#[tokio::test]
async fn a_file_goes_with_its_text() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let thread = alice.asks("pref-11", "相談です", "本文です。").await;
    let once = fresh_once();
    let fields = [("body", "返信です。"), ("once", &*once), ("files_seen", "1")];
    let files = [("写真.jpg", samples::photograph())];
    let reply = bob.sends(&format!("{thread}/replies"), &fields, &files).await.is(303).location();
    let file = alice.get(&thread).await.files().remove(0);
    alice.get(&format!("/files/{file}")).await.is(200);
    let number = reply.rsplit('-').next().expect("as it was made");
    bob.posts(&format!("/replies/{number}/withdrawal"), &[("once", &fresh_once())]).await.is(303);
    is_hidden_from(&alice, &file).await;
    is_hidden_from(&bob, &file).await;
    assert!(alice.get(&thread).await.is(200).files().is_empty());
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM files").await, 0);
}

#[tokio::test]
async fn what_has_not_been_posted_is_its_senders_alone() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let once = fresh_once();
    let page = alice.sends("/threads", &[("once", &*once)], &[("覚え.txt", b"secret".to_vec())]).await.is(422);
    let file = page.files().remove(0);
    alice.get(&format!("/files/{file}")).await.is(200);
    is_hidden_from(&bob, &file).await;
    // Whoever learns the token of a form gets nothing by it.
    let fields = [("room", "pref-11"), ("kind", "chat"), ("title", "件名"), ("body", "本文"), ("once", &*once)];
    let thread = bob.posts("/threads", &fields).await.is(303).location();
    assert!(bob.get(&thread).await.files().is_empty());
    let remove = [("once", &*once), ("remove_file", &*file)];
    bob.posts("/threads", &remove).await.is(200);
    alice.get(&format!("/files/{file}")).await.is(200);
}

#[tokio::test]
async fn a_file_is_sent_as_something_to_keep_that_carries_nothing_out() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let name = "連携シート; filename=x.pdf";
    let (_, file) = one_file(&alice, "手引", name, samples::pdf("x", "")).await;
    let sent = alice.get(&format!("/files/{file}")).await.is(200);
    assert_eq!(sent.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(sent.header("content-security-policy"), Some("sandbox; default-src 'none'; frame-ancestors 'none'"));
    assert_eq!(sent.header("cache-control"), Some("no-store"));
    assert_eq!(sent.header("content-type"), Some("application/pdf"));
    let disposition = sent.header("content-disposition").expect("as it was made");
    assert_eq!(
        disposition,
        "attachment; filename=\"_______filename_x.pdf\"; filename*=UTF-8''%E9%80%A3%E6%90%BA%E3%82%B7%E3%83%BC%E3%83%88%3B%20filename%3Dx.pdf"
    );
    assert!(!disposition.contains(&file));
    let (_, image) = one_file(&alice, "図", "図.png", samples::picture(image::ImageFormat::Png)).await;
    let shown = alice.get(&format!("/files/{image}/image")).await.is(200);
    assert!(shown.header("content-disposition").expect("as it was made").starts_with("inline"));
    assert!(shown.header("content-security-policy").expect("as it was made").starts_with("sandbox"));
    alice.get(&format!("/files/{file}/image")).await.is(404);
}

#[tokio::test]
async fn a_search_finds_what_a_file_says_only_for_those_who_may_read_it() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let outsider = site.member("outsider", "27100").await;
    let word = samples::word("看取りの申し送りについて書いた様式");
    let thread = asks_with(&alice, "件名です", &[("様式集.docx", word)]).await.is(303).location();
    site.settle().await;
    let found = bob.finds("申し送り").await;
    assert_eq!(found.total(), 1);
    found.shows("添付ファイルに一致").shows("様式集.docx").shows("申し送り");
    assert_eq!(bob.finds("様式集").await.total(), 1);
    outsider.finds("申し送り").await.hides("様式集");
    assert_eq!(outsider.finds("申し送り").await.total(), 0);
    let file = alice.get(&thread).await.files().remove(0);
    let fields = [("title", "件名です"), ("body", "本文です。"), ("drop_file", &*file)];
    alice.edits(&format!("{thread}/edit"), &fields).await.is(303);
    assert_eq!(bob.finds("申し送り").await.total(), 0, "at once");
    site.settle().await;
    assert_eq!(bob.finds("申し送り").await.total(), 0);
    assert_eq!(bob.finds("件名です").await.total(), 1);
}
