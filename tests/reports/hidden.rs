//! A hidden discussion does not exist for those who read the room.

use super::{SECRET, case, decides, id, manager, reports};
use crate::support::{Site, fresh_once};

#[tokio::test]
async fn a_hidden_opening_hides_the_discussion_from_everybody_but_its_author_and_those_who_tend_the_room() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let (carol, manager) = (site.member("carol", "11202").await, manager(&site).await);
    let thread = alice.asks("pref-11", &format!("{SECRET}の退院支援"), "教えてください。").await;
    let file = [("body", "図です。"), ("files_seen", "1")];
    bob.sends(&format!("{thread}/replies"), &file, &[("表.txt", b"text".to_vec())]).await.is(303);
    let file = bob.get(&thread).await.files().remove(0);
    carol.posts("/me/follows/room-111", &[("level", "2"), ("once", &fresh_once())]).await;
    site.settle().await;
    site.tells().await;
    let back = reports(&carol, &thread, "personal").await;
    carol.get(&back).await.is(200).shows("表示を止めました").hides(SECRET);

    for reader in [&bob, &carol] {
        assert_eq!(reader.get("/threads").await.total(), 0);
        assert_eq!(reader.finds(SECRET).await.total(), 0);
        for path in ["/", "/rooms", "/rooms/pref-11", "/me/notices", "/threads?state=open"] {
            reader.get(path).await.is(200).hides(SECRET);
        }
        reader.get(&format!("/coordinators/{}", alice.id)).await.hides(SECRET);
        let absent = reader.get("/threads/4503599627370496").await.is(404);
        for path in [thread.clone(), format!("/files/{file}"), format!("{thread}/history"), format!("{thread}/edit")] {
            assert_eq!(reader.get(&path).await.is(404).bytes(), absent.bytes(), "{path}");
        }
        reader.posts(&format!("{thread}/replies"), &[("body", "返信です。"), ("once", &fresh_once())]).await.is(404);
        reader.posts(&format!("{thread}/thanks"), &[("on", "1")]).await.is(404);
    }
    // In no list for those who may read it either, so that no count tells.
    for reader in [&alice, &manager] {
        assert_eq!(reader.get("/threads").await.total(), 0);
        reader.get(&thread).await.is(200).shows(SECRET).shows("表示を止めています");
        reader.get(&format!("/files/{file}")).await.is(200);
        reader.posts(&format!("{thread}/replies"), &[("body", "返信です。"), ("once", &fresh_once())]).await.is(409);
    }
    let letters = site.letters_out().await;
    assert!(letters.iter().all(|letter| !letter.contains(SECRET)));

    assert_eq!(decides(&manager, &thread, "0", "fine").await, 303);
    site.settle().await;
    assert_eq!(carol.get("/threads").await.total(), 1);
    assert_eq!(carol.finds(SECRET).await.total(), 1);
    carol.get(&format!("/files/{file}")).await.is(200);
}

#[tokio::test]
async fn the_author_may_change_or_withdraw_what_is_hidden_and_it_stays_hidden() {
    let site = Site::open().await;
    let (alice, carol, manager) =
        (site.member("alice", "11202").await, site.member("carol", "11202").await, manager(&site).await);
    let thread = alice.asks("pref-11", &format!("{SECRET}の退院支援"), "教えてください。").await;
    let reply = alice.replies(&thread, "追記です。").await;
    reports(&carol, &reply, "personal").await;
    let edit = format!("/replies/{}/edit", id(&reply));
    alice.edits(&edit, &[("body", "直しました。"), ("redact", "1")]).await.is(303);
    carol.get(&thread).await.is(200).hides("直しました。");
    manager.get(&case(&reply)).await.shows("直しました。");
    assert_eq!(site.count("SELECT reply_count AS n FROM threads").await, 0);
    alice.posts(&format!("/replies/{}/withdrawal", id(&reply)), &[("once", &fresh_once())]).await.is(303);
    assert_eq!(site.count("SELECT reply_count AS n FROM threads").await, 0);
    carol.get(&thread).await.is(200).shows("取り下げました");
    // What is gone waits for nobody.
    assert_eq!(manager.get("/admin/reports").await.total(), 0);
    assert_eq!(decides(&manager, &reply, "0", "fine").await, 409);
}
