//! What may no longer be found is not found, however far the index has come.

use std::collections::BTreeSet;

use kernel::{RoomId, Scope, ThreadId, Timestamp, changes};
use sea_orm::DbBackend;

use super::site::Site;
use crate::index::{Index, log};
use crate::query::{Ask, Found};

/// Everything that a question tells: hits, totals and facets.
async fn told(index: &Index, words: &str) -> (Vec<i64>, usize, Vec<i64>, usize, u64) {
    let scope = Scope::of(BTreeSet::from([RoomId(1)]), BTreeSet::new());
    let facets = vec!["kind".to_owned()];
    let ask = Ask { words: words.to_owned(), facets, ..Ask::new("thread", scope, Timestamp::default()) };
    let Found { whole, whole_total, partial, partial_total, facets, .. } = index.search(&ask).await.unwrap();
    let ids = |hits: Vec<crate::Hit>| {
        let mut ids: Vec<i64> = hits.into_iter().map(|hit| hit.key.id).collect();
        ids.sort_unstable();
        ids
    };
    let counted = facets["kind"].iter().map(|(_, count)| *count).sum();
    (ids(whole), whole_total, ids(partial), partial_total, counted)
}

#[tokio::test]
async fn a_narrowed_document_is_gone_from_hits_totals_and_facets_at_once_and_a_changed_one_is_not() {
    let site = Site::open().await;
    site.write(&[(1, "避難所の鍵"), (2, "避難所の毛布"), (3, "会議室の鍵")]).await;
    let index = site.index().await;
    index.settle().await.unwrap();
    assert_eq!(told(&index, "避難所 鍵").await, (vec![1], 1, vec![2, 3], 2, 1));
    site.hold(true);
    site.write(&[(1, "避難所の名簿")]).await;
    assert_eq!(told(&index, "避難所 鍵").await, (vec![1], 1, vec![2, 3], 2, 1), "a mere change is not left out");
    site.narrow(1, "名簿").await;
    assert_eq!(told(&index, "避難所 鍵").await, (vec![], 0, vec![2, 3], 2, 0));
    assert_eq!(told(&index, "").await, (vec![2, 3], 2, vec![], 0, 2));
    site.narrow(2, "").await;
    assert_eq!(told(&index, "避難所 鍵").await, (vec![], 0, vec![3], 1, 0));
    site.hold(false);
    index.settle().await.unwrap();
    assert_eq!(told(&index, "名簿").await, (vec![1], 1, vec![], 0, 1), "it is found by what is left of it");
    assert_eq!(told(&index, "").await.1, 2);
}

#[tokio::test]
async fn narrowing_is_honoured_while_another_index_is_built_and_by_whoever_only_reads() {
    let site = Site::open().await;
    site.write(&[(1, "避難所の鍵"), (2, "避難所の毛布")]).await;
    let first = site.index().await;
    first.settle().await.unwrap();
    let reader = site.index().await;
    reader.settle().await.unwrap();
    site.hold(true);
    let building = first.clone();
    let rebuilding = tokio::spawn(async move { building.rebuild().await });
    site.narrow(1, "").await;
    assert_eq!(told(&first, "避難所").await.0, [2]);
    assert_eq!(told(&reader, "避難所").await.0, [2]);
    site.hold(false);
    // Whoever waits for an attempt that came to nothing is told so, and the next one begins by itself.
    if rebuilding.await.unwrap().is_err() {
        first.rebuild().await.unwrap();
    }
    assert_eq!(told(&first, "避難所").await.0, [2]);
    reader.settle().await.unwrap();
    assert_eq!(told(&reader, "避難所").await.0, [2]);
}

#[tokio::test]
async fn a_reader_whose_notes_were_swept_answers_nothing_rather_than_too_much() {
    let site = Site::open().await;
    site.write(&[(1, "一"), (2, "二")]).await;
    let first = site.index().await;
    first.settle().await.unwrap();
    let reader = site.index().await;
    assert!(reader.ready());
    site.hold(true);
    site.narrow(1, "").await;
    site.run("DELETE FROM changes").await;
    reader.settle().await.unwrap();
    assert!(!reader.ready());
}

/// On PostgreSQL an index must wait for transactions that are still open; who asks must not wait for them.
#[tokio::test]
async fn a_note_that_no_index_may_read_yet_narrows_already() {
    let site = Site::open().await;
    if site.db.backend() != DbBackend::Postgres {
        return;
    }
    site.write(&[(1, "避難所の鍵"), (2, "避難所の毛布")]).await;
    let index = site.index().await;
    index.settle().await.unwrap();
    let open = site.db.begin().await.unwrap();
    changes::note(&open, ThreadId(2)).await.unwrap();
    site.narrow(1, "").await;
    tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    assert_eq!(index.behind().await.unwrap(), Some(1));
    assert_eq!(told(&index, "避難所").await.0, [2]);
    open.commit().await.unwrap();
    index.settle().await.unwrap();
    assert_eq!(told(&index, "避難所").await.0, [2]);
}

#[tokio::test]
async fn a_document_that_cannot_be_read_is_set_aside_and_tried_again_after_a_restart() {
    let site = Site::open().await;
    site.write(&[(1, "避難所の鍵"), (2, "避難所の毛布"), (3, "避難所の名簿")]).await;
    let index = site.index().await;
    index.settle().await.unwrap();
    site.write(&[(1, "毒")]).await;
    site.narrow(2, "毒").await;
    index.settle().await.unwrap();
    assert_eq!(index.behind().await.unwrap(), Some(0), "the index goes on");
    assert_eq!(told(&index, "避難所").await.0, [1, 3], "what was narrowed is out, what was changed is as it was");
    assert!(log::present_after(&site.db, log::newest(&site.db).await.unwrap()).await.unwrap().narrowed.is_empty());
    index.close().await;
    drop(index);
    site.put(1, "会議室の鍵");
    site.put(2, "会議室の毛布");
    let index = site.index().await;
    index.settle().await.unwrap();
    assert_eq!(told(&index, "会議室").await.0, [1, 2]);
    assert_eq!(told(&index, "避難所").await.0, [3]);
}
