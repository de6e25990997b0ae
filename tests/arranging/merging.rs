//! Putting two discussions together.

use super::{SECRET, desk, id, manager};
use crate::support::{Answer, Persona, Site, fresh_once};

async fn merges(person: &Persona, from: &str, into: &str) -> Answer {
    let fields = [("into", into), ("ground", "same"), ("words", "同じ話題でした。"), ("once", &fresh_once())];
    person.posts(&desk(from, "merge"), &fields).await
}

#[tokio::test]
async fn a_later_discussion_goes_into_an_earlier_one_and_all_that_led_to_it_still_does() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let (carol, manager) = (site.member("carol", "11202").await, manager(&site).await);
    let into = alice.asks("pref-11", "退院の件", "教えてください。").await;
    site.wait_minutes(1);
    let from = bob.asks("pref-11", &format!("{SECRET}の件"), "同じことを教えてください。").await;
    let inner = alice.replies(&from, "あとの相談への返信です。").await;
    site.wait_minutes(1);
    alice.replies(&into, "先の相談への返信です。").await;
    // Carol has read the earlier one to its end, and the later one never.
    carol.get(&into).await.is(200);
    carol.posts(&format!("/me/follows/thread-{}", id(&from)), &[("level", "2"), ("once", &fresh_once())]).await.is(303);
    site.inner.marks.flush().await.expect("write the marks");
    site.settle().await;

    let there = merges(&manager, &from, &format!("https://localhost{into}")).await.is(303).location();
    assert!(there.starts_with(&format!("{into}?reply={}", id(&from))), "{there}");
    let page = carol.get(&into).await.is(200).shows("もとの件名").shows(SECRET).shows("返信3件");
    // In the order in which they were written, and unread from the first one that she has not read.
    let place = |words: &str| page.body.find(words).unwrap_or_else(|| panic!("{words} is not there"));
    assert!(place("ここから未読") < place("同じことを教えてください"));
    assert!(place("同じことを教えてください") < place("あとの相談への返信です"));
    assert!(place("あとの相談への返信です") < place("先の相談への返信です"));
    for old in [from.clone(), format!("{from}?reply={}", id(&inner)), format!("/posts/{}", id(&inner))] {
        let location = carol.get(&old).await.is(303).location();
        assert!(location.starts_with(&into), "{old} leads to {location}");
    }
    // What is typed there meanwhile comes back.
    let late =
        carol.posts(&format!("{from}/replies"), &[("body", "遅れた返信です。"), ("once", &fresh_once())]).await.is(409);
    late.shows("遅れた返信です。").shows("まとめられました");
    assert_eq!(carol.get("/threads").await.total(), 1);
    site.settle().await;
    assert_eq!(carol.finds(SECRET).await.total(), 1);
    bob.replies(&into, "新しい返信です。").await;
    site.tells().await;
    carol.get("/me/notices").await.shows(&format!("{into}?reply="));
    assert!(site.letter_to(&bob.email).await.body.contains("ひとつにまとめた"));
    bob.get("/me/acts").await.shows("同じ話題でした。");
}

#[tokio::test]
async fn what_was_put_in_can_be_parted_again() {
    let site = Site::open().await;
    let (alice, manager) = (site.member("alice", "11202").await, manager(&site).await);
    let into = alice.asks("pref-11", "退院の件", "教えてください。").await;
    site.wait_minutes(1);
    let from = alice.asks("pref-11", "別の件", "こちらも教えてください。").await;
    merges(&manager, &from, &into).await.is(303);
    let fields = [("title", "やはり別の件"), ("reply", id(&from)), ("ground", "apart"), ("once", &fresh_once())];
    let again = manager.posts(&desk(&into, "split"), &fields).await.is(303).location();
    assert!(again.starts_with(&from), "{again}");
    alice.get(&from).await.is(200).shows("やはり別の件").hides("もとの件名");
    assert_eq!(alice.get("/threads").await.total(), 2);
}

#[tokio::test]
async fn only_discussions_of_one_room_are_put_together_and_the_later_into_the_earlier() {
    let site = Site::open().await;
    let (alice, manager) = (site.member("alice", "11202").await, manager(&site).await);
    let first = alice.asks("pref-11", "退院の件", "教えてください。").await;
    let elsewhere = alice.asks("area-1109", "地域の件", "教えてください。").await;
    let away = alice.asks("bloc-kantoshinetsu", "広い件", "教えてください。").await;
    site.wait_minutes(1);
    let later = alice.asks("pref-11", "あとの件", "教えてください。").await;
    merges(&manager, &first, &later).await.is(422).shows("先に始まった相談にしてください");
    merges(&manager, &first, &first).await.is(422);
    merges(&manager, &later, &elsewhere).await.is(422).shows("先に同じ部屋へ移してください");
    for nowhere in [away.as_str(), "/threads/4503599627370496", "まちがい", ""] {
        merges(&manager, &later, nowhere).await.is(422);
    }
    assert_eq!(alice.get("/threads").await.total(), 4);
}

#[tokio::test]
async fn who_hides_in_both_stays_two_people_to_all_others() {
    let site = Site::open().await;
    let mut people = Vec::new();
    for number in 0..6 {
        people.push(site.member(&format!("member{number}"), "11202").await);
    }
    let manager = manager(&site).await;
    let mut threads = Vec::new();
    for title in ["退院の件", "あとの件"] {
        let once = fresh_once();
        let hidden = [
            ("room", "pref-11"),
            ("kind", "consultation"),
            ("title", title),
            ("body", "教えてください。"),
            ("byline", "place_hidden"),
            ("once", &once),
        ];
        threads.push(people[0].posts("/threads", &hidden).await.is(303).location());
        site.wait_minutes(1);
    }
    merges(&manager, &threads[1], &threads[0]).await.is(303);
    let page = people[3].get(&threads[0]).await.is(200);
    assert_eq!(
        (page.body.matches("<bdi>質問した方").count(), page.body.matches("<bdi>名前を伏せた方").count()),
        (1, 1)
    );
}
