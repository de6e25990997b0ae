//! Nothing typed is lost: drafts of forms that came too late, and drafts on purpose.

use accounts::drafts::kept::Place;
use axum::http::Method;
use kernel::db::sql;
use sea_orm::ConnectionTrait as _;

use crate::support::{Persona, Site, fresh_once};

mod along;
mod late;
mod offices;

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
async fn a_draft_goes_when_its_form_is_sent_after_going_back() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    let (replies, once) = (format!("{thread}/replies"), fresh_once());
    let kept = |body| [("body", body), ("once", once.as_str()), ("sent_to", replies.as_str())];
    bob.posts("/me/drafts", &kept("当番表を送っています。")).await.is(303);
    alice.posts("/me/drafts", &kept("同じ値の別の方の下書き")).await.is(303);
    bob.posts("/me/drafts", &[("body", "別の書きかけ"), ("once", "another"), ("sent_to", &replies)]).await.is(303);
    bob.posts(&replies, &[("body", "当番表を、月に一度送っています。"), ("once", &once)]).await.is(303);
    bob.get("/me/drafts").await.is(200).hides("当番表").shows("別の書きかけ");
    alice.get("/me/drafts").await.is(200).shows("同じ値の別の方の下書き");
    // A script that makes no values of its own leaves drafts alone.
    bob.posts(&replies, &[("body", "もう一つの返信です。")]).await.is(303);
    assert_eq!(drafts(&site).await, 2);
}

#[tokio::test]
async fn a_draft_exists_for_nobody_else() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let fields =
        [("title", "ヒミツの件名"), ("body", "ヒミツの本文"), ("once", &fresh_once()), ("sent_to", "/threads")];
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
        for page in ["/", "/threads", "/me/drafts", "/search?q=%E3%83%92%E3%83%9F%E3%83%84%E3%81%AE%E6%9C%AC%E6%96%87"]
        {
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
    alice.get("/threads/new").await.shows("下書き保存").shows("formaction=\"/me/drafts\"");
    alice.get(&thread).await.shows(&format!("name=\"sent_to\" value=\"{thread}/replies\""));
    let once = fresh_once();
    let keep = |title: &str, once: &str, draft: &str| {
        let (title, once, draft) = (title.to_owned(), once.to_owned(), draft.to_owned());
        let alice = alice.clone();
        async move {
            let fields = [
                ("room", "nowhere"),
                ("title", &title),
                ("body", ""),
                ("once", &once),
                ("draft", &draft),
                ("sent_to", "/threads"),
            ];
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
    let good =
        [("room", "pref-11"), ("kind", "chat"), ("title", "件名です"), ("body", "本文です。"), ("draft", id.as_str())];
    alice.posts("/threads", &good).await.is(303);
    alice.get(&draft).await.is(404);
    let gone = alice.posts(&format!("{other}/removal"), &[]).await.is(303).location();
    alice.get(&gone).await.is(200).shows("下書きを捨てました");
    alice.get(&other).await.is(404);
    alice.posts(&format!("{other}/removal"), &[]).await.is(303);
    for nowhere in ["/sign-in", "/me/drafts", "https://example.com/threads", ""] {
        alice.posts("/me/drafts", &[("sent_to", nowhere), ("password", "x")]).await.is(400);
    }
    assert_eq!(drafts(&site).await, 0);
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
    let list =
        alice.get("/me/drafts").await.is(200).shows("書きかけその21").shows("書きかけその02").hides("書きかけその01");
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
    bob.get(&thread).await.is(403);
    bob.get(&format!("{thread}?draft={}", number(&draft))).await.is(403);
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
    let filled = |path: &str| {
        ["{thread}", "{reply}", "{id}", "{group}", "{search}", "{code5}"]
            .iter()
            .fold(path.to_owned(), |path, name| path.replace(name, "1"))
    };
    let kept: Vec<_> = posts.map(|door| door.path).filter(|path| Place::of(&filled(path)).is_some()).collect();
    let expected = [
        "/me/searches",
        "/me/searches/{search}",
        "/synonyms",
        "/groups",
        "/groups/{group}",
        "/municipalities/{code5}/note",
        "/me/profile",
        "/join/again",
        "/admin/applications/{id}/release",
        "/admin/applications/{id}/decline",
        "/admin/invitations",
        "/admin/invitations/renewal",
        "/coordinators/{id}/contact-requests",
        "/admin/people/{id}/standing",
        "/admin/people/codes",
        "/admin/turnover",
        "/admin/seats/{id}/successor",
        "/threads",
        "/threads/{thread}/edit",
        "/threads/{thread}/replies",
        "/replies/{reply}/edit",
        "/threads/similar",
        "/threads/templates",
        "/threads/{thread}/quotations",
        "/admin/threads/{thread}/split",
        "/seats/{id}/note",
    ];
    assert_eq!(kept, expected);
}
