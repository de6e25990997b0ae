//! Where somebody is signed in, devices that are known, and sessions that have run out.

use accounts::sessions::{expired_owner, sweep};
use sea_orm::ConnectionTrait as _;

use crate::support::{PASSWORD, Persona, Site, fresh_once};

const EDGE: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/147.0 Safari/537.36 Edg/147.0";
const PHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1";
const WRONG: &str = "まったく違う合言葉を入れます";

#[tokio::test]
async fn sessions_are_listed_and_can_be_ended_one_by_one() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let (mut office, mut phone) = (alice.elsewhere(EDGE, 2), alice.elsewhere(PHONE, 3));
    office.signs_in().await.is(303);
    site.wait_minutes(5);
    phone.signs_in().await.is(303);
    let page = phone.get("/me/sessions").await.is(200).shows("Windows の Edge").shows("iPhone の Safari");
    assert_eq!(page.total(), 3);
    // The one that looks is marked, and has no button.
    let ids = page.values("data-id");
    let buttons: Vec<_> = ids.iter().filter(|id| page.body.contains(&format!("/me/sessions/{id}/end"))).collect();
    assert_eq!(buttons.len(), 2);
    assert_eq!(page.body.matches("いま使っている端末").count(), 1);
    let others = id_of(&page.body, "Windows の Edge");
    let fields = [("once", fresh_once())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    for _ in 0..2 {
        // Sent twice, it counts once and leads to the same page.
        let done = phone.posts(&format!("/me/sessions/{others}/end"), &fields).await.is(303);
        phone.get(&done.location()).await.is(200).shows("サインアウトしました").hides("Windows の Edge");
    }
    office.get("/threads").await.is(303);
    alice.get("/threads").await.is(200);
}

#[tokio::test]
async fn all_other_sessions_can_be_ended_and_another_persons_cannot() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let bob = site.member("bob", "11202").await;
    let mut phone = alice.elsewhere(PHONE, 3);
    phone.signs_in().await.is(303);
    let bobs = bob.get("/me/sessions").await.is(200).values("data-id").remove(0);
    alice.posts(&format!("/me/sessions/{bobs}/end"), &[("once", &fresh_once())]).await.is(404);
    phone.posts("/me/sessions/others/end", &[("once", &fresh_once())]).await.is(303);
    alice.get("/threads").await.is(303);
    phone.get("/threads").await.is(200);
    bob.get("/threads").await.is(200);
    assert_eq!(phone.get("/me/sessions").await.is(200).total(), 1);
}

#[tokio::test]
async fn the_sign_in_before_this_one_is_shown_and_a_shared_computer_is_marked() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    alice.get("/me/sessions").await.is(200).shows("前回のサインインの記録は、まだありません");
    site.wait_minutes(90);
    alice.signs_in().await.is(303);
    alice.get("/me/sessions").await.is(200).shows("令和8年11月22日（日）12:00");
    alice.get("/").await.is(200).shows("前回のサインイン").shows("令和8年11月22日（日）12:00");
    let shared = alice.elsewhere("", 4);
    let fields = [("email", "alice@example.jp"), ("password", PASSWORD), ("shared", "1")];
    shared.posts("/sign-in", &fields).await.is(303);
    alice.get("/me/sessions").await.is(200).shows("共用の端末").shows("自分専用の端末");
}

#[tokio::test]
async fn somebody_who_waits_for_approval_keeps_their_own_sign_in() {
    let site = Site::open().await;
    let waiting = site.pending("waiting").await;
    waiting.get("/me/sessions").await.is(200).hides("自分のプロフィール");
    waiting.get("/me/password").await.is(200);
}

#[tokio::test]
async fn strangers_who_fail_lock_each_other_but_not_the_owner_on_a_known_device() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    locks(&site, "alice@example.jp").await;
    site.visitor().tries("alice@example.jp", PASSWORD).await.is(429);
    alice.signs_in().await.is(303);
    // The device has a limit of its own, and one that was made up is a stranger's.
    for _ in 0..10 {
        alice.tries("alice@example.jp", WRONG).await.is(422);
    }
    alice.tries("alice@example.jp", PASSWORD).await.is(429);
    // Whoever else signs in on the same computer is not held up by it.
    let mut bob = site.member("bob", "11202").await;
    bob.signs_in().await.is(303);
}

#[tokio::test]
async fn nor_the_owner_on_a_computer_that_others_use_too() {
    let site = Site::open().await;
    let mut alice = site.visitor();
    site.member("alice", "11202").await;
    let fields = [("email", "alice@example.jp"), ("password", PASSWORD), ("shared", "1")];
    let answer = alice.posts("/sign-in", &fields).await.is(303);
    alice.keeps(&answer);
    alice.posts("/sign-out", &[]).await.is(303);
    locks(&site, "alice@example.jp").await;
    alice.tries("alice@example.jp", PASSWORD).await.is(303);
}

#[tokio::test]
async fn what_others_do_behind_the_same_address_locks_no_known_device_and_a_new_password_helps_the_others() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let mut bob = site.member("bob", "11202").await.elsewhere("", 1);
    let mut stranger = site.visitor();
    for number in 0..30 {
        stranger.tries(&format!("nobody-{number}@example.jp"), WRONG).await.is(422);
    }
    alice.signs_in().await.is(303);
    // Bob has never sat at this computer.
    let mut here = stranger.clone();
    here.tries("bob@example.jp", PASSWORD).await.is(429).shows("パスワードを新しく設定する");
    let code = issued(&site, &bob).await;
    let new = "川の向こうの図書館まで毎朝歩く";
    let done = here.posts("/password/code", &[("email", "bob@example.jp"), ("code", &code), ("password", new)]).await;
    here.keeps(&done.is(303));
    here.tries("bob@example.jp", new).await.is(303);
    bob.tries("bob@example.jp", new).await.is(303);
}

#[tokio::test]
async fn attempts_that_were_counted_while_the_clock_was_wrong_lock_nobody_for_long() {
    let site = Site::open().await;
    site.member("alice", "11202").await;
    site.wait_minutes(365 * 24 * 60);
    locks(&site, "alice@example.jp").await;
    site.wait_minutes(-365 * 24 * 60);
    site.visitor().elsewhere("", 9).tries("alice@example.jp", PASSWORD).await.is(303);
}

#[tokio::test]
async fn a_reset_ends_the_lock_and_so_does_the_operator() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let db = &site.inner.app.db;
    locks(&site, "alice@example.jp").await;
    let tx = db.begin().await.expect("begin");
    accounts::devices::unlock(&tx, alice.id, "alice@example.jp").await.expect("unlock");
    tx.commit().await.expect("commit");
    alice.elsewhere("", 5).signs_in().await.is(303);
    locks(&site, "alice@example.jp").await;
    let code = issued(&site, &alice).await;
    let new = "川の向こうの図書館まで毎朝歩く";
    let fields = [("email", "alice@example.jp"), ("code", &code), ("password", new)];
    alice.elsewhere("", 6).posts("/password/code", &fields).await.is(303);
    alice.elsewhere("", 6).tries("alice@example.jp", new).await.is(303);
}

#[tokio::test]
async fn the_owner_of_a_locked_account_gets_one_letter_a_day_and_nobody_else_any() {
    let site = Site::open().await;
    site.member("alice", "11202").await;
    let letters = async || site.letters_to("alice@example.jp").await.len();
    locks(&site, "alice@example.jp").await;
    assert_eq!(letters().await, 1);
    assert!(site.letters_to("alice@example.jp").await[0].subject.contains("サインインの失敗が続いています"));
    site.wait_minutes(61);
    locks(&site, "alice@example.jp").await;
    assert_eq!(letters().await, 1);
    site.wait_minutes(24 * 60);
    locks(&site, "alice@example.jp").await;
    assert_eq!(letters().await, 2);
    locks(&site, "nobody@example.jp").await;
    assert!(site.letters_to("nobody@example.jp").await.is_empty());
}

#[tokio::test]
async fn a_session_that_ran_out_is_known_for_fourteen_days_and_one_that_was_ended_is_not() {
    let site = Site::open().await;
    let db = &site.inner.app.db;
    let alice = site.member("alice", "11202").await;
    let hash = newest_session(&site, &alice).await;
    assert_eq!(expired_owner(db, &hash).await.expect("read"), None, "it still lives");
    site.wait_minutes(12 * 60 + 1);
    assert_eq!(expired_owner(db, &hash).await.expect("read"), Some(alice.id));
    assert_eq!(expired_owner(db, "made up").await.expect("read"), None);
    site.wait_minutes(13 * 24 * 60);
    sweep(db).await.expect("sweep");
    assert_eq!(expired_owner(db, &hash).await.expect("read"), Some(alice.id));
    site.wait_minutes(2 * 24 * 60);
    sweep(db).await.expect("sweep");
    assert_eq!(expired_owner(db, &hash).await.expect("read"), None);

    let bob = site.member("bob", "11202").await;
    let hash = newest_session(&site, &bob).await;
    site.wait_minutes(12 * 60 + 1);
    let tx = db.begin().await.expect("begin");
    directory::members::suspend(&tx, None, bob.id, "").await.expect("suspend");
    tx.commit().await.expect("commit");
    assert_eq!(expired_owner(db, &hash).await.expect("read"), None, "a suspended person's");

    let mut carol = site.member("carol", "11202").await;
    site.wait_minutes(12 * 60 + 1);
    carol.signs_in().await.is(303);
    assert_eq!(carol.get("/me/sessions").await.is(200).total(), 1, "only living ones are listed");
}

/// A code on paper for somebody.
async fn issued(site: &Site, person: &Persona) -> String {
    let drawn = accounts::resets::draw().await.expect("draw");
    let tx = site.inner.app.db.begin().await.expect("begin");
    let issued = accounts::resets::issue(&tx, person.id, drawn, kernel::clock::DAY).await.expect("issue");
    tx.commit().await.expect("commit");
    issued.code
}

/// Fills the account's attempts from a network that nobody else uses.
async fn locks(site: &Site, email: &str) {
    for _ in 0..10 {
        site.visitor().elsewhere("", 200).tries(email, WRONG).await.is(422);
    }
}

async fn newest_session(site: &Site, person: &Persona) -> String {
    let conn = &site.inner.app.db.conn;
    let text = "SELECT token_hash FROM sessions WHERE person_id = $1 ORDER BY created_at DESC LIMIT 1";
    let row = conn.query_one_raw(kernel::db::sql(conn, text, [person.id.0.into()])).await.expect("read");
    row.expect("a session").try_get("", "token_hash").expect("text")
}

/// The id of the row that shows these words.
fn id_of(body: &str, words: &str) -> String {
    let row = body.split("<li class=\"row\"").find(|row| row.contains(words)).expect("such a row");
    row.split("data-id=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an id").to_owned()
}

#[tokio::test]
async fn reading_goes_on_while_somebody_writes_for_long() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    site.wait_minutes(5);
    let held = site.inner.app.db.begin().await.expect("a transaction");
    held.conn.execute_unprepared("UPDATE sessions SET id = id").await.expect("a lock");
    // It would wait for the other to be done, who is not before this has been answered.
    let answer = tokio::time::timeout(std::time::Duration::from_secs(8), alice.get("/threads")).await;
    answer.expect("an answer meanwhile").is(200);
    held.conn.rollback().await.expect("the other has done");
}
