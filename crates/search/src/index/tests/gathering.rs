//! Pieces of the index that are joined while nothing is written.

use std::fs;
use std::time::{Duration, Instant};

use super::count;
use super::site::Site;

#[tokio::test]
async fn pieces_of_many_commits_are_one_after_a_quiet_moment_and_answer_as_before() {
    let site = Site::open().await;
    let index = site.index().await;
    index.settle().await.unwrap();
    for id in 1..=5 {
        site.write(&[(id, "連絡網")]).await;
        index.settle().await.unwrap();
    }
    site.narrow(2, "").await;
    index.settle().await.unwrap();
    let began = Instant::now();
    // The engine by itself joins no fewer than eight.
    while pieces(&site) > 1 {
        assert!(began.elapsed() < Duration::from_secs(20), "{} pieces", pieces(&site));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(count(&index, "連絡網").await, Ok(4));

    site.write(&[(6, "連絡網")]).await;
    index.settle().await.unwrap();
    assert_eq!(count(&index, "連絡網").await, Ok(5));
    index.close().await;
    let before = site.current();
    let again = site.index().await;
    assert_eq!(count(&again, "連絡網").await, Ok(5));
    assert_eq!((again.behind().await.unwrap(), site.current()), (Some(0), before));
}

fn pieces(site: &Site) -> usize {
    let meta = fs::read(site.current().join("meta.json")).unwrap();
    // A digest follows.
    let mut values = serde_json::Deserializer::from_slice(&meta).into_iter::<serde_json::Value>();
    values.next().unwrap().unwrap()["segments"].as_array().unwrap().len()
}
