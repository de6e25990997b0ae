//! The carrier of mail: from the queue into the data folder.

use std::os::unix::fs::PermissionsExt as _;

use kernel::mail::{Letter, queue};
use sea_orm::ConnectionTrait as _;

use crate::support::{Site, body};

#[tokio::test]
async fn letters_lie_in_the_folder_in_order_and_leave_nothing_in_the_database() {
    let site = Site::open().await;
    let db = &site.inner.app.db;
    for number in 1..=3 {
        write(&site, "hanako@example.jp", &format!("{number}通目")).await;
        site.wait_minutes(1);
    }
    let carrier = site.carrier();
    assert_eq!(carrier.carry(&site.inner).await.expect("carry"), 3);
    assert_eq!(carrier.carry(&site.inner).await.expect("carry again"), 0);
    let files = files(&carrier.folder);
    assert_eq!(files.len(), 3);
    for (number, (name, text, mode)) in (1..).zip(&files) {
        assert!(name.starts_with("20261122T12") && name.contains(".eml") && *mode == 0o600, "{name} {mode:o}");
        assert!(text.contains("To: hanako@example.jp\r\n"), "{text}");
        assert!(body(text).contains(&format!("{number}通目")), "{text}");
    }
    let mode = std::fs::metadata(&carrier.folder).expect("the folder").permissions().mode() & 0o777;
    assert_eq!(mode, 0o700);
    assert_eq!(count(&site, "sent_at IS NOT NULL AND body = ''").await, 3);
    server::mail::sweep(db).await.expect("sweep");
    assert_eq!(count(&site, "sent_at IS NOT NULL").await, 3);
    site.wait_minutes(31 * 24 * 60);
    server::mail::sweep(db).await.expect("sweep");
    assert_eq!(count(&site, "sent_at IS NOT NULL").await, 0);
}

#[tokio::test]
async fn two_carriers_carry_each_letter_once() {
    let site = Site::open().await;
    for number in 0..120 {
        write(&site, "hanako@example.jp", &format!("{number}通目")).await;
    }
    let (here, there) = (site.carrier(), site.carrier());
    let (one, other) = tokio::join!(here.carry(&site.inner), there.carry(&site.inner));
    assert_eq!(one.expect("carry") + other.expect("carry"), 120);
    assert_eq!(files(&here.folder).len(), 120);
}

#[tokio::test]
async fn what_a_carrier_left_behind_is_carried_later_and_what_cannot_be_addressed_holds_nothing_up() {
    let site = Site::open().await;
    let db = &site.inner.app.db;
    write(&site, "no address at all", "届かない手紙").await;
    write(&site, "hanako@example.jp", "届く手紙").await;
    // Somebody has claimed both and died.
    let tx = db.begin().await.expect("begin");
    tx.conn
        .execute_raw(kernel::db::sql(&tx.conn, "UPDATE mails SET claimed_at = $1", [tx.now.0.into()]))
        .await
        .expect("claim");
    tx.commit().await.expect("commit");
    let carrier = site.carrier();
    assert_eq!(carrier.carry(&site.inner).await.expect("carry"), 0);
    site.wait_minutes(11);
    carrier.carry(&site.inner).await.expect("carry");
    let files = files(&carrier.folder);
    assert_eq!(files.len(), 1);
    assert!(body(&files[0].1).contains("届く手紙"));
    assert_eq!(count(&site, "sent_at IS NULL").await, 0);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_loses_no_letter() {
    let site = Site::open().await;
    write(&site, "hanako@example.jp", "あとで届く手紙").await;
    let carrier = site.carrier();
    std::fs::write(&carrier.folder, "a file is in the way").expect("write");
    assert!(carrier.carry(&site.inner).await.is_err());
    std::fs::remove_file(&carrier.folder).expect("remove");
    site.wait_minutes(11);
    assert_eq!(carrier.carry(&site.inner).await.expect("carry"), 1);
}

async fn write(site: &Site, to: &str, words: &str) {
    let tx = site.inner.app.db.begin().await.expect("begin");
    let letter = Letter { to: to.to_owned(), subject: format!("お知らせ {words}"), body: format!("{words}\n") };
    queue(&tx, &letter).await.expect("queue");
    tx.commit().await.expect("commit");
}

/// Name, text and mode of every file, in the order of names.
fn files(folder: &std::path::Path) -> Vec<(String, String, u32)> {
    let entries = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry"));
    let mut files: Vec<_> = entries
        .map(|entry| {
            let mode = entry.metadata().expect("a file").permissions().mode() & 0o777;
            let text = std::fs::read_to_string(entry.path()).expect("text");
            (entry.file_name().to_string_lossy().into_owned(), text, mode)
        })
        .collect();
    files.sort();
    files
}

async fn count(site: &Site, condition: &str) -> i64 {
    let conn = &site.inner.app.db.conn;
    let text = format!("SELECT COUNT(*) AS number FROM mails WHERE {condition}");
    let row = conn.query_one_raw(kernel::db::sql(conn, &text, [])).await.expect("count").expect("a row");
    row.try_get("", "number").expect("a number")
}
