//! Saving, renaming, removing; and drafts of it.

use kernel::viewer::Standing;

use super::{LIST, MAIL, NOTHING, SITE, people, saves, saves_told, sends};
use crate::support::{Site, fresh_once};

#[tokio::test]
async fn a_search_is_saved_from_its_results_with_a_name_made_of_words_and_filters() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    site.settle().await;
    let path = format!("/search?q={}&state=open&room=pref-11&page=2&sort=new", web::links::encode("退院　様式"));
    let page = alice.get(&path).await.is(200).shows("この検索を保存する");
    let (query, name) = (page.field("query"), page.field("name"));
    assert_eq!(name, "退院 様式／状態：相談中／部屋：埼玉県");
    let once =
        page.body.split("action=\"/me/searches\"").nth(1).and_then(|form| form.split("name=\"once\" value=\"").nth(1));
    let once = once.and_then(|rest| rest.split('"').next()).expect("a form that counts once").to_owned();
    let query = query.replace("&amp;", "&");
    let fields = [("query", &*query), ("name", &*name), ("level", SITE), ("once", &*once)];
    let saved = alice.posts(LIST, &fields).await.is(303).location();
    assert_eq!(alice.posts(LIST, &fields).await.is(303).location(), saved, "the same form once more");
    let list = alice.get(&saved).await.is(200).shows("検索を保存しました").shows("サイトの中でお知らせ");
    assert_eq!(list.total(), 1);
    let link = list.body.split("href=\"/search?").nth(1).and_then(|rest| rest.split('"').next()).expect("a link");
    alice.get(&format!("/search?{}", link.replace("&amp;", "&"))).await.is(200).shows("退院 様式");
}

#[tokio::test]
async fn nothing_asked_is_nothing_to_save_and_a_sentence_would_find_everything() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    site.settle().await;
    alice.get("/search").await.is(200).hides("この検索を保存する");
    alice.get("/search?q=a&tab=people").await.is(200).hides("この検索を保存する");
    alice.get("/me/searches/new").await.is(200).hides("name=\"level\"");
    for nothing in ["", "q=", "sort=new", "tab=people&q=a"] {
        sends(&alice, nothing, "名前です", SITE).await.is(422).shows("保存する言葉も条件もありません");
    }
    let sentence = format!("q={}", web::links::encode("退院前カンファレンスに薬剤師を呼ぶ基準はありますか"));
    let page = sends(&alice, &sentence, "名前です", SITE).await.is(422).shows("言葉を空白で区切って");
    assert_eq!(page.field("name"), "名前です");
    let long = "長い名前".repeat(20);
    let page = sends(&alice, "q=a", &long, SITE).await.is(422).shows("いま80文字");
    assert_eq!((page.field("name"), page.field("query")), (long, "q=a".to_owned()));
    sends(&alice, "q=a", "", SITE).await.is(422).shows("名前を入力してください");
    sends(&alice, "q=a", "名前です", "7").await.is(422).shows("どれか一つを選んでください");
    assert_eq!(alice.get(LIST).await.is(200).total(), 0);
}

#[tokio::test]
async fn the_same_search_saved_twice_is_one() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let (first, other) = (
        "q=%E9%80%80%E9%99%A2+ICT&theme=acp",
        "page=2&theme=acp&q=%E9%80%80%E9%99%A2%E3%80%80%EF%BC%A9%EF%BC%A3%EF%BC%B4",
    );
    let saved = saves_told(&alice, first, "退院", SITE).await;
    let known = sends(&alice, other, "別の名前", MAIL).await.is(303).location();
    assert!(known.starts_with(&saved), "{known}");
    alice.get(&known).await.is(200).shows("すでに保存されています");
    assert_eq!(alice.get(LIST).await.total(), 1);
    // Two windows at the same moment.
    let (a, b) = tokio::join!(sends(&alice, "q=b", "b", SITE), sends(&alice, "q=b", "b", SITE));
    assert_eq!((a.status, b.status), (303, 303));
    assert_eq!(alice.get(LIST).await.total(), 2);
}

#[tokio::test]
async fn there_may_be_fifty_and_the_next_one_is_refused_with_everything_typed() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    for number in 0..49 {
        sends(&alice, &format!("q=n{number}"), &format!("検索{number}"), NOTHING).await.is(303);
    }
    let (a, b) = tokio::join!(sends(&alice, "q=x", "x", SITE), sends(&alice, "q=y", "y", SITE));
    let mut both = [a.status, b.status];
    both.sort_unstable();
    assert_eq!(both, [303, 422], "two at once do not pass the limit together");
    let page = sends(&alice, "q=more", "もうひとつ", SITE).await.is(422).shows("50件までです");
    assert_eq!(page.field("name"), "もうひとつ");
    assert_eq!(alice.get(LIST).await.total(), 50);
    sends(&bob, "q=more", "もうひとつ", SITE).await.is(303);
}

#[tokio::test]
async fn it_is_renamed_and_removed_by_its_owner_and_absent_for_everybody_else() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let saved = saves(&alice, "退院").await;
    let absent = bob.get("/me/searches/8000000000000001").await.is(404);
    assert_eq!(bob.get(&saved).await.is(404).body.len(), absent.body.len());
    let fields =
        |once: &str| [("name", "退院のこと".to_owned()), ("level", MAIL.to_owned()), ("once", once.to_owned())];
    bob.fills(&saved, &fields("1")).await.is(404);
    for form in ["removal", "feed", "feed/end"] {
        bob.posts(&format!("{saved}/{form}"), &[("once", &fresh_once())]).await.is(404);
    }
    let done = alice.fills(&saved, &fields(&fresh_once())).await.is(303).location();
    alice.get(&done).await.is(200).shows("退院のこと").shows("メールでもお知らせ").shows("変えました");
    alice.fills(&saved, &[("name", String::new()), ("level", MAIL.to_owned())]).await.is(422).shows("名前を入力");
    let once = fresh_once();
    let removed = alice.posts(&format!("{saved}/removal"), &[("once", &once)]).await.is(303).location();
    assert_eq!(alice.posts(&format!("{saved}/removal"), &[("once", &once)]).await.is(303).location(), removed);
    assert_eq!(alice.get(&removed).await.is(200).shows("削除しました").total(), 0);
    alice.get(&saved).await.is(404);
}

#[tokio::test]
async fn what_was_typed_and_not_sent_is_a_draft_and_comes_back_into_its_form() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let saved = saves(&alice, "退院").await;
    let once = fresh_once();
    let fields = [("sent_to", LIST), ("query", "q=a"), ("name", "書きかけ"), ("level", MAIL), ("once", &once)];
    let draft = alice.posts("/me/drafts", &fields).await.is(303).location();
    let draft = draft.rsplit('/').next().expect("an id").split('?').next().expect("an id").to_owned();
    let page = alice.get(&format!("{LIST}/new?draft={draft}")).await.is(200);
    assert_eq!((page.field("name"), page.field("query")), ("書きかけ".to_owned(), "q=a".to_owned()));
    let once = fresh_once();
    let fields = [("sent_to", saved.as_str()), ("name", "別の名前"), ("level", MAIL), ("once", &once)];
    let draft = alice.posts("/me/drafts", &fields).await.is(303).location();
    let draft = draft.rsplit('/').next().expect("an id").split('?').next().expect("an id").to_owned();
    let page = alice.get(&format!("{saved}?draft={draft}")).await.is(200);
    assert_eq!(page.field("name"), "別の名前");
    let fields = [("name", "別の名前"), ("level", MAIL), ("once", &once), ("draft", &draft)];
    alice.posts(&saved, &fields).await.is(303);
    alice.get(&format!("/me/drafts/{draft}")).await.is(404);
}

#[tokio::test]
async fn a_condition_that_a_thousand_people_fulfil_asks_for_more() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    for number in 0..1_001 {
        site.add(&format!("many{number}"), "11203", "hospital", "member", Standing::Active).await;
    }
    let refused = people::sends(&alice, "pref=11", "埼玉の方", SITE).await.is(422);
    refused.shows("いま1001人が当てはまります").shows("pref=11").shows("埼玉の方");
    people::sends(&alice, "pref=11&municipality=11202", "熊谷の方", SITE).await.is(303);
}
