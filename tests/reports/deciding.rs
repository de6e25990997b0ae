//! Who decides on a report, and where it is written down.

use kernel::db::sql;
use sea_orm::ConnectionTrait as _;

use super::{SECRET, case, decides, id, manager, reports};
use crate::support::{Persona, Site, fresh_once};

#[tokio::test]
async fn only_those_who_tend_the_room_decide_and_never_on_their_own_text() {
    let site = Site::open().await;
    let (alice, carol, manager) =
        (site.member("alice", "11202").await, site.member("carol", "11202").await, manager(&site).await);
    let other = site.person("other", "", "prefecture", "manager:13").await;
    let administrator = site.person("administrator", "", "other", "administrator").await;
    let bureau = site.person("bureau", "", "other", "bureau:kantoshinetsu").await;
    let thread = alice.asks("pref-11", &format!("{SECRET}の退院支援"), "教えてください。").await;
    reports(&carol, &thread, "personal").await;
    for person in [&alice, &carol, &other, &administrator, &bureau] {
        person.get(&case(&thread)).await.is(404).hides(SECRET);
        assert_eq!(decides(person, &thread, "0", "fine").await, 404, "{}", person.email);
    }
    for person in [&other, &administrator, &bureau] {
        assert_eq!(person.get("/admin/reports").await.is(200).total(), 0);
    }
    for person in [&alice, &carol] {
        person.get("/admin/reports").await.is(403);
        person.get("/admin/log").await.is(403);
    }
    let own = manager.asks("pref-11", "担当者の投稿", "ご意見をください。").await;
    reports(&carol, &own, "personal").await;
    manager.get(&case(&own)).await.is(404);
    assert_eq!(decides(&manager, &own, "0", "fine").await, 404);
    // Nobody else tends the room, so the others know at once.
    assert_eq!(administrator.get("/admin/reports").await.total(), 1);
}

#[tokio::test]
async fn after_a_day_the_bureau_and_the_administrators_may_open_it_for_a_day_and_it_is_written_down() {
    let site = Site::open().await;
    let (alice, carol, manager) =
        (site.member("alice", "11202").await, site.member("carol", "11202").await, manager(&site).await);
    let administrator = site.person("administrator", "", "other", "administrator").await;
    let bureau = site.person("bureau", "", "other", "bureau:kantoshinetsu").await;
    let elsewhere = site.person("elsewhere", "", "other", "bureau:kinki").await;
    let thread = alice.asks("pref-11", &format!("{SECRET}の退院支援"), "教えてください。").await;
    reports(&carol, &thread, "personal").await;
    server::serve::hourly(&site.inner).await.expect("the hourly work");
    assert_eq!(site.letters_to(&administrator.email).await.len(), 0);
    site.wait_minutes(24 * 60 + 1);
    for _ in 0..2 {
        server::serve::hourly(&site.inner).await.expect("the hourly work");
    }
    let (administrator, bureau) = (again(&administrator).await, again(&bureau).await);
    let elsewhere = again(&elsewhere).await;
    for person in [&administrator, &bureau] {
        let letter = site.letter_to(&person.email).await;
        assert!(!letter.body.contains(SECRET) && !letter.body.contains("埼玉県"));
        let list = person.get("/admin/reports").await.is(200).hides(SECRET);
        assert_eq!(list.total(), 1);
        person.get(&case(&thread)).await.is(404);
        let opening = format!("/admin/reports/{}/opening", id(&thread));
        person.posts(&opening, &[("once", &fresh_once())]).await.is(303);
        person.get(&case(&thread)).await.is(200).shows(SECRET);
    }
    assert_eq!(site.letters_to(&elsewhere.email).await.len(), 0);
    assert_eq!(elsewhere.get("/admin/reports").await.total(), 0);
    elsewhere.posts(&format!("/admin/reports/{}/opening", id(&thread)), &[("once", &fresh_once())]).await.is(404);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM audit_entries WHERE action = 'post.opened'").await, 2);
    site.wait_minutes(24 * 60 + 1);
    let bureau = again(&bureau).await;
    bureau.get(&case(&thread)).await.is(404);
    bureau.posts(&format!("/admin/reports/{}/opening", id(&thread)), &[("once", &fresh_once())]).await.is(303);
    assert_eq!(decides(&bureau, &thread, "1", "personal").await, 303);
    // The decision ends the right to read it.
    bureau.get(&case(&thread)).await.is(404);
    again(&manager).await.get(&case(&thread)).await.is(200).shows("止めたままにした");
}

#[tokio::test]
async fn members_read_what_was_done_without_names_and_nobody_changes_the_log() {
    let site = Site::open().await;
    let (alice, carol, manager) =
        (site.member("alice", "11202").await, site.member("carol", "11202").await, manager(&site).await);
    let outsider = site.member("outsider", "27100").await;
    let thread = alice.asks("pref-11", &format!("{SECRET}の退院支援"), "教えてください。").await;
    reports(&carol, &thread, "personal").await;
    assert_eq!(decides(&manager, &thread, "1", "personal").await, 303);
    let log = carol.get("/log").await.is(200).shows("止めたままにした").shows("埼玉県");
    log.hides("alice").hides("manager").hides(SECRET).hides("ひとことです");
    outsider.get("/log").await.is(200).shows("記録はありません");
    let file = manager.get("/admin/log/export").await.is(200);
    assert!(file.content.starts_with("\u{feff}日時,部屋".as_bytes()), "{}", file.body);
    file.shows("manager").shows("ひとことです。").hides("carol").hides(SECRET);
    manager.get("/admin/log?action=post.shown").await.hides("ひとことです。");
    manager.get("/admin/log?room=area-1109").await.hides("ひとことです。");
    manager.get("/admin/log?room=nowhere&from=x&to=2026-13-99&before=a-b").await.is(200);
    let conn = site.inner.app.db.for_migrations();
    for text in ["UPDATE audit_entries SET action = ''", "DELETE FROM audit_entries"] {
        let error = conn.execute_raw(sql(conn, text, [])).await.expect_err("the log stays");
        assert!(error.to_string().contains("the log is only added to"), "{error}");
    }
}

async fn again(person: &Persona) -> Persona {
    let mut again = person.clone();
    again.signs_in().await.is(303);
    again
}
