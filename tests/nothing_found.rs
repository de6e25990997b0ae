//! Where nothing is found: what would be found if a condition were given up, and whom to ask.

use crate::support::{Answer, Persona, Site};

async fn found(person: &Persona, words: &str, more: &str) -> Answer {
    person.get(&format!("/search?q={}{more}", web::links::encode(words))).await.is(200)
}

/// What each link of the page says that gives up a condition, and how many its page then finds.
async fn ways(person: &Persona, page: &Answer) -> Vec<(String, u64)> {
    let Some((_, list)) = page.body.split_once("条件をゆるめる") else { return Vec::new() };
    let list = list.split("</section>").next().unwrap_or_default();
    let mut ways = Vec::new();
    for link in list.split("<a href=\"").skip(1) {
        let (href, rest) = link.split_once("\">").expect("a link");
        let words = rest.split("</a>").next().unwrap_or_default().to_owned();
        ways.push((words, person.get(&href.replace("&amp;", "&")).await.is(200).total()));
    }
    ways
}

#[tokio::test]
async fn each_condition_tells_how_much_would_be_found_without_it() {
    let site = Site::open().await;
    let (alice, carol) = (site.member("alice", "11202").await, site.member("carol", "27100").await);
    for number in 0..3 {
        alice.asks("japan", &format!("避難所の酸素 {number}"), "停電のときのことです。").await;
    }
    alice.asks("pref-11", "避難所の酸素の名簿", "県内だけで。").await;
    site.settle().await;
    let page = found(&alice, "避難所", "&pref=27&state=solved").await.shows("当てはまる相談が見つかりませんでした");
    assert_eq!(page.total(), 0);
    let all = [("すべての条件を外すと4件".to_owned(), 4)];
    assert_eq!(ways(&alice, &page).await, all, "neither alone finds anything");
    let page = found(&alice, "避難所", "&pref=27").await;
    assert_eq!(ways(&alice, &page).await, [("相談した方の都道府県の条件を外すと4件".to_owned(), 4)]);
    let page = found(&alice, "避難所 県:大阪", "&to=2020-01-01").await;
    assert_eq!(ways(&alice, &page).await, all);
    let page = found(&alice, "避難所 県:大阪", "").await;
    assert_eq!(ways(&alice, &page).await, [("「県:大阪」の条件を外すと4件".to_owned(), 4)]);
    // Counted is only what one may see.
    let page = found(&carol, "避難所", "&pref=27").await;
    assert_eq!(ways(&carol, &page).await, [("相談した方の都道府県の条件を外すと3件".to_owned(), 3)]);
    // Without a condition, or where anything is found, nothing is offered.
    for (words, more) in
        [("存在しない言葉", ""), ("避難所", ""), ("避難所", "&pref=11"), ("存在しない言葉", "&pref=27")]
    {
        assert_eq!(ways(&alice, &found(&alice, words, more).await).await, [], "{words} {more}");
    }
}

#[tokio::test]
async fn rooms_around_an_empty_one_are_offered_as_far_as_one_may_see_them() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    alice.asks("pref-11", "避難所の酸素", "停電のときのことです。").await;
    alice.asks("japan", "避難所の毛布", "足りていますか。").await;
    site.settle().await;
    let area = alice.get("/rooms").await.body;
    let area = area.split("/rooms/area-").nth(1).and_then(|rest| rest.split('"').next()).expect("an area").to_owned();
    let page = found(&alice, "避難所", &format!("&room=area-{area}")).await;
    let expected =
        [("部屋の条件を外すと2件", 2), ("「埼玉県」の部屋でさがすと1件", 1), ("「全国」の部屋でさがすと1件", 1)];
    assert_eq!(ways(&alice, &page).await, expected.map(|(words, count)| (words.to_owned(), count)));
    // A room that one does not see is as one that is not there.
    let carol = site.member("carol", "27100").await;
    let (hidden, absent) =
        (found(&carol, "避難所", "&room=area-1109").await, found(&carol, "避難所", "&room=area-9999").await);
    assert_eq!(ways(&carol, &hidden).await, ways(&carol, &absent).await);
    assert_eq!(ways(&carol, &hidden).await, [("部屋の条件を外すと1件".to_owned(), 1)]);
}

#[tokio::test]
async fn whom_to_ask_is_told_even_where_conditions_leave_nothing() {
    let site = Site::open().await;
    let (asker, helper) = (site.member("asker", "11202").await, site.member("helper", "11218").await);
    let thread = asker.asks("japan", "避難所の酸素", "停電のときのことです。").await;
    let reply = helper.replies(&thread, "予備を置いています。").await;
    let reply = reply.rsplit('-').next().unwrap_or_default();
    asker.posts(&format!("{thread}/solution"), &[("reply", reply)]).await.is(303);
    site.settle().await;
    let page = found(&asker, "避難所", "&pref=27").await;
    assert_eq!((page.total(), page.values("data-adviser")), (0, vec![helper.id.to_string()]));
}
