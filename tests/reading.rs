//! Long discussions in pages, and marks of reading that no page waits for.

use std::time::Duration;

use forum::past::{self, Past, PastPost};
use forum::threads::{Kind, Tags};
use kernel::db::sql;
use kernel::{PostId, ThreadId, Timestamp};
use sea_orm::{ConnectionTrait as _, DbBackend};

use crate::support::{Answer, Persona, Site, fresh_once};

/// A discussion by `author` with so many replies by the same person, a second apart; and the ids of the replies.
async fn discussion(site: &Site, author: &Persona, replies: usize) -> (String, Vec<PostId>) {
    let begin = site.inner.app.db.clock.now().plus(-3_600_000);
    let post = |number: usize| PastPost {
        author: author.id,
        tenure: None,
        body: format!("その{number}の文章です。"),
        at: Timestamp(begin.0 + 1_000 * i64::try_from(number).expect("a small number")),
        thanks: Vec::new(),
    };
    let whole = Past {
        id: ThreadId::random(),
        room: site.inner.app.places.room_by_slug("pref-11").expect("a room").id,
        kind: Kind::Consultation,
        title: format!("返信{replies}件の相談"),
        tags: Tags::default(),
        opening: post(0),
        replies: (1..=replies).map(|number| (PostId::random(), post(number))).collect(),
        solution: None,
    };
    let ids = whole.replies.iter().map(|(id, _)| *id).collect();
    let path = format!("/threads/{}", whole.id);
    past::import(&site.inner.app.db, vec![whole]).await.expect("import");
    (path, ids)
}

/// The replies on a page, in its order.
fn shown(answer: &Answer) -> Vec<PostId> {
    let ids = answer.values("id").into_iter();
    ids.filter_map(|id| id.strip_prefix("reply-").and_then(|id| id.parse().ok())).map(PostId).collect()
}

/// The address that a link with these words has.
fn link(answer: &Answer, words: &str) -> Option<String> {
    let before = answer.body.split(words).next().filter(|before| before.len() < answer.body.len())?;
    before.rsplit("href=\"").next()?.split('"').next().map(|href| href.replace("&amp;", "&"))
}

#[tokio::test]
async fn pages_hold_fifty_replies_each_and_every_reply_once() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    for (replies, sizes) in [(0, vec![0]), (1, vec![1]), (50, vec![50]), (51, vec![50, 1]), (500, vec![50; 10])] {
        let (path, ids) = discussion(&site, &alice, replies).await;
        let mut all = Vec::new();
        for (index, size) in sizes.iter().enumerate() {
            let page = bob.get(&format!("{path}?page={}", index + 1)).await.is(200).shows("その0の文章です。");
            assert_eq!(shown(&page).len(), *size, "page {} of {replies}", index + 1);
            assert_eq!(page.body.contains("はじめの文章を読む"), index > 0, "folded after the first page only");
            all.extend(shown(&page));
        }
        assert_eq!(all, ids, "{replies}");
        let (first, last) = (shown(&bob.get(&path).await), sizes.len());
        assert_eq!(first, ids[..sizes[0]], "the plain address is the first page");
        for beyond in ["99999", "18446744073709551615"] {
            let page = bob.get(&format!("{path}?page={beyond}")).await.is(200);
            assert_eq!(shown(&page), ids[50 * (last - 1)..], "nothing lies beyond the last page");
        }
        for nonsense in ["0", "-1", "x"] {
            assert_eq!(shown(&bob.get(&format!("{path}?page={nonsense}")).await.is(200)), first);
        }
    }
}

#[tokio::test]
async fn pages_link_to_their_neighbours_and_to_both_ends() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let (short, _) = discussion(&site, &alice, 50).await;
    bob.get(&short).await.is(200).hides("返信のページ");
    let (long, _) = discussion(&site, &alice, 500).await;
    let page = bob.get(&format!("{long}?page=5")).await.is(200).shows("500件・5／10ページ");
    for number in [3, 4, 6, 7, 10] {
        assert!(page.body.contains(&format!("href=\"{long}?page={number}\"")), "{number}");
    }
    assert!(page.body.contains(&format!("href=\"{long}\">1<")), "the first page has the plain address");
    page.shows("rel=\"prev\"").shows("rel=\"next\"").shows("id=\"reply-form\"");
}

#[tokio::test]
async fn a_link_to_a_reply_opens_the_page_on_which_it_stands() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let (path, ids) = discussion(&site, &alice, 120).await;
    for (index, page) in [(0, 1), (49, 1), (50, 2), (99, 2), (100, 3), (119, 3)] {
        let there = bob.get(&format!("{path}?reply={}", ids[index])).await.is(200);
        assert!(shown(&there).contains(&ids[index]), "reply {index}");
        assert_eq!(shown(&there), shown(&bob.get(&format!("{path}?page={page}")).await), "reply {index}");
    }
    let (_, elsewhere) = discussion(&site, &alice, 60).await;
    // A reply that stands in another discussion is shown there: it may have been here before.
    let there = bob.get(&format!("{path}?reply={}", elsewhere[55])).await.is(303).location();
    assert!(there.contains(&format!("?reply={}#", elsewhere[55])) && !there.starts_with(&path), "{there}");
    for unknown in ["1".to_owned(), "x".to_owned(), path.rsplit('/').next().unwrap_or_default().to_owned()] {
        assert_eq!(shown(&bob.get(&format!("{path}?reply={unknown}")).await.is(200)), ids[..50], "{unknown}");
    }
    // Whatever leads to a reply leads to its page.
    let mine = bob.replies(&path, "いちばん新しい返信です。").await;
    bob.get(mine.split('#').next().unwrap_or_default()).await.is(200).shows("いちばん新しい返信です。");
    let thanked = bob.posts(&format!("/replies/{}/thanks", ids[75]), &[("on", "1")]).await.is(303).location();
    assert!(shown(&bob.get(thanked.split('#').next().unwrap_or_default()).await).contains(&ids[75]), "{thanked}");
    let solved = alice.posts(&format!("{path}/solution"), &[("reply", &ids[60].to_string())]).await.is(303).location();
    assert!(shown(&bob.get(solved.split('#').next().unwrap_or_default()).await).contains(&ids[60]), "{solved}");
    let (here, there) = (bob.get(&format!("{path}?page=2")).await, bob.get(&path).await);
    let words = "解決につながった返信を見る";
    assert_eq!(link(&here, words), Some(format!("#reply-{}", ids[60])));
    assert_eq!(link(&there, words), Some(format!("{path}?reply={0}#reply-{0}", ids[60])));
    site.settle().await;
    let hits = bob.get(&format!("/search?q={}", web::links::encode("いちばん新しい返信"))).await.is(200);
    assert!(hits.body.contains("?reply="), "a hit leads to the reply");
    // A reply that cannot be accepted comes back beside the newest ones.
    bob.posts(&format!("{path}/replies"), &[("body", "")]).await.is(422).shows("いちばん新しい返信です。");
}

#[tokio::test]
async fn reading_marks_only_what_was_shown_and_the_way_to_the_rest_is_one_link() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let (path, ids) = discussion(&site, &alice, 120).await;
    let words = "未読の返信へ進む";
    // Somebody who comes for the first time begins at the top.
    assert_eq!(link(&bob.get(&path).await.is(200), words), None);
    bob.get("/threads").await.shows("新着の返信70件");
    let again = bob.get(&path).await;
    assert_eq!(link(&again, words), Some(format!("{path}?page=2#unread")));
    let row = bob.get("/threads").await;
    assert!(row.body.contains(&format!("href=\"{path}?unread=1#unread\"")), "the row leads to what is new");
    let second = bob.get(&format!("{path}?unread=1")).await.is(200).shows("ここから未読");
    assert_eq!((shown(&second), link(&second, words)), (ids[50..100].to_vec(), Some("#unread".to_owned())));
    bob.get("/threads").await.shows("新着の返信20件");
    // Going back does not take the mark back.
    bob.get(&path).await.is(200);
    bob.get("/threads").await.shows("新着の返信20件");
    let third = bob.get(&format!("{path}?unread=1")).await.is(200).shows("ここから未読");
    assert_eq!(shown(&third), ids[100..]);
    bob.get("/threads").await.hides("unread-count");
    bob.get("/rooms").await.is(200).hides("unread-count");
    assert_eq!(link(&bob.get(&path).await, words), None);
    site.wait_minutes(1);
    alice.replies(&path, "そのあとの返信です。").await;
    bob.get(&format!("{path}?unread=1")).await.shows("ここから未読").shows("そのあとの返信です。");
}

#[tokio::test]
async fn whoever_is_led_to_a_later_page_has_not_read_what_stands_between() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let (path, ids) = discussion(&site, &alice, 120).await;
    let new = "新着の返信120件";
    bob.get(&format!("{path}?reply={}", ids[119])).await.is(200);
    assert!(bob.get("/threads").await.body.contains("未読</span>") || bob.get("/threads").await.body.contains(new));
    bob.get(&path).await.is(200);
    bob.get("/threads").await.shows("新着の返信70件");
    // One's own reply leads to the last page.
    let mine = bob.replies(&path, "最後の返信です。").await;
    bob.get(mine.split('#').next().unwrap_or_default()).await.is(200);
    bob.get("/threads").await.shows("新着の返信70件");
    assert_eq!(link(&bob.get(&path).await, "未読の返信へ進む"), Some(format!("{path}?page=2#unread")));
}

#[tokio::test]
async fn a_page_is_shown_and_counts_as_read_while_nothing_can_be_written() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let (path, _) = discussion(&site, &alice, 3).await;
    let db = &site.inner.app.db;
    // Somebody else writes, and does not come to an end.
    let other = db.begin().await.expect("begin");
    if db.backend() == DbBackend::Postgres {
        other.conn.execute_unprepared("LOCK TABLE reads IN SHARE ROW EXCLUSIVE MODE").await.expect("lock");
    }
    let soon = |path: &str| {
        let (bob, path) = (bob.clone(), path.to_owned());
        async move { tokio::time::timeout(Duration::from_secs(5), bob.get(&path)).await.expect("no waiting") }
    };
    soon(&path).await.is(200);
    soon("/threads").await.is(200).hides("unread-count");
    soon("/").await.is(200).hides("unread-count");
    assert_eq!(stored(&site, &bob).await, 0);
    drop(other);
    site.inner.marks.flush().await.expect("write");
    assert_eq!(stored(&site, &bob).await, 1);
    bob.get("/threads").await.hides("unread-count");
}

#[tokio::test]
async fn marks_are_written_by_themselves_and_before_the_site_stops() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let (first, _) = discussion(&site, &alice, 3).await;
    let (second, _) = discussion(&site, &alice, 2).await;
    bob.get(&first).await.is(200);
    let mut patience = 100;
    while stored(&site, &bob).await < 1 {
        patience -= 1;
        assert!(patience > 0, "the mark is never written");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    bob.get(&second).await.is(200);
    let id = bob.id;
    let site = site.restarted_after(|_| {}).await;
    assert_eq!(stored_for(&site, id.0).await, 2);
}

#[tokio::test]
async fn a_mark_that_the_database_refuses_harms_nobody() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let (path, _) = discussion(&site, &alice, 3).await;
    let db = &site.inner.app.db;
    let tx = db.begin().await.expect("begin");
    let refusals: &[&str] = match db.backend() {
        DbBackend::Postgres => &[
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$",
            "CREATE TRIGGER no_marks BEFORE INSERT ON reads FOR EACH ROW EXECUTE FUNCTION refuse()",
        ],
        _ => &["CREATE TRIGGER no_marks BEFORE INSERT ON reads BEGIN SELECT RAISE(ABORT, 'no'); END"],
    };
    for statement in refusals {
        tx.conn.execute_unprepared(statement).await.expect("a trigger");
    }
    tx.commit().await.expect("commit");
    bob.get(&path).await.is(200);
    assert!(site.inner.marks.flush().await.is_err());
    bob.get(&path).await.is(200);
    bob.get("/threads").await.is(200);
}

#[tokio::test]
async fn withdrawn_replies_keep_their_place_so_that_no_page_loses_its_end() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let (path, ids) = discussion(&site, &alice, 102).await;
    for index in [0, 1, 2, 60] {
        alice.posts(&format!("/replies/{}/withdrawal", ids[index]), &[("once", &fresh_once())]).await.is(303);
    }
    let last = bob.get(&format!("{path}?page=3")).await.is(200).shows("98件・3／3ページ");
    assert_eq!(shown(&last), ids[100..], "the last replies are still reached");
    let second = bob.get(&format!("{path}?reply={}", ids[60])).await.is(200);
    assert_eq!(shown(&second), ids[50..100]);
}

/// How many marks of a person are in the database.
async fn stored(site: &Site, person: &Persona) -> i64 {
    stored_for(site, person.id.0).await
}

async fn stored_for(site: &Site, person: i64) -> i64 {
    let conn = &site.inner.app.db.conn;
    let count = sql(conn, "SELECT COUNT(*) AS marks FROM reads WHERE person_id = $1", [person.into()]);
    conn.query_one_raw(count).await.expect("a query").expect("a row").try_get("", "marks").expect("a number")
}
