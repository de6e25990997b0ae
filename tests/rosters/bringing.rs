//! From looking to writing: nothing before, all or nothing then, and nothing that has been overtaken.

use super::{brings_in, confirms, csv, looks, person, roles, seat};
use crate::support::{Persona, Site, fresh_once};

async fn manager(site: &Site) -> Persona {
    site.person("manager", "", "prefecture", "manager:11").await
}

#[tokio::test]
async fn a_file_invites_changes_and_ends_what_it_has_shown_before() {
    let site = Site::open().await;
    let manager = manager(&site).await;
    let (alice, bob, mut carol) =
        (site.member("alice", "11202").await, site.member("bob", "11202").await, site.member("carol", "11218").await);
    let lines = [
        "alice さん,alice@example.jp,aliceの勤め先,,熊谷市、秩父市,主任,,直営,,,",
        "bob さん,bob@example.jp,bobの勤め先,,,,市町村担当者,,,,",
        "carol さん,carol@example.jp,carolの勤め先,,,,,,,,令和8年11月22日",
        "新人 花子,new@example.jp,熊谷市医師会,医師会,熊谷市,相談員,,委託,048-000-0000,,",
        "manager さん,manager@example.jp,,,,,,,,,",
    ];
    let page = looks(&manager, csv(&lines)).await;
    page.clone()
        .shows("熊谷市（埼玉県）</bdi> → <bdi>熊谷市（埼玉県）、秩父市（埼玉県）")
        .shows("委託</bdi> → <bdi>直営")
        .shows("コーディネーター</bdi> → <bdi>主任")
        .shows("市町村担当者：熊谷市（埼玉県）")
        .shows("2026-11-22");
    assert_eq!(seat(&site, alice.id).await.title, "コーディネーター", "nothing is written yet");
    carol.get("/rooms/pref-11").await.is(200);

    let location = confirms(&manager, &page).await.is(303).location();
    manager.get(&location).await.is(200).shows("名簿を取り込みました").shows("この取り込みを取り消す");
    let changed = seat(&site, alice.id).await;
    assert_eq!((changed.title.as_str(), changed.form), ("主任", "direct"));
    assert_eq!(changed.places, ["11202", "11207"]);
    assert_eq!(roles(&site, bob.id).await, ["officer:11202"]);
    carol.get("/rooms/pref-11").await.is(403);
    carol.signs_in().await;
    assert!(!person(&site, carol.id).await.listed);
    let letter = site.letter_to("new@example.jp").await;
    let invitation = letter.path("/invitations/");
    site.visitor().get(&invitation).await.is(200).shows("熊谷市医師会").shows("相談員");
    let history = manager.get(&format!("/admin/people/{}", alice.id)).await.is(200);
    history.shows("担当の内容を変更").shows("manager さん");
    let acts = site.number("SELECT COUNT(*) AS n FROM audit_entries WHERE action = 'roster-import'").await;
    assert_eq!(acts, 1);

    // The same file says nothing new but for the one who has been invited and the one who has left.
    let again = looks(&manager, csv(&lines[..3])).await;
    again.shows("いまの名簿と同じです").hides("この内容で取り込む");
}

#[tokio::test]
async fn whoever_is_called_by_name_is_found_and_who_could_be_two_is_told() {
    let site = Site::open().await;
    let manager = manager(&site).await;
    let alice = site.member("alice", "11202").await;
    let page = looks(&manager, csv(&["ａｌｉｃｅ　さん,,aliceの勤め先,,,主任,,,,,"])).await;
    page.shows("コーディネーター</bdi> → <bdi>主任");
    let wrong = looks(&manager, csv(&["alice さん,other@example.jp,aliceの勤め先,,,主任,,,,,"])).await;
    wrong.shows("メールアドレスが違います").hides("この内容で取り込む");
    let moved = looks(&manager, csv(&["bob さん,alice@example.jp,aliceの勤め先,,,主任,,,,,"])).await;
    moved.shows("このメールアドレスで登録されている氏名と違います").hides("alice さん");
    site.does(&format!("UPDATE people SET name = 'x' WHERE id = {}", alice.id)).await;
    let twin = site.member("twin", "11202").await;
    site.does("UPDATE organisations SET name = '同じ勤め先'").await;
    site.does(&format!("UPDATE people SET name = '同じ 氏名' WHERE id IN ({}, {})", alice.id, twin.id)).await;
    site.does("UPDATE roster SET version = version + 1").await;
    looks(&manager, csv(&["同じ 氏名,,同じ勤め先,,,主任,,,,,"])).await.shows("2人以上いて、どなたか決められません");
}

#[tokio::test]
async fn somebody_gets_one_more_seat_and_the_same_line_twice_is_told() {
    let site = Site::open().await;
    let manager = manager(&site).await;
    let alice = site.member("alice", "11202").await;
    let line = "alice さん,alice@example.jp,深谷市医師会,医師会,深谷市,相談員,,委託,048-000-0000,2026/4/1,2027/3/31";
    looks(&manager, csv(&[line, line])).await.shows("2行目と同じ方の、同じ担当です").hides("この内容で取り込む");
    brings_in(&manager, csv(&[line])).await;
    let tenures = person(&site, alice.id).await.tenures;
    let new = tenures.iter().find(|tenure| tenure.organisation_name == "深谷市医師会").expect("a seat");
    assert_eq!(new.started_at.iso(), "2026-04-01T00:00:00+09:00");
    assert_eq!(new.ended_at.expect("an end").iso(), "2027-04-01T00:00:00+09:00");
    // 「なし」 takes the planned end back.
    let stays = "alice さん,alice@example.jp,深谷市医師会,,,,,,,,なし";
    brings_in(&manager, csv(&[stays])).await;
    let tenures = person(&site, alice.id).await.tenures;
    assert!(tenures.iter().all(|tenure| tenure.ended_at.is_none()));
}

#[tokio::test]
async fn staying_in_touch_is_taken_back_with_the_end_of_which_it_was_a_part() {
    let site = Site::open().await;
    let manager = manager(&site).await;
    let alice = site.member("alice", "11202").await;
    let end = format!("/admin/tenures/{}/end", seat(&site, alice.id).await.id);
    manager.posts(&end, &[("ended_on", "2026-11-23"), ("stays", "1")]).await.is(303);
    assert_eq!(roles(&site, alice.id).await, ["alumni:"]);
    let page = looks(&manager, csv(&["alice さん,alice@example.jp,,,,,,,,,なし"])).await;
    confirms(&manager, &page.clone().shows("「以前に担当していた方」の役割も、取り消します")).await.is(303);
    assert!(roles(&site, alice.id).await.is_empty());
    assert_eq!(seat(&site, alice.id).await.ended_at, None);
    // Both come back together.
    manager.posts(&format!("{}/undoing", page.path), &[("once", &fresh_once())]).await.is(303);
    assert_eq!(roles(&site, alice.id).await, ["alumni:"]);
    assert!(seat(&site, alice.id).await.ended_at.is_some());
}

#[tokio::test]
async fn the_phone_of_an_employer_is_changed_once_for_all_by_whoever_has_charge_of_where_it_stands() {
    let site = Site::open().await;
    let manager = manager(&site).await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "10205,11218").await);
    let line = |phone: &str| format!("alice さん,alice@example.jp,aliceの勤め先,,,主任,,,{phone},,");
    let beside = "新人 花子,new@example.jp,aliceの勤め先,医師会,熊谷市,相談員,,委託,048-123-4567,,";
    brings_in(&manager, csv(&[&line("０４８－１２３－４５６７"), beside])).await;
    assert_eq!(seat(&site, alice.id).await.organisation_phone, "048-123-4567");
    // The office of bob stands in another prefecture, and his municipalities are only partly the manager's.
    let page = looks(&manager, csv(&["bob さん,bob@example.jp,,,,,,,048-000-0000,,"])).await;
    page.shows("この所属機関の電話は、あなたの担当の範囲の外").shows("いまの名簿と同じです");
    let before = seat(&site, bob.id).await.organisation_phone;
    let form = format!("/admin/seats/{}", seat(&site, bob.id).await.seat);
    manager.get(&form).await.is(200).hides("事務所の電話番号");
    manager.posts(&form, &[("places", "深谷市"), ("phone", "048-000-0000")]).await.is(303);
    assert_eq!(seat(&site, bob.id).await.organisation_phone, before);
    // By hand, at the desk.
    let form = format!("/admin/seats/{}", seat(&site, alice.id).await.seat);
    manager.get(&form).await.is(200).shows("事務所の電話番号").shows("048-123-4567");
    let mut fields = vec![("title", "主任"), ("form", "commissioned"), ("is_full_time", "1"), ("places", "熊谷市")];
    fields.push(("phone", "048-111-1111"));
    manager.posts(&form, &fields).await.is(303);
    assert_eq!(seat(&site, alice.id).await.organisation_phone, "048-111-1111");
    fields.pop();
    manager.posts(&form, &fields).await.is(303);
    assert_eq!(seat(&site, alice.id).await.organisation_phone, "048-111-1111", "what is not asked for stays");
}

#[tokio::test]
async fn a_file_that_has_been_overtaken_writes_nothing_and_shows_what_has_moved() {
    let site = Site::open().await;
    let manager = manager(&site).await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let lines = ["alice さん,alice@example.jp,,,,主任,,,,,", "bob さん,bob@example.jp,,,,主任,,,,,"];
    let page = looks(&manager, csv(&lines)).await;
    let change = [("title", "部長"), ("form", "commissioned"), ("is_full_time", "1"), ("places", "熊谷市")];
    let other = seat(&site, alice.id).await.seat;
    manager.posts(&format!("/admin/seats/{other}"), &change).await.is(303);
    let refused = confirms(&manager, &page).await.is(409);
    refused.shows("何も書き込んでいません").shows("部長</bdi> → <bdi>主任").hides("bob さん");
    assert_eq!(seat(&site, bob.id).await.title, "コーディネーター");
    let fresh = manager.get(&page.path).await.is(200).shows("部長</bdi> → <bdi>主任");
    // What was shown first is not what would be written.
    confirms(&manager, &page).await.is(409);
    confirms(&manager, &manager.get(&fresh.path).await).await.is(303);
    assert_eq!(seat(&site, alice.id).await.title, "主任");
    assert_eq!(seat(&site, bob.id).await.title, "主任");
}

#[tokio::test]
async fn of_two_who_confirm_at_once_what_has_been_overtaken_neither_has_it_written() {
    let site = Site::open().await;
    let manager = manager(&site).await;
    let alice = site.member("alice", "11202").await;
    let page = looks(&manager, csv(&["alice さん,alice@example.jp,,,,主任,,,,,"])).await;
    let change = [("title", "部長"), ("form", "commissioned"), ("is_full_time", "1"), ("places", "熊谷市")];
    let other = seat(&site, alice.id).await.seat;
    manager.posts(&format!("/admin/seats/{other}"), &change).await.is(303);
    let (a, b) = tokio::join!(confirms(&manager, &page), confirms(&manager, &page));
    assert_eq!((a.status, b.status), (409, 409), "the second has not seen what the first was shown anew");
    assert_eq!(seat(&site, alice.id).await.title, "部長");
}

#[tokio::test]
async fn of_two_who_confirm_at_once_one_has_it_written_and_a_form_sent_twice_counts_once() {
    let site = Site::open().await;
    let manager = manager(&site).await;
    let page = looks(&manager, csv(&["新人,new@example.jp,医師会,医師会,熊谷市,相談員,,委託,048-000-0000,,"])).await;
    let (a, b) = tokio::join!(confirms(&manager, &page), confirms(&manager, &page));
    let mut answers = [a.status, b.status];
    answers.sort_unstable();
    assert_eq!(answers, [303, 409]);
    assert_eq!(site.letters_to("new@example.jp").await.len(), 1);

    let page = looks(&manager, csv(&["新人,two@example.jp,医師会,医師会,熊谷市,相談員,,委託,048-000-0000,,"])).await;
    let (seen, once) = (page.field("seen"), fresh_once());
    let form = [("seen", seen.as_str()), ("once", once.as_str())];
    let path = format!("{}/confirmation", page.path);
    let (a, b) = tokio::join!(manager.posts(&path, &form), manager.posts(&path, &form));
    assert_eq!((a.status, b.status), (303, 303));
    assert_eq!(site.letters_to("two@example.jp").await.len(), 1);
}

#[tokio::test]
async fn a_file_waits_a_day_and_is_forgotten() {
    let site = Site::open().await;
    let mut manager = manager(&site).await;
    site.member("alice", "11202").await;
    let page = looks(&manager, csv(&["alice さん,alice@example.jp,,,,見慣れない役職,,,,,"])).await;
    site.wait_minutes(24 * 60 + 1);
    manager.signs_in().await;
    manager.get(&page.path).await.is(404);
    confirms(&manager, &page).await.is(404);
    server::serve::hourly(&site.inner).await.expect("the hourly work");
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM roster_imports").await, 0);
    assert!(site.traces_of("見慣れない役職").await.is_empty());
}
