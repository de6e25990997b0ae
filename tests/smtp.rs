//! Letters to a real mail server on loopback, which takes, refuses, defers, stalls and dies.

mod server;
mod tls;

use std::time::Duration;

use kernel::mail::{Letter, queue};

use self::server::{Mode, Server};
use crate::support::{Site, body, fresh_once, header};

async fn write(site: &Site, to: &str, words: &str) {
    let tx = site.inner.app.db.begin().await.expect("begin");
    let letter = Letter { to: to.to_owned(), subject: "お知らせ".to_owned(), body: format!("{words}\n") };
    queue(&tx, &letter).await.expect("queue");
    tx.commit().await.expect("commit");
}

/// A carrier to this server, with little patience.
fn carrier(site: &Site, server: &Server) -> ::server::mail::Carrier {
    let relay: ::server::mail::Relay = format!("smtp://127.0.0.1:{}", server.port()).parse().expect("an address");
    ::server::mail::Carrier { relay: Some(relay.waiting(Duration::from_millis(400))), ..site.carrier() }
}

async fn waiting(site: &Site) -> i64 {
    site.count("SELECT COUNT(*) AS n FROM mails WHERE sent_at IS NULL AND failed_at IS NULL").await
}

#[tokio::test]
async fn letters_are_handed_over_once_in_order_and_emptied() {
    let (site, server) = (Site::open().await, Server::start().await);
    for number in 1..=3 {
        write(&site, "hanako@example.jp", &format!("{number}通目")).await;
        site.wait_minutes(1);
    }
    let (here, there) = (carrier(&site, &server), carrier(&site, &server));
    let (one, other) = tokio::join!(here.carry(&site.inner), there.carry(&site.inner));
    assert_eq!(one.expect("carry") + other.expect("carry"), 3);
    let taken = server.taken();
    let mut words: Vec<_> = taken.iter().map(|letter| body(letter).trim().to_owned()).collect();
    words.sort();
    assert_eq!(words, ["1通目", "2通目", "3通目"]);
    assert!(taken.iter().all(|letter| header(letter, "To").as_deref() == Some("hanako@example.jp")));
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM mails WHERE body = '' AND sent_at IS NOT NULL").await, 3);
}

#[tokio::test]
async fn letters_that_somebody_waits_for_leave_before_what_is_new() {
    let (site, server) = (Site::open().await, Server::start().await);
    let (asker, helper) = (site.member("asker", "11202").await, site.member("helper", "11202").await);
    let thread = asker.asks("pref-11", "避難所の在宅酸素", "停電のときはどうしますか。").await;
    helper.posts(&format!("{thread}/replies"), &[("body", "名簿です。"), ("once", &fresh_once())]).await.is(303);
    site.tells().await;
    site.wait_minutes(11);
    site.tells().await;
    site.wait_minutes(1);
    write(&site, "hanako@example.jp", "招待").await;
    assert_eq!(carrier(&site, &server).carry(&site.inner).await.expect("carry"), 2);
    let to: Vec<_> = server.taken().iter().filter_map(|letter| header(letter, "To")).collect();
    assert_eq!(to, ["hanako@example.jp", "asker@example.jp"]);
}

#[tokio::test]
async fn what_is_refused_is_given_up_for_administrators_to_see_and_holds_nothing_up() {
    let (site, server) = (Site::open().await, Server::start().await);
    server.behaves(Mode::RefuseRecipient("nobody@example.jp"));
    write(&site, "nobody@example.jp", "秘密のコード").await;
    write(&site, "hanako@example.jp", "届く手紙").await;
    assert_eq!(carrier(&site, &server).carry(&site.inner).await.expect("carry"), 1);
    assert_eq!((server.taken().len(), waiting(&site).await), (1, 0));
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM mails WHERE body LIKE '%秘密%'").await, 0);
    let administrator = site.person("administrator", "", "other", "administrator").await;
    administrator.get("/admin").await.is(200).shows("/admin/mail");
    administrator.get("/admin/mail").await.is(200).shows("nobody@example.jp").shows("RCPT 550").hides("秘密");
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    manager.get("/admin/mail").await.is(403);
    manager.get("/admin").await.is(200).hides("/admin/mail");
}

#[tokio::test]
async fn what_is_deferred_is_tried_again_ever_less_often_and_given_up_after_three_days() {
    let (site, server) = (Site::open().await, Server::start().await);
    server.behaves(Mode::Defer);
    write(&site, "hanako@example.jp", "あとで届く手紙").await;
    let carrier = carrier(&site, &server);
    for (minutes, tries) in [(0, 1), (0, 1), (1, 2), (1, 2), (1, 3), (4, 4)] {
        site.wait_minutes(minutes);
        carrier.carry(&site.inner).await.expect("carry");
        assert_eq!(server.tries(), tries, "after {minutes} more minutes");
    }
    server.behaves(Mode::Take);
    site.wait_minutes(8);
    assert_eq!(carrier.carry(&site.inner).await.expect("carry"), 1);
    server.behaves(Mode::Defer);
    write(&site, "hanako@example.jp", "届かない手紙").await;
    for _ in 0..90 {
        carrier.carry(&site.inner).await.expect("carry");
        site.wait_minutes(65);
    }
    assert_eq!(waiting(&site).await, 0);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM mails WHERE failed_at IS NOT NULL AND body = ''").await, 1);
}

#[tokio::test]
async fn a_server_that_stalls_or_dies_loses_nothing_and_a_letter_in_doubt_keeps_its_name() {
    let (site, server) = (Site::open().await, Server::start().await);
    let carrier = carrier(&site, &server);
    write(&site, "hanako@example.jp", "大切な手紙").await;
    for mode in [Mode::StallAtOnce, Mode::DieInside] {
        server.behaves(mode);
        assert!(carrier.carry(&site.inner).await.is_err(), "{mode:?}");
        assert_eq!((server.taken().len(), waiting(&site).await), (0, 1), "{mode:?}");
        site.wait_minutes(5);
    }
    // The letter is taken, and nobody says so.
    server.behaves(Mode::TakeAndStall);
    assert!(carrier.carry(&site.inner).await.is_err());
    assert_eq!(waiting(&site).await, 1);
    server.behaves(Mode::Take);
    site.wait_minutes(10);
    assert_eq!(carrier.carry(&site.inner).await.expect("carry"), 1);
    let names: Vec<_> = server.taken().iter().filter_map(|letter| header(letter, "Message-ID")).collect();
    assert_eq!(names.len(), 2);
    assert_eq!(names[0], names[1]);
}

#[tokio::test]
async fn while_no_server_is_there_letters_wait_and_leave_as_soon_as_there_is_one() {
    let (site, server) = (Site::open().await, Server::start().await);
    let carrier = carrier(&site, &server);
    server.behaves(Mode::Closed);
    for number in 0..3 {
        write(&site, "hanako@example.jp", &format!("{number}通目")).await;
    }
    for _ in 0..3 {
        assert!(carrier.carry(&site.inner).await.is_err());
        site.wait_minutes(1);
    }
    server.behaves(Mode::Take);
    assert_eq!(carrier.carry(&site.inner).await.expect("carry"), 3);
}

#[tokio::test]
async fn a_letter_whose_carrier_died_leaves_later_by_another_one() {
    let (site, server) = (Site::open().await, Server::start().await);
    server.behaves(Mode::StallAtOnce);
    write(&site, "hanako@example.jp", "大切な手紙").await;
    let (dying, inner) = (carrier(&site, &server), site.inner.clone());
    let task = tokio::spawn(async move { dying.carry(&inner).await });
    server.spoken_to().await;
    task.abort();
    task.await.expect_err("it was killed");
    server.behaves(Mode::Take);
    let carrier = carrier(&site, &server);
    assert_eq!(carrier.carry(&site.inner).await.expect("carry"), 0);
    site.wait_minutes(11);
    assert_eq!(carrier.carry(&site.inner).await.expect("carry"), 1);
    assert_eq!(server.taken().len(), 1);
}
