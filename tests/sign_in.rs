//! Signing in and out, sessions, limited attempts.

use crate::support::{PASSWORD, Site};

#[tokio::test]
async fn whoever_signs_in_sees_the_site_and_whoever_signs_out_sees_it_no_more() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    alice.get("/threads").await.is(200);
    let answer = alice.posts("/sign-out", &[]).await.is(303);
    assert!(answer.header("clear-site-data").is_some());
    // The old cookie is still in this browser, but it opens nothing any more.
    assert_eq!(alice.get("/threads").await.is(303).location(), "/sign-in?next=%2Fthreads");
}

#[tokio::test]
async fn after_signing_in_one_returns_to_the_page_but_never_to_another_site() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let fields = |next: &'static str| [("email", "alice@example.jp"), ("password", PASSWORD), ("next", next)];
    let visitor = site.visitor();
    assert_eq!(visitor.posts("/sign-in", &fields("/rooms?x=1")).await.is(303).location(), "/rooms?x=1");
    for elsewhere in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"] {
        assert_eq!(visitor.posts("/sign-in", &fields(elsewhere)).await.is(303).location(), "/", "{elsewhere}");
    }
    drop(alice);
}

#[tokio::test]
async fn unknown_wrong_and_suspended_get_the_same_answer() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let bob = site.member("bob", "11202").await;
    suspend(&site, &bob).await;
    let try_with = async |email: &'static str, password: &'static str| {
        let answer =
            site.visitor().tries(email, password).await.is(422).shows("メールアドレスまたはパスワードが違います");
        answer.body.replace(email, "E")
    };
    let unknown = try_with("nobody@example.jp", "まったく違う合言葉を入れます").await;
    let wrong = try_with("alice@example.jp", "まったく違う合言葉を入れます").await;
    let suspended = try_with("bob@example.jp", PASSWORD).await;
    assert_eq!(unknown, wrong);
    assert_eq!(unknown, suspended);
    drop(alice);
}

#[tokio::test]
async fn a_suspended_person_is_out_on_the_next_request() {
    let site = Site::open().await;
    let bob = site.member("bob", "11202").await;
    bob.get("/threads").await.is(200);
    suspend(&site, &bob).await;
    bob.get("/threads").await.is(303);
}

#[tokio::test]
async fn a_session_ends_after_twelve_idle_hours_and_a_managers_after_half_an_hour() {
    let site = Site::open().await;
    let member = site.member("member", "11202").await;
    let manager = site.person("manager", "11100", "prefecture", "manager:11").await;
    site.wait_minutes(29);
    manager.get("/threads").await.is(200);
    site.wait_minutes(31);
    manager.get("/threads").await.is(303);
    member.get("/threads").await.is(200);
    site.wait_minutes(12 * 60 + 1);
    member.get("/threads").await.is(303);
}

#[tokio::test]
async fn on_a_shared_computer_the_cookie_is_gone_with_the_browser_and_the_session_after_an_idle_hour() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let fields = [("email", "alice@example.jp"), ("password", PASSWORD), ("shared", "1")];
    let shared = site.visitor().posts("/sign-in", &fields).await.is(303);
    let own = site.visitor().posts("/sign-in", &fields[..2]).await.is(303);
    assert!(!shared.cookie("yokoito").expect("a cookie").contains("Max-Age"));
    assert!(own.cookie("yokoito").expect("a cookie").contains("Max-Age=2419200"));
    for flag in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(shared.cookie("yokoito").expect("a cookie").contains(flag), "{flag}");
        assert!(own.cookie("yokoito-device").expect("a cookie").contains(flag), "{flag}");
    }
    assert!(shared.cookie("yokoito-device").is_some());
    drop(alice);
}

#[tokio::test]
async fn many_failures_lock_an_account_for_a_while_and_successes_are_never_counted() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    for _ in 0..12 {
        alice.signs_in().await.is(303);
    }
    for _ in 0..10 {
        site.visitor().tries("alice@example.jp", "まったく違う合言葉を入れます").await.is(422);
    }
    let locked = site.visitor().tries("alice@example.jp", PASSWORD).await.is(429);
    locked.clone().shows("約15分後に").shows("/password/forgotten").shows("alice@example.jp");
    assert_eq!(locked.header("retry-after"), Some("900"));
    // A session that is open already goes on.
    alice.get("/threads").await.is(200);
    site.wait_minutes(16);
    alice.loses_cookie("yokoito-device");
    alice.signs_in().await.is(303);
}

#[tokio::test]
async fn an_office_that_signs_in_at_once_is_not_locked_out() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let all: Vec<_> = (0..40)
        .map(|_| {
            let mut again = alice.clone();
            tokio::spawn(async move { again.signs_in().await.status })
        })
        .collect();
    for one in all {
        assert_eq!(one.await.expect("an answer"), 303);
    }
}

#[tokio::test]
async fn a_locked_network_does_not_lock_the_accounts_behind_it() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    for number in 0..30 {
        site.visitor().tries(&format!("nobody-{number}@example.jp"), "まったく違う合言葉を入れます").await.is(422);
    }
    for _ in 0..12 {
        site.visitor().tries("alice@example.jp", PASSWORD).await.is(429);
    }
    // From elsewhere the account can still be tried: nothing has been counted against it.
    let tried = accounts::attempts::reserve(&site.inner.app.db, accounts::attempts::ACCOUNT, "alice@example.jp").await;
    assert!(tried.is_ok());
    alice.get("/threads").await.is(200);
}

#[tokio::test]
async fn no_address_however_strange_breaks_the_sign_in() {
    let site = Site::open().await;
    let long = format!("{}@example.jp", "長".repeat(50_000));
    for email in ["", "a\0b@example.jp", "\u{1b}@x", "名前@例え.jp", "' OR 1=1 --", &long] {
        site.visitor().tries(email, PASSWORD).await.is(422);
    }
}

#[tokio::test]
async fn whoever_sends_a_form_that_is_not_kept_after_the_session_has_ended_is_told_so() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    site.wait_minutes(12 * 60 + 1);
    let answer = alice.posts("/preview", &[("body", "長い本文")]).await.is(303);
    alice.get(&answer.location()).await.is(200).shows("いまの送信は受け付けていません");
}

#[tokio::test]
async fn a_cross_site_form_is_refused() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    for headers in [[("sec-fetch-site", "cross-site")], [("origin", "https://evil.example")]] {
        alice.send(axum::http::Method::POST, "/sign-out", &headers, "").await.is(403);
    }
    alice.get("/threads").await.is(200);
}

#[tokio::test]
async fn somebody_who_waits_for_approval_sees_only_that() {
    let site = Site::open().await;
    let waiting = site.pending("waiting").await;
    waiting.get("/").await.is(200).shows("承認");
    for path in ["/threads", "/coordinators", "/rooms", "/search?q=a", "/threads/new", "/me/profile"] {
        waiting.get(path).await.is(403).shows("承認");
    }
}

async fn suspend(site: &Site, person: &crate::support::Persona) {
    let tx = site.inner.app.db.begin().await.expect("begin");
    directory::members::suspend(&tx, None, person.id, "").await.expect("suspend");
    tx.commit().await.expect("commit");
}
