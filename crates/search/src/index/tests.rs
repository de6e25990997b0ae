//! An index that follows a change log, on SQLite, or on PostgreSQL when `TEST_DATABASE_URL` is set.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use kernel::clock::DAY;
use kernel::{Result, RoomId, Scope, ThreadId, Timestamp, changes};
use sea_orm::{ConnectionTrait as _, DbBackend};

use super::Index;
use crate::query::{Ask, NotReady};

mod damage;
mod gathering;
mod narrowing;
mod site;

use site::Site;

async fn count(index: &Index, words: &str) -> Result<usize, NotReady> {
    let scope = Scope::of(BTreeSet::from([RoomId(1)]), BTreeSet::new());
    let ask = Ask { words: words.to_owned(), ..Ask::new("thread", scope, Timestamp::default()) };
    Ok(index.search(&ask).await?.whole_total)
}

async fn becomes(index: &Index, words: &str, expected: usize) {
    let began = Instant::now();
    while count(index, words).await != Ok(expected) {
        assert!(
            began.elapsed() < Duration::from_secs(10),
            "{words} is not {expected}: {:?}",
            count(index, words).await
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn what_is_committed_is_found_within_two_seconds_and_what_is_gone_is_not() {
    let site = Site::open().await;
    let index = site.index().await;
    index.settle().await.unwrap();
    site.write(&[(1, "避難所の鍵")]).await;
    let began = Instant::now();
    becomes(&index, "避難所", 1).await;
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    site.write(&[(1, "会議室の鍵"), (2, "会議")]).await;
    index.settle().await.unwrap();
    assert_eq!((count(&index, "避難所").await, count(&index, "会議").await), (Ok(0), Ok(2)));
    site.write(&[(1, "")]).await;
    index.settle().await.unwrap();
    assert_eq!(count(&index, "会議").await, Ok(1));
    assert_eq!(index.behind().await.unwrap(), Some(0));
}

#[tokio::test]
async fn an_index_goes_on_where_it_stopped() {
    let site = Site::open().await;
    site.write(&[(1, "一つ目")]).await;
    let index = site.index().await;
    index.settle().await.unwrap();
    index.close().await;
    let before = site.current();
    site.write(&[(2, "二つ目")]).await;
    let again = site.index().await;
    assert_eq!(count(&again, "一つ目").await, Ok(1));
    again.settle().await.unwrap();
    assert_eq!(count(&again, "二つ目").await, Ok(1));
    assert_eq!(site.current(), before);
    assert!(index.settle().await.is_err());
}

#[tokio::test]
async fn many_notes_of_one_transaction_are_all_read() {
    let site = Site::open().await;
    let index = site.index().await;
    index.settle().await.unwrap();
    let many: Vec<(i64, &str)> = (1..=1_200).map(|id| (id, "連絡網")).collect();
    site.write(&many).await;
    index.settle().await.unwrap();
    assert_eq!(count(&index, "連絡網").await, Ok(1_200));
}

#[tokio::test]
async fn an_index_that_is_of_no_use_is_built_anew() {
    let spoil: [&str; 6] = [
        "UPDATE changes SET stamp = stamp + 1",
        "DELETE FROM changes",
        "INSERT INTO settings (name, value) VALUES ('index_epoch', 'restored')",
        "truncated",
        "missing",
        "pointer",
    ];
    for how in spoil {
        let site = Site::open().await;
        site.write(&[(1, "避難所の鍵")]).await;
        let index = site.index().await;
        index.settle().await.unwrap();
        index.close().await;
        drop(index);
        let before = site.current();
        match how {
            "truncated" => damage(&before, |bytes| bytes.truncate(bytes.len() / 2)),
            "missing" => fs::remove_dir_all(&before).unwrap(),
            "pointer" => fs::write(site.dir().join("current"), "../../etc").unwrap(),
            sql => site.run(sql).await,
        }
        // Only a new index holds this, since it is not noted.
        site.put(2, "避難所の毛布");
        let index = site.index().await;
        assert!(!index.ready(), "{how}");
        becomes(&index, "避難所", 2).await;
        assert_ne!(site.current(), before, "{how}");
        let folders = fs::read_dir(site.dir()).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir());
        assert_eq!(folders.count(), 1, "{how}");
    }
}

fn damage(dir: &Path, change: fn(&mut Vec<u8>)) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "idx" || extension == "pos") {
            let mut bytes = fs::read(&path).unwrap();
            change(&mut bytes);
            fs::write(&path, bytes).unwrap();
        }
    }
}

#[tokio::test]
async fn a_log_that_was_replaced_under_a_running_index_leads_to_a_new_one() {
    let site = Site::open().await;
    site.write(&[(1, "避難所の鍵")]).await;
    let index = site.index().await;
    index.settle().await.unwrap();
    site.run("UPDATE changes SET stamp = stamp + 1").await;
    site.put(2, "避難所の毛布");
    index.settle().await.unwrap();
    assert_eq!(count(&index, "避難所").await, Ok(2));
}

#[tokio::test]
async fn building_anew_keeps_answering_and_an_epoch_asks_for_it() {
    let site = Site::open().await;
    site.write(&[(1, "避難所の鍵")]).await;
    let index = site.index().await;
    index.settle().await.unwrap();
    let before = site.current();
    let (other, rebuilt) = (index.clone(), index.clone());
    let rebuilding = tokio::spawn(async move { rebuilt.rebuild().await });
    while !rebuilding.is_finished() {
        assert_eq!(count(&other, "避難所").await, Ok(1));
    }
    rebuilding.await.unwrap().unwrap();
    let between = site.current();
    assert_ne!(between, before);
    site.set("index_epoch", "another").await;
    let began = Instant::now();
    while site.current() == between {
        assert!(began.elapsed() < Duration::from_secs(10) && index.ready());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn one_document_that_cannot_be_loaded_does_not_keep_the_others_out() {
    let site = Site::open().await;
    let index = site.index().await;
    index.settle().await.unwrap();
    site.write(&[(1, "毒の鍵"), (2, "避難所の鍵")]).await;
    index.settle().await.unwrap();
    assert_eq!(count(&index, "鍵").await, Ok(1));
    site.hold(true);
    site.write(&[(3, "会議室の鍵")]).await;
    assert!(index.settle().await.is_err());
    site.hold(false);
    becomes(&index, "鍵", 2).await;
}

#[tokio::test]
async fn old_notes_are_swept_and_who_missed_them_builds_anew() {
    let site = Site::open().await;
    site.write(&[(1, "一"), (2, "二"), (3, "三")]).await;
    let old = site.db.clock.now().plus(-8 * DAY).0;
    site.run(&format!("UPDATE changes SET at = {old}")).await;
    site.write(&[(4, "四")]).await;
    super::log::sweep(&site.db).await.unwrap();
    assert_eq!(super::log::count_after(&site.db, super::Mark::default(), i64::MAX).await.unwrap(), 2);
    let lost = super::log::after(&site.db, super::Mark::default(), 10).await.unwrap();
    assert!(matches!(lost, super::log::Notes::Lost));
    let index = site.index().await;
    index.settle().await.unwrap();
    assert_eq!(count(&index, "").await, Ok(4));
}

/// On PostgreSQL a transaction that began first may take the later number of a note.
#[tokio::test]
async fn after_a_quiet_week_the_note_that_is_read_last_is_still_there_however_notes_were_numbered() {
    let site = Site::open().await;
    if site.db.backend() != DbBackend::Postgres {
        return;
    }
    let first = site.db.begin().await.unwrap();
    first.conn.execute_unprepared("SELECT pg_current_xact_id()").await.unwrap();
    site.write(&[(1, "一")]).await;
    changes::note(&first, ThreadId(2)).await.unwrap();
    first.commit().await.unwrap();
    // Whatever else is under way on the same server holds back what may be read; an index waits until all can be.
    site.index().await.settle().await.unwrap();
    let mark = super::log::newest(&site.db).await.unwrap();
    let old = site.db.clock.now().plus(-8 * DAY).0;
    site.run(&format!("UPDATE changes SET at = {old}")).await;
    super::log::sweep(&site.db).await.unwrap();
    let after = super::log::after(&site.db, mark, 10).await.unwrap();
    assert!(matches!(after, super::log::Notes::After(notes) if notes.is_empty()));
    assert_eq!(super::log::highest(&site.db).await.unwrap(), mark.id);
}

#[tokio::test]
async fn a_second_process_reads_what_the_first_one_writes() {
    let site = Site::open().await;
    let first = site.index().await;
    first.settle().await.unwrap();
    let second = site.index().await;
    assert!(second.rebuild().await.is_err());
    site.write(&[(1, "避難所の鍵")]).await;
    first.settle().await.unwrap();
    second.settle().await.unwrap();
    assert_eq!(count(&second, "避難所").await, Ok(1));
    first.rebuild().await.unwrap();
    becomes(&second, "避難所", 1).await;
}

#[tokio::test]
async fn a_transaction_that_commits_late_is_not_stepped_over() {
    let site = Site::open().await;
    if site.db.backend() != DbBackend::Postgres {
        return;
    }
    let index = site.index().await;
    index.settle().await.unwrap();
    let slow = site.db.begin().await.unwrap();
    changes::note(&slow, ThreadId(1)).await.unwrap();
    site.write(&[(2, "避難所の鍵")]).await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    site.put(1, "避難所の毛布");
    slow.commit().await.unwrap();
    becomes(&index, "避難所", 2).await;
}

#[tokio::test]
async fn a_database_out_of_reach_is_no_reason_to_build_anew() {
    let site = Site::open().await;
    site.write(&[(1, "避難所の鍵")]).await;
    let index = site.index().await;
    index.settle().await.unwrap();
    index.close().await;
    drop(index);
    let before = site.current();
    site.run("ALTER TABLE changes RENAME TO elsewhere").await;
    let index = site.index().await;
    assert_eq!(count(&index, "避難所").await, Err(NotReady));
    site.run("ALTER TABLE elsewhere RENAME TO changes").await;
    index.settle().await.unwrap();
    assert_eq!(count(&index, "避難所").await, Ok(1));
    assert_eq!(site.current(), before);
}
