//! Looking for discussions with files.

use super::one_file;
use crate::support::{Site, fresh_once};

#[tokio::test]
async fn discussions_with_files_are_found_by_a_word_and_by_a_filter() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let (thread, file) = one_file(&alice, "退院の様式", "様式.txt", b"plain".to_vec()).await;
    alice.asks("pref-11", "退院の段取り", "様式はありません。").await;
    site.settle().await;
    for words in ["has:file", "添付:あり", "添付：あり", "退院　添付： あり", "-添付:なし", "ＨＡＳ：ＦＩＬＥ 退院"]
    {
        let page = alice.finds(words).await.shows("退院の様式").hides("退院の段取り");
        assert_eq!(page.total(), 1, "{words}");
    }
    for words in ["-has:file", "添付:なし 退院"] {
        assert_eq!(alice.finds(words).await.shows("退院の段取り").hides("退院の様式").total(), 1, "{words}");
    }
    // In quotation marks, or not quite right, it is a text like any other.
    assert_eq!(alice.finds("\"has:file\"").await.total(), 0);
    let all = alice.finds("退院").await;
    assert_eq!(all.total(), 2);
    assert!(all.facets().contains(&("has/file".to_owned(), 1)), "{:?}", all.facets());
    let filtered = alice.get("/search?q=退院&has=file").await.is(200).shows("退院の様式").hides("退院の段取り");
    assert_eq!(filtered.total(), 1);
    alice.get("/search/help").await.is(200).shows("添付:なし");

    let edit = alice.get(&format!("{thread}/edit")).await.is(200);
    let version = edit.values("value").into_iter().find(|value| value.parse::<i64>().is_ok()).expect("a version");
    let fields = [
        ("title", "退院の様式"),
        ("body", "外しました。"),
        ("version", &*version),
        ("drop_file", &*file),
        ("once", &fresh_once()),
    ];
    alice.posts(&format!("{thread}/edit"), &fields).await.is(303);
    site.settle().await;
    assert_eq!(alice.finds("has:file").await.total(), 0);
}

#[tokio::test]
async fn whoever_may_not_read_a_discussion_learns_nothing_of_its_files() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "27100").await);
    one_file(&alice, "埼玉の様式", "様式.txt", b"plain".to_vec()).await;
    site.settle().await;
    let page = bob.finds("has:file").await.hides("埼玉の様式");
    assert_eq!(page.total(), 0);
    assert!(!page.facets().iter().any(|(facet, _)| facet == "has/file"), "{:?}", page.facets());
    assert_eq!(alice.finds("has:file").await.total(), 1);
}

#[tokio::test]
async fn nothing_found_hands_on_the_words_without_the_sign() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    site.settle().await;
    alice.finds("輪番表 添付:あり").await.shows(&format!("title={}\"", web::links::encode("輪番表")));
}
