//! Nothing typed is lost: drafts of forms that came too late, and drafts on purpose.

use accounts::drafts::kept::Place;
use axum::http::Method;
use kernel::db::sql;
use sea_orm::ConnectionTrait as _;

use crate::support::{Persona, Site, fresh_once};

/// Longer than any session lasts without a request.
const NIGHT: i64 = 13 * 60;

/// The address of the draft to which signing in leads.
#[track_caller]
fn draft_behind(location: &str) -> String {
    let next = location.strip_prefix("/sign-in?next=").unwrap_or_else(|| panic!("{location} is no sign-in"));
    next.split('&').next().unwrap_or_default().replace("%2F", "/")
}

fn number(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

async fn drafts(site: &Site) -> i64 {
    let conn = &site.inner.app.db.conn;
    let count = sql(conn, "SELECT COUNT(*) AS drafts FROM drafts", []);
    conn.query_one_raw(count).await.expect("a query").expect("a row").try_get("", "drafts").expect("a number")
}

#[tokio::test]
async fn a_reply_that_came_after_the_session_had_ended_waits_for_its_author() {
    let site = Site::open().await;
    let (alice, mut bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    site.wait_minutes(NIGHT);
    let once = fresh_once();
    let (replies, text) = (format!("{thread}/replies"), "当番表を、\r\n月に一度送っています。");
    let late = bob.posts(&replies, &[("body", text), ("once", &once)]).await.is(303).location();
    let draft = draft_behind(&late);
    site.visitor().get(&late).await.is(200).shows("下書きに残してあります").hides("当番表");
    let next = [("email", "bob@example.jp"), ("password", crate::support::PASSWORD), ("next", draft.as_str())];
    assert_eq!(bob.posts("/sign-in", &next).await.is(303).location(), draft);
    // The same form sent once more is the same draft, and nothing has been posted.
    assert_eq!(draft_behind(&bob.posts(&replies, &[("body", text), ("once", &once)]).await.location()), draft);
    bob.signs_in().await.is(303);
    bob.get(&thread).await.hides("当番表");
    bob.get("/").await.shows("下書きが1件");
    bob.get("/me/drafts").await.is(200).shows("当番表を、 月に一度").shows("相談への返信");
    let form = format!("{thread}?draft={}", number(&draft));
    bob.get(&draft).await.is(200).shows("当番表を、\r\n月に一度送っています。").shows(&format!("{form}#reply-form"));
    let page = bob.get(&form).await.is(200).shows("当番表を、").shows(&format!("name=\"draft\" value=\"{}\"", number(&draft)));
    assert!(!page.body.contains(&once), "the form gets a token that nothing has claimed");
    let fields = [("body", text), ("once", &fresh_once()), ("draft", &number(&draft))];
    bob.posts(&replies, &fields).await.is(303);
    bob.get(&thread).await.shows("月に一度送っています。");
    bob.get(&draft).await.is(404);
    bob.get("/me/drafts").await.shows("下書きはありません");
    bob.get("/").await.hides("下書きが");
}

#[tokio::test]
async fn every_form_with_text_is_kept_and_comes_back_filled_in() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    let reply = alice.replies(&thread, "自分で追記します。").await;
    let reply = format!("/replies/{}/edit", reply.rsplit('-').next().unwrap_or_default());
    let edit = format!("{thread}/edit");
    let new = [
        ("room", "pref-11"),
        ("kind", "practice"),
        ("title", "書きかけの件名"),
        ("body", "書きかけの本文"),
        ("scene", "endoflife"),
        ("theme", "acp"),
        ("theme", "disaster"),
    ];
    let cases: [(&str, &[(&str, &str)], &str); 6] = [
        ("/threads", &new, "/threads/new"),
        ("/threads/similar", &new, "/threads/new"),
        (&edit, &[("title", "書きかけの件名"), ("body", "書きかけの本文"), ("item", "c")], &edit),
        (&reply, &[("body", "書きかけの本文")], &reply),
        (&format!("{thread}/replies"), &[("body", "書きかけの本文")], &thread),
        ("/me/profile", &[("kana", "あり"), ("introduction", "書きかけの本文"), ("theme", "acp")], "/me/profile"),
    ];
    for (path, fields, form) in cases {
        site.wait_minutes(NIGHT);
        let mut sent = fields.to_vec();
        let once = fresh_once();
        sent.push(("once", &once));
        let draft = draft_behind(&alice.posts(path, &sent).await.is(303).location());
        alice.signs_in().await.is(303);
        alice.get(&draft).await.is(200).shows("書きかけの本文");
        let page = alice.get(&format!("{form}?draft={}", number(&draft))).await.is(200);
        for (name, value) in fields {
            let kept = page.body.contains(&format!(">\n{value}</textarea>"))
                || page.body.split('<').any(|tag| {
                    tag.contains(&format!("value=\"{value}\""))
                        && (tag.contains(" checked") || tag.contains(" selected") || tag.contains("type=\"text\""))
                });
            assert!(kept, "{path}: {name}={value} is not filled in");
        }
    }
    assert_eq!(drafts(&site).await, 6);
}

#[tokio::test]
async fn whoever_was_signed_out_on_purpose_or_never_signed_in_leaves_nothing() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    let replies = format!("{thread}/replies");
    let fields = [("body", "書きかけの本文")];
    let unsent = "/sign-in?unsent=1";
    // Signed out: the browser of a thief keeps the token, but there is no session any more.
    let out = site.member("out", "11202").await;
    out.posts("/sign-out", &[]).await.is(303);
    site.wait_minutes(NIGHT);
    assert_eq!(out.posts(&replies, &fields).await.is(303).location(), unsent);
    let form = ("content-type", "application/x-www-form-urlencoded");
    let same = ("sec-fetch-site", "same-origin");
    let unknown = ("cookie", "yokoito=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    let answer = site.visitor().send(Method::POST, &replies, &[form, same, unknown], "body=a").await;
    assert_eq!(answer.is(303).location(), unsent);
    assert_eq!(site.visitor().posts(&replies, &fields).await.is(303).location(), unsent);
    // Another site's form, sent by the browser of somebody whose session has ended.
    alice.send(Method::POST, &replies, &[form, ("sec-fetch-site", "cross-site")], "body=a").await.is(403);
    let suspended = site.member("suspended", "11202").await;
    let tx = site.inner.app.db.begin().await.expect("begin");
    directory::members::suspend(&tx, None, suspended.id).await.expect("suspend");
    tx.commit().await.expect("commit");
    site.wait_minutes(NIGHT);
    assert_eq!(suspended.posts(&replies, &fields).await.is(303).location(), unsent);
    // Not a form, and not one that is kept.
    alice.send(Method::POST, &replies, &[("content-type", "text/plain"), same], "body=a").await.is(303);
    alice.posts("/sign-in", &[("email", "alice@example.jp"), ("password", "まちがった合言葉です。")]).await.is(422);
    alice.posts(&format!("{thread}/thanks"), &[("on", "1")]).await.is(303);
    assert_eq!(drafts(&site).await, 0);
    // Whose session has only ended by time is still believed.
    draft_behind(&alice.posts(&replies, &fields).await.is(303).location());
    assert_eq!(drafts(&site).await, 1);
}

#[tokio::test]
async fn a_draft_exists_for_nobody_else() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let fields = [("title", "ヒミツの件名"), ("body", "ヒミツの本文"), ("once", &fresh_once()), ("sent_to", "/threads")];
    let draft = alice.posts("/me/drafts", &fields).await.is(303).location();
    site.wait_minutes(NIGHT);
    let late = alice.posts("/threads", &[("title", "ヒミツの遅れた件名"), ("body", "ヒミツ")]).await.is(303).location();
    let mallory = site.member("mallory", "11202").await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    site.settle().await;
    for other in [&mallory, &manager] {
        for path in [&draft, &draft_behind(&late)] {
            other.get(path).await.is(404).hides("ヒミツ");
            other.get(&format!("/threads/new?draft={}", number(path))).await.is(200).hides("ヒミツ");
            other.posts(&format!("{path}/removal"), &[]).await.is(303);
            // Nor does a form of theirs touch it, whichever number stands in it.
            let id = number(path);
            let mine = [("title", "別"), ("body", "別"), ("sent_to", "/threads"), ("draft", &id)];
            let own = other.posts("/me/drafts", &mine).await.is(303).location();
            assert_ne!(&own, path);
            let post = [("room", "pref-11"), ("kind", "chat"), ("title", "別です"), ("body", "別です"), ("draft", &id)];
            other.posts("/threads", &post).await.is(303);
        }
        for page in ["/", "/threads", "/me/drafts", "/search?q=%E3%83%92%E3%83%9F%E3%83%84%E3%81%AE%E6%9C%AC%E6%96%87"] {
            other.get(page).await.is(200).hides("ヒミツの件名").hides("ヒミツの遅れた");
        }
    }
    alice.signs_in().await.is(303);
    alice.get(&draft).await.is(200).shows("ヒミツの本文");
    alice.get(&draft_behind(&late)).await.is(200).shows("ヒミツの遅れた件名");
}

#[tokio::test]
async fn a_text_is_put_aside_on_purpose_without_being_checked() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    alice.get("/threads/new").await.shows("下書きに保存する").shows("formaction=\"/me/drafts\"");
    alice.get(&thread).await.shows(&format!("name=\"sent_to\" value=\"{thread}/replies\""));
    let once = fresh_once();
    let keep = |title: &str, once: &str, draft: &str| {
        let (title, once, draft) = (title.to_owned(), once.to_owned(), draft.to_owned());
        let alice = alice.clone();
        async move {
            let fields =
                [("room", "nowhere"), ("title", &title), ("body", ""), ("once", &once), ("draft", &draft), ("sent_to", "/threads")];
            alice.posts("/me/drafts", &fields).await.is(303).location()
        }
    };
    let draft = keep("はじめの件名", &once, "").await;
    // Back to the form, a little more typed, kept again: one draft, the newer text.
    assert_eq!(keep("つぎの件名", &once, "").await, draft);
    alice.get(&draft).await.shows("つぎの件名").hides("はじめの件名");
    // Continued and kept again: the same draft still.
    assert_eq!(keep("さらに後の件名", &fresh_once(), &number(&draft)).await, draft);
    assert_eq!(alice.get("/me/drafts").await.is(200).total(), 1);
    // Another page with the same form is another draft.
    let other = keep("別の件名", &fresh_once(), "").await;
    assert_ne!(other, draft);
    alice.get("/me/drafts").await.shows("別の件名").shows("さらに後の件名");
    // A form that is refused keeps the way back to its draft, and one that is taken throws it away.
    let id = number(&draft);
    let bad = [("title", "さらに後の件名"), ("body", ""), ("draft", id.as_str())];
    alice.posts("/threads", &bad).await.is(422).shows(&format!("name=\"draft\" value=\"{id}\""));
    let good = [("room", "pref-11"), ("kind", "chat"), ("title", "件名です"), ("body", "本文です。"), ("draft", id.as_str())];
    alice.posts("/threads", &good).await.is(303);
    alice.get(&draft).await.is(404);
    alice.posts(&format!("{other}/removal"), &[]).await.is(303);
    alice.get(&other).await.is(404);
    alice.posts(&format!("{other}/removal"), &[]).await.is(303);
    for nowhere in ["/sign-in", "/me/drafts", "https://example.com/threads", ""] {
        alice.posts("/me/drafts", &[("sent_to", nowhere), ("password", "x")]).await.is(400);
    }
    assert_eq!(drafts(&site).await, 0);
}

#[tokio::test]
async fn a_draft_can_be_kept_when_the_session_ended_before_the_button_was_pressed() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    site.wait_minutes(NIGHT);
    let fields = [("title", "書きかけの件名"), ("sent_to", "/threads"), ("once", &fresh_once())];
    let draft = draft_behind(&alice.posts("/me/drafts", &fields).await.is(303).location());
    let refused = alice.posts("/me/drafts", &[("sent_to", "/sign-in"), ("password", "x")]).await.is(303).location();
    assert_eq!(refused, "/sign-in?unsent=1");
    alice.signs_in().await.is(303);
    alice.get(&draft).await.is(200).shows("書きかけの件名").shows("新しい相談");
}

#[tokio::test]
async fn drafts_are_few_short_and_forgotten_after_a_month() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let mut addresses = Vec::new();
    for number in 0..22 {
        let title = format!("書きかけその{number:02}");
        let fields = [("title", title.as_str()), ("sent_to", "/threads"), ("once", &fresh_once())];
        addresses.push(alice.posts("/me/drafts", &fields).await.is(303).location());
        site.wait_minutes(1);
    }
    let list = alice.get("/me/drafts").await.is(200).shows("書きかけその21").shows("書きかけその02").hides("書きかけその01");
    assert_eq!(list.total(), 20);
    alice.get(&addresses[1]).await.is(404);
    // Too long: on purpose it is said at once, and too late it is not kept.
    let long = "あ".repeat(30_000);
    alice.posts("/me/drafts", &[("body", &long), ("sent_to", "/threads")]).await.is(413).shows("大きすぎます");
    site.wait_minutes(NIGHT);
    let late = alice.posts("/threads", &[("body", &long)]).await.is(303).location();
    assert_eq!(late, "/sign-in?unsent=1");
    site.wait_minutes(31 * 24 * 60);
    alice.signs_in().await.is(303);
    alice.get("/me/drafts").await.is(200).shows("下書きはありません");
    alice.get(&addresses[21]).await.is(404);
    alice.get("/").await.hides("下書きが");
    assert_eq!(drafts(&site).await, 20);
    accounts::drafts::sweep(&site.inner.app.db).await.expect("sweep");
    assert_eq!(drafts(&site).await, 0);
}

#[tokio::test]
async fn a_draft_outlives_the_place_for_which_it_was_written() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let thread = alice.asks("area-1109", "夜間の連絡先", "一覧の作り方は。").await;
    let sent_to = format!("{thread}/replies");
    let draft = bob.posts("/me/drafts", &[("body", "書きかけの返信"), ("sent_to", &sent_to)]).await.is(303).location();
    leave(&site, &bob).await;
    bob.get(&thread).await.is(404);
    bob.get(&format!("{thread}?draft={}", number(&draft))).await.is(404);
    bob.get(&draft).await.is(200).shows("書きかけの返信").hides("夜間の連絡先");
}

async fn leave(site: &Site, person: &Persona) {
    let app = &site.inner.app;
    let roster = directory::Roster::load(&app.db, &app.places).await.expect("the roster");
    let tx = app.db.begin().await.expect("begin");
    let tenure = roster.person(person.id).expect("the person").tenures[0].id;
    directory::members::end_tenure(&tx, None, tenure, tx.now).await.expect("end");
    tx.commit().await.expect("commit");
}

#[test]
fn the_forms_that_are_kept_are_doors_and_none_of_them_takes_a_password() {
    let routes = server::router::routes();
    let posts = routes.doors().iter().filter(|door| door.method == Method::POST);
    let filled = |path: &str| path.replace("{thread}", "1").replace("{reply}", "1");
    let kept: Vec<_> = posts.map(|door| door.path).filter(|path| Place::of(&filled(path)).is_some()).collect();
    let expected = [
        "/me/profile",
        "/threads",
        "/threads/{thread}/edit",
        "/threads/{thread}/replies",
        "/replies/{reply}/edit",
        "/threads/similar",
    ];
    assert_eq!(kept, expected);
}
