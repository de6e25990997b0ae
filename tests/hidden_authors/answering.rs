//! Replies without a name: one person throughout a discussion, another one in the next.

use super::{FULL, alike, asks_hidden, keeps_secret, replies_hidden};
use crate::support::{Site, fresh_once};

#[tokio::test]
async fn the_asker_is_the_asker_in_their_replies_too() {
    let site = Site::open().await;
    let asker = alike(&site, 4).await;
    let reader = site.member("reader", "11202").await;
    let thread = asks_hidden(&asker, "pref-11", "夜間の看取り", "どうしていますか。").await;
    // The form goes on hiding by itself.
    asker.get(&thread).await.shows("value=\"place_hidden\" checked").shows(&format!("「質問した方　{FULL}」"));
    reader.get(&thread).await.shows("value=\"named\" checked");
    let reply = replies_hidden(&asker, &thread, "補足します。").await.is(303).location();
    let page = keeps_secret(&asker, reader.get(&reply).await);
    assert_eq!(page.body.matches("<bdi>質問した方</bdi>").count(), 2);
    assert_eq!(page.hides("名前を伏せた方　").body.matches("あなたの投稿").count(), 0);
    assert_eq!(asker.get(&reply).await.body.matches("あなたの投稿").count(), 2);
}

#[tokio::test]
async fn to_write_under_ones_name_where_one_has_hidden_is_asked_first() {
    let site = Site::open().await;
    let asker = alike(&site, 4).await;
    let thread = asks_hidden(&asker, "pref-11", "夜間の看取り", "どうしていますか。").await;
    let replies = format!("{thread}/replies");
    for byline in ["named", ""] {
        let answer = asker.posts(&replies, &[("body", "名乗ります。"), ("byline", byline)]).await.is(422);
        answer.shows("この相談では名前を伏せています").shows("名乗ります。");
    }
    assert_eq!(site.count("SELECT reply_count AS n FROM threads").await, 0);
    let knowingly = [("body", "名乗ります。"), ("byline", "named"), ("unveil", "1"), ("once", &fresh_once())];
    let reply = asker.posts(&replies, &knowingly).await.is(303).location();
    asker.get(&reply).await.shows("asker さん");
}

#[tokio::test]
async fn hidden_people_of_one_discussion_are_told_apart_and_found_again_only_there() {
    let site = Site::open().await;
    let asker = alike(&site, 4).await;
    let (bob, carol) = (site.member("bob", "11362").await, site.member("carol", "11362").await);
    let first = asks_hidden(&asker, "pref-11", "夜間の看取り", "どうしていますか。").await;
    let second = asker.asks("pref-11", "夜間の搬送", "どうしていますか。").await;
    for (person, thread) in [(&bob, &first), (&carol, &first), (&bob, &first), (&carol, &second), (&bob, &second)] {
        replies_hidden(person, thread, "こうしています。").await.is(303);
        site.wait_minutes(1);
    }
    let names = |body: &str| -> Vec<String> {
        body.split("<p class=\"byline\"><bdi>")
            .skip(1)
            .filter_map(|rest| rest.split("</bdi>").next())
            .map(str::to_owned)
            .collect()
    };
    let page = asker.get(&first).await.is(200).hides("bob").hides("carol");
    let (one, two) = ("名前を伏せた方", "名前を伏せた方（2人目）");
    assert_eq!(names(&page.body), ["質問した方", one, two, one]);
    // In the other one they change places; and whoever asked there did so openly.
    let page = site.member("reader", "11202").await.get(&second).await.is(200).hides("bob").hides("carol");
    assert_eq!(names(&page.body)[..], [one, two]);
}

#[tokio::test]
async fn the_same_form_twice_posts_once() {
    let site = Site::open().await;
    let asker = alike(&site, 4).await;
    let (once, again) = (format!("{}~{}", fresh_once(), asker.id), fresh_once());
    let ask = super::hidden("pref-11", "夜間の看取り", "どうしていますか。", &once);
    let thread = asker.posts("/threads", &ask).await.is(303).location();
    assert_eq!(asker.posts("/threads", &ask).await.is(303).location(), thread);
    let reply = [("body", "補足します。"), ("byline", "place_hidden"), ("once", again.as_str())];
    let replies = format!("{thread}/replies");
    let (a, b) = tokio::join!(asker.posts(&replies, &reply), asker.posts(&replies, &reply));
    assert_eq!(a.is(303).location(), b.is(303).location());
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM posts").await, 2);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM sealed_authors").await, 2);
}
