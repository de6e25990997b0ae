//! What may no longer be found is found by nobody from that moment on, even while no index gets any further.

use std::fs::File;

use crate::support::{Persona, Site};

/// The site as it stands, started again while another process keeps its index and does not go on with it.
async fn stuck(site: Site) -> (Site, File) {
    let mut held = None;
    let site = site.restarted_after(|folder| {
        let lock = File::options().write(true).open(folder.join("index/lock")).expect("the lock of the index");
        lock.lock().expect("hold the index");
        held = Some(lock);
    });
    (site.await, held.expect("the lock"))
}

async fn found(person: &Persona, words: &str) -> (u64, Vec<(String, u64)>) {
    let page = person.get(&format!("/search?q={}", web::links::encode(words))).await.is(200);
    (page.total(), page.facets())
}

#[tokio::test]
async fn words_that_were_taken_out_of_a_text_find_it_no_more() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "避難所の話", "毛布と鍵の置き場所。").await;
    let other = alice.asks("pref-11", "会議の話", "鍵の置き場所。").await;
    let reply = alice.replies(&other, "毛布は倉庫です。").await;
    site.settle().await;
    let (site, _held) = stuck(site).await;
    let alice = alice.before(&site);
    assert_eq!(found(&alice, "鍵").await.0, 2);
    alice.replies(&other, "ありがとうございます。").await;
    assert_eq!(found(&alice, "鍵").await.0, 2, "one more reply takes nothing away");
    let changed = [("title", "避難所の話"), ("body", "置き場所を調べています。"), ("kind", "consultation")];
    alice.edits(&format!("{thread}/edit"), &changed).await.is(303);
    let (total, facets) = found(&alice, "鍵").await;
    assert_eq!(
        (total, facets.iter().find(|(name, _)| name == "kind/consultation")),
        (1, Some(&("kind/consultation".to_owned(), 1)))
    );
    assert_eq!(found(&alice, "毛布").await.0, 1);
    let reply = reply.rsplit("reply-").next().unwrap_or_default();
    alice.edits(&format!("/replies/{reply}/edit"), &[("body", "倉庫です。")]).await.is(303);
    assert_eq!(found(&alice, "毛布").await, (0, Vec::new()));
    alice.get("/threads").await.is(200).shows("避難所の話").shows("会議の話");
}

#[tokio::test]
async fn whoever_is_suspended_or_leaves_or_takes_words_back_is_found_no_more() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let (bob, carol, dave) =
        (site.member("bob", "11202").await, site.member("carol", "11202").await, site.member("dave", "11202").await);
    site.settle().await;
    let (site, _held) = stuck(site).await;
    let (alice, dave) = (alice.before(&site), dave.before(&site));
    let total = async || alice.get("/search?tab=people&q=%E7%86%8A%E8%B0%B7%E5%B8%82").await.is(200).total();
    assert_eq!(total().await, 4);
    let app = &site.inner.app;
    let tx = app.db.begin().await.expect("begin");
    directory::members::suspend(&tx, None, bob.id, "").await.expect("suspend");
    tx.commit().await.expect("commit");
    assert_eq!(total().await, 3);
    let roster = directory::Roster::load(&app.db, &app.places).await.expect("the roster");
    let tenure = roster.person(carol.id).expect("carol").tenures[0].id;
    let tx = app.db.begin().await.expect("begin");
    directory::members::end_tenure(&tx, None, tenure, tx.now).await.expect("end");
    tx.commit().await.expect("commit");
    assert_eq!(total().await, 2);
    dave.posts("/me/profile", &[("kana", "べつのよみ")]).await.is(303);
    assert_eq!(total().await, 1);
}
