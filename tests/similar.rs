//! Discussions of the past, shown to somebody who is about to begin one that is like them.

use axum::http::Method;

use crate::support::{Answer, Persona, Site};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const SAME: (&str, &str) = ("sec-fetch-site", "same-origin");

/// Presses the button, as a browser without scripts does.
async fn asks_for_a_page(person: &Persona, fields: &[(&str, &str)]) -> Answer {
    let encode = |(name, value): &(&str, &str)| format!("{name}={}", web::links::encode(value));
    let body = fields.iter().map(encode).collect::<Vec<_>>().join("&");
    person.send(Method::POST, "/threads/similar", &[FORM, SAME, ("accept", "text/html,*/*")], body).await
}

#[tokio::test]
async fn without_scripts_the_form_comes_back_with_everything_typed_and_what_is_like_it() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "27100").await);
    for number in 0..7 {
        alice.asks("japan", &format!("退院前カンファレンスの日程 {number}"), "どう決めていますか。").await;
    }
    let hidden = alice.asks("pref-11", "退院前カンファレンスの内緒の話", "埼玉県だけで。").await;
    alice.asks("japan", "災害のときの酸素", "どう備えていますか。").await;
    site.settle().await;
    bob.get("/threads/new").await.shows("formaction=\"/threads/similar\"").shows("似た相談をさがす");
    let fields = [
        ("room", "japan"),
        ("kind", "practice"),
        ("title", "退院前カンファレンスの日程"),
        ("body", "書きかけの本文です。"),
        ("theme", "acp"),
        ("once", "1f2e"),
    ];
    let page = asks_for_a_page(&bob, &fields).await.is(200).shows("似た相談があります").shows("書きかけの本文です。");
    let page = page.shows("value=\"退院前カンファレンスの日程\"").shows("value=\"1f2e\"").hides("内緒の話");
    assert_eq!((page.values("data-id").len(), page.total()), (5, 5));
    assert!(!page.values("data-id").contains(&hidden.rsplit('/').next().unwrap_or_default().to_owned()));
    for value in ["japan", "practice", "acp"] {
        let kept = page.body.split('<').any(|tag| {
            tag.contains(&format!("value=\"{value}\"")) && (tag.contains(" checked") || tag.contains(" selected"))
        });
        assert!(kept, "{value} is not kept");
    }
    assert_eq!(bob.get("/threads").await.total(), 8, "nothing has been posted");
    asks_for_a_page(&bob, &[("title", "まったく別の話題ですけれど")]).await.is(200).shows("見つかりませんでした");
    asks_for_a_page(&bob, &[("body", "災害のときの酸素のことで。")]).await.is(200).shows("災害のときの酸素");
    asks_for_a_page(&bob, &[]).await.is(200).shows("見つかりませんでした");
}

#[tokio::test]
async fn the_script_gets_the_list_alone_and_signs_of_the_search_are_words() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    alice.asks("japan", "夜間の連絡先の一覧", "どう更新していますか。").await;
    site.settle().await;
    for title in ["夜間の連絡先", "\"夜間の連絡先", "-夜間の連絡先", "夜間 -連絡先"] {
        let answer = alice.posts("/threads/similar", &[("title", title)]).await.is(200).shows("夜間の連絡先の一覧");
        assert!(!answer.body.contains("<html") && !answer.body.contains("<form"), "{title}: only the list");
    }
    let nothing = alice.posts("/threads/similar", &[("title", "qzxwvkjq")]).await.is(200);
    assert_eq!(nothing.body, "");
    let observer = site.person("observer", "", "other", "observer:pref-11").await;
    observer.posts("/threads/similar", &[("title", "夜間の連絡先")]).await.is(403);
    site.visitor().posts("/threads/similar", &[("title", "夜間の連絡先")]).await.is(303);
}

#[tokio::test]
async fn every_discussion_leads_to_what_is_like_it_and_not_to_itself() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "27100").await);
    let thread = alice.asks("japan", "退院前カンファレンスの日程", "どう決めていますか。").await;
    let other = alice.asks("japan", "退院前カンファレンスの司会", "誰がしていますか。").await;
    let hidden = alice.asks("pref-11", "退院前カンファレンスの内緒の話", "埼玉県だけで。").await;
    site.settle().await;
    let id = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let similar = format!("{thread}/similar");
    bob.get(&thread).await.is(200).shows(&similar);
    let page = bob.get(&similar).await.is(200).shows("退院前カンファレンスの司会").hides("内緒の話");
    assert_eq!(page.values("data-id"), [id(&other)]);
    alice.get(&similar).await.is(200).shows("内緒の話");
    bob.get(&format!("{hidden}/similar")).await.is(404);
}

#[tokio::test]
async fn beside_a_discussion_stand_those_that_are_like_it_with_a_passage_each_and_no_page_around() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "27100").await);
    let thread = alice.asks("japan", "退院前カンファレンスの日程", "どう決めていますか。").await;
    for number in 0..7 {
        let body = format!("退院前カンファレンスの司会について、第{number}回の話です。");
        alice.asks("japan", &format!("司会の持ち回り {number}"), &body).await;
    }
    alice.asks("pref-11", "退院前カンファレンスの内緒の話", "埼玉県だけで。").await;
    site.settle().await;
    let page = bob.get(&thread).await.is(200).shows("data-enhance=\"neighbours\"").hides("司会の持ち回り");
    let from = page.values("data-from").pop().expect("where its neighbours are");
    assert_eq!(from, format!("{thread}/similar?beside=1"));
    let beside = bob.get(&from).await.is(200).shows("<mark>").shows("回の話です。").hides("内緒の話");
    assert_eq!((beside.values("data-id").len(), beside.total()), (5, 5));
    assert!(!beside.body.contains("<html") && !beside.body.contains("<main"), "only what stands beside");
    alice.get(&from).await.shows("内緒の話");
    bob.get(&format!("{thread}/similar")).await.shows("<main").shows("<mark>");
    // What one may not read has no neighbours, and what was withdrawn is like nothing.
    let hidden = alice.asks("pref-11", "県内の話", "埼玉県だけで。").await;
    bob.get(&format!("{hidden}/similar?beside=1")).await.is(404);
    alice.posts(&format!("{thread}/withdrawal"), &[("once", &crate::support::fresh_once())]).await.is(303);
    bob.get(&thread).await.is(200).hides("data-enhance=\"neighbours\"");
}
