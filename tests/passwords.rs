//! A password that was lost, one that is changed, and those that are refused.

use std::time::Duration;

use crate::support::{Answer, Letter, PASSWORD, Persona, Site};

const NEW: &str = "川の向こうの図書館まで毎朝歩く";
const OTHER: &str = "雨の日は傘をさして長い坂をのぼる";

#[tokio::test]
async fn a_lost_password_is_replaced_by_the_link_once_and_looking_uses_nothing_up() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let link = link(&asks(&site, "ＡＬＩＣＥ@example.jp").await);
    for _ in 0..3 {
        site.visitor().get(&link).await.is(200).shows("新しいパスワード");
    }
    site.visitor().posts(&link, &[("password", "短い")]).await.is(422).shows("15文字以上").hides("短い");
    let done = site.visitor().posts(&link, &[("password", NEW)]).await.is(303);
    // Nobody is signed in by it, and whoever was is no more.
    assert!(done.cookie("yokoito").is_none());
    site.visitor().get(&done.location()).await.is(200).shows("新しいパスワードを設定しました");
    alice.get("/threads").await.is(303);
    site.visitor().get(&link).await.is(404).shows("もう一度申し込む");
    site.visitor().posts(&link, &[("password", OTHER)]).await.is(404);
    alice.signs_in().await.is(422);
    alice.tries("alice@example.jp", NEW).await.is(303);
    let letters = site.letters_to("alice@example.jp").await;
    assert!(letters.iter().any(|letter| letter.subject.contains("パスワードが変更されました")), "{letters:?}");
}

#[tokio::test]
async fn a_form_that_is_sent_twice_gets_the_same_good_news_twice() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let form = site.visitor().get("/password/forgotten").await;
    let asked = [("email", "alice@example.jp".to_owned()), ("once", form.field("once"))];
    for _ in 0..2 {
        site.visitor().fills("/password/forgotten", &asked).await.is(303);
    }
    assert_eq!(site.letters_to("alice@example.jp").await.len(), 1);

    let letter = asks(&site, "alice@example.jp").await;
    let page = site.visitor().get(&link(&letter)).await;
    let by_link = [("password", NEW.to_owned()), ("once", page.field("once"))];
    for _ in 0..2 {
        assert_eq!(site.visitor().fills(&link(&letter), &by_link).await.is(303).location(), "/sign-in?reset=1");
    }
    // Another form is not the same, even if it says the same.
    site.visitor().posts(&link(&letter), &[("password", OTHER), ("once", "another")]).await.is(404);

    let letter = asks(&site, "alice@example.jp").await;
    let page = site.visitor().get("/password/code").await;
    let email = "alice@example.jp".to_owned();
    let by_code =
        [("email", email), ("code", code(&letter)), ("password", OTHER.to_owned()), ("once", page.field("once"))];
    for _ in 0..2 {
        assert_eq!(site.visitor().fills("/password/code", &by_code).await.is(303).location(), "/sign-in?reset=1");
    }
    alice.tries("alice@example.jp", OTHER).await.is(303);
}

#[tokio::test]
async fn a_sign_in_that_its_browser_does_not_wait_for_counts_as_no_failure() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await.elsewhere("", 7);
    for _ in 0..12 {
        let mut impatient = alice.clone();
        let _gone = tokio::time::timeout(Duration::from_millis(5), impatient.signs_in()).await;
    }
    alice.signs_in().await.is(303);
}

#[tokio::test]
async fn the_code_of_the_same_letter_does_the_same_however_it_is_typed() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let letter = asks(&site, "alice@example.jp").await;
    let typed = code(&letter).to_lowercase().replace('-', "　");
    types(&site, "alice@example.jp", &typed, NEW).await.is(303);
    alice.tries("alice@example.jp", NEW).await.is(303);
    // Link and code are one reset.
    site.visitor().get(&link(&letter)).await.is(404);
    types(&site, "alice@example.jp", &typed, OTHER).await.is(422).shows("コードの組み合わせが違うか");
}

#[tokio::test]
async fn only_the_newest_reset_works_however_it_was_issued_and_only_for_a_while() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let first = asks(&site, "alice@example.jp").await;
    let second = asks(&site, "alice@example.jp").await;
    site.visitor().get(&link(&first)).await.is(404);
    types(&site, "alice@example.jp", &code(&first), NEW).await.is(422);
    let on_paper = issued_on_paper(&site, &alice).await;
    site.visitor().get(&link(&second)).await.is(404);
    site.wait_minutes(7 * 24 * 60 - 1);
    types(&site, "alice@example.jp", &on_paper, NEW).await.is(303);

    let third = asks(&site, "alice@example.jp").await;
    site.wait_minutes(30);
    site.visitor().get(&link(&third)).await.is(404);
    types(&site, "alice@example.jp", &code(&third), OTHER).await.is(422);
}

#[tokio::test]
async fn a_code_may_be_tried_five_times_and_a_right_one_with_a_bad_password_costs_nothing() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let code = issued_on_paper(&site, &alice).await;
    for _ in 0..6 {
        types(&site, "alice@example.jp", &code, "てすと てすと てすと てすと").await.is(422).shows("くり返し");
    }
    for _ in 0..5 {
        types(&site, "alice@example.jp", "ACDE-3467", NEW).await.is(422).shows("コードの組み合わせが違うか");
    }
    types(&site, "alice@example.jp", &code, NEW).await.is(422).shows("コードの組み合わせが違うか");
    alice.get("/threads").await.is(200);
}

#[tokio::test]
async fn asking_for_a_reset_tells_nobody_who_is_registered() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let bob = site.member("bob", "11202").await;
    suspend(&site, &bob).await;
    let mut answers = Vec::new();
    for email in ["alice@example.jp", "bob@example.jp", "nobody@example.jp"] {
        let answer = site.visitor().posts("/password/forgotten", &[("email", email)]).await.is(303);
        answers.push((answer.location(), answer.body));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    site.visitor().get(&answers[0].0).await.is(200).shows("ご登録のあるアドレスでしたら、メールをお送りしました");
    assert_eq!(site.letters_to("alice@example.jp").await.len(), 1);
    assert_eq!(site.letters_to("bob@example.jp").await.len(), 0);
    assert_eq!(site.letters_to("nobody@example.jp").await.len(), 0);
    // Neither does a wrong code.
    let mut pages = Vec::new();
    for email in ["alice@example.jp", "bob@example.jp", "nobody@example.jp"] {
        pages.push(types(&site, email, "ACDE-3467", NEW).await.is(422).body.replace(email, "E"));
    }
    assert!(pages.windows(2).all(|pair| pair[0] == pair[1]));
    drop(alice);
}

#[tokio::test]
async fn a_reset_of_somebody_who_was_suspended_meanwhile_opens_nothing() {
    let site = Site::open().await;
    let bob = site.member("bob", "11202").await;
    let letter = asks(&site, "bob@example.jp").await;
    suspend(&site, &bob).await;
    site.visitor().get(&link(&letter)).await.is(404);
    types(&site, "bob@example.jp", &code(&letter), NEW).await.is(422);
}

#[tokio::test]
async fn one_address_gets_five_letters_in_half_an_hour_and_one_network_asks_for_thirty_in_an_hour() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    for _ in 0..10 {
        site.visitor().posts("/password/forgotten", &[("email", "alice@example.jp")]).await.is(303);
    }
    assert_eq!(site.letters_to("alice@example.jp").await.len(), 5);
    // The last letter's link still works: what was not sent replaced nothing.
    let letters = site.letters_to("alice@example.jp").await;
    let mut open = 0;
    for letter in &letters {
        open += u8::from(site.visitor().get(&link(letter)).await.status == 200);
    }
    assert_eq!(open, 1);
    for number in 0..20 {
        let email = format!("nobody-{number}@example.jp");
        site.visitor().posts("/password/forgotten", &[("email", &email)]).await.is(303);
    }
    let refused = site.visitor().posts("/password/forgotten", &[("email", "x@example.jp")]).await.is(429);
    assert!(refused.header("retry-after").is_some());
    site.wait_minutes(31);
    let elsewhere = alice.elsewhere("", 7);
    elsewhere.posts("/password/forgotten", &[("email", "alice@example.jp")]).await.is(303);
    assert_eq!(site.letters_to("alice@example.jp").await.len(), 6);
}

#[tokio::test]
async fn links_in_letters_lead_to_the_configured_site_whatever_the_request_says() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("x-forwarded-host", "evil.example"),
        ("forwarded", "host=evil.example"),
    ];
    let visitor = site.visitor();
    let asked = visitor.send(axum::http::Method::POST, "/password/forgotten", &headers, "email=alice@example.jp");
    asked.await.is(303).hides("evil.example");
    let letter = site.letter_to("alice@example.jp").await;
    assert!(!letter.body.contains("evil") && link(&letter).starts_with("/password/reset/"), "{letter:?}");
    drop(alice);
}

#[tokio::test]
async fn changing_the_password_ends_all_other_sessions_and_tells_by_mail() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let mut phone = alice.elsewhere("", 2);
    phone.signs_in().await.is(303);
    let letter = asks(&site, "alice@example.jp").await;
    let fields = |current: &'static str, new: &'static str| [("current", current), ("password", new)];
    alice.get("/me/password").await.is(200).shows("サインインの状況");
    alice
        .posts("/me/password", &fields("これは違う合言葉を入れています", NEW))
        .await
        .is(422)
        .shows("いまのパスワードが違います");
    alice.posts("/me/password", &fields(PASSWORD, PASSWORD)).await.is(422).shows("いまのパスワードと同じです");
    alice.posts("/me/password", &fields(PASSWORD, "alice@example.jp")).await.is(422).shows("お名前やメールアドレス");
    let before = alice.clone();
    let answer = alice.posts("/me/password", &fields(PASSWORD, NEW)).await.is(303);
    alice.keeps(&answer);
    alice.get(&answer.location()).await.is(200).shows("パスワードを変更しました");
    // The session goes on under another token; the old one opens nothing any more.
    before.get("/threads").await.is(303);
    phone.get("/threads").await.is(303);
    site.visitor().get(&link(&letter)).await.is(404);
    phone.signs_in().await.is(422);
    phone.tries("alice@example.jp", NEW).await.is(303);
    let letters = site.letters_to("alice@example.jp").await;
    assert!(letters.iter().any(|letter| letter.subject.contains("パスワードが変更されました")), "{letters:?}");
}

#[tokio::test]
async fn the_present_password_cannot_be_guessed_from_an_open_session() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let wrong = [("current", "これは違う合言葉を入れています"), ("password", NEW)];
    for _ in 0..10 {
        alice.posts("/me/password", &wrong).await.is(422);
    }
    alice.posts("/me/password", &[("current", PASSWORD), ("password", NEW)]).await.is(429);
    // It does not lock the sign-in.
    alice.elsewhere("", 3).signs_in().await.is(303);
}

#[tokio::test]
async fn passwords_that_others_would_think_of_are_refused_with_the_reason() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    for (password, reason) in [
        ("passwordpasswordpassword", "よく使われる言葉"),
        ("埼玉県埼玉県埼玉県2026年2026年", "よく使われる言葉"),
        ("alice@example.jp", "メールアドレス"),
        ("12345678901234567890", "文字の並び"),
        ("yokoito-yokoito-yokoito", "よく使われる言葉"),
    ] {
        let fields = [("current", PASSWORD), ("password", password)];
        alice.posts("/me/password", &fields).await.is(422).shows(reason).hides(password);
    }
}

/// Asks for a letter and returns it; a minute later, so that the newest letter is the last one.
async fn asks(site: &Site, email: &str) -> Letter {
    site.wait_minutes(1);
    site.visitor().posts("/password/forgotten", &[("email", email)]).await.is(303);
    site.letters_to(&kernel::text::nfkc(email).to_lowercase()).await.pop().expect("a letter")
}

async fn types(site: &Site, email: &str, code: &str, password: &str) -> Answer {
    site.visitor().posts("/password/code", &[("email", email), ("code", code), ("password", password)]).await
}

async fn issued_on_paper(site: &Site, person: &Persona) -> String {
    let drawn = accounts::resets::draw().await.expect("draw");
    let tx = site.inner.app.db.begin().await.expect("begin");
    let issued = accounts::resets::issue(&tx, person.id, drawn, 7 * kernel::clock::DAY).await.expect("issue");
    tx.commit().await.expect("commit");
    issued.code
}

fn link(letter: &Letter) -> String {
    letter.path("/password/reset/")
}

fn code(letter: &Letter) -> String {
    letter.after("コード: ")
}

async fn suspend(site: &Site, person: &Persona) {
    let tx = site.inner.app.db.begin().await.expect("begin");
    directory::members::suspend(&tx, None, person.id, "").await.expect("suspend");
    tx.commit().await.expect("commit");
}
