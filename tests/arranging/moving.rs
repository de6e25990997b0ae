//! Moving: at once where nobody reads it who did not before, else with the consent of those who wrote.

use super::{SECRET, desk, id, manager, moves};
use crate::support::{Persona, Site, fresh_once};

#[tokio::test]
async fn a_discussion_moves_to_a_narrower_room_and_is_gone_from_the_old_one_at_once() {
    let site = Site::open().await;
    let (alice, near) = (site.member("alice", "11202").await, site.member("near", "11218").await);
    let (far, manager) = (site.member("far", "11203").await, manager(&site).await);
    let thread = alice.asks("pref-11", &format!("{SECRET}の件"), "教えてください。").await;
    let reply = far.replies(&thread, "川口からの返信です。").await;
    site.settle().await;
    site.tells().await;
    assert_eq!(far.finds(SECRET).await.total(), 1);
    assert_eq!(moves(&manager, &thread, "area-1109").await, 303);
    // The index has not read of it yet.
    assert_eq!(far.finds(SECRET).await.total(), 0);
    let absent = far.get("/threads/4503599627370496").await.is(404);
    for path in [thread.clone(), format!("/posts/{}", id(&reply)), format!("{thread}?reply={}", id(&reply))] {
        assert_eq!(far.get(&path).await.is(404).bytes(), absent.bytes(), "{path}");
    }
    assert_eq!(far.get("/threads").await.total(), 0);
    for path in ["/", "/me/notices", "/rooms/pref-11"] {
        far.get(path).await.is(200).hides(SECRET);
    }
    near.get(&thread).await.is(200).shows(SECRET).shows("川口からの返信です。");
    assert_eq!(near.get("/threads?room=area-1109").await.total(), 1);
    assert_eq!(near.get("/threads?room=pref-11").await.total(), 0);
    site.settle().await;
    assert_eq!(near.finds(SECRET).await.total(), 1);
    for person in [&alice, &far] {
        assert!(site.letter_to(&person.email).await.body.contains("ほかの部屋へ移した"));
        person.get("/me/acts").await.shows("ほかの部屋へ移した").shows("こちらの話題です。");
    }
    near.get("/log").await.shows("ほかの部屋から受け入れた");
}

#[tokio::test]
async fn what_was_written_in_hiding_does_not_move() {
    let site = Site::open().await;
    let mut people = Vec::new();
    for number in 0..6 {
        people.push(site.member(&format!("member{number}"), "11202").await);
    }
    let manager = manager(&site).await;
    let thread = people[0].asks("pref-11", "退院の件", "教えてください。").await;
    let hidden = [("body", "名前を伏せた返信です。"), ("byline", "place_hidden"), ("once", &fresh_once())];
    people[1].posts(&format!("{thread}/replies"), &hidden).await.is(303);
    let fields = [("room", "area-1109"), ("ground", "place"), ("once", &fresh_once())];
    manager.posts(&desk(&thread, "move"), &fields).await.is(422).shows("名前を伏せた投稿があるため");
}

#[tokio::test]
async fn to_a_wider_room_go_only_texts_whose_authors_agree_and_the_others_stay_behind() {
    let site = Site::open().await;
    let (alice, bob, carol) =
        (site.member("alice", "11202").await, site.member("bob", "11202").await, site.member("carol", "11202").await);
    let (far, manager) = (site.member("far", "11203").await, manager(&site).await);
    let thread = alice.asks("area-1109", "退院の件", "教えてください。").await;
    bob.replies(&thread, "移してよい返信です。").await;
    let stays = carol.replies(&thread, &format!("{SECRET}の返信です。")).await;
    assert_eq!(moves(&manager, &thread, "pref-11").await, 303);
    assert_eq!(moves(&manager, &thread, "pref-11").await, 422);
    far.get(&thread).await.is(404);
    let once = || fresh_once();
    for person in [&alice, &bob, &carol] {
        let letter = site.letter_to(&person.email).await;
        assert!(!letter.body.contains("退院") && !letter.body.contains("埼玉県"));
        person.get("/me/moves").await.is(200).shows("退院の件").shows("埼玉県");
    }
    far.get("/me/moves").await.is(200).hides("退院の件");
    // Nothing moves before whoever asked has agreed.
    agrees(&bob, "1").await;
    manager.posts(&desk(&thread, "move/completion"), &[("once", &once())]).await.is(409);
    agrees(&alice, "1").await;
    agrees(&carol, "1").await;
    agrees(&carol, "0").await;
    carol.get("/me/moves").await.shows("いまのお返事").shows("移さないでほしい");
    manager.get(&desk(&thread, "move")).await.shows("同意2件、移さない1件");
    // Twice is once.
    let same = once();
    for _ in 0..2 {
        let there = manager.posts(&desk(&thread, "move/completion"), &[("once", &same)]).await.is(303).location();
        assert!(there.starts_with(&thread), "{there}");
    }

    far.get(&thread).await.is(200).shows("移してよい返信です。").hides(SECRET);
    assert_eq!(far.get("/threads").await.total(), 1);
    far.get(&format!("/posts/{}", id(&stays))).await.is(404);
    far.get(&format!("{thread}?reply={}", id(&stays))).await.is(200).hides(SECRET);
    let behind = carol.get(&format!("{thread}?reply={}", id(&stays))).await.is(303).location();
    carol.get(&behind).await.is(200).shows(SECRET).shows("退院の件");
    site.settle().await;
    assert_eq!((far.finds(SECRET).await.total(), bob.finds(SECRET).await.total()), (0, 1));
    assert_eq!(bob.get("/threads").await.total(), 2);
    carol.get("/me/moves").await.hides("退院の件");
}

async fn agrees(person: &Persona, yes: &str) {
    let wish = person.get("/me/moves").await.values("data-id").remove(0);
    person.posts(&format!("/me/moves/{wish}"), &[("agrees", yes), ("once", &fresh_once())]).await.is(303);
}

#[tokio::test]
async fn who_does_not_read_the_room_any_more_is_not_asked_and_what_is_typed_meanwhile_comes_back() {
    let site = Site::open().await;
    let (alice, far, manager) =
        (site.member("alice", "11202").await, site.member("far", "11203").await, manager(&site).await);
    let thread = alice.asks("pref-11", &format!("{SECRET}の件"), "教えてください。").await;
    far.replies(&thread, "川口からの返信です。").await;
    assert_eq!(moves(&manager, &thread, "area-1109").await, 303);
    let letters = site.letters_to(&far.email).await.len();
    assert_eq!(moves(&manager, &thread, "pref-11").await, 303);
    far.get("/me/moves").await.is(200).hides(SECRET);
    assert_eq!(site.letters_to(&far.email).await.len(), letters);
    alice.get("/me/moves").await.shows(SECRET);
    // Whoever was typing when it went away has their words back, and nothing else.
    let late =
        far.posts(&format!("{thread}/replies"), &[("body", "書きかけの長い返信です。"), ("once", &fresh_once())]).await;
    late.is(404).shows("書きかけの長い返信です。").hides(SECRET);
}

#[tokio::test]
async fn a_wish_is_called_off_and_nobody_answers_for_others() {
    let site = Site::open().await;
    let (alice, bob, manager) =
        (site.member("alice", "11202").await, site.member("bob", "11202").await, manager(&site).await);
    let thread = alice.asks("area-1109", "退院の件", "教えてください。").await;
    assert_eq!(moves(&manager, &thread, "pref-11").await, 303);
    let wish = alice.get("/me/moves").await.values("data-id").remove(0);
    bob.posts(&format!("/me/moves/{wish}"), &[("agrees", "1"), ("once", &fresh_once())]).await.is(404);
    manager.posts(&desk(&thread, "move/cancellation"), &[("once", &fresh_once())]).await.is(303);
    alice.posts(&format!("/me/moves/{wish}"), &[("agrees", "1"), ("once", &fresh_once())]).await.is(404);
    manager.posts(&desk(&thread, "move/completion"), &[("once", &fresh_once())]).await.is(409);
    alice.get("/threads?room=area-1109").await.shows("退院の件");
}
