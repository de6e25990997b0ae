//! Parting a discussion.

use super::{SECRET, desk, id, manager};
use crate::support::{Persona, Site, fresh_once};

async fn splits(person: &Persona, thread: &str, title: &str, replies: &[&str]) -> crate::support::Answer {
    let once = fresh_once();
    let mut fields = vec![("title", title), ("ground", "apart"), ("once", once.as_str())];
    fields.extend(replies.iter().map(|reply| ("reply", id(reply))));
    person.posts(&desk(thread, "split"), &fields).await
}

#[tokio::test]
async fn replies_become_a_discussion_of_their_own_and_all_that_led_to_them_still_does() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let (carol, manager) = (site.member("carol", "11202").await, manager(&site).await);
    let thread = alice.asks("pref-11", "退院の件", "教えてください。").await;
    carol
        .posts(&format!("/me/follows/thread-{}", id(&thread)), &[("level", "2"), ("once", &fresh_once())])
        .await
        .is(303);
    let stays = bob.replies(&thread, "残る返信です。").await;
    let first = bob.replies(&thread, &format!("{SECRET}の話です。")).await;
    site.wait_minutes(1);
    let second = alice.replies(&thread, "その話の続きです。").await;
    alice.posts(&format!("{thread}/solution"), &[("reply", id(&first)), ("once", &fresh_once())]).await.is(303);
    carol.get(&thread).await.is(200);
    site.inner.marks.flush().await.expect("write the marks");
    site.tells().await;
    site.settle().await;

    let new = splits(&manager, &thread, "別の話題の件名", &[&second, &first]).await.is(303).location();
    let new = new.split('?').next().expect("a path").to_owned();
    assert_eq!(id(&new), id(&first));
    let page = carol.get(&new).await.is(200).shows("別の話題の件名").shows(SECRET).shows("その話の続きです。");
    page.hides("ここから未読").hides("残る返信です。");
    carol.get(&thread).await.shows("残る返信です。").hides(SECRET).hides("解決しました").shows("返信1件");
    let before = format!("{thread}?reply={}", id(&second));
    let there = carol.get(&before).await.is(303).location();
    assert!(there.starts_with(&new), "{there}");
    carol.get(&format!("/posts/{}", id(&first))).await.is(303);
    carol.get(&format!("{thread}?reply={}", id(&stays))).await.is(200);
    // What is new leads there, and whoever followed the one follows the other.
    carol.get("/me/notices").await.shows(&format!("{new}?reply={}", id(&second)));
    bob.replies(&new, "新しい返信です。").await;
    site.tells().await;
    let notices = carol.get("/me/notices").await;
    assert_eq!(notices.body.matches(&format!("href=\"{new}")).count(), 3, "{}", notices.body);
    site.settle().await;
    assert_eq!(carol.finds(SECRET).await.total(), 1);
    assert_eq!(carol.get("/threads").await.total(), 2);
    for person in [&alice, &bob] {
        assert!(site.letter_to(&person.email).await.body.contains("別の相談に分けた"));
    }
    // Once more is the same as once: the replies are not there any more.
    splits(&manager, &thread, "もう一度", &[&second]).await.is(422).shows("別の相談に移っています").shows("もう一度");
}

#[tokio::test]
async fn the_new_title_is_read_by_the_guard_and_something_must_be_chosen() {
    let site = Site::open().await;
    let (alice, manager) = (site.member("alice", "11202").await, manager(&site).await);
    let thread = alice.asks("pref-11", "退院の件", "教えてください。").await;
    let reply = alice.replies(&thread, "追記です。").await;
    let warned = splits(&manager, &thread, "佐藤花子さんの退院", &[&reply]).await.is(422);
    warned.shows("個人情報チェック");
    splits(&manager, &thread, "", &[&reply]).await.is(422).shows("新しい件名を入力してください");
    splits(&manager, &thread, "件名です", &[]).await.is(422).shows("分ける返信を選んでください").shows("件名です");
    splits(&manager, &thread, "件名です", &[&thread]).await.is(422);
    manager.get(&desk(&thread, "split")).await.is(200).shows("追記です。");
}

#[tokio::test]
async fn who_hides_stays_one_person_and_is_the_asker_only_of_what_they_opened() {
    let site = Site::open().await;
    let mut people = Vec::new();
    for number in 0..6 {
        people.push(site.member(&format!("member{number}"), "11202").await);
    }
    let manager = manager(&site).await;
    let once = fresh_once();
    let hidden = [
        ("room", "pref-11"),
        ("kind", "consultation"),
        ("title", "退院の件"),
        ("body", "教えてください。"),
        ("byline", "place_hidden"),
        ("once", &once),
    ];
    let thread = people[0].posts("/threads", &hidden).await.is(303).location();
    let hides = async |person: &Persona, body: &str| {
        let fields = [("body", body), ("byline", "place_hidden"), ("once", &fresh_once())];
        person.posts(&format!("{thread}/replies"), &fields).await.is(303).location()
    };
    let other = hides(&people[1], "一人目です。").await;
    let middle = hides(&people[0], "質問した者です。").await;
    let last = hides(&people[1], "また一人目です。").await;
    let new = splits(&manager, &thread, "別の話題", &[&other, &middle, &last]).await.is(303).location();
    let page = people[3].get(new.split('?').next().expect("a path")).await.is(200);
    // Three headers of texts: the asker twice, somebody else once.
    assert_eq!(
        (page.body.matches("<bdi>質問した方").count(), page.body.matches("<bdi>名前を伏せた方").count()),
        (2, 1),
        "{}",
        page.body
    );
    for person in &people[..2] {
        page.clone().hides(person.email.split('@').next().expect("a name"));
    }
}
