//! People who are mentioned: who can be, who is told, and what nobody learns by it.

use super::presses;
use crate::notices::{follows, subject, told};
use crate::support::{Persona, Site, fresh_once};

/// The names that a script offers.
async fn offered(person: &Persona, sent_to: &str, room: &str, q: &str) -> Vec<String> {
    let fields = [("sent_to", sent_to), ("room", room), ("q", q)];
    person.posts("/mentions", &fields).await.is(200).values("data-words")
}

fn id_of(location: &str) -> String {
    location.rsplit("reply-").next().and_then(|rest| rest.rsplit('/').next()).expect("an id").to_owned()
}

#[tokio::test]
async fn whoever_can_read_the_room_is_told_and_linked() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let carol = site.member("carol", "27100").await;
    let thread = alice.asks("pref-11", "夜間の連絡先", "@bobさん、@carol さん、教えてください。").await;
    site.tells().await;
    assert_eq!(told(&bob).await, [id_of(&thread)]);
    bob.get("/me/notices").await.shows("あなたへの呼びかけ").shows("夜間の連絡先");
    assert!(told(&carol).await.is_empty() && told(&alice).await.is_empty());
    let page = alice.get(&thread).await.shows(&format!("<a href=\"/coordinators/{}\"", bob.id));
    page.hides(&format!("/coordinators/{}", carol.id));
    // In the room of all Japan carol reads too; there she is told, once, also where she follows.
    follows(&carol, "room-1", 1).await;
    let wide = alice.asks("japan", "全国の相談", "＠carol　さん、いかがですか。").await;
    site.tells().await;
    assert_eq!(told(&carol).await, [id_of(&wide)]);
    // A quotation and code call nobody.
    bob.replies(&wide, "> @carol さん、いかがですか。\n\n`@carol さん`\n\n私もです。").await;
    site.tells().await;
    carol.get("/me/notices").await.is(200).shows("全国の相談");
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM notices WHERE kind = 'mention'").await, 2);
}

#[tokio::test]
async fn nobody_is_told_who_has_left_the_room_or_wants_to_hear_nothing() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    follows(&bob, &subject(&thread), 0).await;
    alice.replies(&thread, "@bob さん、いかがですか。").await;
    site.tells().await;
    assert!(told(&bob).await.is_empty(), "of this discussion bob wants to hear nothing");
    let other = alice.asks("pref-11", "べつの相談", "@bob さん、教えてください。").await;
    site.tells().await;
    assert_eq!(told(&bob).await, [id_of(&other)]);
    let carol = site.member("carol", "11219").await;
    alice.replies(&other, "@carol さんもお願いします。").await;
    site.tells().await;
    assert_eq!(told(&carol).await.len(), 1);
    site.leaves(&carol).await;
    carol.get("/me/notices").await.hides("べつの相談");
    assert!(offered(&alice, &format!("{other}/replies"), "", "carol").await.is_empty());
}

#[tokio::test]
async fn a_mention_follows_the_text_when_it_is_changed_or_withdrawn() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let carol = site.member("carol", "11219").await;
    let thread = alice.asks("pref-11", "夜間の連絡先", "@bob さん、教えてください。").await;
    site.tells().await;
    assert_eq!((told(&bob).await.len(), told(&carol).await.len()), (1, 0));
    let edit = format!("{thread}/edit");
    let body = "@carol さん、教えてください。";
    alice.edits(&edit, &[("title", "夜間の連絡先"), ("body", body), ("once", &fresh_once())]).await.is(303);
    site.tells().await;
    assert!(told(&bob).await.is_empty(), "bob is not mentioned any more");
    assert_eq!(told(&carol).await, [id_of(&thread)]);
    alice.posts(&format!("{thread}/withdrawal"), &[("once", &fresh_once())]).await.is(303);
    assert!(told(&carol).await.is_empty());
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM mentions").await, 0);
}

#[tokio::test]
async fn a_text_that_waits_calls_nobody_before_it_is_released() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (once, body) = (fresh_once(), "@bob さん、被保険者番号は0012345678です。");
    let fields = [
        ("room", "pref-11"),
        ("kind", "consultation"),
        ("title", "様式の番号"),
        ("body", body),
        ("once", once.as_str()),
        ("sent_to", "/threads"),
        ("guard_reason", "様式の見本にある、架空の番号です。"),
    ];
    alice.posts("/guard/disputes", &fields).await.is(303);
    site.tells().await;
    assert!(told(&bob).await.is_empty());
    let waiting = manager.get("/admin/disputes").await.is(200).values("data-id");
    manager.posts(&format!("/admin/disputes/{}/release", waiting[0]), &[("once", &fresh_once())]).await.is(303);
    site.tells().await;
    assert_eq!(told(&bob).await.len(), 1);
    bob.get("/me/notices").await.shows("あなたへの呼びかけ").shows("様式の番号");
}

#[tokio::test]
async fn candidates_are_those_who_read_the_room_and_only_whoever_writes_there_asks() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let carol = site.member("carol", "27100").await;
    site.pending("dora").await;
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    let replies = format!("{thread}/replies");
    assert_eq!(offered(&alice, &replies, "", "bo").await, ["@bob さん"]);
    assert_eq!(offered(&alice, &replies, "", "ＢＯ").await, ["@bob さん"]);
    assert_eq!(offered(&alice, &replies, "", "テス").await.len(), 2, "by よみ, whichever kana");
    assert!(offered(&alice, &replies, "", "carol").await.is_empty());
    assert_eq!(offered(&alice, "/threads", "japan", "carol").await, ["@carol さん"]);
    for nothing in ["", "%", "dora", "さん勤め先"] {
        assert!(offered(&alice, "/threads", "japan", nothing).await.is_empty(), "{nothing}");
    }
    // Of a room that one does not read, and of a discussion in it, nothing is told.
    for (sent_to, room) in
        [(replies.as_str(), ""), ("/threads", "pref-11"), ("/threads", "nowhere"), ("/me/profile", "")]
    {
        assert!(offered(&carol, sent_to, room, "bob").await.is_empty(), "{sent_to} {room}");
    }
    let group = alice.founds("事例の会").await;
    alice.takes_in(&group, &bob).await;
    assert_eq!(offered(&alice, "/threads", &group, "bo").await, ["@bob さん"]);
    assert!(offered(&alice, "/threads", &group, "carol").await.is_empty());
    assert!(offered(&carol, "/threads", &group, "bo").await.is_empty());
    let observer = site.person("observer", "", "other", "observer:pref-11").await;
    observer.posts("/mentions", &[("sent_to", &replies), ("q", "bo")]).await.is(403);
    site.visitor().posts("/mentions", &[("q", "bo")]).await.is(303);
}

#[tokio::test]
async fn of_namesakes_only_the_one_whose_employer_is_named_is_called() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let (one, other) = (site.member("bob", "11218").await, site.member("bobo", "11219").await);
    let app = &site.inner.app;
    let tx = app.db.begin().await.expect("begin");
    let rename = "UPDATE people SET name = 'bob さん' WHERE email LIKE 'bobo%' OR email LIKE 'BOBO%'";
    sea_orm::ConnectionTrait::execute_raw(&tx.conn, kernel::db::sql(&tx.conn, rename, [])).await.expect("rename");
    tx.commit().await.expect("commit");
    // Somebody joins, so the roster is read anew.
    site.member("dave", "11202").await;
    let mut words = offered(&alice, "/threads", "pref-11", "bob").await;
    words.sort();
    assert_eq!(words, ["@bob さん（boboの勤め先）", "@bob さん（bobの勤め先）"]);
    let fields = |body| [("room", "pref-11"), ("sent_to", "/threads"), ("title", "件名"), ("body", body)];
    let page = presses(&alice, "/preview", &fields("@bob さん、どうですか。")).await.is(200);
    page.shows("見つからないか、同じ氏名の方が").hides("次の方にお知らせが届きます");
    let page = presses(&alice, "/preview", &fields("@bob さん（boboの勤め先）、どうですか。")).await.is(200);
    page.shows("次の方にお知らせが届きます").hides("見つからないか");
    alice.asks("pref-11", "夜間の連絡先", "@bob さん（boboの勤め先）、どうですか。").await;
    site.tells().await;
    assert_eq!((told(&one).await.len(), told(&other).await.len()), (0, 1));
}

#[tokio::test]
async fn a_preview_tells_who_is_told_and_what_was_asked_before() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    site.member("carol", "27100").await;
    bob.asks("pref-11", "夜間の連絡先の一覧", "どう更新していますか。").await;
    let hidden = site.member("dave", "27100").await.asks("pref-27", "夜間の連絡先の秘密", "大阪だけで。").await;
    site.settle().await;
    let body = "@bob さん、@carol さん、ご存じですか。";
    let fields = [("room", "pref-11"), ("sent_to", "/threads"), ("title", "夜間の連絡先"), ("body", body)];
    let page = presses(&alice, "/preview", &fields).await.is(200).shows("次の方にお知らせが届きます").shows("@carol");
    page.shows("似た相談があります").shows("夜間の連絡先の一覧").hides("夜間の連絡先の秘密").hides(&id_of(&hidden));
    // The script gets the text alone.
    let piece = alice.posts("/preview", &fields).await.is(200).shows("次の方にお知らせが届きます");
    assert!(!piece.body.contains("似た相談") && !piece.body.contains("<html"));
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM mentions").await, 0, "nothing has been posted");
}

#[tokio::test]
async fn who_hides_is_neither_found_nor_named_by_mentions() {
    let site = Site::open().await;
    for number in 0..4 {
        site.member(&format!("like{number}"), "11362").await;
    }
    let (asker, reader) = (site.member("asker", "11362").await, site.member("reader", "11202").await);
    let once = fresh_once();
    // Whoever hides is linked in their own text as anybody else would be, and is not told of it.
    let hidden = [
        ("room", "pref-11"),
        ("kind", "consultation"),
        ("title", "夜間の看取り"),
        ("body", "@reader さん、@asker さん、@like1 さん、教えてください。"),
        ("byline", "place_hidden"),
        ("once", once.as_str()),
    ];
    let before = offered(&reader, "/threads", "pref-11", "てすと").await;
    let thread = asker.posts("/threads", &hidden).await.is(303).location();
    site.tells().await;
    for person in [&asker, &reader] {
        assert!(person.get(&thread).await.is(200).body.contains(&format!("href=\"/coordinators/{}\"", asker.id)));
    }
    assert_eq!(told(&reader).await, [id_of(&thread)]);
    assert!(told(&asker).await.is_empty());
    reader.get("/me/notices").await.shows("質問した方").hides("asker");
    let letters = site.letters_out().await;
    assert!(letters.iter().all(|letter| !letter.contains("asker さん（")), "{letters:?}");
    assert_eq!(offered(&reader, &format!("{thread}/replies"), "", "てすと").await, before);
    assert!(offered(&reader, &format!("{thread}/replies"), "", "質問した方").await.is_empty());
    reader.replies(&thread, "@質問した方、お答えします。").await;
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM mentions").await, 3);
}
