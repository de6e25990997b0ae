//! Leaving a post: what ends with it, whatever ended it, what is left, and how a planned end is taken back.

use directory::Roster;
use kernel::RoomId;

use crate::support::{Persona, Site, fresh_once};

const TODAY: (&str, &str) = ("ended_on", "2026-11-22");
const TOMORROW: (&str, &str) = ("ended_on", "2026-11-23");
const HOURS: i64 = 60;

fn registration(person: &Persona) -> String {
    format!("/admin/people/{}", person.id)
}

/// The end of a tenure of somebody that has none yet, or of the newest.
async fn end_of(site: &Site, person: &Persona) -> String {
    let roster = roster(site).await;
    let tenures = &roster.person(person.id).expect("a person").tenures;
    let tenure = tenures.iter().find(|tenure| tenure.ended_at.is_none()).or(tenures.first()).expect("a tenure");
    format!("/admin/tenures/{}/end", tenure.id)
}

async fn roster(site: &Site) -> Roster {
    Roster::load(&site.inner.app.db, &site.inner.app.places).await.expect("the roster")
}

/// The officer of 秩父市, employed in 熊谷市, so that the grant opens a room that the seat does not.
async fn officer(site: &Site, name: &str) -> Persona {
    let officer = site.person(name, "11202", "municipality", "officer:11207").await;
    officer.get("/rooms/area-1110").await.is(200);
    officer
}

async fn gives_seat(actor: &Persona, person: &Persona, places: &str) {
    let fields = [
        ("organisation", "県庁"),
        ("affiliation", "prefecture"),
        ("municipality", "熊谷市"),
        ("form", "direct"),
        ("places", places),
        ("started_on", "2026-11-01"),
    ];
    actor.posts(&format!("{}/seats", registration(person)), &fields).await.is(303);
}

#[tokio::test]
async fn an_officer_who_leaves_the_last_seat_keeps_no_room_however_it_ended() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let bob = site.member("bob", "11207").await;
    let thread = bob.asks("area-1110", "夜間の連絡先", "一覧の作り方は。").await;
    let (today, planned, elsewhere) =
        (officer(&site, "today").await, officer(&site, "planned").await, officer(&site, "elsewhere").await);
    let area = RoomId::area("1110").expect("a room");
    assert_eq!(roster(&site).await.readers(area), 5);
    manager.get(&end_of(&site, &today).await).await.is(200).shows("市町村担当者の役割は、退任と同時に終わります");
    manager.posts(&end_of(&site, &today).await, &[TODAY]).await.is(303);
    manager.posts(&end_of(&site, &planned).await, &[TOMORROW]).await.is(303);
    site.leaves(&elsewhere).await;
    planned.get(&thread).await.is(200);
    site.wait_minutes(37 * HOURS);
    let mut manager = manager;
    manager.signs_in().await.is(303);
    for mut officer in [today, planned, elsewhere] {
        officer.signs_in().await.is(303);
        for path in [thread.as_str(), "/rooms/area-1110", "/rooms/japan", "/threads", "/search?q=%E5%A4%9C%E9%96%93"] {
            officer.get(path).await.is(403).hides("夜間の連絡先");
        }
        manager.get(&format!("/coordinators/{}", officer.id)).await.is(404);
        let file = manager.get(&registration(&officer)).await.is(200);
        file.shows("いまの担当なし").shows("役割はありません");
    }
    assert_eq!(roster(&site).await.readers(area), 2, "bob and the manager");
}

#[tokio::test]
async fn a_grant_that_ended_with_a_seat_does_not_come_back_with_another_one_but_can_be_given_anew() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let mut officer = officer(&site, "officer").await;
    site.leaves(&officer).await;
    site.wait_minutes(1);
    gives_seat(&manager, &officer, "熊谷市").await;
    officer.get("/rooms/pref-11").await.is(200);
    officer.get("/rooms/area-1110").await.is(404);
    let role = [("role", "officer:11207"), ("on", "1")];
    manager.posts(&format!("{}/grants", registration(&officer)), &role).await.is(303);
    officer.signs_in().await.is(303);
    officer.get("/rooms/area-1110").await.is(200);
    // Another seat that ends while one is left takes nothing with it.
    gives_seat(&manager, &officer, "深谷市").await;
    let page = manager.get(&end_of(&site, &officer).await).await.is(200);
    page.shows("次の役割は、退任のあとも残ります").shows("市町村担当者：秩父市（埼玉県）");
    manager.posts(&end_of(&site, &officer).await, &[TODAY]).await.is(303);
    officer.get("/rooms/area-1110").await.is(200);
}

#[tokio::test]
async fn roles_that_outlast_the_seat_are_named_with_the_way_to_take_them_back() {
    let site = Site::open().await;
    let bureau = site.person("bureau", "", "other", "bureau:kantoshinetsu").await;
    let manager = site.person("manager", "11202", "prefecture", "manager:11").await;
    let page = bureau.get(&end_of(&site, &manager).await).await.is(200);
    page.shows("都道府県担当者：埼玉県")
        .shows(&format!("\"{}#roles\"", registration(&manager)))
        .hides("同時に終わります");
    bureau.get(&registration(&manager)).await.is(200).shows("id=\"roles\"");
}

#[tokio::test]
async fn staying_in_touch_is_for_the_person_to_wish_and_signs_nobody_out() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let mut alice = officer(&site, "alice").await;
    let end = end_of(&site, &alice).await;
    let form = manager.get(&end).await.is(200).shows("退任後も全国の部屋に残れるようにする");
    assert!(!form.body.contains(" checked"), "nothing is chosen beforehand");
    manager.posts(&end, &[TOMORROW, ("stays", "1")]).await.is(303);
    alice.get("/rooms/area-1110").await.is(200);
    site.wait_minutes(37 * HOURS);
    alice.signs_in().await.is(303);
    alice.get("/rooms/japan").await.is(200);
    for room in ["pref-11", "area-1109", "area-1110"] {
        alice.get(&format!("/rooms/{room}")).await.is(404);
    }
    let profile = alice.get(&format!("/coordinators/{}", alice.id)).await.is(200);
    profile.shows("以前に担当していた方").hides("市町村担当者");
}

#[tokio::test]
async fn a_planned_end_is_taken_back_by_those_who_could_have_planned_it() {
    let site = Site::open().await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    let elsewhere = site.person("elsewhere", "", "prefecture", "manager:10").await;
    let mut alice = site.member("alice", "11202").await;
    let end = end_of(&site, &alice).await;
    let removal = format!("{end}/removal");
    manager.get(&end).await.is(200).hides("退任の予定を取り消す");
    manager.posts(&removal, &[]).await.is(409);
    manager.posts(&end, &[TOMORROW, ("stays", "1")]).await.is(303);
    manager.get(&end).await.is(200).shows("令和8年11月23日（月）").shows("退任の予定を取り消す");
    elsewhere.posts(&removal, &[]).await.is(404);
    alice.posts(&removal, &[]).await.is(403);
    let once = fresh_once();
    for _ in 0..2 {
        manager.posts(&removal, &[("once", &once)]).await.is(303);
    }
    let file = manager.get(&registration(&alice)).await.is(200);
    file.shows("退任の予定を取り消し").hides("（予定）").shows("役割はありません");
    alice.get("/rooms/pref-11").await.is(200);
    site.wait_minutes(37 * HOURS);
    for person in [&mut manager, &mut alice] {
        person.signs_in().await.is(303);
    }
    alice.get("/rooms/pref-11").await.is(200);
    manager.posts(&end, &[("ended_on", "2026-11-24")]).await.is(303);
    manager.posts(&removal, &[]).await.is(409);
    alice.get("/rooms/pref-11").await.is(403);
}

#[tokio::test]
async fn the_seat_of_an_office_that_serves_no_municipality_opens_the_room_of_all_japan() {
    let site = Site::open().await;
    let administrator = site.person("administrator", "", "other", "administrator").await;
    let office = site.person("office", "", "prefecture", "member").await;
    office.get("/rooms/japan").await.is(403);
    gives_seat(&administrator, &office, "").await;
    office.get("/rooms/japan").await.is(200).shows("現在2人");
    office.get("/rooms/pref-11").await.is(404);
    let thread = office.asks("japan", "県の研修計画", "年に何回ひらいていますか。").await;
    administrator.get(&thread).await.is(200);
    office.founds("県庁の会").await;
    site.leaves(&office).await;
    office.get(&thread).await.is(403);
}

#[tokio::test]
async fn who_holds_nothing_any_more_sees_their_own_account_and_nothing_else() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let thread = bob.asks("pref-11", "引継ぎの書き方", "項目を教えてください。").await;
    site.leaves(&alice).await;
    let home = alice.get("/").await.is(200).shows("ご担当の期間は終わりました").shows("/me/contact");
    home.hides("引継ぎの書き方").hides("bob さん").hides("class=\"site-nav\"");
    for path in ["/coordinators", "/municipalities/11202", "/prefectures/11", "/search?q=bob", "/rooms", "/groups"] {
        alice.get(path).await.is(403).shows("いまのご担当がありません").hides("bob さん");
    }
    // As with somebody who waits, nothing is looked up: what exists and what does not get the same words.
    let words = |body: &str| body.split("お問い合わせ番号").next().unwrap_or_default().to_owned();
    let (seen, absent) = (alice.get(&thread).await.is(403), alice.get("/threads/123456789").await.is(403));
    assert_eq!(words(&seen.body), words(&absent.body));
    alice.posts(&format!("{thread}/replies"), &[("body", "返信")]).await.is(403);
    for page in web::account::PAGES {
        alice.get(page.href).await.is(200).hides("bob さん");
    }
    let location = alice.posts("/me/profile", &[("kana", "ありす")]).await.is(303).location();
    alice.get(&location).await.is(200).shows("ありす");
    site.pending("waiting").await.get("/me/profile").await.is(403).shows("承認をお待ちください");
}

#[tokio::test]
async fn who_has_yet_to_begin_is_told_when_and_begins_on_that_day() {
    let site = Site::open().await;
    let administrator = site.person("administrator", "", "other", "administrator").await;
    let mut alice = site.person("alice", "", "clinic", "member").await;
    let fields = [
        ("organisation", "連携支援センター"),
        ("affiliation", "medical-association"),
        ("municipality", "熊谷市"),
        ("form", "direct"),
        ("places", "熊谷市"),
        ("started_on", "2026-11-24"),
    ];
    administrator.posts(&format!("{}/seats", registration(&alice)), &fields).await.is(303);
    alice.get("/").await.is(200).shows("令和8年11月24日（火）").shows("に始まります").hides("終わりました");
    alice.get("/coordinators").await.is(403);
    site.wait_minutes(37 * HOURS);
    alice.signs_in().await.is(303);
    alice.get("/coordinators").await.is(200);
    alice.get("/rooms/pref-11").await.is(200);
}
