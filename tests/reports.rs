//! What readers report: hidden at once if it may identify somebody, looked at by those who answer for the room, told to
//! the author, and written down.

mod deciding;
mod hidden;
mod redacting;
mod told;

use crate::support::{Persona, Site, fresh_once};

/// Words that stand only in what is reported.
const SECRET: &str = "ヒミツノナマエ";

/// The id of a text, from its address.
fn id(location: &str) -> &str {
    location.rsplit(['-', '/']).next().expect("an id")
}

/// Where it is decided on.
fn case(location: &str) -> String {
    format!("/admin/posts/{}", id(location))
}

async fn reports(person: &Persona, location: &str, kind: &str) -> String {
    let path = format!("/posts/{}/report", id(location));
    let fields = [("kind", kind), ("words", ""), ("once", &fresh_once())];
    person.posts(&path, &fields).await.is(303).location()
}

async fn decides(person: &Persona, location: &str, hidden: &str, ground: &str) -> u16 {
    let fields = [("hidden", hidden), ("ground", ground), ("words", "ひとことです。"), ("once", &fresh_once())];
    person.posts(&format!("{}/hiding", case(location)), &fields).await.status
}

async fn manager(site: &Site) -> Persona {
    site.person("manager", "", "prefecture", "manager:11").await
}

#[tokio::test]
async fn a_reply_that_may_identify_somebody_is_hidden_with_one_click_and_shown_again_by_the_manager() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let (carol, manager) = (site.member("carol", "11202").await, manager(&site).await);
    let thread = alice.asks("pref-11", "退院支援の進め方", "教えてください。").await;
    let reply = bob.replies(&thread, &format!("{SECRET}の件です。")).await;
    site.settle().await;
    carol.get(&thread).await.shows(SECRET).shows("個人情報かもしれない");
    assert_eq!(carol.finds(SECRET).await.total(), 1);

    let told = reports(&carol, &reply, "personal").await;
    carol.get(&told).await.is(200).shows("表示を止めました").shows("担当者が確認するまで").hides(SECRET);
    assert_eq!(carol.finds(SECRET).await.total(), 0);
    alice.get("/threads").await.hides("返信1件");
    for reader in [&alice, &carol] {
        for path in [format!("/posts/{}", id(&reply)), format!("/replies/{}/history", id(&reply))] {
            let absent = reader.get(&path.replace(id(&reply), "4503599627370496")).await;
            assert_eq!(reader.get(&path).await.is(404).bytes(), absent.bytes(), "{path}");
        }
    }
    // Its author and those who tend the room read it; the letters tell neither what nor where.
    bob.get(&thread).await.shows(SECRET).shows("投稿した方と部屋の担当者だけが読めます");
    manager.get(&thread).await.shows(SECRET);
    for person in [&bob, &manager] {
        let letter = site.letter_to(&person.email).await;
        assert!(!letter.body.contains(SECRET) && !letter.body.contains("埼玉県") && !letter.body.contains("carol"));
    }
    bob.get("/me/acts").await.shows("知らせを受けて").shows("個人情報が含まれる").hides("carol");
    manager.get("/").await.shows("判断を待っている知らせ（1件）");
    manager.get("/admin/reports").await.shows("個人情報かもしれない").hides("carol");
    manager.get(&case(&reply)).await.is(200).shows(SECRET).hides("carol");

    assert_eq!(decides(&manager, &reply, "0", "fine").await, 303);
    assert_eq!(manager.get("/admin/reports").await.total(), 0);
    carol.get(&thread).await.shows(SECRET);
    site.settle().await;
    assert_eq!(carol.finds(SECRET).await.total(), 1);
    alice.get("/threads").await.shows("返信1件");
    bob.get("/me/acts").await.shows("表示を元に戻した").shows("ひとことです。");
}

#[tokio::test]
async fn what_has_been_looked_at_is_not_hidden_again_until_it_is_changed() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let (carol, manager) = (site.member("carol", "11202").await, manager(&site).await);
    let thread = alice.asks("pref-11", "退院支援の進め方", "教えてください。").await;
    let reply = bob.replies(&thread, &format!("{SECRET}の件です。")).await;
    // Left as it is without ever having been hidden.
    reports(&carol, &reply, "other").await;
    carol.get(&thread).await.shows(SECRET);
    assert_eq!(decides(&manager, &reply, "0", "fine").await, 303);
    reports(&carol, &reply, "personal").await;
    alice.get(&thread).await.shows(SECRET);
    assert_eq!(manager.get("/admin/reports").await.total(), 1);
    bob.edits(&format!("/replies/{}/edit", id(&reply)), &[("body", &format!("{SECRET}の件を直しました。"))])
        .await
        .is(303);
    reports(&alice, &reply, "personal").await;
    carol.get(&thread).await.hides(SECRET);
}

#[tokio::test]
async fn one_reader_hides_three_texts_a_day_and_the_others_are_only_reported() {
    let site = Site::open().await;
    let (alice, carol, manager) =
        (site.member("alice", "11202").await, site.member("carol", "11202").await, manager(&site).await);
    let mut threads = Vec::new();
    for number in 0..4 {
        threads.push(alice.asks("pref-11", &format!("{SECRET} {number}"), "教えてください。").await);
    }
    for thread in &threads {
        reports(&carol, thread, "personal").await;
    }
    let statuses: Vec<_> = futures(&carol, &threads).await;
    assert_eq!(statuses, [404, 404, 404, 200]);
    assert_eq!(manager.get("/admin/reports").await.total(), 4);
    site.wait_minutes(24 * 60 + 1);
    let carol = site_member_again(&carol).await;
    reports(&carol, &threads[3], "personal").await;
    carol.get(&threads[3]).await.is(404);
}

async fn futures(person: &Persona, threads: &[String]) -> Vec<u16> {
    let mut statuses = Vec::new();
    for thread in threads {
        statuses.push(person.get(thread).await.status);
    }
    statuses
}

/// Signed in once more, since a day ends a session.
async fn site_member_again(person: &Persona) -> Persona {
    let mut again = person.clone();
    again.signs_in().await.is(303);
    again
}

#[tokio::test]
async fn nobody_reports_their_own_text_and_a_report_says_what_may_be_wrong() {
    let site = Site::open().await;
    let (alice, carol) = (site.member("alice", "11202").await, site.member("carol", "11202").await);
    let thread = alice.asks("pref-11", "退院支援の進め方", "教えてください。").await;
    let path = format!("/posts/{}/report", id(&thread));
    alice.posts(&path, &[("kind", "personal"), ("once", &fresh_once())]).await.is(409).shows("ご自分の投稿です");
    alice.get(&thread).await.is(200).hides("個人情報かもしれない");
    for fields in [&[("kind", ""), ("words", "ここが気になる")][..], &[("words", "ここが気になる")]] {
        carol.posts(&path, fields).await.is(422).shows("一つ選んでください").shows("ここが気になる");
    }
    carol.get(&path).await.is(200).shows("担当者が確認するまで、表示を止めます");
    let once = fresh_once();
    for _ in 0..2 {
        carol.posts(&path, &[("kind", "improper"), ("once", &once)]).await.is(303);
    }
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM reports").await, 1);
}
