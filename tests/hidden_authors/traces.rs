//! Where in the database a hidden author stands, and what can be found, counted and listed of them.

use std::collections::BTreeSet;

use super::{alike, asks_hidden, replies_hidden, reply_path};
use crate::support::{Persona, Site, fresh_once};

/// The columns in which the person's number stands.
async fn columns(site: &Site, person: &Persona) -> BTreeSet<String> {
    site.traces_of(&person.id.to_string()).await.into_iter().collect()
}

#[tokio::test]
async fn only_the_sealed_table_knows_the_author() {
    let site = Site::open().await;
    let asker = alike(&site, 4).await;
    let before = columns(&site, &asker).await;
    let once = || format!("{}~{}", fresh_once(), asker.id);
    let (first, second) = (once(), once());
    let body = "85歳の佐藤花子様の件です。";
    // A warning is acknowledged in passing.
    let warned = asker.posts("/threads", &super::hidden("pref-11", "夜間の看取り", body, &first)).await.is(422);
    let seal = warned.body.split("name=\"guard_ack\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let mut fields = super::hidden("pref-11", "夜間の看取り", body, &first).to_vec();
    fields.push(("guard_ack", seal.expect("a reason")));
    let thread = asker.posts("/threads", &fields).await.is(303).location();
    let reply = replies_hidden(&asker, &thread, "補足します。").await.is(303).location();
    asker
        .edits(&format!("{thread}/edit"), &[("title", "夜間"), ("body", "本文です。"), ("once", &second)])
        .await
        .is(303);
    for path in [thread.clone(), reply_path(&reply)] {
        let changed = [("title", "夜間"), ("body", "直しました。"), ("redact", "1"), ("once", &once())];
        asker.edits(&format!("{path}/edit"), &changed).await.is(303);
    }
    asker.posts(&format!("{thread}/closure"), &[("closed", "1"), ("once", &once())]).await.is(303);
    asker.posts(&format!("{}/withdrawal", reply_path(&reply)), &[("once", &once())]).await.is(303);
    let (third, file) = (once(), ("様式.txt", "研修の様式です。".as_bytes().to_vec()));
    let with_file = super::hidden("pref-11", "様式", "添付しました。", &third);
    let enclosing = asker.sends("/threads", &with_file, std::slice::from_ref(&file)).await.is(303).location();
    // Sent again it is the same form, though its rows no longer say whose it was.
    assert_eq!(asker.sends("/threads", &with_file, &[file]).await.is(303).location(), enclosing);
    let after = columns(&site, &asker).await;
    assert_eq!(after.difference(&before).collect::<Vec<_>>(), ["sealed_authors.person_id"]);
    for action in ["guard-acknowledge", "post.redacted", "thread.closed", "post.withdrawn"] {
        let sealed = format!("SELECT COUNT(*) AS n FROM audit_entries WHERE action = '{action}' AND actor_id = -1");
        assert!(site.count(&sealed).await > 0, "{action}");
    }
    // The opposite holds for whoever gives a name, so the test can fail.
    let bob = site.member("bob", "11362").await;
    let before = columns(&site, &bob).await;
    let once = format!("{}~{}", fresh_once(), bob.id);
    let fields = [("room", "pref-11"), ("kind", "chat"), ("title", "件名"), ("body", "本文"), ("once", &*once)];
    bob.posts("/threads", &fields).await.is(303);
    assert!(columns(&site, &bob).await.difference(&before).count() >= 3);
}

#[tokio::test]
async fn a_hidden_question_is_found_under_no_prefecture() {
    let site = Site::open().await;
    let asker = alike(&site, 4).await;
    let reader = site.member("reader", "11202").await;
    asks_hidden(&asker, "pref-11", "夜間の看取り", "どうしていますか。").await;
    site.settle().await;
    assert_eq!(reader.finds("看取り").await.total(), 1);
    let of_prefecture = "/search?q=%E7%9C%8B%E5%8F%96%E3%82%8A&pref=11";
    assert_eq!(reader.get(of_prefecture).await.is(200).total(), 0);
    let is_place = |facets: Vec<(String, u64)>| facets.into_iter().any(|(name, count)| name == "pref/11" && count > 0);
    assert!(!is_place(reader.finds("看取り").await.facets()));
    asker.asks("pref-11", "日中の看取り", "どうしていますか。").await;
    site.settle().await;
    assert_eq!(reader.get(of_prefecture).await.total(), 1);
    assert!(is_place(reader.finds("看取り").await.facets()));
}

#[tokio::test]
async fn nothing_of_a_profile_changes_with_hidden_texts() {
    let site = Site::open().await;
    let asker = alike(&site, 4).await;
    let reader = site.member("reader", "11202").await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let pages =
        [format!("/coordinators/{}", asker.id), "/coordinators".to_owned(), format!("/admin/people/{}", asker.id)];
    let mut before = Vec::new();
    for path in &pages {
        before.push((reader.get(path).await.comparable(), manager.get(path).await.comparable()));
    }
    let thread = asks_hidden(&asker, "pref-11", "夜間の看取り", "どうしていますか。").await;
    replies_hidden(&asker, &thread, "補足します。").await.is(303);
    site.settle().await;
    for (path, before) in pages.iter().zip(before) {
        let now = (reader.get(path).await.comparable(), manager.get(path).await.comparable());
        assert_eq!(now, before, "{path}");
    }
}

#[tokio::test]
async fn whoever_hides_has_nothing_unread_of_their_own_and_others_have() {
    let site = Site::open().await;
    let asker = alike(&site, 4).await;
    let reader = site.member("reader", "11202").await;
    let thread = asks_hidden(&asker, "pref-11", "夜間の看取り", "どうしていますか。").await;
    asker.get("/threads").await.is(200).hides("未読");
    reader.get("/threads").await.is(200).shows("未読");
    reader.get(&thread).await.is(200);
    site.wait_minutes(1);
    let reply = replies_hidden(&asker, &thread, "補足します。").await.is(303).location();
    reader.get("/threads").await.shows("新着の返信1件");
    asker.get("/threads").await.hides("新着の返信");
    reader
        .get(&format!("{thread}?unread=1"))
        .await
        .shows("ここから未読")
        .shows(&reply_path(&reply).replace("/replies/", "reply-"));
}

#[tokio::test]
async fn nobody_is_a_person_whom_the_site_does_not_know() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    for path in ["/coordinators/-1", "/coordinators/0", "/admin/people/-1"] {
        manager.get(path).await.is(404);
    }
    assert_eq!(manager.get("/coordinators").await.total(), 1);
    let mut visitor = site.visitor();
    for email in ["NOBODY", "nobody", ""] {
        assert_eq!(visitor.tries(email, crate::support::PASSWORD).await.status, 422, "{email:?}");
        visitor.posts("/password/forgotten", &[("email", email)]).await;
    }
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM mails").await, 0);
}
