//! How many statements a page costs: a number that is written down here and does not grow with the site.

use std::mem::take;
use std::sync::{Arc, Mutex};

use sea_orm::DbBackend;

use crate::handovers::seat_of;
use crate::support::{Persona, Site};

/// Each page with how many statements read for it, at most. The first of them always makes the viewer and tells whether
/// anything waits for them; the roster, the map and the lists of terms are in memory, and so is what has been counted
/// since the last writing.
const TABLE: [(&str, &str, usize); 22] = [
    ("home", "/", 6),
    ("list", "/threads", 3),
    ("list, filtered", "/threads?theme=acp&state=open&sort=new", 3),
    ("rooms", "/rooms", 2),
    ("discussion", "{thread}", 4),
    ("directory", "/coordinators?affiliation=medical-association", 1),
    ("directory, towns like mine", "/coordinators?similar_to=mine", 1),
    ("towns like one", "/municipalities/11202/similar", 1),
    ("municipality", "/municipalities/11202", 2),
    ("municipality of others", "/municipalities/27100", 1),
    ("prefecture", "/prefectures/11", 1),
    ("country", "/prefectures", 1),
    ("own profile", "{person}", 2),
    ("another's profile", "{another}", 4),
    ("search", "/search?q={words}&kind=consultation", 5),
    ("search in towns like one", "/search?q={words}&similar_to=08203", 5),
    ("search that finds nothing", "/search?q={words}&kind=notice&state=solved&room=japan", 4),
    ("beside a discussion", "{thread}/similar?beside=1", 5),
    ("people among the results", "/search?q={words}&tab=people", 4),
    ("words that mean the same", "/synonyms", 2),
    ("a seat", "{seat}", 1),
    ("what a seat hands on", "/me/handover", 5),
];

#[tokio::test]
async fn a_page_costs_the_same_few_statements_however_much_has_been_said() {
    let (site, statements) = watched().await;
    let asker = site.member("asker", "11202").await;
    let reader = site.member("reader", "11202").await;
    let thread = asker.asks("pref-11", "避難所の在宅酸素", "停電のときはどうしますか。").await;
    follows_somebody(&site, &reader, &thread).await;
    talk(&asker, &reader, &thread, 1).await;
    let small = costs(&site, &statements, &asker, &reader, &thread).await;

    talk(&asker, &reader, &thread, 30).await;
    for person in ["aoki", "baba", "chiba"] {
        site.member(person, "11203").await;
    }
    site.settle().await;
    let large = costs(&site, &statements, &asker, &reader, &thread).await;

    for ((name, _, expected), (small, large)) in TABLE.iter().zip(small.iter().zip(&large)) {
        assert!(small.len() <= *expected, "{name} on a small site reads:\n{}", small.join("\n"));
        assert_eq!(large.len(), *expected, "{name} on a larger site reads:\n{}", large.join("\n"));
    }
}

#[tokio::test]
async fn files_cost_a_page_one_statement_more_however_many_there_are() {
    let (site, statements) = watched().await;
    let asker = site.member("asker", "11202").await;
    let thread = asker.asks("pref-11", "避難所の在宅酸素", "停電のときはどうしますか。").await;
    asker.get(&thread).await.is(200);
    let without = cost(&site, &statements, &asker, &thread).await.len();
    for _ in 0..3 {
        let files = [("甲.txt", b"one".to_vec()), ("乙.txt", b"two".to_vec())];
        asker.sends(&format!("{thread}/replies"), &[("body", "返信です。")], &files).await.is(303);
    }
    // What was unread has been read.
    asker.get(&thread).await.is(200);
    let with = cost(&site, &statements, &asker, &thread).await;
    assert_eq!(with.len(), without + 1, "{}", with.join("\n"));
}

#[tokio::test]
async fn a_list_is_not_counted_again_while_nothing_has_been_written() {
    let (site, statements) = watched().await;
    let asker = site.member("asker", "11202").await;
    asker.asks("pref-11", "避難所の在宅酸素", "停電のときはどうしますか。").await;
    let first = cost(&site, &statements, &asker, "/threads").await;
    let second = cost(&site, &statements, &asker, "/threads").await;
    if site.inner.app.db.backend() == DbBackend::Sqlite {
        assert_eq!((first.len(), second.len()), (3, 2), "{}", second.join("\n"));
    } else {
        // Whoever writes anywhere on the server at that moment makes PostgreSQL count once more.
        assert!(first.len() == 3 && second.len() <= 3, "{}", second.join("\n"));
    }
    asker.asks("pref-11", "避難所の毛布", "足りていますか。").await;
    assert_eq!(cost(&site, &statements, &asker, "/threads").await.len(), 3);
    assert_eq!(asker.get("/threads").await.is(200).total(), 2);
}

/// Lets the reader come to a seat from which the discussion was followed.
async fn follows_somebody(site: &Site, reader: &Persona, thread: &str) {
    let former = site.member("former", "11202").await;
    former.asks("pref-11", "避難所の名簿", "どなたが持っていますか。").await;
    let subject = thread.replace("/threads/", "thread-");
    former.posts(&format!("/me/follows/{subject}"), &[("level", "2")]).await.is(303);
    let seat = seat_of(site, &former).await;
    site.wait_minutes(1);
    site.leaves(&former).await;
    let tx = site.inner.app.db.begin().await.expect("begin");
    directory::members::succeed(&tx, None, reader.id, seat, tx.now).await.expect("succeed");
    tx.commit().await.expect("commit");
}

type Statements = Arc<Mutex<Vec<String>>>;

/// A site whose reading connections tell what they are asked.
async fn watched() -> (Site, Statements) {
    let mut site = Site::open().await;
    let statements = Statements::default();
    let told = Arc::clone(&statements);
    site.inner.app.db.conn.tell(move |info| {
        told.lock().expect("no test has failed yet").push(info.statement.sql.clone());
    });
    site.router = server::router::router(site.inner.clone());
    (site, statements)
}

/// So many more discussions with a reply each, and so many more replies in this one.
async fn talk(asker: &Persona, reader: &Persona, thread: &str, count: usize) {
    for number in 0..count {
        let other = asker.asks("pref-11", &format!("避難所の備え {number}"), "在宅の方の避難について。").await;
        reader.replies(&other, "こちらでは名簿をつくりました。").await;
        reader.replies(thread, &format!("{number}日分の酸素を用意しています。")).await;
    }
}

/// What each page of the table reads, opened just after somebody has written, so that nothing is known any more.
async fn costs(
    site: &Site,
    statements: &Statements,
    asker: &Persona,
    reader: &Persona,
    thread: &str,
) -> Vec<Vec<String>> {
    // Somebody may have joined: the first request takes the new roster.
    reader.get("/coordinators").await.is(200);
    let mut costs = Vec::new();
    for (_, path, _) in TABLE {
        let path = path.replace("{thread}", thread).replace("{person}", &format!("/coordinators/{}", reader.id));
        let path = path.replace("{another}", &format!("/coordinators/{}", asker.id));
        let path = path.replace("{seat}", &format!("/seats/{}", seat_of(site, reader).await));
        let path = path.replace("{words}", &web::links::encode("避難所"));
        asker.asks("pref-11", "夜間の連絡先", "一覧はどこにありますか。").await;
        costs.push(cost(site, statements, reader, &path).await);
    }
    costs
}

/// What one page reads, while the index has nothing to read.
async fn cost(site: &Site, statements: &Statements, reader: &Persona, path: &str) -> Vec<String> {
    site.settle().await;
    take(&mut *statements.lock().expect("no test has failed yet"));
    reader.get(path).await.is(200);
    let mut all = take(&mut *statements.lock().expect("no test has failed yet"));
    // A page only reads; the marks of reading are written later, by themselves, when some have gathered.
    all.retain(|sql| sql.trim_start().starts_with("SELECT"));
    // The index looks at the log now and then by itself.
    all.retain(|sql| !["SELECT id, key, stamp", "FROM settings"].iter().any(|words| sql.contains(words)));
    all
}
