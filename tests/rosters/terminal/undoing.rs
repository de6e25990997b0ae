//! What the operator has brought in, taken back.

use directory::desk::sheets::formats::Format;
use directory::desk::sheets::report::Kind;
use directory::desk::sheets::terminal::{Taken, TakenBack, take_back, taken_in, write_out};

use super::super::{person, roles, seat};
use super::{brings, lines, named, takes};
use crate::support::Site;

/// Takes a file back; how much of it, and why the rest was left.
async fn takes_back(site: &Site, taken: &Taken) -> (usize, Vec<String>) {
    let (app, (id, _)) = (&site.inner.app, taken.written.expect("a file that was written"));
    let (TakenBack { undone, left }, kept) =
        take_back(&app.db, &app.places, id, &|_, _, _| ()).await.expect("it is taken back");
    assert!(left >= kept.len());
    let why = |kept: &directory::desk::sheets::terminal::Kept| {
        format!("{}行目 {} {}", kept.row, kept.name, kept.outcome.as_deref().unwrap_or_default())
    };
    (undone, kept.iter().map(why).collect())
}

#[tokio::test]
async fn what_the_operator_brought_in_is_as_it_was_and_whoever_was_registered_was_never_here() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "10205").await);
    let before = (person(&site, alice.id).await, person(&site, bob.id).await);
    let app = &site.inner.app;
    let (bytes, _) = write_out(&app.db, &app.places, Format::Utf8).await.expect("a file");
    let corrected = String::from_utf8(bytes).expect("UTF-8").replace("alice さん", "有栖 花子");
    let corrected = corrected.replace("alice@example.jp", "arisu@example.jp");
    let new = [
        ",乙 二,おつ じ,otsu@example.jp,熊谷市医師会,医師会,11202,相談員,,,委託,,R8.4.1,",
        ",乙 二,おつ じ,otsu@example.jp,深谷市医師会,医師会,11218,相談員,,市町村担当者：深谷市,委託,,R8.4.1,",
        ",bob さん,,bob@example.jp,,,,主任,,,,,,2027-03-31",
    ];
    let first = brings(&site, corrected.as_bytes(), false).await;
    let second = brings(&site, &lines(&new), false).await;
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM people WHERE email = 'otsu@example.jp'").await, 1);
    assert_eq!(person(&site, bob.id).await.tenures[0].title, "主任");
    site.wait_minutes(60);
    assert_eq!(taken_in(&app.db).await.expect("the files").len(), 2);
    for (file, deeds) in [(&second, 5), (&first, 1)] {
        assert_eq!(takes_back(&site, file).await, (deeds, Vec::new()));
    }
    let now = (person(&site, alice.id).await, person(&site, bob.id).await);
    for (now, before) in [(&now.0, &before.0), (&now.1, &before.1)] {
        let facts = |person: &directory::Person| {
            let tenure = &person.tenures[0];
            (person.name.clone(), person.kana.clone(), tenure.title.clone(), tenure.places.clone(), tenure.ended_at)
        };
        assert_eq!(facts(now), facts(before));
    }
    let back = "SELECT COUNT(*) AS n FROM people WHERE email IN ('alice@example.jp', 'otsu@example.jp')";
    assert_eq!(site.number(back).await, 1, "alice has her address again, and nobody is called 乙 二");
    for empty in [
        "SELECT COUNT(*) AS n FROM seats WHERE id NOT IN (SELECT seat_id FROM tenures)",
        "SELECT COUNT(*) AS n FROM organisations WHERE id NOT IN (SELECT organisation_id FROM seats)",
    ] {
        assert_eq!(site.number(empty).await, 0, "nothing is left behind: {empty}");
    }
    // What has been taken back is over; the right file brings the same people anew.
    let (id, _) = first.written.expect("a file");
    let again = take_back(&app.db, &app.places, id, &|_, _, _| ()).await;
    assert!(matches!(again, Err(kernel::Error::Conflict(_))), "{again:?}");
    assert_eq!(takes(&site, &lines(&new[..2]), false).await.count(Kind::Joins), 2);
}

#[tokio::test]
async fn whoever_has_come_or_was_changed_or_named_since_stays_and_after_seven_days_everybody() {
    let site = Site::open().await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    let people = ["kou", "otsu", "hei", "tei", "bo"]
        .map(|name| format!(",{name} 一,めい,{name}@example.jp,熊谷市医師会,医師会,11202,相談員,,,委託,,R8.4.1,"));
    let people: Vec<&str> = people.iter().map(String::as_str).collect();
    let taken = brings(&site, &lines(&people), false).await;
    site.wait_minutes(60);
    manager.signs_in().await.is(303);
    let id = async |name: &str| named(&site, &format!("{name} 一")).await;
    let (kou, otsu, hei, tei) = (id("kou").await, id("otsu").await, id("hei").await, id("tei").await);
    // One has been here, one was given a role, one was asked for, and one was told of something by the site.
    site.does(&format!("UPDATE people SET signed_in_at = {} WHERE id = {kou}", app_now(&site))).await;
    let grants = format!("/admin/people/{otsu}/grants");
    manager.posts(&grants, &[("role", "officer:11202"), ("on", "1")]).await.is(303);
    let asked = manager.asks("pref-11", "避難所の備え", "どうしていますか。").await;
    let post = asked.trim_start_matches("/threads/").to_owned();
    site.does(&format!("INSERT INTO mentions (post_id, person_id) VALUES ({post}, {hei})")).await;
    site.does(&format!(
        "INSERT INTO notices (person_id, post_id, thread_id, kind, at) VALUES ({tei}, {post}, {post}, 'new', 0)"
    ))
    .await;
    site.wait_minutes(1);

    let (undone, left) = takes_back(&site, &taken).await;
    assert_eq!(undone, 2, "{left:?}");
    let stays = "登録の後でお使いになったか、変更されたため、そのままにしました。";
    assert_eq!(
        left,
        [format!("2行目 kou 一 {stays}"), format!("3行目 otsu 一 {stays}"), format!("4行目 hei 一 {stays}")]
    );
    for (name, is_there) in [("kou", true), ("otsu", true), ("hei", true), ("tei", false), ("bo", false)] {
        let there = format!("SELECT COUNT(*) AS n FROM people WHERE email = '{name}@example.jp'");
        assert_eq!(site.number(&there).await, i64::from(is_there), "{name}");
    }
    assert_eq!(person(&site, hei).await.tenures.len(), 1, "what stays, stays whole");
    assert_eq!(roles(&site, otsu).await, ["officer:11202"]);

    let late = brings(&site, &lines(&people[3..]), false).await;
    site.wait_minutes(7 * 24 * 60 + 1);
    let (app, (id, _)) = (&site.inner.app, late.written.expect("a file"));
    assert!(take_back(&app.db, &app.places, id, &|_, _, _| ()).await.is_err());
    assert!(taken_in(&app.db).await.expect("the files").is_empty());
    // A file of the operator is nobody's on the web.
    let file =
        brings(&site, &lines(&[",甲 五,こう ご,kougo@example.jp,熊谷市医師会,医師会,11202,相談員,,,委託,,,"]), false)
            .await;
    let admin = site.person("admin", "", "other", "administrator").await;
    let (id, _) = file.written.expect("a file");
    admin.get(&format!("/admin/roster/{id}")).await.is(404);
}

fn app_now(site: &Site) -> i64 {
    site.inner.app.db.clock.now().0
}

#[tokio::test]
async fn files_that_follow_each_other_are_taken_back_in_turn() {
    let site = Site::open().await;
    let line = |title: &str, phone: &str| {
        format!(",乙 二,おつ,otsu@example.jp,熊谷市医師会,医師会,11202,{title},,,委託,{phone},R8.4.1,")
    };
    let first = brings(&site, &lines(&[&line("相談員", "048-999-9999")]), false).await;
    site.wait_minutes(1);
    let second = brings(&site, &lines(&[&line("主任", "048-123-4567")]), false).await;
    let changed = seat(&site, named(&site, "乙 二").await).await;
    assert_eq!((changed.title.as_str(), changed.organisation_phone.as_str()), ("主任", "048-123-4567"));
    site.wait_minutes(1);
    assert_eq!(takes_back(&site, &second).await, (1, Vec::new()));
    let back = seat(&site, named(&site, "乙 二").await).await;
    assert_eq!((back.title.as_str(), back.organisation_phone.as_str()), ("相談員", "048-999-9999"));
    assert_eq!(takes_back(&site, &first).await, (1, Vec::new()));
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM organisations").await, 0);
}

#[tokio::test]
async fn the_last_who_looks_after_the_site_stays() {
    let site = Site::open().await;
    let line = ",長 一,おさ,osa@example.jp,運営事務局,その他,11202,,,サイト管理者,委託,,R8.4.1,";
    let taken = brings(&site, &lines(&[line]), false).await;
    site.wait_minutes(1);
    let (undone, left) = takes_back(&site, &taken).await;
    assert_eq!((undone, left.len()), (0, 1), "{left:?}: for the registration and the role");
    assert!(left[0].contains("サイト管理者がほかにいないため"), "{left:?}");
}
