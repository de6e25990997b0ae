//! Decisions on blocked texts: by the rules of that moment, once, and by nobody else.

use super::{BLOCKED, SECRET, disputes, manager, only, rows};
use crate::support::{Site, fresh_once};

#[tokio::test]
async fn a_text_is_released_by_the_rules_of_that_moment() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let manager = manager(&site, "manager", "11").await;
    let thread = alice.asks("pref-11", "様式の相談", "様式を教えてください。").await;
    let replies = format!("{thread}/replies");
    let reply = |once: &str| {
        [
            ("sent_to", replies.clone()),
            ("body", BLOCKED.to_owned()),
            ("guard_reason", "見本です。".to_owned()),
            ("once", once.to_owned()),
        ]
    };
    alice.fills("/guard/disputes", &reply(&fresh_once())).await.is(303);
    let path = only(&manager).await;
    let close = |closed: &'static str| [("closed", closed), ("ground", "fine"), ("once", "")];
    manager.posts(&format!("{thread}/closure"), &close("1")).await.is(303);
    let release = format!("{path}/release");
    manager.posts(&release, &[]).await.is(409).shows("いまは、この投稿を載せられません");
    assert_eq!(rows(&site, "disputes WHERE state = 'waiting'").await, 1);
    manager.posts(&format!("{thread}/closure"), &close("0")).await.is(303);
    manager.posts(&release, &[]).await.is(303);
    alice.get(&thread).await.shows(SECRET);

    // A change of a text that has been changed meanwhile.
    let edit = format!("{thread}/edit");
    let change = [
        ("sent_to", edit.as_str()),
        ("title", "様式"),
        ("body", BLOCKED),
        ("version", "1"),
        ("guard_reason", "見本です。"),
    ];
    alice.posts("/guard/disputes", &change).await.is(303);
    alice.edits(&edit, &[("title", "様式"), ("body", "様式を教えてください。急いでいます。")]).await.is(303);
    let release = format!("{}/release", only(&manager).await);
    manager.posts(&release, &[]).await.is(409);
    alice.get(&thread).await.shows("急いでいます");

    // Whoever has left the post.
    site.leaves(&alice).await;
    manager.posts(&release, &[]).await.is(409);
    assert_eq!(rows(&site, "disputes WHERE state = 'waiting'").await, 1);
}

#[tokio::test]
async fn changes_of_both_kinds_are_released_too_and_the_history_keeps_what_stood_there() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let manager = manager(&site, "manager", "11").await;
    let thread = alice.asks("pref-11", "様式の相談", "様式を教えてください。").await;
    let place = alice.replies(&thread, "追記です。").await;
    let reply = format!("/replies/{}", place.rsplit('-').next().expect("an id"));
    for text in [&thread, &reply] {
        let edit = format!("{text}/edit");
        let change = [
            ("sent_to", edit.as_str()),
            ("title", "様式"),
            ("body", BLOCKED),
            ("version", "1"),
            ("guard_reason", "見本です。"),
        ];
        alice.posts("/guard/disputes", &change).await.is(303);
        let path = only(&manager).await;
        manager.posts(&format!("{path}/release"), &[]).await.is(303);
        alice.get(&format!("{text}/history")).await.shows(SECRET).shows("第2版");
    }
}

#[tokio::test]
async fn two_who_decide_at_once_decide_once() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let one = manager(&site, "one", "11").await;
    let two = manager(&site, "two", "11").await;
    for turn in 0..6 {
        disputes(&alice, "pref-11").await.is(303);
        let path = only(&one).await;
        let (release, refusal) = (format!("{path}/release"), format!("{path}/refusal"));
        let second = if turn % 2 == 0 { &release } else { &refusal };
        let (a, b) = tokio::join!(one.posts(&release, &[]), two.posts(second, &[("answer", "伏せてください。")]));
        let mut statuses = [a.status, b.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409], "turn {turn}");
        assert_eq!(rows(&site, "disputes WHERE state = 'waiting'").await, 0);
        let (posted, released) = (rows(&site, "threads").await, rows(&site, "disputes WHERE state = 'released'").await);
        assert_eq!(posted, released);
    }
    let decided = rows(&site, "audit_entries WHERE action IN ('dispute-release', 'dispute-refuse')").await;
    assert_eq!(decided, 6);
}

#[tokio::test]
async fn the_owner_of_a_group_decides_what_waits_in_it() {
    let site = Site::open().await;
    let owner = site.member("owner", "11202").await;
    let member = site.member("member", "13101").await;
    let manager = manager(&site, "manager", "11").await;
    let group = owner.founds("看取りの事例をみる会").await;
    owner.takes_in(&group, &member).await;
    disputes(&member, &group).await.is(303);
    assert_eq!(manager.get("/admin/disputes").await.total(), 0);
    let path = only(&owner).await;
    owner.posts(&format!("{path}/release"), &[]).await.is(303);
    assert_eq!(member.get(&format!("/threads?room={group}")).await.total(), 1);
}

#[tokio::test]
async fn what_nobody_decides_goes_back_to_its_author() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let mut manager = manager(&site, "manager", "11").await;
    disputes(&alice, "pref-11").await.is(303);
    site.wait_minutes(29 * 24 * 60);
    server::serve::hourly(&site.inner).await.expect("the hourly work");
    assert_eq!(rows(&site, "disputes WHERE state = 'waiting'").await, 1);
    site.wait_minutes(2 * 24 * 60);
    server::serve::hourly(&site.inner).await.expect("the hourly work");
    let mut alice = alice;
    alice.signs_in().await.is(303);
    alice.get("/me/disputes").await.shows("下書きに戻りました").hides(SECRET);
    assert_eq!(site.traces_of(SECRET).await, ["drafts.body"]);
    manager.signs_in().await.is(303);
    assert_eq!(manager.get("/admin/disputes").await.total(), 0);
    site.wait_minutes(31 * 24 * 60);
    server::serve::hourly(&site.inner).await.expect("the hourly work");
    assert_eq!(rows(&site, "disputes").await, 0);
}

#[tokio::test]
async fn what_waits_for_the_place_of_a_text_goes_with_it() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let manager = manager(&site, "manager", "11").await;
    let thread = alice.asks("pref-11", "様式の相談", "様式を教えてください。").await;
    let edit = format!("{thread}/edit");
    let waits = async |version: &str, redact: &str| {
        let change = [
            ("sent_to", edit.as_str()),
            ("title", "様式"),
            ("body", BLOCKED),
            ("version", version),
            ("redact", redact),
            ("guard_reason", "見本です。"),
        ];
        alice.posts("/guard/disputes", &change).await.is(303);
    };
    // A change that erases what stood there before is released like any other.
    waits("1", "1").await;
    manager.posts(&format!("{}/release", only(&manager).await), &[]).await.is(303);
    alice.get(&thread).await.shows(SECRET);
    assert_eq!(rows(&site, "disputes WHERE state = 'released'").await, 1);
    waits("2", "0").await;
    alice.edits(&edit, &[("title", "様式"), ("body", "番号は消しました。"), ("redact", "1")]).await.is(303);
    assert_eq!(site.traces_of(SECRET).await, [""; 0]);
    waits("3", "0").await;
    alice.posts(&format!("{thread}/withdrawal"), &[("once", &fresh_once())]).await.is(303);
    assert_eq!(site.traces_of(SECRET).await, [""; 0]);
    assert_eq!(manager.get("/admin/disputes").await.total(), 0);
}
