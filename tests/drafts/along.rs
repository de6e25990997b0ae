//! Saving while one types, and two pages that hold the same draft.

use axum::http::Method;

use super::{NIGHT, drafts, number};
use crate::support::{Answer, Persona, Site, fresh_once};

/// As the script of a page sends what is typed.
async fn saves(person: &Persona, path: &str, fields: &[(&str, &str)]) -> Answer {
    let fields = fields.iter().copied().chain([("sent_to", path)]);
    let body = fields.map(|(name, value)| format!("{name}={}", web::links::encode(value))).collect::<Vec<_>>();
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("accept", "text/plain"),
    ];
    person.send(Method::POST, "/me/drafts", &headers, body.join("&")).await
}

/// What the form of a page that has been opened with a draft says of it.
fn hand(page: &Answer) -> String {
    page.body
        .split("name=\"draft\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a hand")
        .to_owned()
}

#[tokio::test]
async fn what_is_typed_is_one_draft_however_often_it_is_saved_and_goes_when_it_is_sent() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let once = fresh_once();
    let first = saves(&alice, "/threads", &[("title", "あ"), ("once", &once), ("draft", "0.0.77")]).await.is(200).body;
    let id = first.strip_suffix(".77.77").expect("the page goes on from its draft").to_owned();
    // The answer to the second one was lost, so the third says the same of itself.
    for title in ["あい", "あいう"] {
        let again = saves(&alice, "/threads", &[("title", title), ("once", &once), ("draft", "0.0.77")]).await.is(200);
        assert_eq!(again.body, first);
    }
    saves(&alice, "/threads", &[("title", "あいうえ"), ("once", &once), ("draft", &first)]).await.is(200);
    assert_eq!(drafts(&site).await, 1);
    alice.get(&format!("/me/drafts/{id}")).await.is(200).shows("あいうえ");
    let post =
        [("room", "pref-11"), ("kind", "chat"), ("title", "あいうえお"), ("body", "本文です。"), ("once", &once)];
    alice.posts("/threads", &[&post[..], &[("draft", &first)]].concat()).await.is(303);
    assert_eq!(drafts(&site).await, 0);
}

#[tokio::test]
async fn a_form_that_is_opened_on_another_computer_offers_what_was_begun() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    let reply = bob.replies(&thread, "月に一度です。").await;
    let reply = format!("/replies/{}/edit", reply.rsplit('-').next().unwrap_or_default());
    let forms = [
        ("/threads", "/threads/new"),
        (&format!("{thread}/replies"), thread.as_str()),
        (reply.as_str(), reply.as_str()),
    ];
    for (path, page) in forms {
        bob.get(page).await.is(200).shows("下書き保存").hides("書きかけの下書きがあります");
        let saved =
            saves(&bob, path, &[("body", "ひみつの書きかけ"), ("once", &fresh_once()), ("draft", "0.0.5")]).await;
        let id = saved.is(200).body.split('.').next().unwrap_or_default().to_owned();
        let offered = bob.get(page).await.is(200).shows("書きかけの下書きがあります").hides("ひみつの書きかけ");
        offered.shows(&format!("{page}?draft={id}"));
        let continued = bob.get(&format!("{page}?draft={id}")).await.is(200).shows("ひみつの書きかけ");
        continued.hides("書きかけの下書きがあります");
        // Nobody else learns of it.
        let other = alice.get(page).await;
        assert!(!other.body.contains("書きかけの下書きがあります") && !other.body.contains("ひみつ"));
    }
    let edit = format!("{thread}/edit");
    alice.get(&edit).await.is(200).shows("下書き保存");
    saves(&alice, &edit, &[("body", "直している途中"), ("once", &fresh_once())]).await.is(200);
    alice.get(&edit).await.is(200).shows("書きかけの下書きがあります");
}

#[tokio::test]
async fn two_pages_with_the_same_draft_do_not_overwrite_each_other_unawares() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let once = fresh_once();
    let fields = |title, hand| [("title", title), ("once", once.as_str()), ("draft", hand)];
    let first = saves(&alice, "/threads", &fields("はじめ", "0.0.5")).await.is(200).body;
    let id = first.split('.').next().unwrap_or_default().to_owned();
    let open = format!("/threads/new?draft={id}");
    let (left, right) = (hand(&alice.get(&open).await), hand(&alice.get(&open).await));
    saves(&alice, "/threads", &fields("左の画面", &left)).await.is(200);
    saves(&alice, "/threads", &fields("右の画面", &right)).await.is(409);
    // A window that was doubled before anything was saved has the same form and a number of its own.
    saves(&alice, "/threads", &fields("二つめの窓", "0.0.6")).await.is(409);
    alice.get(&format!("/me/drafts/{id}")).await.shows("左の画面");
    // By the button it stays beside the other one.
    let pressed = [&fields("右の画面", &right)[..], &[("sent_to", "/threads")]].concat();
    let beside = alice.posts("/me/drafts", &pressed).await.is(303).location();
    assert_ne!(number(&beside), id);
    alice.get(&beside).await.shows("右の画面");
    alice.get(&format!("/me/drafts/{id}")).await.shows("左の画面");
    // What is sent from one page does not throw away what the other has written since.
    let post = [("room", "pref-11"), ("kind", "chat"), ("title", "右です"), ("body", "右です。"), ("once", &once)];
    alice.posts("/threads", &[&post[..], &[("draft", &right)]].concat()).await.is(303);
    alice.get(&format!("/me/drafts/{id}")).await.is(200).shows("左の画面");
    let post = [("room", "pref-11"), ("kind", "chat"), ("title", "左です"), ("body", "左です。"), ("once", &once)];
    alice.posts("/threads", &[&post[..], &[("draft", &left)]].concat()).await.is(303);
    alice.get(&format!("/me/drafts/{id}")).await.is(404);
}

#[tokio::test]
async fn what_is_typed_on_after_the_session_has_ended_is_the_same_draft_still() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let once = fresh_once();
    let fields = |title, hand| [("title", title), ("once", once.as_str()), ("draft", hand)];
    let page = saves(&alice, "/threads", &fields("はじめ", "0.0.5")).await.is(200).body;
    site.wait_minutes(NIGHT);
    let late = saves(&alice, "/threads", &fields("期限のあと", &page)).await.is(303).location();
    assert!(late.starts_with("/sign-in?next=") && late.ends_with("&kept=1"), "{late}");
    saves(&site.visitor(), "/threads", &fields("よその方", "0.0.5")).await.is(303);
    assert_eq!(drafts(&site).await, 1);
    alice.signs_in().await.is(303);
    alice.get("/threads/new").await.shows("書きかけの下書きがあります");
    alice.get(&format!("/me/drafts/{}", page.split('.').next().unwrap_or_default())).await.shows("期限のあと");
}
