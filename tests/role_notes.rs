//! 役割分担メモ: who shares the note of a municipality, and that it exists for nobody else.

use crate::support::{Persona, Site, fresh_once};

const NOTE: &str = "/municipalities/11202/note";
const REMOVAL: &str = "/municipalities/11202/note/removal";
/// Words that stand in no other text.
const WORDS: &str = "退院の連絡票は市役所、多職種の研修は医師会";

/// Sends the note as somebody who has read this version of it.
async fn writes(person: &Persona, version: &str, body: &str) -> crate::support::Answer {
    let once = fresh_once();
    person.posts(NOTE, &[("body", body), ("version", version), ("once", &once)]).await
}

#[tokio::test]
async fn those_who_serve_the_municipality_and_its_managers_share_one_note() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218,11202").await);
    let officer = site.person("officer", "", "municipality", "officer:11202").await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    alice.get("/municipalities/11202").await.is(200).shows("役割分担メモ").shows("まだ書かれていません");
    let saved = writes(&alice, "0", WORDS).await.is(303).location();
    alice.get(&saved).await.is(200).shows("役割分担メモを保存しました").shows(WORDS).shows("最後に書いた方");
    for (version, person) in [("1", &bob), ("2", &officer), ("3", &manager)] {
        assert_eq!(person.get(NOTE).await.is(200).field("version"), version);
        writes(person, version, &format!("{WORDS}（{version}）")).await.is(303);
        person.get("/municipalities/11202").await.is(200).shows(&format!("{WORDS}（{version}）"));
    }
    assert_eq!(alice.get(NOTE).await.is(200).area("body"), format!("{WORDS}（3）"));
    // Beside each other: the officer, and those who hold a seat.
    alice.get("/municipalities/11202").await.shows("行政の担当（1人）").shows("コーディネーター（2人）");
}

#[tokio::test]
async fn for_everybody_else_there_is_no_note() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    writes(&alice, "0", WORDS).await.is(303);
    let others = [
        site.member("neighbour", "11218").await,
        site.member("far", "27100").await,
        site.person("other-officer", "", "municipality", "officer:11218").await,
        site.person("other-manager", "", "prefecture", "manager:10").await,
        site.person("observer", "", "other", "observer:pref-11").await,
        site.person("bureau", "", "other", "bureau:kantoshinetsu").await,
        site.person("administrator", "", "other", "administrator").await,
        site.person("alumni", "", "other", "alumni").await,
    ];
    site.settle().await;
    site.tells().await;
    for person in &others {
        person.get("/municipalities/11202").await.is(200).hides("役割分担").hides(WORDS);
        let absent = person.get("/municipalities/99999/note").await.is(404).comparable();
        for path in [NOTE, REMOVAL] {
            assert_eq!(person.get(path).await.is(404).comparable(), absent);
        }
        writes(person, "1", "書きかえ").await.is(404).hides(WORDS);
        person.posts(REMOVAL, &[("version", "1")]).await.is(404);
        for path in ["/", "/me/notices", "/log", "/prefectures/11"] {
            assert!(!person.get(path).await.body.contains(WORDS), "{path}");
        }
    }
    for person in [&alice, &others[0]] {
        let found = person.get(&format!("/search?q={}", web::links::encode("退院の連絡票は市役所"))).await.is(200);
        assert_eq!(found.total(), 0);
    }
    site.visitor().get(NOTE).await.is(303);
    alice.get("/municipalities/11202").await.shows(WORDS);
}

#[tokio::test]
async fn whoever_leaves_reads_it_no_more_with_the_next_request() {
    let site = Site::open().await;
    // As alumni, the site stays open to him.
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    writes(&alice, "0", WORDS).await.is(303);
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let alumni = [("role", "alumni"), ("on", "1")];
    manager.posts(&format!("/admin/people/{}/grants", bob.id), &alumni).await.is(303);
    bob.get("/municipalities/11202").await.is(200).shows(WORDS);
    site.leaves(&bob).await;
    bob.get("/municipalities/11202").await.is(200).hides(WORDS).hides("役割分担");
    bob.get(NOTE).await.is(404);
    writes(&bob, "1", "書きかえ").await.is(404);
}

#[tokio::test]
async fn whoever_was_slower_sees_both_texts_and_loses_none() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    writes(&alice, "0", "研修は医師会が開きます。").await.is(303);
    writes(&alice, "1", "研修は医師会が、年に4回開きます。").await.is(303);
    for stale in ["0", "1", ""] {
        let page = writes(&bob, stale, "研修は市が開きます。").await.is(409).shows("年に4回開きます");
        assert_eq!((page.area("body").as_str(), page.field("version").as_str()), ("研修は市が開きます。", "2"));
    }
    alice.get("/municipalities/11202").await.shows("年に4回開きます");
    writes(&bob, "2", "研修は市と医師会が開きます。").await.is(303);
    alice.get("/municipalities/11202").await.shows("市と医師会").hides("年に4回");
}

#[tokio::test]
async fn of_two_who_begin_or_change_it_at_the_same_moment_one_is_told() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    for version in ["0", "1", "2"] {
        let (a, b) = tokio::join!(writes(&alice, version, "甲の文章です。"), writes(&bob, version, "乙の文章です。"));
        let mut statuses = [a.status, b.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409], "{version}");
        assert!(a.status == 303 || a.area("body") == "甲の文章です。");
        assert!(b.status == 303 || b.area("body") == "乙の文章です。");
    }
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM role_notes WHERE version = 3").await, 1);
}

#[tokio::test]
async fn the_same_form_counts_once() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let once = fresh_once();
    let form = [("body", WORDS), ("version", "0"), ("once", once.as_str())];
    let first = alice.posts(NOTE, &form).await.is(303).location();
    assert_eq!(alice.posts(NOTE, &form).await.is(303).location(), first);
    assert_eq!(site.number("SELECT version AS n FROM role_notes").await, 1);
}

#[tokio::test]
async fn what_is_erased_is_nowhere_and_nobody_writes_over_the_erasing_unknowingly() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    alice.get(REMOVAL).await.is(200).shows("消すメモはありません");
    writes(&alice, "0", WORDS).await.is(303);
    let page = bob.get(REMOVAL).await.is(200).shows("元に戻せません").shows(WORDS);
    let erase = |version: String| {
        let bob = bob.clone();
        async move { bob.posts(REMOVAL, &[("version", &version), ("once", &fresh_once())]).await }
    };
    // Somebody has changed it meanwhile: the eraser has not read that.
    writes(&alice, "1", "新しい文章です。").await.is(303);
    erase(page.field("version")).await.is(409).shows("先に変更されています").shows("新しい文章です。");
    let done = erase("2".to_owned()).await.is(303).location();
    bob.get(&done)
        .await
        .is(200)
        .shows("役割分担メモを消しました")
        .shows("まだ書かれていません")
        .hides("新しい文章です。");
    assert_eq!(site.traces_of("新しい文章です。").await, Vec::<String>::new());
    assert_eq!(site.traces_of(WORDS).await, Vec::<String>::new());
    writes(&alice, "2", "もとの文章に続けます。")
        .await
        .is(409)
        .shows("メモは消されています")
        .shows("もとの文章に続けます。");
    assert_eq!(alice.get(NOTE).await.field("version"), "3");
    writes(&alice, "3", "書き直しました。").await.is(303);
    bob.get("/municipalities/11202").await.shows("書き直しました。");
}

#[tokio::test]
async fn it_passes_the_guard_like_other_texts_and_what_cannot_be_taken_comes_back() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    writes(&alice, "0", "被保険者番号は0012345678です。").await.is(422).shows("0012345678").shows("個人情報");
    writes(&alice, "0", "利用者の佐藤花子様が、来週退院されます。").await.is(422).shows("佐藤花子").shows("guard_ack");
    let long = "長".repeat(3_001);
    writes(&alice, "0", &long).await.is(422).shows(&long);
    writes(&alice, "0", " ").await.is(422);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM role_notes").await, 0);
}

#[tokio::test]
async fn a_draft_of_it_is_continued_on_its_page() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let fields = [("body", "書きかけの分担"), ("version", "0"), ("once", &fresh_once()), ("sent_to", NOTE)];
    let draft = alice.posts("/me/drafts", &fields).await.is(303).location();
    let number = draft.rsplit('/').next().unwrap_or_default().to_owned();
    alice.get(&draft).await.is(200).shows("書きかけの分担").shows(&format!("{NOTE}?draft={number}"));
    let page = alice.get(&format!("{NOTE}?draft={number}")).await.is(200);
    assert_eq!(page.area("body"), "書きかけの分担");
    let held = page.field("draft");
    assert!(held.starts_with(&number), "{held}");
    bob.get(&format!("{NOTE}?draft={number}")).await.is(200).hides("書きかけ");
    // The version of the draft is the one upon which it was begun.
    writes(&bob, "0", "先に書きました。").await.is(303);
    let late = [("body", "書きかけの分担"), ("version", "0"), ("draft", &held), ("once", &fresh_once())];
    alice.posts(NOTE, &late).await.is(409).shows("先に書きました。").shows("書きかけの分担");
    let upon = [("body", "二人の分担"), ("version", "1"), ("draft", &held), ("once", &fresh_once())];
    alice.posts(NOTE, &upon).await.is(303);
    alice.get(&draft).await.is(404);
}

#[tokio::test]
async fn a_ward_has_the_note_of_its_city() {
    let site = Site::open().await;
    let (ward, city) = (site.member("ward", "14131").await, site.member("city", "14130").await);
    let form = [("body", WORDS), ("version", "0"), ("once", &fresh_once())];
    let saved = ward.posts("/municipalities/14131/note", &form).await.is(303).location();
    assert!(saved.starts_with("/municipalities/14130?"), "{saved}");
    for path in ["/municipalities/14130", "/municipalities/14131", "/municipalities/14132"] {
        city.get(path).await.is(200).shows(WORDS);
        ward.get(path).await.is(200).shows(WORDS);
    }
}
