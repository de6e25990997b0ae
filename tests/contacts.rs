//! Who sees how to reach somebody, and 「連絡先をうかがう」.

use kernel::db::sql;
use sea_orm::ConnectionTrait as _;

use crate::support::{Answer, Persona, Site, fresh_once};

const DAY: i64 = 24 * 60;

async fn shows(person: &Persona, phone: &str, phone_audience: &str, email_audience: &str) -> Answer {
    let fields = [("phone", phone), ("phone_audience", phone_audience), ("email_audience", email_audience)];
    person.posts("/me/contact", &fields).await
}

fn profile(person: &Persona) -> String {
    format!("/coordinators/{}", person.id)
}

async fn asks(person: &Persona, other: &Persona) -> Answer {
    let fields = [("message", "退院支援のことでお電話したいです。"), ("once", &fresh_once())];
    person.posts(&format!("{}/contact-requests", profile(other)), &fields).await
}

/// The address of the only request on somebody's page.
async fn request(person: &Persona) -> String {
    let page = person.get("/me/contact-requests").await.is(200);
    let ids = page.values("data-id");
    assert_eq!(ids.len(), 1, "{ids:?}");
    format!("/me/contact-requests/{}", ids[0])
}

async fn accepts(person: &Persona, on: &str) {
    let path = format!("{}/acceptance", request(person).await);
    person.posts(&path, &[("on", on)]).await.is(303);
}

async fn count(site: &Site, text: &str) -> i64 {
    let conn = &site.inner.app.db.conn;
    let row = conn.query_one_raw(sql(conn, text, [])).await.expect("a query").expect("a row");
    row.try_get("", "count").expect("a number")
}

#[tokio::test]
async fn a_contact_is_hidden_until_its_owner_shows_it_and_then_stands_on_the_profile_only() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let near = site.member("near", "11408").await;
    let far = site.member("far", "27100").await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let observer = site.person("observer", "", "other", "observer:pref-11").await;
    let everybody = [&near, &far, &manager, &observer];
    let sees = |phone: bool, email: bool, who: Vec<&Persona>| {
        let (page, who) = (profile(&alice), who.into_iter().cloned().collect::<Vec<_>>());
        async move {
            for person in who {
                let body = person.get(&page).await.is(200).body;
                assert_eq!(body.contains("0230-11-2222"), phone, "the number for {}", person.email);
                assert_eq!(body.contains("alice@example.jp"), email, "the address for {}", person.email);
            }
        }
    };
    sees(false, false, everybody.to_vec()).await;
    shows(&alice, "０２３０－１１－２２２２", "prefecture", "nobody").await.is(303);
    sees(true, false, vec![&near, &manager]).await;
    sees(false, false, vec![&far, &observer]).await;
    shows(&alice, "0230-11-2222", "members", "prefecture").await.is(303);
    sees(true, true, vec![&near, &manager]).await;
    sees(true, false, vec![&far, &observer]).await;
    site.settle().await;
    for path in [
        "/coordinators",
        "/coordinators?q=0230-11-2222",
        "/search?q=alice&tab=people",
        "/municipalities/11202",
        "/prefectures/11",
        "/",
        "/search?q=0230112222",
    ] {
        let page = near.get(path).await.is(200);
        // What was searched for stands in the search box.
        let page = page.body.replace("value=\"0230-11-2222\"", "");
        assert!(!page.contains("alice@example.jp") && !page.contains("0230-11-2222</"), "{path}");
    }
    assert_eq!(near.get("/coordinators?q=0230-11-2222").await.total(), 0);
    manager.get(&format!("/admin/people/{}", alice.id)).await.is(200).hides("alice@example.jp").hides("0230-11-2222");
    shows(&alice, "0230-11-2222", "nobody", "nobody").await.is(303);
    sees(false, false, everybody.to_vec()).await;
    site.visitor().get(&profile(&alice)).await.is(303).hides("alice@");
}

#[tokio::test]
async fn a_number_that_is_none_is_refused_and_kept_and_nobody_writes_anothers() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    shows(&alice, "電話はありません", "members", "nobody").await.is(422).shows("電話はありません");
    shows(&alice, "", "members", "nobody").await.is(422).shows("番号を入力してください");
    let other = alice.id.to_string();
    let fields = [("phone", "0230-99-9999"), ("phone_audience", "members"), ("person_id", &other), ("id", &other)];
    let saved = bob.posts("/me/contact", &fields).await.is(303).location();
    bob.get(&saved).await.is(200).shows("連絡先の公開を保存しました");
    alice.get("/me/contact").await.is(200).shows("alice@example.jp").hides("0230-99-9999");
    bob.get(&profile(&alice)).await.hides("0230-99-9999");
    alice.get(&profile(&bob)).await.shows("0230-99-9999");
}

#[tokio::test]
async fn whoever_is_asked_and_accepts_is_seen_and_sees_and_may_take_it_back() {
    let site = Site::open().await;
    let (alice, bob, carol) =
        (site.member("alice", "11202").await, site.member("bob", "27100").await, site.member("carol", "27100").await);
    shows(&alice, "0230-11-2222", "nobody", "nobody").await.is(303);
    bob.get(&profile(&alice)).await.shows("連絡先をうかがう");
    asks(&bob, &alice).await.is(303);
    bob.get(&profile(&alice)).await.shows("お返事を待っています").hides("name=\"message\"");
    alice.get("/").await.shows("連絡先のおたずねが1件");
    alice.get(&profile(&bob)).await.shows("この方から、連絡先のおたずね").hides("bob@example.jp");
    alice.get("/me/contact-requests").await.shows("退院支援のことで").shows("bob さん").hides("bob@example.jp");
    let letter = "SELECT COUNT(*) AS count FROM mails WHERE recipient = 'alice@example.jp' AND body LIKE '%bob さん%'
        AND body LIKE '%/me/contact-requests%'";
    assert_eq!(count(&site, letter).await, 1);
    for place in
        ["mails WHERE body LIKE '%退院支援%' OR subject LIKE '%退院支援%'", "audit_entries WHERE detail LIKE '%退院%'"]
    {
        assert_eq!(count(&site, &format!("SELECT COUNT(*) AS count FROM {place}")).await, 0, "{place}");
    }
    // It is nobody else's, and who asked does not accept.
    let path = request(&alice).await;
    for noun in ["acceptance", "setting-aside", "withdrawal"] {
        carol.posts(&format!("{path}/{noun}"), &[("on", "1")]).await.is(404);
    }
    bob.posts(&format!("{path}/acceptance"), &[("on", "1")]).await.is(403);
    bob.posts(&format!("{path}/setting-aside"), &[]).await.is(403);
    alice.posts(&format!("{path}/withdrawal"), &[]).await.is(403);
    bob.get(&profile(&alice)).await.hides("alice@example.jp");
    accepts(&alice, "1").await;
    bob.get(&profile(&alice)).await.shows("alice@example.jp").shows("0230-11-2222");
    alice.get(&profile(&bob)).await.shows("bob@example.jp");
    carol.get(&profile(&alice)).await.hides("alice@example.jp").hides("0230-11-2222");
    alice.get("/").await.hides("連絡先のおたずねが");
    accepts(&alice, "0").await;
    bob.get(&profile(&alice)).await.hides("alice@example.jp").hides("0230-11-2222").shows("あらためてうかがえます");
    alice.get(&profile(&bob)).await.hides("bob@example.jp");
}

#[tokio::test]
async fn leaving_a_request_cannot_be_told_from_not_having_answered() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "27100").await);
    asks(&bob, &alice).await.is(303);
    let path = request(&alice).await;
    let seen_by_bob = || async {
        let list = bob.get("/me/contact-requests").await.is(200);
        // The form to withdraw it carries a fresh value each time.
        let list = list.values("value").iter().fold(list.body.clone(), |body, once| body.replace(once, ""));
        (bob.get(&profile(&alice)).await.is(200).body, list)
    };
    let before = seen_by_bob().await;
    alice.posts(&format!("{path}/setting-aside"), &[]).await.is(303);
    assert_eq!(seen_by_bob().await, before);
    alice.get("/").await.hides("連絡先のおたずねが");
    assert_eq!(asks(&bob, &alice).await.status, 409);
    // Later is early enough.
    accepts(&alice, "1").await;
    bob.get(&profile(&alice)).await.shows("alice@example.jp");
}

#[tokio::test]
async fn one_asks_again_after_thirty_days_and_of_two_people_only_one_asks() {
    let site = Site::open().await;
    let (mut alice, mut bob) = (site.member("alice", "11202").await, site.member("bob", "27100").await);
    asks(&bob, &alice).await.is(303);
    asks(&alice, &bob).await.is(409);
    asks(&bob, &bob).await.is(403);
    let path = request(&bob).await;
    bob.posts(&format!("{path}/withdrawal"), &[]).await.is(303);
    bob.posts(&format!("{path}/withdrawal"), &[]).await.is(303);
    assert_eq!(count(&site, "SELECT COUNT(*) AS count FROM contact_requests WHERE message <> ''").await, 0);
    alice.posts(&format!("{path}/acceptance"), &[("on", "1")]).await.is(409);
    bob.get(&profile(&alice)).await.hides("alice@example.jp").shows("あらためてうかがえます");
    assert_eq!(asks(&bob, &alice).await.status, 409, "withdrawing does not shorten the wait");
    site.wait_minutes(30 * DAY + 1);
    bob.signs_in().await.is(303);
    asks(&bob, &alice).await.is(303);
    site.wait_minutes(30 * DAY + 1);
    bob.signs_in().await.is(303);
    alice.signs_in().await.is(303);
    bob.get(&profile(&alice)).await.shows("お返事を待っています").shows("name=\"message\"");
    asks(&bob, &alice).await.is(303);
    request(&alice).await;
}

#[tokio::test]
async fn ten_a_day_are_enough_and_the_words_are_kept() {
    let site = Site::open().await;
    let bob = site.member("bob", "27100").await;
    let mut others = Vec::new();
    for number in 0..11 {
        others.push(site.member(&format!("other{number}"), "11202").await);
    }
    let long = "あ".repeat(301);
    let path = format!("{}/contact-requests", profile(&others[0]));
    bob.posts(&path, &[("message", &long)]).await.is(422).shows(&long).shows("300文字以内");
    bob.posts(&path, &[("message", " ")]).await.is(422);
    for other in &others[..10] {
        asks(&bob, other).await.is(303);
    }
    asks(&bob, &others[10]).await.is(422).shows("退院支援のことで").shows("10人まで");
    assert_eq!(count(&site, "SELECT COUNT(*) AS count FROM contact_requests").await, 10);
}

#[tokio::test]
async fn nothing_shows_of_and_to_whoever_has_left_or_is_suspended() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (alice, mut bob, dave) =
        (site.member("alice", "27100").await, site.member("bob", "11202").await, site.member("dave", "11202").await);
    shows(&alice, "", "nobody", "members").await.is(303);
    asks(&bob, &dave).await.is(303);
    accepts(&dave, "1").await;
    bob.get(&profile(&dave)).await.shows("dave@example.jp");
    let standing = format!("/admin/people/{}/standing", bob.id);
    manager.posts(&standing, &[("standing", "suspended"), ("reason", "職を離れました。")]).await.is(303);
    dave.get(&profile(&bob)).await.is(404).hides("bob@example.jp");
    dave.get("/me/contact-requests").await.is(200).hides("bob さん");
    manager.posts(&standing, &[("standing", "active")]).await.is(303);
    bob.signs_in().await.is(303);
    dave.get(&profile(&bob)).await.shows("bob@example.jp");
    let app = &site.inner.app;
    let roster = directory::Roster::load(&app.db, &app.places).await.expect("the roster");
    let tenure = roster.person(bob.id).expect("bob").tenures[0].id;
    let today = [("ended_on", "2026-11-22")];
    manager.posts(&format!("/admin/tenures/{tenure}/end"), &today).await.is(303);
    for person in [&dave, &alice] {
        bob.get(&profile(person)).await.is(403).hides(&person.email).hides("連絡先をうかがう");
    }
    assert_eq!(asks(&bob, &alice).await.status, 403);
    dave.get(&profile(&bob)).await.is(404);
}

#[tokio::test]
async fn an_acceptance_that_is_sent_twice_at_once_counts_once() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "27100").await);
    let (one, two) = tokio::join!(asks(&bob, &alice), asks(&bob, &alice));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    let path = format!("{}/acceptance", request(&alice).await);
    let yes = [("on", "1")];
    let (one, two) = tokio::join!(alice.posts(&path, &yes), alice.posts(&path, &yes));
    assert_eq!((one.status, two.status), (303, 303));
    assert_eq!(count(&site, "SELECT COUNT(*) AS count FROM mails WHERE recipient = 'bob@example.jp'").await, 1);
    assert_eq!(count(&site, "SELECT COUNT(*) AS count FROM audit_entries WHERE action = 'contact-accept'").await, 1);
}
