//! The worker that holds people against conditions, by itself.

use server::saved_searches::watching::Watch;

use super::{changes_themes, saves, told};
use crate::saved_searches::{MAIL, SITE as ON_SITE};
use crate::support::Site;

#[tokio::test]
async fn a_watcher_that_runs_on_tells_nobody_twice_and_forgets_nobody() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let bob = site.member("bob", "11218").await;
    let mut watch = Watch::default();
    let mut looks = async || {
        let people = site.inner.people().await.expect("the people");
        watch.tell(&site.inner, people).await.expect("tell");
    };
    looks().await;
    saves(&alice, "theme=dementia", "認知症", ON_SITE).await;
    for themes in [&["acp"][..], &["dementia"], &["acp"], &["dementia"]] {
        changes_themes(&bob, themes).await;
        looks().await;
        assert_eq!(told(&alice).await.len(), usize::from(themes.contains(&"dementia")), "{themes:?}");
        site.wait_minutes(30);
    }
    let carol = site.member("carol", "11218").await;
    changes_themes(&carol, &["dementia"]).await;
    looks().await;
    assert_eq!(told(&alice).await, [2]);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM people_finds").await, 2);
}

#[tokio::test]
async fn whoever_can_be_told_of_no_more_does_not_wait_for_ever() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    saves(&alice, "theme=dementia", "認知症", ON_SITE).await;
    let (bob, carol) = (site.member("bob", "11218").await, site.member("carol", "11218").await);
    changes_themes(&bob, &["dementia"]).await;
    changes_themes(&carol, &["dementia"]).await;
    site.tells().await;
    changes_themes(&bob, &["acp"]).await;
    let waiting = "SELECT COUNT(*) AS n FROM people_finds WHERE at IS NOT NULL AND seen_at IS NULL";
    site.tells().await;
    assert_eq!(site.number(waiting).await, 2, "for a day, in which another instance may know more");
    site.wait_minutes(25 * 60);
    site.tells().await;
    assert_eq!(site.number(waiting).await, 1);
}

#[tokio::test]
async fn two_instances_tell_of_somebody_once() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    saves(&alice, "pref=11", "埼玉の方", MAIL).await;
    site.member("newcomer", "11203").await;
    let people = site.inner.people().await.expect("the people");
    let (mut one, mut other) = (Watch::default(), Watch::default());
    let (first, second) =
        tokio::join!(one.tell(&site.inner, std::sync::Arc::clone(&people)), other.tell(&site.inner, people));
    assert!(first.is_ok() && second.is_ok());
    assert_eq!(told(&alice).await, [1]);
    site.wait_minutes(24 * 60);
    let (first, second) =
        tokio::join!(server::news::queue_letters(&site.inner), server::news::queue_letters(&site.inner));
    assert!(first.is_ok() && second.is_ok());
    assert_eq!(site.number(&format!("SELECT COUNT(*) AS n FROM mails WHERE person_id = {}", alice.id)).await, 1);
}
