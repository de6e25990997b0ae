//! Between seats: whoever has left may ask to stay in touch, and is outside until somebody agrees.

use crate::support::{Site, fresh_once};

#[tokio::test]
async fn whoever_left_asks_and_a_manager_agrees() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let elsewhere = site.person("elsewhere", "", "prefecture", "manager:10").await;
    let alice = site.member("alice", "11202").await;
    let ask = [("once", fresh_once())];
    alice.fills("/me/alumni", &ask).await.is(403);
    site.leaves(&alice).await;
    alice.get("/").await.is(200).shows("全国の部屋に残りたいと申し出る");
    alice.get("/rooms/japan").await.is(403);
    let (first, second) = tokio::join!(alice.fills("/me/alumni", &ask), alice.fills("/me/alumni", &ask));
    first.is(303);
    second.is(303);
    alice.get("/").await.is(200).shows("に申し出ています").hides("申し出る</button>");
    // Asking is not being let in, and those who answer for it are told once, without a name.
    alice.get("/rooms/japan").await.is(403);
    alice.get("/coordinators").await.is(403);
    alice.fills("/me/alumni", &[("once", fresh_once())]).await.is(303);
    let letters = site.letters_to("manager@example.jp").await;
    assert_eq!(letters.len(), 1);
    assert!(!letters[0].body.contains("alice"));
    assert!(site.letters_to("elsewhere@example.jp").await.is_empty());
    let answer = format!("/admin/alumni/{}", alice.id);
    elsewhere.get("/admin/alumni").await.is(200).hides("alice");
    elsewhere.posts(&answer, &[("agrees", "1")]).await.is(404);
    alice.get("/admin/alumni").await.is(403);
    assert_eq!(manager.get("/admin/alumni").await.is(200).shows("alice さん").total(), 1);
    manager.posts(&answer, &[("agrees", "x")]).await.is(400);
    let once = fresh_once();
    let agree = [("agrees", "1"), ("once", once.as_str())];
    let (first, second) = tokio::join!(manager.posts(&answer, &agree), manager.posts(&answer, &agree));
    first.is(303);
    second.is(303);
    alice.get("/rooms/japan").await.is(200);
    alice.get("/rooms/pref-11").await.is(404);
    manager.get(&format!("/coordinators/{}", alice.id)).await.is(200).shows("以前に担当していた方");
    assert!(site.letters_to("alice@example.jp").await.iter().any(|letter| letter.body.contains("承諾されました")));
    manager.get("/admin/alumni").await.is(200).hides("alice");
    manager.posts(&answer, &[("agrees", "0"), ("once", &fresh_once())]).await.is(409);
}

#[tokio::test]
async fn whoever_is_declined_stays_outside_and_may_ask_again_later() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let mut alice = site.member("alice", "11202").await;
    site.leaves(&alice).await;
    alice.fills("/me/alumni", &[("once", fresh_once())]).await.is(303);
    let answer = format!("/admin/alumni/{}", alice.id);
    manager.posts(&answer, &[("agrees", "0"), ("once", &fresh_once())]).await.is(303);
    assert!(site.letters_to("alice@example.jp").await.iter().any(|letter| letter.body.contains("見送られました")));
    alice.get("/rooms/japan").await.is(403);
    alice.get("/").await.is(200).shows("今回は見送られました").hides("申し出る</button>");
    alice.fills("/me/alumni", &[("once", fresh_once())]).await.is(303);
    manager.get("/admin/alumni").await.is(200).hides("alice");
    site.wait_minutes(91 * 24 * 60);
    alice.signs_in().await.is(303);
    alice.get("/").await.is(200).shows("申し出る");
    alice.fills("/me/alumni", &[("once", fresh_once())]).await.is(303);
    let mut manager = manager;
    manager.signs_in().await.is(303);
    manager.get("/admin/alumni").await.is(200).shows("alice さん");
}

#[tokio::test]
async fn somebody_whose_seat_has_yet_to_begin_has_nothing_to_ask() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    site.does("UPDATE tenures SET started_at = started_at + 864000000").await;
    site.does("UPDATE roster SET version = version + 1").await;
    alice.get("/").await.is(200).shows("に始まります").hides("全国の部屋に残りたい");
    alice.fills("/me/alumni", &[("once", fresh_once())]).await.is(403);
}
