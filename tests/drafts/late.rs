//! Forms that arrive after the session has ended by time: what was typed waits for whoever typed it.

use axum::http::Method;
use kernel::db::sql;
use sea_orm::ConnectionTrait as _;

use super::{NIGHT, draft_behind, drafts, number};
use crate::support::{Answer, PASSWORD, Site, fresh_once};

/// Where a form is sent, what it says, and the page on which it stands.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

/// The value in the form of the reply; others stand before it.
fn once_of_reply(page: &Answer) -> String {
    let form = page.body.split("action=\"/threads/").find(|form| form.contains("<textarea")).expect("a form");
    let value = form.split("name=\"once\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    value.expect("a value").to_owned()
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
    let next = [("email", "bob@example.jp"), ("password", PASSWORD), ("next", draft.as_str())];
    assert_eq!(site.visitor().posts("/sign-in", &next).await.is(303).location(), draft);
    // The same form sent once more is the same draft, and nothing has been posted.
    assert_eq!(draft_behind(&bob.posts(&replies, &[("body", text), ("once", &once)]).await.location()), draft);
    bob.signs_in().await.is(303);
    bob.get(&thread).await.hides("当番表");
    bob.get("/").await.shows("下書きが1件");
    bob.get("/me/drafts").await.is(200).shows("当番表を、 月に一度").shows(">返信<");
    let form = format!("{thread}?draft={}", number(&draft));
    bob.get(&draft).await.is(200).shows("当番表を、\r\n月に一度送っています。").shows(&format!("{form}#reply-form"));
    let page =
        bob.get(&form).await.is(200).shows("当番表を、").shows(&format!("name=\"draft\" value=\"{}.", number(&draft)));
    assert_eq!(once_of_reply(&page), once, "it is the same form still");
    let fields = [("body", text), ("once", &once), ("draft", &number(&draft))];
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
    let cases: [Case; 5] = [
        ("/threads", &new, "/threads/new"),
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
    assert_eq!(drafts(&site).await, 5);
}

#[tokio::test]
async fn what_the_script_asks_while_somebody_types_is_no_draft_and_the_button_without_scripts_is_one() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    site.wait_minutes(NIGHT);
    let ask = async |headers: &[(&str, &str)]| {
        let form = [("content-type", "Application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        let headers = [&form, headers].concat();
        alice.send(Method::POST, "/threads/similar", &headers, "title=%E5%A4%9C%E9%96%93").await.is(303).location()
    };
    assert_eq!(ask(&[("accept", "*/*")]).await, "/sign-in?unsent=1");
    assert_eq!(drafts(&site).await, 0);
    draft_behind(&ask(&[("accept", "text/html,application/xhtml+xml")]).await);
    assert_eq!(drafts(&site).await, 1);
}

#[tokio::test]
async fn a_form_that_had_arrived_before_is_not_posted_twice_by_its_draft() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    let (replies, once) = (format!("{thread}/replies"), fresh_once());
    let fields = [("body", "届いていた返信です。"), ("once", once.as_str())];
    let posted = alice.posts(&replies, &fields).await.is(303).location();
    // The answer was lost, and the form is sent again the next morning.
    site.wait_minutes(NIGHT);
    let draft = draft_behind(&alice.posts(&replies, &fields).await.is(303).location());
    alice.signs_in().await.is(303);
    let page = alice.get(&format!("{thread}?draft={}", number(&draft))).await.is(200);
    let again =
        [("body", "届いていた返信です。".to_owned()), ("once", once_of_reply(&page)), ("draft", number(&draft))];
    assert_eq!(alice.fills(&replies, &again).await.is(303).location(), posted);
    let page = alice.get(&thread).await;
    assert_eq!(page.body.matches("届いていた返信です。").count(), 1);
}

#[tokio::test]
async fn the_browser_keeps_the_token_for_as_long_as_it_can_still_tell_whose_text_it_is() {
    let site = Site::open().await;
    site.member("manager", "").await;
    let manager = site.person("manager-11", "11100", "prefecture", "manager:11").await;
    for (email, hours) in [("manager@example.jp", 14 * 24), (&manager.email, 12)] {
        let answer = site.visitor().posts("/sign-in", &[("email", email), ("password", PASSWORD)]).await.is(303);
        let age = format!("Max-Age={}", (hours + 14 * 24) * 3_600);
        assert!(answer.cookie("yokoito").expect("a cookie").contains(&age), "{email}");
    }
}

#[tokio::test]
async fn nothing_that_looks_like_a_password_is_kept() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    site.wait_minutes(NIGHT);
    let fields = [("body", "書きかけです。"), ("password", "ヒミツの合言葉"), ("once", &fresh_once())];
    draft_behind(&alice.posts(&format!("{thread}/replies"), &fields).await.is(303).location());
    let conn = &site.inner.app.db.conn;
    let row = conn.query_one_raw(sql(conn, "SELECT body FROM drafts", [])).await.expect("read").expect("a draft");
    let body: String = row.try_get("", "body").expect("text");
    assert!(body.starts_with("body=") && !body.contains("password"), "{body}");
    alice.signs_in().await.is(303);
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
    directory::members::suspend(&tx, None, suspended.id, "").await.expect("suspend");
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
async fn what_is_typed_while_a_role_changes_waits_for_its_author() {
    let site = Site::open().await;
    let admin = site.person("admin", "", "other", "administrator").await;
    let mut alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    let grants = format!("/admin/people/{}/grants", alice.id);
    for on in ["1", "0"] {
        admin.posts(&grants, &[("role", "officer:11202"), ("on", on)]).await.is(303);
        let text = format!("役割が変わる前から書いていた返信{on}");
        let late = alice.posts(&format!("{thread}/replies"), &[("body", &text)]).await.is(303).location();
        alice.get("/threads").await.is(303);
        let before = alice.clone();
        alice.signs_in().await.is(303);
        alice.get(&draft_behind(&late)).await.is(200).shows(&text);
        before.get("/threads").await.is(303);
        assert_eq!(alice.get("/me/sessions").await.is(200).total(), 1);
    }
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
    alice.get(&draft).await.is(200).shows("書きかけの件名").shows("新しい投稿");
}
