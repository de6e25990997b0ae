//! What thousands of saved searches cost.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use kernel::viewer::Standing;

use super::{saves, told};
use crate::support::Site;

/// So many searches in all, and new discussions. `YOKOITO_MANY=2000x100` measures larger numbers.
fn sizes() -> (usize, usize) {
    let asked = std::env::var("YOKOITO_MANY").unwrap_or_default();
    let asked = asked.split_once('x').and_then(|(searches, texts)| Some((searches.parse().ok()?, texts.parse().ok()?)));
    asked.unwrap_or((200, 20))
}

#[tokio::test]
async fn a_round_reads_the_same_few_statements_however_many_searches_there_are() {
    let site = Site::open().await;
    let (searches, texts) = sizes();
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    saves(&alice, "退院").await;
    multiply(&site, searches).await;
    for number in 0..texts {
        bob.asks("japan", &format!("退院の様式 {number}"), "入退院支援ルールと、夜間の連絡先について教えてください。")
            .await;
    }
    site.settle().await;
    server::news::tell(&site.inner).await.expect("tell");
    let statements = Arc::new(Mutex::new(Vec::<String>::new()));
    let heard = Arc::clone(&statements);
    site.inner.app.db.conn.tell(move |info| heard.lock().expect("no panic").push(info.statement.sql.clone()));
    let began = Instant::now();
    server::saved_searches::matching::tell(&site.inner).await.expect("tell");
    println!("{searches} searches, {texts} texts: {:?}", began.elapsed());
    let read = statements.lock().expect("no panic").iter().filter(|sql| sql.trim_start().starts_with("SELECT")).count();
    // For each round of a hundred texts.
    assert!(read <= 25 * texts.div_ceil(100), "{read} statements");
    assert_eq!(told(&alice).await.len(), texts.min(50));
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM search_events").await, 0);
}

/// As many searches again and again, of different words, of people whom nothing else concerns.
async fn multiply(site: &Site, count: usize) {
    const WORDS: [&str; 8] = [
        "訪看　様式",
        "ケアマネ　連絡",
        "往診　夜間",
        "薬局　OR　薬剤師",
        "栄養　-研修",
        "口腔ケア",
        "みとり",
        "災害　電源",
    ];
    let mut people = Vec::new();
    for number in 0..40 {
        let name = format!("person{number}");
        people.push(site.add(&name, "11203", "hospital", "member", Standing::Active).await);
    }
    for number in 1..count {
        let words = format!("{} {number}", WORDS[number % WORDS.len()]);
        site.does(&format!(
            "INSERT INTO saved_searches (id, person_id, query, same_as, name, level, after_event)
            VALUES ({number}, {}, 'q={}', '{number}', 'n', 1, 0)",
            people[number % people.len()],
            web::links::encode(&words)
        ))
        .await;
    }
}
