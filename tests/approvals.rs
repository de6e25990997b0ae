//! Approving applications: each prefecture its own part, others when time has passed, and one decline for all.

use crate::support::{Persona, Site, application, fresh_once, with};

const CHECKED: [(&str, &str); 1] = [("checked", "市の公式サイトにある代表番号に電話し、係長に確認しました。")];

/// The page of the only application that waits for this person.
async fn waiting(approver: &Persona) -> String {
    let ids = approver.get("/admin/applications").await.is(200).values("data-id");
    assert_eq!(ids.len(), 1, "applications of {}", approver.email);
    format!("/admin/applications/{}", ids[0])
}

async fn releases(approver: &Persona, path: &str, status: u16) {
    let once = fresh_once();
    let fields = [CHECKED[0], ("once", once.as_str())];
    approver.posts(&format!("{path}/release"), &fields).await.is(status);
    if status == 303 {
        // The same form again gets the same answer.
        approver.posts(&format!("{path}/release"), &fields).await.is(303);
    }
}

#[tokio::test]
async fn every_claimed_prefecture_releases_its_own_part() {
    let site = Site::open().await;
    let saitama = site.person("saitama", "", "prefecture", "manager:11").await;
    let gunma = site.person("gunma", "", "prefecture", "manager:10").await;
    let tokyo = site.person("tokyo", "", "prefecture", "manager:13").await;
    let administrator = site.person("administrator", "", "other", "administrator").await;
    let hana = site.applicant("hana", "埼玉県熊谷市、群馬県太田市").await;
    let path = waiting(&saitama).await;
    assert_eq!(path, waiting(&gunma).await);
    tokyo.get(&path).await.is(404);
    assert_eq!(tokyo.get("/admin/applications").await.is(200).values("data-total"), Vec::<String>::new());
    saitama.posts(&format!("{path}/release"), &[("checked", " ")]).await.is(422).shows("確かめ方を入力");
    releases(&saitama, &path, 303).await;
    saitama.get(&path).await.is(200).shows("確認済み").hides("係長");
    releases(&saitama, &path, 409).await;
    hana.get("/join/status").await.is(200).shows("確認が済みました").shows("確認待ち");
    hana.get("/threads").await.is(403);
    assert_eq!(site.letters_to("hana@example.jp").await.len(), 1);
    releases(&gunma, &path, 303).await;
    let letters = site.letters_to("hana@example.jp").await;
    assert!(letters.iter().any(|letter| letter.subject.contains("承認されました")), "{letters:?}");
    hana.get("/rooms/pref-11").await.is(200);
    hana.get("/rooms/pref-10").await.is(200);
    hana.get("/rooms/pref-13").await.is(404);
    site.settle().await;
    saitama.get("/coordinators?q=%E8%A6%8B%E6%9C%AC").await.is(200).shows("見本　花");
    releases(&saitama, &path, 409).await;
    // How it was checked is for administrators only.
    administrator.get(&path).await.is(200).shows("係長").shows("saitama さん");
    releases(&administrator, &path, 403).await;
}

#[tokio::test]
async fn whoever_has_released_their_part_no_longer_declines_the_whole() {
    let site = Site::open().await;
    let saitama = site.person("saitama", "", "prefecture", "manager:11").await;
    let gunma = site.person("gunma", "", "prefecture", "manager:10").await;
    let hana = site.applicant("hana", "埼玉県熊谷市、群馬県太田市").await;
    let path = waiting(&saitama).await;
    releases(&saitama, &path, 303).await;
    let reason = "やはり確かめられませんでした。";
    let answer = saitama.posts(&format!("{path}/decline"), &[("reason", reason), ("once", &fresh_once())]).await;
    answer.is(409).shows("すでに済んでいます").shows(reason);
    hana.get("/join/status").await.is(200).shows("承認の手続き中");
    releases(&gunma, &path, 303).await;
    hana.get("/rooms/pref-11").await.is(200);
}

#[tokio::test]
async fn the_bureau_and_then_the_administrator_answer_when_nobody_else_does() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let mut bureau = site.person("bureau", "", "other", "bureau:kantoshinetsu").await;
    let mut administrator = site.person("administrator", "", "other", "administrator").await;
    let elsewhere = site.person("elsewhere", "", "other", "bureau:kinki").await;
    site.applicant("hana", "埼玉県熊谷市").await;
    let path = waiting(&manager).await;
    bureau.get(&path).await.is(404);
    // It came in on Sunday and Monday is a holiday, so the manager has until the end of the next Monday.
    site.wait_minutes(8 * 24 * 60);
    server::serve::hourly(&site.inner).await.expect("the hourly work");
    assert!(site.letters_to("bureau@example.jp").await.is_empty());
    site.wait_minutes(24 * 60);
    for _ in 0..2 {
        server::serve::hourly(&site.inner).await.expect("the hourly work");
    }
    site.letter_to("bureau@example.jp").await;
    assert!(site.letters_to("administrator@example.jp").await.is_empty());
    assert!(site.letters_to("elsewhere@example.jp").await.is_empty());
    bureau.signs_in().await.is(303);
    assert_eq!(waiting(&bureau).await, path);
    site.wait_minutes(7 * 24 * 60);
    server::serve::hourly(&site.inner).await.expect("the hourly work");
    site.letter_to("administrator@example.jp").await;
    site.letter_to("bureau@example.jp").await;
    site.letter_to("manager@example.jp").await;
    administrator.signs_in().await.is(303);
    elsewhere.get(&path).await.is(303);
    releases(&administrator, &path, 303).await;
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM people WHERE standing = 'pending'").await, 0);
}

#[tokio::test]
async fn where_there_is_no_manager_the_bureau_answers_at_once() {
    let site = Site::open().await;
    let bureau = site.person("bureau", "", "other", "bureau:kantoshinetsu").await;
    let member = site.member("member", "11202").await;
    site.applicant("hana", "埼玉県熊谷市").await;
    let path = site.letter_to("bureau@example.jp").await.path("/admin/applications/");
    member.get("/admin/applications").await.is(403);
    member.get(&path).await.is(404);
    member.posts(&format!("{path}/release"), &CHECKED).await.is(404);
    releases(&bureau, &path, 303).await;
}

#[tokio::test]
async fn a_declined_applicant_reads_why_corrects_it_and_applies_again() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let gunma = site.person("gunma", "", "prefecture", "manager:10").await;
    let hana = site.applicant("hana", "埼玉県熊谷市、群馬県太田市").await;
    let path = waiting(&manager).await;
    manager.posts(&format!("{path}/decline"), &[("reason", "")]).await.is(422).shows("理由を入力");
    let reason = "太田市の担当であることを確かめられませんでした。";
    manager.posts(&format!("{path}/decline"), &[("reason", reason)]).await.is(303);
    // One decline declines the whole, and the other prefecture comes too late.
    gunma.get(&path).await.is(200).shows("お断り済み").shows(reason);
    releases(&gunma, &path, 409).await;
    let late = "太田市の担当課でも、在籍を確かめられませんでした。";
    gunma.posts(&format!("{path}/decline"), &[("reason", late)]).await.is(409).shows(late);
    hana.get("/join/status").await.is(200).shows(reason);
    assert!(site.letters_to("hana@example.jp").await.iter().any(|letter| letter.body.contains(reason)));
    let form = hana.get("/join/again").await.is(200).shows(reason).shows("見本医師会").shows("群馬県太田市");
    assert!(!form.body.contains("name=\"email\""));
    let fields = with(&application("someone-else@example.jp", "埼玉県熊谷市"), "name", "見本　華");
    hana.fills("/join/again", &with(&fields, "proof", "")).await.is(422).shows("見本　華");
    hana.fills("/join/again", &fields).await.is(303);
    hana.fills("/join/again", &fields).await.is(303);
    assert_eq!(site.letters_to("manager@example.jp").await.len(), 2);
    assert!(site.letters_to("someone-else@example.jp").await.is_empty());
    // What was declined stays declined; the new attempt stands beside it.
    releases(&manager, &path, 409).await;
    let ids = manager.get("/admin/applications").await.is(200).values("data-id");
    assert_eq!(ids.len(), 2);
    releases(&manager, &format!("/admin/applications/{}", ids[0]), 303).await;
    hana.get("/rooms/pref-11").await.is(200);
    hana.get("/rooms/pref-10").await.is(404);
    hana.get("/").await.is(200).shows("見本　華");
}

#[tokio::test]
async fn an_approver_strikes_what_the_applicant_does_not_serve() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let gunma = site.person("gunma", "", "prefecture", "manager:10").await;
    let hana = site.applicant("hana", "埼玉県熊谷市、埼玉県さいたま市、群馬県太田市").await;
    let path = waiting(&manager).await;
    manager.get(&path).await.is(200).shows("value=\"11100\"").hides("value=\"10205\"");
    let all = [CHECKED[0], ("strike", "11100"), ("strike", "11202")];
    manager.posts(&format!("{path}/release"), &all).await.is(422).shows("一つは残して").shows("係長");
    // What lies in another prefecture is not the manager's to strike.
    let some = [CHECKED[0], ("strike", "11100"), ("strike", "10205")];
    manager.posts(&format!("{path}/release"), &some).await.is(303);
    releases(&gunma, &path, 303).await;
    for (room, status) in [("pref-11", 200), ("area-1109", 200), ("area-1103", 404), ("pref-10", 200)] {
        hana.get(&format!("/rooms/{room}")).await.is(status);
    }
}

#[tokio::test]
async fn of_two_prefectures_at_the_same_moment_the_later_one_makes_the_member() {
    let site = Site::open().await;
    let saitama = site.person("saitama", "", "prefecture", "manager:11").await;
    let gunma = site.person("gunma", "", "prefecture", "manager:10").await;
    site.applicant("hana", "埼玉県熊谷市、群馬県太田市").await;
    let path = waiting(&saitama).await;
    let both: Vec<_> = [saitama.clone(), gunma, saitama]
        .into_iter()
        .map(|approver| {
            let path = format!("{path}/release");
            tokio::spawn(async move { approver.posts(&path, &CHECKED).await.status })
        })
        .collect();
    let mut statuses = Vec::new();
    for one in both {
        statuses.push(one.await.expect("an answer"));
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 303, 409]);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM people WHERE standing = 'pending'").await, 0);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM tenures").await, 1);
}

#[tokio::test]
async fn somebody_who_was_declined_long_ago_is_forgotten() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    site.applicant("hana", "埼玉県熊谷市").await;
    let path = waiting(&manager).await;
    manager.posts(&format!("{path}/decline"), &[("reason", "在籍を確かめられませんでした。")]).await.is(303);
    site.wait_minutes(179 * 24 * 60);
    server::serve::hourly(&site.inner).await.expect("the hourly work");
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM people WHERE id > 0").await, 2);
    site.wait_minutes(2 * 24 * 60);
    server::serve::hourly(&site.inner).await.expect("the hourly work");
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM people WHERE id > 0").await, 1);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM applications").await, 0);
}

/// The seat that a person holds, or held.
async fn seat_of(site: &Site, person: &Persona) -> i64 {
    site.number(&format!("SELECT seat_id AS n FROM tenures WHERE person_id = {}", person.id)).await
}

/// Somebody who has left a seat for these municipalities at the office of those who apply.
async fn leaves(site: &Site, name: &str, places: &[&str]) -> i64 {
    let person = site.member(name, &places.join(",")).await;
    let seat = seat_of(site, &person).await;
    let office =
        "UPDATE organisations SET name = '見本医師会', affiliation = 'medical-association', municipality_code = '11202'
        WHERE id = (SELECT organisation_id FROM seats WHERE id = ";
    site.does(&format!("{office}{seat})")).await;
    let now = site.inner.app.db.clock.now().0;
    site.does(&format!("UPDATE tenures SET started_at = {now} - 2000, ended_at = {now} - 1000 WHERE seat_id = {seat}"))
        .await;
    site.does("UPDATE roster SET version = version + 1").await;
    seat
}

#[tokio::test]
async fn a_seat_that_stands_empty_is_taken_unless_the_approver_says_otherwise() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let seat = leaves(&site, "before", &["11202"]).await;
    let elsewhere = leaves(&site, "wider", &["11202", "10205"]).await;
    let hana = site.applicant("hana", "埼玉県熊谷市").await;
    let path = waiting(&manager).await;
    let page = manager.get(&path).await.is(200).shows("before さん").hides("wider さん");
    assert_eq!(page.field("seat"), seat.to_string());
    let release =
        |seat: &str| vec![("checked", CHECKED[0].1.to_owned()), ("seat", seat.to_owned()), ("once", fresh_once())];
    // A seat that is not offered is not given.
    let other = manager.fills(&format!("{path}/release"), &release(&elsewhere.to_string())).await.is(422);
    other.shows("いまは空いていません").shows("係長");
    manager.fills(&format!("{path}/release"), &release(&seat.to_string())).await.is(303);
    let held = format!("SELECT COUNT(*) AS n FROM tenures WHERE seat_id = {seat}");
    assert_eq!(site.number(&held).await, 2);
    hana.get("/rooms/pref-11").await.is(200);
    hana.get("/me/handover").await.is(200).shows("before さん");

    // By now it is held, and not offered to the next one.
    site.applicant("taro", "埼玉県熊谷市").await;
    let next = manager.get("/admin/applications").await.is(200).values("data-id");
    let next = format!("/admin/applications/{}", next[0]);
    manager.get(&next).await.is(200).hides("name=\"seat\"");
    manager.fills(&format!("{next}/release"), &release(&seat.to_string())).await.is(422);
    manager.fills(&format!("{next}/release"), &release("")).await.is(303);
    assert_eq!(site.number(&held).await, 2);
}

#[tokio::test]
async fn an_empty_seat_goes_to_whoever_serves_the_same_and_only_with_the_last_release() {
    let site = Site::open().await;
    let saitama = site.person("saitama", "", "prefecture", "manager:11").await;
    let gunma = site.person("gunma", "", "prefecture", "manager:10").await;
    let single = leaves(&site, "one", &["11202"]).await;
    let both = leaves(&site, "both", &["11202", "11218"]).await;
    site.applicant("hana", "埼玉県熊谷市、埼玉県深谷市").await;
    let path = waiting(&saitama).await;
    let page = saitama.get(&path).await.is(200).shows("one さん").shows("both さん");
    assert!(page.body.contains(&format!("value=\"{both}\" checked")), "the one that serves the same is chosen");
    let release = |seat: i64, struck: &str| {
        let once = fresh_once();
        [
            ("checked", CHECKED[0].1.to_owned()),
            ("seat", seat.to_string()),
            ("strike", struck.to_owned()),
            ("once", once),
        ]
    };
    let path = format!("{path}/release");
    saitama.fills(&path, &release(single, "")).await.is(422).shows("合いません");
    saitama.fills(&path, &release(both, "11218")).await.is(422).shows("合いません");
    saitama.fills(&path, &release(single, "11218")).await.is(303);
    assert_eq!(site.number(&format!("SELECT COUNT(*) AS n FROM tenures WHERE seat_id = {single}")).await, 2);

    // Over the border no manager has all of the seat in charge.
    leaves(&site, "border", &["10205", "11202"]).await;
    site.applicant("taro", "埼玉県熊谷市、群馬県太田市").await;
    let ids = gunma.get("/admin/applications").await.is(200).values("data-id");
    let path = format!("/admin/applications/{}", ids[0]);
    saitama.get(&path).await.is(200).hides("border さん");
    releases(&saitama, &path, 303).await;
    gunma.get(&path).await.is(200).hides("border さん");
    releases(&gunma, &path, 303).await;
}
