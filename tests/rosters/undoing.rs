//! Taking a file back within seven days: what it changed, except what others have changed since.

use super::{brings_in, csv, person, roles, seat};
use crate::support::{Answer, Persona, Site, fresh_once};

async fn takes_back(manager: &Persona, page: &Answer) -> Answer {
    let path = page.path.split('?').next().unwrap_or_default();
    manager.posts(&format!("{path}/undoing"), &[("once", &fresh_once())]).await
}

#[tokio::test]
async fn what_a_file_wrote_is_as_it_was() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (alice, bob, mut carol) =
        (site.member("alice", "11202").await, site.member("bob", "11202").await, site.member("carol", "11218").await);
    let before = (seat(&site, alice.id).await, seat(&site, bob.id).await, seat(&site, carol.id).await);
    let page = brings_in(
        &manager,
        csv(&[
            "alice さん,alice@example.jp,aliceの勤め先,,秩父市,主任,市町村担当者,直営,,,2027-03-31",
            "alice さん,alice@example.jp,深谷市医師会,医師会,深谷市,相談員,,委託,048-000-0000,,",
            "bob さん,bob@example.jp,,,,,市町村担当者,,,,",
            "carol さん,carol@example.jp,,,,部長,市町村担当者,,,,2026/11/22",
            "新人 花子,new@example.jp,熊谷市医師会,医師会,熊谷市,相談員,,委託,048-000-0000,,",
        ]),
    )
    .await;
    assert_eq!(person(&site, alice.id).await.tenures.len(), 2);
    let invitation = site.letter_to("new@example.jp").await.path("/invitations/");
    // A role that was given with it has ended the session.
    carol.signs_in().await;
    carol.get("/rooms/pref-11").await.is(403);

    let location = takes_back(&manager, &page).await.is(303).location();
    let shown = manager.get(&location).await.is(200).shows("取り込みを取り消しました").shows("取り消し済み");
    shown.hides("元に戻していません").hides("この取り込みを取り消す");
    let tenures = person(&site, alice.id).await.tenures;
    assert_eq!(tenures.len(), 1, "a seat from which nothing was written is gone");
    for (now, before) in
        [(&tenures[0], &before.0), (&seat(&site, bob.id).await, &before.1), (&seat(&site, carol.id).await, &before.2)]
    {
        assert_eq!((&now.title, now.form, &now.places), (&before.title, before.form, &before.places));
        assert_eq!(now.ended_at, before.ended_at);
    }
    for somebody in [&alice, &bob, &carol] {
        assert!(roles(&site, somebody.id).await.is_empty());
    }
    carol.signs_in().await;
    carol.get("/rooms/pref-11").await.is(200);
    site.visitor().get(&invitation).await.is(409).shows("取り消されています");
    takes_back(&manager, &page).await.is(409).shows("もう取り消せません");
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM audit_entries WHERE action = 'roster-undo'").await, 1);
}

#[tokio::test]
async fn what_others_have_changed_since_stays_and_is_told_by_name() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let colleague = site.person("colleague", "", "prefecture", "manager:11").await;
    let (alice, bob, carol) =
        (site.member("alice", "11202").await, site.member("bob", "11202").await, site.member("carol", "11202").await);
    let page = brings_in(
        &manager,
        csv(&[
            "alice さん,alice@example.jp,,,,主任,,,,,",
            "bob さん,bob@example.jp,,,,主任,,,,,",
            "carol さん,carol@example.jp,深谷市医師会,医師会,深谷市,相談員,,委託,048-000-0000,,",
        ]),
    )
    .await;
    let change = [("title", "部長"), ("form", "commissioned"), ("is_full_time", "1"), ("places", "熊谷市")];
    let changed = seat(&site, alice.id).await.seat;
    colleague.posts(&format!("/admin/seats/{changed}"), &change).await.is(303);
    // Something was written from the new seat, so it is not removed but ends.
    let tenures = person(&site, carol.id).await.tenures;
    let new = tenures.iter().find(|tenure| tenure.organisation_name == "深谷市医師会").expect("a seat");
    let thread = carol.asks("pref-11", "避難所の備え", "どうしていますか。").await;
    let post = thread.trim_start_matches("/threads/");
    site.does(&format!("UPDATE posts SET tenure_id = {} WHERE id = {post}", new.id)).await;

    let location = takes_back(&manager, &page).await.is(303).location();
    let shown = manager.get(&location).await.is(200);
    shown.shows("次の1件は、元に戻していません").shows("2行目 <bdi>alice さん</bdi>：取り込みの後で変更された");
    assert_eq!(seat(&site, alice.id).await.title, "部長");
    assert_eq!(seat(&site, bob.id).await.title, "コーディネーター");
    let tenures = person(&site, carol.id).await.tenures;
    let new = tenures.iter().find(|tenure| tenure.organisation_name == "深谷市医師会").expect("it is still there");
    assert!(!new.current && new.ended_at.is_some());
}

#[tokio::test]
async fn a_seat_that_has_come_to_its_end_by_itself_does_not_keep_the_rest_from_being_taken_back() {
    let site = Site::open().await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let page = brings_in(
        &manager,
        csv(&[
            "alice さん,alice@example.jp,深谷市医師会,医師会,深谷市,相談員,,委託,048-000-0000,,2026-11-23",
            "bob さん,bob@example.jp,,,,主任,,,,,",
            "新人 花子,new@example.jp,熊谷市医師会,医師会,熊谷市,相談員,,委託,048-000-0000,,",
        ]),
    )
    .await;
    let tenures = person(&site, alice.id).await.tenures;
    let new = tenures.iter().find(|tenure| tenure.organisation_name == "深谷市医師会").expect("a seat");
    let thread = alice.asks("pref-11", "避難所の備え", "どうしていますか。").await;
    let post = thread.trim_start_matches("/threads/");
    site.does(&format!("UPDATE posts SET tenure_id = {} WHERE id = {post}", new.id)).await;
    // Somebody has taken the invitation back by hand meanwhile, so that nobody has come by it.
    site.does(&format!("UPDATE invitations SET revoked_at = {}", site.inner.app.db.clock.now().0)).await;
    site.wait_minutes(2 * 24 * 60);
    manager.signs_in().await.is(303);

    let location = takes_back(&manager, &page).await.is(303).location();
    let shown = manager.get(&location).await.is(200);
    shown.shows("次の1件は、元に戻していません").shows("招待は、すでに取り消されています").hides("招待を受けて");
    assert_eq!(seat(&site, bob.id).await.title, "コーディネーター");
    let tenures = person(&site, alice.id).await.tenures;
    let over = tenures.iter().find(|tenure| tenure.id == new.id).expect("what was written from it keeps it");
    assert_eq!((over.current, over.ended_at), (false, new.ended_at));
}

#[tokio::test]
async fn a_role_that_was_given_anew_since_stays() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let alice = site.member("alice", "11202").await;
    let page = brings_in(&manager, csv(&["alice さん,alice@example.jp,,,,,市町村担当者,,,,"])).await;
    let grants = format!("/admin/people/{}/grants", alice.id);
    for on in ["0", "1"] {
        manager.posts(&grants, &[("role", "officer:11202"), ("on", on)]).await.is(303);
    }
    let location = takes_back(&manager, &page).await.is(303).location();
    manager.get(&location).await.is(200).shows("取り込みの後で変更されたため");
    assert_eq!(roles(&site, alice.id).await, ["officer:11202"]);
}

#[tokio::test]
async fn after_seven_days_or_without_the_charge_nothing_is_taken_back() {
    let site = Site::open().await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    let admin = site.person("admin", "", "other", "administrator").await;
    let alice = site.member("alice", "11202").await;
    let page = brings_in(&manager, csv(&["alice さん,alice@example.jp,,,,主任,,,,,"])).await;
    let grants = format!("/admin/people/{}/grants", manager.id);
    admin.posts(&grants, &[("role", "manager:11"), ("on", "0")]).await.is(303);
    admin.posts(&grants, &[("role", "manager:10"), ("on", "1")]).await.is(303);
    manager.signs_in().await.is(303);
    let location = takes_back(&manager, &page).await.is(303).location();
    manager.get(&location).await.is(200).shows("担当の範囲ではなくなったため");
    assert_eq!(seat(&site, alice.id).await.title, "主任");

    let mut other = site.person("other", "", "prefecture", "manager:11").await;
    let page = brings_in(&other, csv(&["alice さん,alice@example.jp,,,,部長,,,,,"])).await;
    site.wait_minutes(7 * 24 * 60 + 1);
    other.signs_in().await.is(303);
    takes_back(&other, &page).await.is(404);
    server::serve::hourly(&site.inner).await.expect("the hourly work");
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM roster_import_deeds").await, 0);
    assert_eq!(seat(&site, alice.id).await.title, "部長");
}

#[tokio::test]
async fn whoever_was_invited_by_a_file_is_invited_anew_from_its_page_and_stays_when_it_is_taken_back() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let colleague = site.person("colleague", "", "prefecture", "manager:11").await;
    let line =
        |name: &str, email: &str| format!("{name},{email},熊谷市医師会,医師会,熊谷市,相談員,,委託,048-000-0000,,");
    let (one, two) = (line("新人 花子", "one@example.jp"), line("新人 次郎", "two@example.jp"));
    let page = brings_in(&manager, csv(&[&one, &two])).await.shows("手紙やメールで招待し直す");
    let import = page.path.split('?').next().and_then(|path| path.rsplit('/').next()).unwrap_or_default().to_owned();
    let list = format!("/admin/invitations?import={import}&state=open");
    assert_eq!(manager.get(&list).await.is(200).total(), 2);
    // A file is its bringer's, and nobody else looks into it.
    colleague.get(&list).await.is(404);
    site.wait_minutes(1);
    let id = site.number("SELECT id AS n FROM invitations WHERE email = 'one@example.jp'").await.to_string();
    let anew = [("invitation", &*id), ("way", "paper"), ("office", "医療整備課"), ("phone", "048-000-0001")];
    manager.posts("/admin/invitations/renewal", &anew).await.is(200).shows("新人 花子");
    // Whoever was invited anew is still one of those whom the file brought.
    assert_eq!(manager.get(&list).await.is(200).total(), 2);
    let location = takes_back(&manager, &page).await.is(303).location();
    manager.get(&location).await.is(200).shows("招待し直されたため").shows("新人 花子").hides("新人 次郎：");
    assert_eq!(manager.get("/admin/invitations?state=waiting").await.is(200).total(), 1);
}
