//! One browser, several people: a form that one of them left open is nobody else's.

use crate::support::{Answer, Persona, Site, fresh_once};

const TEXT: &str = "席を離れる前に、長く考えて書いた返信です。";

/// The value in the form of the reply; others stand before it.
fn once_of_reply(page: &Answer) -> String {
    let form = page.body.split("action=\"/threads/").find(|form| form.contains("<textarea")).expect("a form");
    let value = form.split("name=\"once\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    value.expect("a value").to_owned()
}

async fn posts_of(site: &Site) -> i64 {
    site.number("SELECT COUNT(*) AS n FROM posts").await
}

#[tokio::test]
async fn what_one_person_left_open_is_not_posted_or_kept_in_the_name_of_the_next() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    let replies = format!("{thread}/replies");
    let once = once_of_reply(&alice.get(&thread).await);
    let form = [("body", TEXT), ("once", once.as_str())];
    let kept = [("body", TEXT), ("once", once.as_str()), ("sent_to", replies.as_str())];
    for (path, fields) in [(&replies[..], &form[..]), ("/me/drafts", &kept)] {
        bob.posts(path, fields).await.is(409).shows(TEXT).shows("いまサインインしている方が違う").shows("bob さん");
    }
    assert_eq!(posts_of(&site).await, 1);
    bob.get("/me/drafts").await.is(200).hides(TEXT);
    // Whoever the form belongs to sends it, also in another session.
    let mut again = alice.elsewhere("", 7);
    again.signs_in().await.is(303);
    again.posts(&replies, &form).await.is(303);
    bob.get(&thread).await.is(200).shows(TEXT);
}

#[tokio::test]
async fn a_session_that_ran_out_keeps_nothing_that_somebody_else_typed() {
    let site = Site::open().await;
    let (alice, mut bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    let once = once_of_reply(&alice.get(&thread).await);
    site.wait_minutes(13 * 60);
    bob.posts(&format!("{thread}/replies"), &[("body", TEXT), ("once", &once)]).await.is(409).shows(TEXT);
    bob.signs_in().await.is(303);
    bob.get("/me/drafts").await.is(200).hides(TEXT);
}

#[tokio::test]
async fn a_form_that_does_not_say_whose_it_is_is_taken() {
    let site = Site::open().await;
    let alice: Persona = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    let made_up = ["", "550e8400-e29b-41d4-a716-446655440000", "a~b", &fresh_once()].map(str::to_owned);
    for (index, once) in made_up.iter().enumerate() {
        let text = format!("{TEXT}{index}");
        alice.posts(&format!("{thread}/replies"), &[("body", &text), ("once", once)]).await.is(303);
    }
    assert_eq!(posts_of(&site).await, 5);
}
