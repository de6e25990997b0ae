//! The note that a seat hands on.

use super::{follows, seat_of, subject, successor};
use crate::support::{Site, fresh_once};

#[tokio::test]
async fn a_note_begins_with_what_the_seat_has_done_and_names_discussions_by_their_addresses() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (alice, other) = (site.member("alice", "11202").await, site.member("other", "11202").await);
    let watched = other.asks("pref-11", "見ている [相談]", "一覧の作り方は。").await;
    follows(&alice, &subject(&watched), "2").await;
    let open = alice.asks("pref-11", "まだ解けない相談", "どなたか教えてください。").await;
    let note = format!("/seats/{}/note", seat_of(&site, &alice).await);
    alice.get(&note).await.is(200).shows("引継ぎ書はまだありません");
    let page = alice.get(&format!("{note}/edit?outline=1")).await.is(200);
    let text = page.area("body");
    for line in ["- 熊谷市（埼玉県）", "- otherの勤め先（郡市区医師会）", &format!("- {watched}"), &format!("- {open}")]
    {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert!(!text.contains("まだ解けない相談\n") || !text.contains("見ている"), "no title stands in the text: {text}");
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM handover_notes").await, 0, "looking writes nothing");
    alice.posts(&note, &[("body", &text), ("version", "0"), ("once", &fresh_once())]).await.is(303);
    alice.get(&note).await.is(200).shows("見ている [相談]").shows("まだ解けない相談").shows("第1版");
    manager.get(&note).await.is(200).shows("見ている [相談]").hides("引継ぎ書を書く");
    manager.get(&format!("{note}/edit")).await.is(404);
    other.get(&note).await.is(404);
    // What is taken back stands in no note.
    let form = alice.get(&format!("{open}/withdrawal")).await;
    assert_eq!(form.status, 200);
    alice.posts(&format!("{open}/withdrawal"), &[("once", &fresh_once())]).await.is(303);
    alice.get(&note).await.is(200).hides("まだ解けない相談").shows(&open);
    assert_eq!(site.traces_of("見ている [相談]").await, ["threads.title"]);
}

#[tokio::test]
async fn whoever_is_slower_sees_both_texts_and_loses_nothing() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let first = site.member("first", "11202").await;
    let seat = seat_of(&site, &first).await;
    let second = successor(&site, &manager, seat, "second").await;
    let note = format!("/seats/{seat}/note");
    let (body, once) = ("会議は毎月の第二火曜です。", fresh_once());
    let fields = [("body", body), ("version", "0"), ("once", once.as_str())];
    let (a, b) = tokio::join!(first.posts(&note, &fields), first.posts(&note, &fields));
    assert_eq!(
        (a.is(303).location(), b.is(303).location()),
        (format!("{note}?done=note-saved"), format!("{note}?done=note-saved"))
    );
    let late = [("body", "会議は毎月の第三火曜です。"), ("version", "0"), ("once", &fresh_once())];
    let page = second.posts(&note, &late).await.is(409).shows("会議は毎月の第二火曜です。").shows("第三");
    assert_eq!((page.field("version"), page.area("body")), ("1".to_owned(), "会議は毎月の第三火曜です。".to_owned()));
    let upon = [("body", "会議は毎月の第三火曜です。"), ("version", "1"), ("once", &fresh_once())];
    second.posts(&note, &upon).await.is(303);
    first.get(&note).await.is(200).shows("第三火曜").shows("第2版").shows("second さん");
    first.posts(&note, &[("body", ""), ("version", "2")]).await.is(422).shows("引継ぎ書を入力してください");
    first.posts(&note, &[("body", "x"), ("version", "いくつ")]).await.is(409);
}

#[tokio::test]
async fn the_guard_reads_a_note_and_its_draft_is_kept() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let note = format!("/seats/{}/note", seat_of(&site, &alice).await);
    let blocked =
        [("body", "患者の山田太郎様（電話 090-1234-5678）のことです。"), ("version", "0"), ("once", &fresh_once())];
    alice.posts(&note, &blocked).await.is(422).shows("個人情報");
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM handover_notes").await, 0);
    site.wait_minutes(13 * 60);
    let late = [("body", "書きかけの引継ぎ"), ("version", "0"), ("once", &fresh_once())];
    alice.posts(&note, &late).await.is(303);
    alice.signs_in().await.is(303);
    alice.get("/me/drafts").await.is(200).shows("引継ぎ書").shows("書きかけの引継ぎ");
}
