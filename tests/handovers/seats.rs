//! A seat's page, successors, and words that stay where they were said.

use super::{DAY, seat_of, successor};
use crate::support::{Persona, Site, fresh_once};

#[tokio::test]
async fn a_seat_shows_who_holds_it_and_who_held_it() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let reader = site.member("reader", "13206").await;
    let before = site.member("before", "11202").await;
    let seat = seat_of(&site, &before).await;
    let page = format!("/seats/{seat}");
    reader.get(&page).await.is(200).shows("before さん").shows("熊谷市（埼玉県）").shows("記録はまだありません");
    reader.get(&format!("/coordinators/{}", before.id)).await.is(200).shows(&page);
    reader.get("/municipalities/11202").await.is(200).shows(&page);
    site.wait_minutes(2 * DAY);
    site.leaves(&before).await;
    let reader = {
        let mut again = reader;
        again.signs_in().await.is(303);
        again
    };
    reader
        .get(&page)
        .await
        .is(200)
        .shows("いま、このポストの方はいません")
        .shows("before さん")
        .shows("令和8年11月24日");
    reader.get("/municipalities/11202").await.is(200).shows("いまは空席です");
    let manager = {
        let mut again = manager;
        again.signs_in().await.is(303);
        again
    };
    manager.get(&page).await.is(200).shows("後任の方を招待する");
    let after = successor(&site, &manager, seat, "after").await;
    reader.get(&page).await.is(200).shows("after さん").shows("before さん").hides("引継ぎを見る");
    after.get(&page).await.is(200).shows("引継ぎを見る");
    after.get("/rooms/pref-11").await.is(200);
    reader.get("/seats/12345").await.is(404);
    site.visitor().get(&page).await.is(303);
}

#[tokio::test]
async fn of_somebody_who_is_suspended_the_seat_tells_nothing() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let reader = site.member("reader", "13206").await;
    let before = site.member("before", "11202").await;
    let question = before.asks("pref-11", "まだ解けない相談", "どなたか教えてください。").await;
    before.posts("/me/follows/theme-acp", &[("level", "2")]).await.is(303);
    let seat = seat_of(&site, &before).await;
    let page = format!("/seats/{seat}");
    let standing = format!("/admin/people/{}/standing", before.id);
    manager.posts(&standing, &[("standing", "suspended"), ("reason", "職を離れました。")]).await.is(303);
    reader.get(&page).await.is(404);
    reader.get("/municipalities/11202").await.is(200).hides(&page);
    manager.posts(&standing, &[("standing", "active")]).await.is(303);
    site.wait_minutes(1);
    site.leaves(&before).await;
    let after = successor(&site, &manager, seat, "after").await;
    after.get("/me/handover").await.is(200).shows("before さん").shows("まだ解けない相談");
    manager.posts(&standing, &[("standing", "suspended"), ("reason", "職を離れました。")]).await.is(303);
    after.get(&page).await.is(200).hides("before さん");
    after.get("/me/handover").await.is(200).hides("before さん").hides("まだ解けない相談").shows("前任の方はいません");
    after.get("/").await.is(200).hides("前任の方から");
    // What was said in the room stays there.
    after.get(&question).await.is(200).shows("before さん");
}

#[tokio::test]
async fn words_stay_under_the_seat_and_the_name_under_which_they_were_said() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let reader = site.member("reader", "11202").await;
    let alice = site.member("alice", "11202").await;
    let old = alice.asks("pref-11", "まえの職場での相談", "どなたか教えてください。").await;
    let fields = [
        ("organisation", "あたらしい支援センター"),
        ("affiliation", "hospital"),
        ("municipality", "深谷市"),
        ("form", "direct"),
        ("places", "深谷市"),
        ("started_on", "2026-11-22"),
    ];
    let first = seat_of(&site, &alice).await;
    site.wait_minutes(1);
    site.leaves(&alice).await;
    manager.posts(&format!("/admin/people/{}/seats", alice.id), &fields).await.is(303);
    let new = alice.asks("pref-11", "いまの職場での相談", "どなたか教えてください。").await;
    reader.get(&old).await.is(200).shows("aliceの勤め先").hides("あたらしい支援センター");
    reader.get(&new).await.is(200).shows("あたらしい支援センター").hides("aliceの勤め先");
    // A name after a marriage is that of what is said from now on.
    let correction = directory::members::Correction::parse(Some("新姓 さん"), None, None).expect("a name");
    let tx = site.inner.app.db.begin().await.expect("begin");
    assert!(directory::members::correct(&tx, None, alice.id, &correction).await.expect("correct"));
    tx.commit().await.expect("commit");
    reader.get(&old).await.is(200).shows("alice さん").hides("新姓 さん");
    reader.get(&new).await.is(200).shows("新姓 さん").hides("alice さん");
    reader.get(&format!("/seats/{first}")).await.is(200).shows("alice さん");
    // Twice is once: the first name stays that of the first time.
    let correction = directory::members::Correction::parse(Some("三姓 さん"), None, None).expect("a name");
    let tx = site.inner.app.db.begin().await.expect("begin");
    assert!(directory::members::correct(&tx, None, alice.id, &correction).await.expect("correct"));
    tx.commit().await.expect("commit");
    reader.get(&old).await.is(200).shows("alice さん");
    reader.get(&new).await.is(200).shows("三姓 さん");
}

#[tokio::test]
async fn a_successor_is_invited_by_whoever_has_all_of_the_seat_in_charge_and_comes_on_the_day() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let elsewhere = site.person("elsewhere", "", "prefecture", "manager:10").await;
    let before = site.member("before", "11202").await;
    let both = site.member("both", "11202,10205").await;
    let path = format!("/admin/seats/{}/successor", seat_of(&site, &before).await);
    let over = format!("/admin/seats/{}/successor", seat_of(&site, &both).await);
    let fields = |email: &str, day: &str| {
        [
            ("email", email.to_owned()),
            ("name", "後任 花".to_owned()),
            ("started_on", day.to_owned()),
            ("once", fresh_once()),
        ]
    };
    before.get(&path).await.is(403);
    elsewhere.get(&path).await.is(404);
    elsewhere.fills(&path, &fields("x@example.jp", "2026-12-01")).await.is(404);
    manager.get(&over).await.is(403);
    manager.fills(&over, &fields("x@example.jp", "2026-12-01")).await.is(403);
    for (email, day, sentence) in [
        ("", "2026-12-01", "メールアドレスを"),
        ("x@example.jp", "いつか", "着任日は"),
        ("x@example.jp", "2029-01-01", "1年以内"),
        ("manager@example.jp", "2026-12-01", "ご自身は招待できません"),
    ] {
        manager.fills(&path, &fields(email, day)).await.is(422).shows(sentence).shows("後任 花");
    }
    manager.fills(&path, &fields("x@example.jp", "2026-12-01")).await.is(303);
    let link = site.letter_to("x@example.jp").await.path("/invitations/");
    let mut hana = site.visitor();
    hana.get(&link).await.is(200).shows("後任 花").shows("令和8年12月1日").shows("後任として");
    joins(&mut hana, &link, "x@example.jp").await;
    hana.get("/").await.is(200).shows("令和8年12月1日");
    hana.get("/rooms/pref-11").await.is(403);
    site.wait_minutes(9 * DAY);
    hana.tries("x@example.jp", crate::support::PASSWORD).await.is(303);
    hana.get("/rooms/pref-11").await.is(200);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM seats").await, 2, "no seat was made");
}

#[tokio::test]
async fn an_invitation_into_a_seat_that_has_changed_is_good_no_more() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let before = site.member("before", "11202").await;
    let seat = seat_of(&site, &before).await;
    let fields = [("email", "x@example.jp"), ("started_on", "2026-11-22"), ("once", &fresh_once())];
    manager.posts(&format!("/admin/seats/{seat}/successor"), &fields).await.is(303);
    let link = site.letter_to("x@example.jp").await.path("/invitations/");
    site.does(&format!("INSERT INTO seat_places (seat_id, municipality_code) VALUES ({seat}, '10205')")).await;
    let form = [
        ("kana", "こうにん"),
        ("name", "後任 花"),
        ("password", crate::support::PASSWORD),
        ("terms", web::public_pages::TERMS_VERSION),
        ("privacy", web::public_pages::PRIVACY_VERSION),
    ];
    site.visitor().posts(&link, &form).await.is(409).shows("もう一度招待");
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM tenures").await, 1);
}

async fn joins(person: &mut Persona, link: &str, email: &str) {
    let form = [
        ("kana", "こうにん"),
        ("name", "後任 花"),
        ("password", crate::support::PASSWORD),
        ("terms", web::public_pages::TERMS_VERSION),
        ("privacy", web::public_pages::PRIVACY_VERSION),
    ];
    person.posts(link, &form).await.is(303);
    person.tries(email, crate::support::PASSWORD).await.is(303);
}
