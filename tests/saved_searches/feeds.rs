//! The feed of a saved search: what it says, to whom, and for how long.

use std::collections::BTreeSet;

use super::{NOTHING, id_of, saves_told, tells};
use crate::support::{Answer, Persona, Site, fresh_once};

/// A search of alice's without notices, and the address of its feed.
async fn feeding(site: &Site) -> (Persona, String, String) {
    let alice = site.member("alice", "11202").await;
    let saved = saves_told(&alice, "q=%E9%80%80%E9%99%A2", "ないしょの名前", NOTHING).await;
    let address = makes(&alice, &saved).await;
    (alice, saved, address)
}

/// Makes the address of a feed.
async fn makes(person: &Persona, saved: &str) -> String {
    let page = person.posts(&format!("{saved}/feed"), &[("once", &fresh_once())]).await.is(200);
    let address = page.body.split("http://127.0.0.1:8080/feeds").nth(1).and_then(|rest| rest.split('<').next());
    format!("/feeds{}", address.expect("an address"))
}

fn entries(feed: &Answer) -> usize {
    feed.body.matches("<entry>").count()
}

#[tokio::test]
async fn a_feed_says_that_something_is_new_in_a_room_and_nothing_else() {
    let site = Site::open().await;
    let (_, _, address) = feeding(&site).await;
    let bob = site.member("bob", "11218").await;
    let thread = bob.asks("pref-11", "退院の様式", "どのようなものをお使いですか。").await;
    let other = bob.asks("japan", "連絡先のこと", "どうしていますか。").await;
    let reply = bob.replies(&other, "退院のときの名簿です。").await;
    tells(&site).await;
    let feed = site.visitor().get(&address).await.is(200);
    assert_eq!(feed.header("content-type"), Some("application/atom+xml; charset=utf-8"));
    assert_eq!(feed.header("cache-control"), Some("private, no-store"));
    assert_eq!(feed.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(entries(&feed), 2);
    for id in [id_of(&thread), id_of(&reply)] {
        site.visitor().get(&address).await.shows(&format!("http://127.0.0.1:8080/posts/{id}"));
        bob.get(&format!("/posts/{id}")).await.is(303);
    }
    let feed = feed.shows("「埼玉県の部屋」に新しい投稿があります").shows("「全国の部屋」に新しい投稿があります");
    let token = address.trim_start_matches("/feeds/searches/").trim_end_matches(".atom");
    for word in ["退院", "様式", "連絡先", "名簿", "ないしょ", "alice", "bob", token] {
        assert!(!feed.body.contains(word), "{word}: {}", feed.body);
    }
    assert!(elements(&feed.body).is_subset(
        &["feed", "id", "title", "updated", "author", "name", "link", "entry"].into_iter().map(str::to_owned).collect()
    ));
    // The same names whenever it is read.
    assert_eq!(site.visitor().get(&address).await.body, feed.body);
}

/// The names of all elements.
fn elements(xml: &str) -> BTreeSet<String> {
    let tags = xml.split('<').skip(1).filter(|tag| !tag.starts_with(['/', '?']));
    tags.map(|tag| tag.chars().take_while(char::is_ascii_alphanumeric).collect()).collect()
}

#[tokio::test]
async fn a_group_is_not_called_by_its_name() {
    let site = Site::open().await;
    let (alice, _, address) = feeding(&site).await;
    let bob = site.member("bob", "11218").await;
    let group = bob.founds("看取りの会").await;
    bob.takes_in(&group, &alice).await;
    bob.asks(&group, "退院の様式", "どうしていますか。").await;
    tells(&site).await;
    let feed =
        site.visitor().get(&address).await.is(200).shows("「グループ」に新しい投稿があります").hides("看取りの会");
    assert_eq!(entries(&feed), 1);
    bob.posts(&format!("{}/removals", group.replace("group-", "/groups/")), &[("person", &alice.id.to_string())]).await;
    assert_eq!(entries(&site.visitor().get(&address).await.is(200)), 0);
}

#[tokio::test]
async fn rights_are_those_of_the_moment_of_the_fetch() {
    let site = Site::open().await;
    let (alice, _, address) = feeding(&site).await;
    let bob = site.member("bob", "11218").await;
    let thread = bob.asks("pref-11", "退院の様式", "どうしていますか。").await;
    bob.asks("japan", "退院のこと", "どうしていますか。").await;
    tells(&site).await;
    let count = async || entries(&site.visitor().get(&address).await.is(200));
    assert_eq!(count().await, 2);
    bob.posts(&format!("{thread}/withdrawal"), &[("once", &fresh_once())]).await.is(303);
    assert_eq!(count().await, 1);
    let tx = site.inner.app.db.begin().await.expect("begin");
    directory::members::suspend(&tx, None, alice.id, "").await.expect("suspend");
    tx.commit().await.expect("commit");
    assert_eq!(count().await, 0);
}

#[tokio::test]
async fn who_has_left_feeds_nothing() {
    let site = Site::open().await;
    let (alice, _, address) = feeding(&site).await;
    let bob = site.member("bob", "11218").await;
    bob.asks("japan", "退院のこと", "どうしていますか。").await;
    tells(&site).await;
    assert_eq!(entries(&site.visitor().get(&address).await.is(200)), 1);
    site.leaves(&alice).await;
    assert_eq!(entries(&site.visitor().get(&address).await.is(200)), 0);
}

#[tokio::test]
async fn a_revoked_address_and_an_unknown_one_are_the_same() {
    let site = Site::open().await;
    let (alice, saved, address) = feeding(&site).await;
    let visitor = site.visitor();
    let unknown = visitor.get(&format!("/feeds/searches/{}.atom", "0".repeat(64))).await.is(404);
    let once = fresh_once();
    alice.posts(&format!("{saved}/feed"), &[("once", &once)]).await.is(200);
    assert_eq!(visitor.get(&address).await.is(404).bytes(), unknown.bytes(), "a new one ends the one before");
    // It is shown once: the same form leads back, and the page has no address any more.
    alice.posts(&format!("{saved}/feed"), &[("once", &once)]).await.is(303);
    alice.get(&saved).await.is(200).hides("/feeds/searches/").shows("アドレスを作り直す");
    let address = makes(&alice, &saved).await;
    visitor.get(&address).await.is(200);
    visitor.get(address.trim_end_matches(".atom")).await.is(404);
    let token = address.trim_start_matches("/feeds/searches/").trim_end_matches(".atom");
    assert_eq!(site.traces_of(token).await, Vec::<String>::new(), "only its hash is stored");
    let done = alice.posts(&format!("{saved}/feed/end"), &[("once", &fresh_once())]).await.is(303).location();
    alice.get(&done).await.is(200).shows("使えなくしました").shows("アドレスを作る");
    assert_eq!(visitor.get(&address).await.is(404).bytes(), unknown.bytes());
    let address = makes(&alice, &saved).await;
    alice.posts(&format!("{saved}/removal"), &[("once", &fresh_once())]).await.is(303);
    assert_eq!(visitor.get(&address).await.is(404).bytes(), unknown.bytes());
}

#[tokio::test]
async fn a_network_fetches_only_so_often() {
    let site = Site::open().await;
    let (_, _, address) = feeding(&site).await;
    site.visitor().get(&address).await.is(200);
    site.does("UPDATE attempts SET failures = 600 WHERE bucket LIKE 'feeds:%'").await;
    let refused = site.visitor().get(&address).await.is(429);
    assert!(refused.header("retry-after").is_some());
    site.visitor().elsewhere("", 9).get(&address).await.is(200);
}
