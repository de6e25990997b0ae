//! Shutting somebody out at the desk: never without a reason, which the person is told.

use crate::support::{Persona, Site, fresh_once};

const REASON: &str = "申し込みの内容が、所属機関に確かめたことと違っていました。\n担当課にご連絡ください。";

fn standing(person: &Persona) -> String {
    format!("/admin/people/{}/standing", person.id)
}

#[tokio::test]
async fn nobody_is_shut_out_without_a_reason_and_what_was_typed_comes_back() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let alice = site.member("alice", "11202").await;
    let path = standing(&alice);
    manager.get(&format!("/admin/people/{}", alice.id)).await.shows(&path).hides("name=\"standing\"");
    manager.get(&path).await.is(200).shows("停止する理由").shows("alice さん").shows("name=\"reason\"");
    let long = "長".repeat(501);
    for (reason, told) in
        [("", "停止する理由を入力してください"), (" \n", "停止する理由を入力してください"), (&long, "500文字以内")]
    {
        let refused = manager.posts(&path, &[("standing", "suspended"), ("reason", reason)]).await.is(422);
        refused.shows(told).shows(reason.trim()).shows("reason-problem");
    }
    alice.get("/threads").await.is(200);
    assert!(site.letters_to("alice@example.jp").await.is_empty());
}

#[tokio::test]
async fn whoever_is_shut_out_reads_the_reason_in_a_letter_and_it_stands_in_the_record() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let mut alice = site.member("alice", "11202").await;
    let (path, once) = (standing(&alice), fresh_once());
    let form = [("standing", "suspended"), ("reason", REASON), ("once", once.as_str())];
    manager.posts(&path, &form).await.is(303);
    manager.posts(&path, &form).await.is(303);
    alice.get("/threads").await.is(303);
    let letter = site.letter_to("alice@example.jp").await;
    assert_eq!(letter.subject, "【よこいと】ご利用の停止について");
    assert!(letter.body.contains(REASON), "{}", letter.body);
    letter.path("/contact");
    let page = manager.get(&format!("/admin/people/{}", alice.id)).await;
    page.shows("利用を停止：申し込みの内容が、所属機関に確かめたことと違っていました。");

    manager.get(&path).await.is(200).shows("利用を再開する").shows("空欄でもかまいません");
    site.wait_minutes(1);
    manager.posts(&path, &[("standing", "active"), ("reason", "")]).await.is(303);
    alice.signs_in().await.is(303);
    let letters = site.letters_to("alice@example.jp").await;
    assert_eq!(letters.len(), 2);
    letters[1].path("/sign-in");
    assert!(!letters[1].body.contains("担当者から"), "{}", letters[1].body);
}

#[tokio::test]
async fn the_form_of_somebody_beyond_ones_charge_is_not_shown() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let bureau = site.person("bureau", "11100", "other", "bureau:kantoshinetsu").await;
    let (alice, outside) = (site.member("alice", "11202").await, site.member("outside", "10205").await);
    manager.get(&standing(&bureau)).await.is(403);
    manager.get(&standing(&manager)).await.is(403);
    manager.get(&standing(&outside)).await.is(404);
    alice.get(&standing(&outside)).await.is(403);
    let form = [("standing", "suspended"), ("reason", REASON)];
    bureau.posts(&standing(&alice), &form).await.is(303);
    manager.get(&standing(&alice)).await.is(403);
    bureau.get(&standing(&alice)).await.is(200);
}

#[tokio::test]
async fn a_reason_that_came_after_the_session_had_ended_is_kept() {
    let site = Site::open().await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    let alice = site.member("alice", "11202").await;
    site.wait_minutes(31 * 24 * 60);
    let form = [("standing", "suspended"), ("reason", REASON)];
    let location = manager.posts(&standing(&alice), &form).await.is(303).location();
    assert!(location.contains("drafts"), "{location}");
    manager.signs_in().await.is(303);
    let drafts = manager.get("/me/drafts").await.is(200).shows("利用の停止と再開");
    let draft = drafts.values("data-id")[0].clone();
    manager.get(&format!("{}?draft={draft}", standing(&alice))).await.is(200).shows("確かめたことと違っていました");
}

#[tokio::test]
async fn a_suspension_stands_in_the_log_of_exactly_those_who_may_open_the_registration() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let bureau = site.person("bureau", "", "other", "bureau:kantoshinetsu").await;
    let admin = site.person("admin", "", "other", "administrator").await;
    let other = site.person("other", "", "prefecture", "manager:13").await;
    let elsewhere = site.person("elsewhere", "", "other", "bureau:kinki").await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    bob.founds("見本の会").await;
    let form = [("standing", "suspended"), ("reason", REASON)];
    manager.posts(&standing(&alice), &form).await.is(303);
    site.wait_minutes(1);
    manager.posts(&standing(&alice), &[("standing", "active"), ("reason", "")]).await.is(303);
    site.wait_minutes(1);
    let tx = site.inner.app.db.begin().await.expect("begin");
    directory::members::suspend(&tx, None, alice.id, "運営者の理由です。").await.expect("suspend");
    tx.commit().await.expect("commit");

    for person in [&manager, &bureau, &admin] {
        let log = person.get("/admin/log").await.is(200).shows("利用を停止した").shows("利用を再開した");
        log.shows(&format!("/admin/people/{}", alice.id)).shows("担当課にご連絡ください").shows("このサイトの運営者");
        let file = person.get("/admin/log/export").await.is(200).shows("対象の方").shows("担当課にご連絡ください");
        assert!(file.body.contains(",manager さん,,alice さん"), "{}", file.body);
        assert!(file.body.contains("運営者の理由です。,このサイトの運営者,,alice さん"), "{}", file.body);
    }
    for person in [&other, &elsewhere, &bob] {
        for path in ["/admin/log", "/admin/log?action=person-suspend", "/admin/log/export"] {
            person.get(path).await.is(200).hides("alice").hides("担当課にご連絡").hides("運営者の理由");
        }
    }
    // Of no room, and so in nobody's log who reads rooms.
    bob.get("/admin/log").await.hides("利用を停止した");
    for person in [&bob, &manager, &admin] {
        person.get("/log?action=person-suspend").await.is(200).shows("記録はありません").hides("利用を停止した");
    }
    // The filters are the same.
    manager.get("/admin/log?action=person-suspend").await.shows("担当課にご連絡").hides(">利用を再開した</strong>");
    manager.get("/admin/log/export?action=person-restore").await.hides("担当課にご連絡");
    manager.get("/admin/log?room=pref-11").await.hides("担当課にご連絡");
    manager.get("/admin/log?to=2020-01-01").await.hides("担当課にご連絡");
}
