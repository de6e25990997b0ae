//! What follows from the desk: on the next request, in the log, by letter, and when several act at once.

use directory::Roster;
use kernel::db::sql;
use sea_orm::ConnectionTrait as _;

use crate::support::{Persona, Site, fresh_once};

fn registration(person: &Persona) -> String {
    format!("/admin/people/{}", person.id)
}

/// The end of somebody's newest tenure.
async fn end_of(site: &Site, person: &Persona) -> String {
    let app = &site.inner.app;
    let roster = Roster::load(&app.db, &app.places).await.expect("the roster");
    format!("/admin/tenures/{}/end", roster.person(person.id).expect("a person").tenures[0].id)
}

async fn count(site: &Site, text: &str) -> i64 {
    let conn = &site.inner.app.db.conn;
    let row = conn.query_one_raw(sql(conn, text, [])).await.expect("a query").expect("a row");
    row.try_get("", "count").expect("a number")
}

#[tokio::test]
async fn a_tenure_that_ends_today_ends_with_the_next_request_and_who_left_may_keep_in_touch() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let thread = bob.asks("pref-11", "引継ぎの書き方", "項目を教えてください。").await;
    site.settle().await;
    alice.get(&thread).await.is(200);
    let end = end_of(&site, &alice).await;
    manager.get(&end).await.is(200).shows("退任後も全国の部屋に残れるようにする");
    for wrong in ["", "2026-11-21", "いつか"] {
        manager.posts(&end, &[("ended_on", wrong), ("stays", "1")]).await.is(422).shows("退任日");
    }
    manager.posts(&end, &[("ended_on", "2026-11-22"), ("stays", "1")]).await.is(303);
    alice.get(&thread).await.is(404);
    alice.get("/rooms/japan").await.is(200);
    bob.get(&format!("/coordinators/{}", alice.id)).await.is(200).shows("以前に担当していた方");
    manager.get(&end).await.is(404);
    manager.posts(&end, &[("ended_on", "2026-11-22")]).await.is(409);
    // Without the wish nothing is left, and the directory forgets at once.
    let end = end_of(&site, &bob).await;
    manager.posts(&end, &[("ended_on", "2026-11-22")]).await.is(303);
    bob.get("/rooms/japan").await.is(403);
    assert_eq!(alice.get("/coordinators?q=bob").await.total(), 0);
    alice.get(&format!("/search?tab=people&q={}", web::links::encode("bob"))).await.is(200).hides("bobの勤め先");
    manager.get(&registration(&bob)).await.is(200).shows("いまの担当なし").shows("退任を登録");
}

#[tokio::test]
async fn a_tenure_that_ends_later_lasts_to_the_end_of_its_last_day() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let mut alice = site.member("alice", "11202").await;
    let end = end_of(&site, &alice).await;
    manager.posts(&end, &[("ended_on", "２０２６/１１/２３")]).await.is(303);
    manager.get(&registration(&alice)).await.shows("令和8年11月23日（月）").shows("（予定）");
    site.wait_minutes(35 * 60);
    alice.signs_in().await.is(303);
    alice.get("/rooms/pref-11").await.is(200);
    site.wait_minutes(60);
    alice.get("/rooms/pref-11").await.is(403);
}

#[tokio::test]
async fn suspension_shuts_out_with_the_next_request_and_restoring_lets_in_again() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (mut alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let both = site.member("both", "11202,10205").await;
    let standing = |person: &Persona| format!("{}/standing", registration(person));
    manager.posts(&standing(&both), &[("standing", "suspended"), ("reason", "職を離れました。")]).await.is(403);
    manager.posts(&standing(&alice), &[("standing", "removed")]).await.is(400);
    manager.posts(&standing(&alice), &[("standing", "suspended"), ("reason", "職を離れました。")]).await.is(303);
    alice.get("/").await.is(200).shows("サインイン").hides("alice さん");
    alice.get("/threads").await.is(303);
    alice.signs_in().await.is(422);
    bob.get(&format!("/coordinators/{}", alice.id)).await.is(404);
    manager.get(&registration(&alice)).await.is(200).shows("利用停止中");
    manager.posts(&standing(&alice), &[("standing", "active")]).await.is(303);
    alice.signs_in().await.is(303);
    alice.get("/rooms/pref-11").await.is(200);
}

#[tokio::test]
async fn what_a_wider_charge_suspended_is_not_restored_in_a_narrower_one() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let bureau = site.person("bureau", "", "other", "bureau:kantoshinetsu").await;
    let admin = site.person("admin", "", "other", "administrator").await;
    let alice = site.member("alice", "11202").await;
    let standing = format!("{}/standing", registration(&alice));
    let sets = async |actor: &Persona, word: &str| {
        actor.posts(&standing, &[("standing", word), ("reason", "職を離れました。")]).await.status
    };
    for (by, refused, restored) in
        [(&manager, vec![], &manager), (&bureau, vec![&manager], &bureau), (&admin, vec![&manager, &bureau], &admin)]
    {
        assert_eq!(sets(by, "suspended").await, 303);
        for narrower in refused {
            narrower
                .get(&registration(&alice))
                .await
                .is(200)
                .shows("停止した担当者にご相談ください")
                .hides("/standing\"");
            assert_eq!(sets(narrower, "active").await, 403);
            // Nor by suspending once more.
            assert_eq!(sets(narrower, "suspended").await, 303);
            assert_eq!(sets(narrower, "active").await, 403);
        }
        restored.get(&registration(&alice)).await.is(200).shows("/standing\"");
        assert_eq!(sets(restored, "active").await, 303);
    }
    assert_eq!(sets(&manager, "suspended").await, 303);
    assert_eq!(sets(&admin, "suspended").await, 303, "the wider charge takes it over");
    assert_eq!(sets(&manager, "active").await, 403);
    assert_eq!(sets(&admin, "active").await, 303);
    let tx = site.inner.app.db.begin().await.expect("begin");
    directory::members::suspend(&tx, None, alice.id, "").await.expect("suspend");
    tx.commit().await.expect("commit");
    assert_eq!(sets(&bureau, "active").await, 403, "the operator counts as an administrator");
    assert_eq!(sets(&admin, "active").await, 303);
}

#[tokio::test]
async fn somebody_who_was_never_approved_is_not_let_in_through_the_desk() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let waiting = site.pending("waiting").await;
    manager.get(&registration(&waiting)).await.is(404);
    let standing = format!("{}/standing", registration(&waiting));
    manager.posts(&standing, &[("standing", "active")]).await.is(404);
    waiting.get("/threads").await.is(403);
    assert_eq!(manager.get("/admin/people?q=waiting").await.total(), 0);
}

#[tokio::test]
async fn fields_that_no_form_has_are_ignored() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let other = bob.id.to_string();
    let smuggled = [
        ("person_id", other.as_str()),
        ("id", &other),
        ("subject", &other),
        ("role", "administrator"),
        ("standing", "suspended"),
        ("granted_by", &other),
        ("email", "x@example.jp"),
        ("ended_on", "2027-03-31"),
        ("stays", "1"),
    ];
    manager.posts(&end_of(&site, &alice).await, &smuggled).await.is(303);
    let code = manager.posts(&format!("{}/code", registration(&alice)), &smuggled).await.is(200);
    assert!(code.body.contains("alice さん") && !code.body.contains("x@example.jp"));
    assert_eq!(count(&site, "SELECT COUNT(*) AS count FROM people WHERE id > 0 AND standing <> 'active'").await, 0);
    assert_eq!(count(&site, "SELECT COUNT(*) AS count FROM grants WHERE role = 'administrator'").await, 0);
    let of_bob = format!("SELECT COUNT(*) AS count FROM tenures WHERE person_id = {other} AND ended_at IS NOT NULL");
    assert_eq!(count(&site, &of_bob).await, 0);
    assert_eq!(count(&site, "SELECT COUNT(*) AS count FROM resets").await, 1);
}

#[tokio::test]
async fn a_code_stands_on_one_page_only_and_the_person_is_told() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let elsewhere = site.person("elsewhere", "", "prefecture", "manager:10").await;
    let alice = site.member("alice", "11202").await;
    let path = format!("{}/code", registration(&alice));
    elsewhere.posts(&path, &[]).await.is(404);
    let once = fresh_once();
    let page = manager
        .posts(&path, &[("once", &once)])
        .await
        .is(200)
        .shows("令和8年11月29日（日）12:00")
        .shows("/password/code")
        .shows("このコードは使えなくなります");
    let code = page.body.split("<strong>").nth(1).and_then(|rest| rest.split('<').next()).expect("a code").to_owned();
    manager.posts(&path, &[("once", &once)]).await.is(303).hides(&code);
    manager.get(&registration(&alice)).await.shows("コードを発行").hides(&code);
    let letters = "SELECT COUNT(*) AS count FROM mails WHERE recipient = 'alice@example.jp'";
    assert_eq!(count(&site, letters).await, 1);
    let leaks = format!(
        "SELECT COUNT(*) AS count FROM mails, audit_entries WHERE mails.body LIKE '%{code}%'
            OR audit_entries.detail LIKE '%{code}%'"
    );
    assert_eq!(count(&site, &leaks).await, 0);
}

#[tokio::test]
async fn a_form_that_is_sent_twice_counts_once() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let alice = site.member("alice", "11202").await;
    let once = fresh_once();
    let fields = [
        ("organisation", "連携支援センター"),
        ("affiliation", "hospital"),
        ("municipality", "深谷市"),
        ("form", "direct"),
        ("places", "深谷市"),
        ("started_on", "2026-11-01"),
        ("once", &once),
    ];
    let path = format!("{}/seats", registration(&alice));
    let location = format!("{}?done=seat-given", registration(&alice));
    let (first, second) = tokio::join!(manager.posts(&path, &fields), manager.posts(&path, &fields));
    assert_eq!((first.is(303).location(), second.is(303).location()), (location.clone(), location));
    let seats = format!("SELECT COUNT(*) AS count FROM tenures WHERE person_id = {}", alice.id);
    assert_eq!(count(&site, &seats).await, 2);
}

#[tokio::test]
async fn two_who_revoke_each_other_at_once_do_not_both_succeed() {
    let site = Site::open().await;
    for round in 0..5 {
        let one = site.person(&format!("one{round}"), "", "other", "administrator").await;
        let two = site.person(&format!("two{round}"), "", "other", "administrator").await;
        let take = [("role", "administrator"), ("on", "0")];
        let (path_one, path_two) = (format!("{}/grants", registration(&one)), format!("{}/grants", registration(&two)));
        let (a, b) = tokio::join!(one.posts(&path_two, &take), two.posts(&path_one, &take));
        let done = [a.status, b.status].iter().filter(|status| **status == 303).count();
        let ids = format!("({}, {})", one.id, two.id);
        let left = format!(
            "SELECT COUNT(*) AS count FROM grants WHERE revoked_at IS NULL AND role = 'administrator'
                AND person_id IN {ids}"
        );
        assert_eq!(count(&site, &left).await, 1, "{} {}", a.status, b.status);
        assert!(done >= 1, "{} {}", a.status, b.status);
    }
}
