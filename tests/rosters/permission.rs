//! A file can do nothing that its bringer could not do by hand, and tells nothing of people elsewhere.

use super::{brings_in, confirms, csv, looks, person, roles, seat, sends};
use crate::support::Site;

#[tokio::test]
async fn only_those_with_a_charge_bring_files_and_nobody_sees_anothers() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let other = site.person("other", "", "prefecture", "manager:10").await;
    let colleague = site.person("colleague", "", "prefecture", "manager:11").await;
    let coordinator = site.member("coordinator", "11202").await;
    let observer = site.person("observer", "", "other", "observer:pref-11").await;
    let officer = site.person("officer", "", "municipality", "officer:11202").await;
    let line = csv(&["coordinator さん,coordinator@example.jp,,,,主任,,,,,"]);
    for nobody in [&coordinator, &observer, &officer] {
        for path in ["/admin/roster", "/admin/roster/export/csv", "/admin/roster/template/xlsx"] {
            nobody.get(path).await.is(403);
        }
        sends(nobody, "名簿.csv", line.clone()).await.is(403);
    }
    assert_eq!(sends(&site.visitor(), "名簿.csv", line.clone()).await.status, 303, "to the sign-in");
    let page = looks(&manager, line).await;
    for person in [&other, &colleague] {
        person.get(&page.path).await.is(404);
        confirms(person, &page).await.is(404);
        person.posts(&format!("{}/undoing", page.path), &[]).await.is(404);
    }
    coordinator.get(&page.path).await.is(403);
    assert_eq!(seat(&site, coordinator.id).await.title, "コーディネーター");
}

#[tokio::test]
async fn an_address_of_somebody_elsewhere_is_told_like_one_that_nobody_has() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    site.member("elsewhere", "10205").await;
    let line = |email: &str| format!("甲 一,{email},見本医師会,医師会,熊谷市,相談員,,委託,048-000-0000,,");
    let known = looks(&manager, csv(&[&line("elsewhere@example.jp")])).await;
    let unknown = looks(&manager, csv(&[&line("everywhere@example.jp")])).await;
    let same = |page: &str| page.replace("elsewhere", "everywhere");
    let (known, unknown) = (known.comparable(), unknown.comparable());
    assert_eq!(same(&known), unknown, "the pages differ");
    for what in
        ["甲 一,elsewhere@example.jp,,,,主任,,,,,", "elsewhere さん,elsewhere@example.jp,elsewhereの勤め先,,,主任,,,,,"]
    {
        looks(&manager, csv(&[what])).await.hides("この内容で取り込む").hides("登録されている").hides("10205");
    }
}

#[tokio::test]
async fn nothing_outside_of_the_charge_above_the_role_or_of_ones_own_is_taken() {
    let site = Site::open().await;
    let manager = site.person("manager", "11202", "prefecture", "manager:11").await;
    let alice = site.member("alice", "11202").await;
    let both = site.member("both", "10205,11202").await;
    let admin = site.person("admin", "11100", "other", "administrator").await;
    let gone = site.member("gone", "11202").await;
    site.leaves(&gone).await;
    for (line, words) in [
        ("alice さん,alice@example.jp,,,熊谷市、太田市,,,,,,", "太田市（群馬県）は、あなたの担当の範囲の外です"),
        (
            "alice さん,alice@example.jp,太田市医師会,医師会,太田市,相談員,,委託,048-000-0000,,",
            "あなたの担当の範囲の外です",
        ),
        ("alice さん,alice@example.jp,,,,,サイト管理者,,,,", "あなたの担当の範囲ではできません"),
        ("alice さん,alice@example.jp,,,,,都道府県担当者：群馬県,,,,", "あなたの担当の範囲ではできません"),
        ("alice さん,alice@example.jp,,,,,厚生局担当者：関東信越,,,,", "あなたの担当の範囲ではできません"),
        ("both さん,both@example.jp,,,,主任,,,,,", "あなたの担当の範囲ではできません"),
        ("both さん,both@example.jp,,,,,,,,,2026-12-31", "あなたの担当の範囲ではできません"),
        ("admin さん,admin@example.jp,,,,,,,,,2026-12-31", "あなたの担当の範囲ではできません"),
        ("manager さん,manager@example.jp,,,,主任,,,,,", "ご自分の登録は変えられません"),
        ("manager さん,manager@example.jp,,,,,市町村担当者,,,,", "ご自分の登録は変えられません"),
        ("新人,new@example.jp,見本医師会,医師会,太田市,相談員,,委託,048-000-0000,,", "あなたの担当の範囲の外です"),
        (
            "新人,new@example.jp,見本医師会,医師会,熊谷市,相談員,都道府県担当者,委託,048-000-0000,,",
            "招待で付けられるのは",
        ),
        ("alice さん,alice@example.jp,,,,,,,,,2026-11-21", "今日か、これからの日"),
        ("gone さん,gone@example.jp,,,熊谷市,相談員,,,,,", "所属機関を入力してください"),
    ] {
        looks(&manager, csv(&[line])).await.shows(words).hides("この内容で取り込む");
    }
    assert_eq!(seat(&site, alice.id).await.places, ["11202"]);
    assert!(roles(&site, alice.id).await.is_empty());
    // What of a seat over the border is the manager's own may be changed; the rest stays, whether it is written or not.
    brings_in(&manager, csv(&["both さん,both@example.jp,,,秩父市,,,,,,"])).await;
    assert_eq!(seat(&site, both.id).await.places, ["10205", "11207"]);
    brings_in(&manager, csv(&["both さん,both@example.jp,,,太田市、熊谷市,,,,,,"])).await;
    assert_eq!(seat(&site, both.id).await.places, ["10205", "11202"]);
    assert_eq!(roles(&site, admin.id).await, ["administrator:"]);
}

#[tokio::test]
async fn a_seat_that_lies_wholly_elsewhere_is_not_drawn_into_the_charge() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let admin = site.person("admin", "", "other", "administrator").await;
    let alice = site.member("alice", "11202").await;
    let elsewhere = "alice さん,alice@example.jp,太田市医師会,医師会,太田市,相談員,,委託,048-000-0000,,";
    brings_in(&admin, csv(&[elsewhere])).await;
    let wider = csv(&["alice さん,alice@example.jp,太田市医師会,,太田市、熊谷市,,,,,,"]);
    let refused = looks(&manager, wider.clone()).await;
    refused.shows("この担当の内容を変えることは、あなたの担当の範囲ではできません").hides("この内容で取り込む");
    // By hand the seat does not exist for the manager either; for whoever has both sides in their charge it does.
    let tenures = person(&site, alice.id).await.tenures;
    let there = tenures.iter().find(|tenure| tenure.organisation_name == "太田市医師会").expect("a seat");
    manager.get(&format!("/admin/seats/{}", there.seat)).await.is(404);
    assert_eq!(there.places, ["10205"]);
    looks(&admin, wider).await.shows("この内容で取り込む");
}

#[tokio::test]
async fn whoever_lost_the_role_between_looking_and_writing_writes_nothing() {
    let site = Site::open().await;
    let mut manager = site.person("manager", "11202", "prefecture", "manager:11").await;
    let admin = site.person("admin", "", "other", "administrator").await;
    let alice = site.member("alice", "11202").await;
    let page = looks(&manager, csv(&["alice さん,alice@example.jp,,,,主任,,,,,"])).await;
    let grants = format!("/admin/people/{}/grants", manager.id);
    admin.posts(&grants, &[("role", "manager:11"), ("on", "0")]).await.is(303);
    manager.signs_in().await.is(303);
    confirms(&manager, &page).await.is(403);
    assert_eq!(seat(&site, alice.id).await.title, "コーディネーター");
    // With another charge the file is another one.
    admin.posts(&grants, &[("role", "manager:10"), ("on", "1")]).await.is(303);
    manager.signs_in().await.is(303);
    confirms(&manager, &page).await.is(409).shows("何も書き込んでいません").hides("→");
    assert_eq!(seat(&site, alice.id).await.title, "コーディネーター");
}
