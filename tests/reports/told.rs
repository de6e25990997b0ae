//! Whoever reports a text learns what becomes of the report, and nothing more.

use super::{SECRET, case, decides, id, manager, reports};
use crate::support::{Persona, Site, fresh_once};

const MINE: &str = "/me/reports";

async fn asked(site: &Site, title: &str) -> (Persona, String) {
    let alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", title, "教えてください。").await;
    (alice, thread)
}

#[tokio::test]
async fn a_report_is_being_looked_at_until_somebody_decides_who_is_not_named() {
    let site = Site::open().await;
    let (alice, thread) = asked(&site, "退院支援の進め方").await;
    let (bob, carol) = (site.member("bob", "11202").await, site.member("carol", "11202").await);
    let manager = manager(&site).await;
    let reply = bob.replies(&thread, &format!("{SECRET}の件です。")).await;
    assert_eq!(carol.get(MINE).await.is(200).shows("知らせた投稿はありません").total(), 0);
    let words = [("kind", "improper"), ("words", "言い方が強すぎます。"), ("once", &fresh_once())];
    let told = carol.posts(&format!("/posts/{}/report", id(&thread)), &words).await.is(303).location();
    carol.get(&told).await.is(200).shows("結果は、アカウントの「知らせた投稿」");
    carol.get(MINE).await.shows("不適切だと思う").shows("言い方が強すぎます。").shows("担当者が確認しています。");
    site.wait_minutes(1);
    reports(&carol, &reply, "personal").await;
    let page =
        carol.get(MINE).await.is(200).shows("それまで、投稿の表示を止めています").shows("確認中").hides("確認済み");
    assert_eq!(page.total(), 2);
    // The title of what is shown is told, and of what is hidden nothing.
    let page = page.shows("退院支援の進め方").shows(&format!("/posts/{}", id(&thread)));
    page.hides(SECRET).hides(&format!("/posts/{}\"", id(&reply)));

    assert_eq!(decides(&manager, &reply, "0", "fine").await, 303);
    assert_eq!(decides(&manager, &thread, "0", "fine").await, 303);
    let page = carol.get(MINE).await.shows("表示を元に戻しました").shows("そのまま表示することにしました");
    let page =
        page.shows("確認済み").hides("確認中").hides("言い方が強すぎます").hides("manager").hides("ひとことです");
    page.shows(&format!("/posts/{}\"", id(&reply)));
    // Nobody else learns of it.
    for person in [&alice, &bob, &manager] {
        assert_eq!(person.get(MINE).await.is(200).total(), 0, "{}", person.email);
    }
}

#[tokio::test]
async fn what_was_kept_hidden_is_told_without_a_title_and_later_decisions_do_not_rewrite_it() {
    let site = Site::open().await;
    let (_, thread) = asked(&site, &format!("{SECRET}の退院支援")).await;
    let (carol, dave) = (site.member("carol", "11202").await, site.member("dave", "11202").await);
    let manager = manager(&site).await;
    reports(&carol, &thread, "personal").await;
    carol.get(MINE).await.is(200).shows("確認中").hides(SECRET).hides(id(&thread));
    assert_eq!(decides(&manager, &thread, "1", "personal").await, 303);
    let page = carol.get(MINE).await.shows("表示を止めたままにしました").hides("manager");
    page.hides(SECRET).hides(id(&thread)).hides("ひとことです");
    site.wait_minutes(1);
    assert_eq!(decides(&manager, &thread, "0", "fine").await, 303);
    carol.get(MINE).await.shows("表示を止めたままにしました").shows(SECRET);
    reports(&dave, &thread, "other").await;
    carol.get(MINE).await.hides("確認中");
    dave.get(MINE).await.shows("担当者が確認しています。").hides("表示を止めたまま");
}

#[tokio::test]
async fn whoever_may_no_longer_read_the_room_learns_the_outcome_and_no_title() {
    let site = Site::open().await;
    let (alice, thread) = asked(&site, &format!("{SECRET}の退院支援")).await;
    let carol = site.member("carol", "11202").await;
    let manager = manager(&site).await;
    let second = alice.asks("pref-11", &format!("{SECRET}の看取り"), "教えてください。").await;
    reports(&carol, &thread, "other").await;
    reports(&carol, &second, "other").await;
    carol.get(MINE).await.shows(SECRET);
    site.leaves(&carol).await;
    carol.get(&thread).await.is(403);
    carol.get(MINE).await.is(200).shows("確認中").hides(SECRET).hides(id(&thread));
    assert_eq!(decides(&manager, &thread, "0", "fine").await, 303);
    alice.posts(&format!("{second}/withdrawal"), &[("once", &fresh_once())]).await.is(303);
    // That its author took the other one back is told in the room only.
    let page = carol.get(MINE).await.is(200).shows("そのまま表示することにしました").shows("確認を終えました");
    page.hides("取り下げ").hides(SECRET).hides(id(&second));
}

#[tokio::test]
async fn what_its_author_took_back_waits_for_nobody_and_what_was_said_of_it_goes_too() {
    let site = Site::open().await;
    let (alice, thread) = asked(&site, "退院支援の進め方").await;
    let (carol, manager) = (site.member("carol", "11202").await, manager(&site).await);
    let reply = alice.replies(&thread, "追記です。").await;
    let words = [("kind", "other"), ("words", SECRET), ("once", &fresh_once())];
    carol.posts(&format!("/posts/{}/report", id(&reply)), &words).await.is(303);
    assert_eq!(site.traces_of(SECRET).await, ["reports.words"]);
    alice.posts(&format!("/replies/{}/withdrawal", id(&reply)), &[("once", &fresh_once())]).await.is(303);
    carol.get(MINE).await.shows("投稿した方が、投稿を取り下げました").shows("確認済み").shows("退院支援の進め方");
    assert_eq!(site.traces_of(SECRET).await, [""; 0]);
    assert_eq!(manager.get("/admin/reports").await.total(), 0);
}

#[tokio::test]
async fn an_erasure_that_reports_in_its_actors_name_does_not_tell_them_of_texts_elsewhere() {
    let site = Site::open().await;
    let (alice, manager) = (site.member("alice", "11202").await, manager(&site).await);
    let wide = site.member("wide", "11202,13101").await;
    let other = site.person("other", "", "prefecture", "manager:13").await;
    let (thread, elsewhere) =
        (alice.asks("pref-11", "退院の件", "一覧です。").await, wide.asks("pref-13", "東京の件", "一覧です。").await);
    let list = [("表.txt", format!("{SECRET}の一覧").into_bytes())];
    for (person, thread) in [(&alice, &thread), (&wide, &elsewhere)] {
        person.sends(&format!("{thread}/replies"), &[("body", "添付します。")], &list).await.is(303);
    }
    let file = alice.get(&thread).await.files().remove(0);
    let form = [("file", &*file), ("ground", "personal"), ("words", ""), ("confirmed", "1"), ("once", &fresh_once())];
    manager.posts(&format!("{}/redaction", case(&thread)), &form).await.is(303);
    assert_eq!(other.get("/admin/reports").await.total(), 1);
    assert_eq!(manager.get(MINE).await.is(200).total(), 0);
}
