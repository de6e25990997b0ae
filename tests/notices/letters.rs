//! Letters about what is new: when they leave, what stands in them, and how they are stopped.

use axum::http::Method;

use super::{follows, subject};
use crate::support::{Persona, Site, body, fresh_once, header};

/// An asker with a reply that has just been written.
async fn answered(site: &Site) -> (Persona, Persona, String, String) {
    let (asker, helper) = (site.member("asker", "11202").await, site.member("helper", "11202").await);
    let thread = asker.asks("pref-11", "避難所の在宅酸素", "停電のときはどうしますか。").await;
    site.wait_minutes(1);
    let reply = helper.replies(&thread, "名簿をつくりました。").await;
    site.tells().await;
    (asker, helper, thread, reply)
}

#[tokio::test]
async fn a_reply_leaves_after_ten_minutes_with_room_and_address_and_without_a_word_of_it() {
    let site = Site::open().await;
    let (_, helper, thread, _) = answered(&site).await;
    site.wait_minutes(9);
    assert_eq!(site.letters_out().await.len(), 0);
    helper.replies(&thread, "もう一つあります。").await;
    site.tells().await;
    site.wait_minutes(1);
    let first = site.letters_out().await;
    assert_eq!(first.len(), 1);
    let (text, subject) = (body(&first[0]), header(&first[0], "Subject").expect("a subject"));
    assert_eq!(subject, "【よこいと】埼玉県の部屋：相談への返信");
    assert!(text.starts_with("asker さん"), "{text}");
    assert!(text.contains("■ 埼玉県の部屋：相談への返信") && text.contains(&format!("http://127.0.0.1:8080{thread}")));
    for word in ["避難所", "在宅酸素", "停電", "名簿", "helper"] {
        assert!(!text.contains(word) && !first[0].contains(word), "{word}: {text}");
    }
    let discussion = thread.rsplit('/').next().expect("an id");
    assert_eq!(header(&first[0], "References"), Some(format!("<discussion-{discussion}@127.0.0.1>")));
    assert!(header(&first[0], "Message-ID").is_some());
    // The second one was held by itself, and goes once.
    site.wait_minutes(10);
    assert_eq!(site.letters_out().await.len(), 1);
    site.wait_minutes(60);
    assert_eq!(site.letters_out().await.len(), 0);
}

#[tokio::test]
async fn what_comes_within_minutes_goes_together() {
    let site = Site::open().await;
    let (_, helper, thread, _) = answered(&site).await;
    for number in 0..3 {
        helper.replies(&thread, &format!("追記{number}です。")).await;
    }
    site.tells().await;
    site.wait_minutes(11);
    let letters = site.letters_out().await;
    assert_eq!(letters.len(), 1);
    assert_eq!(header(&letters[0], "Subject").as_deref(), Some("【よこいと】埼玉県の部屋：お知らせ4件"));
    assert_eq!(body(&letters[0]).matches("■ ").count(), 4);
}

#[tokio::test]
async fn at_the_moment_of_leaving_it_is_asked_again_who_may_see_what() {
    let site = Site::open().await;
    let (asker, helper, thread, reply) = answered(&site).await;
    let reply = reply.rsplit("reply-").next().expect("an id").to_owned();
    site.wait_minutes(11);
    // Queued, but not yet on its way.
    site.tells().await;
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM mails WHERE person_id IS NOT NULL").await, 1);
    helper.posts(&format!("/replies/{reply}/withdrawal"), &[("once", &fresh_once())]).await.is(303);
    assert_eq!(site.letters_out().await.len(), 0);

    site.wait_minutes(10);
    helper.replies(&thread, "あらためて書きます。").await;
    site.tells().await;
    site.wait_minutes(11);
    site.tells().await;
    site.leaves(&asker).await;
    assert_eq!(site.letters_out().await.len(), 0);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM mails WHERE person_id IS NOT NULL").await, 0);
}

#[tokio::test]
async fn nobody_who_is_suspended_has_read_it_or_follows_no_longer_is_written_to() {
    let site = Site::open().await;
    let (asker, helper, thread, _) = answered(&site).await;
    let (reading, leaving) = (site.member("reading", "11202").await, site.member("leaving", "11202").await);
    let suspended = site.member("suspended", "11202").await;
    for persona in [&reading, &leaving, &suspended] {
        follows(persona, &subject(&thread), 2).await;
    }
    helper.replies(&thread, "もう一つあります。").await;
    site.tells().await;
    site.wait_minutes(11);
    site.tells().await;
    asker.get(&thread).await.is(200);
    reading.get(&thread).await.is(200);
    follows(&leaving, &subject(&thread), 0).await;
    let tx = site.inner.app.db.begin().await.expect("begin");
    directory::members::suspend(&tx, None, suspended.id, "").await.expect("suspend");
    tx.commit().await.expect("commit");
    let letters = site.letters_out().await;
    let about = letters.iter().filter(|letter| header(letter, "List-Unsubscribe").is_some());
    assert_eq!(about.count(), 0, "{letters:?}");
}

#[tokio::test]
async fn a_digest_leaves_at_its_hour_with_what_has_gathered() {
    let site = Site::open().await;
    let reader = site.member("reader", "11202").await;
    let asker = site.member("asker", "11202").await;
    follows(&reader, "room-111", 1).await;
    asker.asks("pref-11", "避難所の在宅酸素", "停電のときはどうしますか。").await;
    asker.asks("pref-11", "避難所の毛布", "足りていますか。").await;
    site.tells().await;
    // From noon to the next day, just before eight.
    site.wait_minutes(19 * 60 + 59);
    assert_eq!(site.letters_out().await.len(), 0);
    site.wait_minutes(1);
    let letters = site.letters_out().await;
    assert_eq!(letters.len(), 1);
    assert_eq!(header(&letters[0], "To").as_deref(), Some("reader@example.jp"));
    assert_eq!(header(&letters[0], "Subject").as_deref(), Some("【よこいと】埼玉県の部屋：お知らせ2件"));
    assert_eq!(header(&letters[0], "References"), None);
    site.wait_minutes(24 * 60);
    assert_eq!(site.letters_out().await.len(), 0);
}

#[tokio::test]
async fn a_digest_of_the_week_leaves_on_the_chosen_day() {
    let site = Site::open().await;
    let (reader, monday) = (site.member("reader", "11202").await, site.member("monday", "11202").await);
    let asker = site.member("asker", "11202").await;
    let today = site.inner.app.db.clock.now().days_since_monday();
    let chosen = ((today + 2) % 7).to_string();
    let usual = [
        ("own", "2"),
        ("replied", "2"),
        ("mentioned", "2"),
        ("unanswered", "1"),
        ("by_mail", "1"),
        ("digest", "weekly"),
        ("hour", "8"),
    ];
    monday.posts("/me/notices/settings", &usual).await.is(303);
    let fields: Vec<_> = usual.into_iter().chain([("weekday", &*chosen)]).collect();
    reader.posts("/me/notices/settings", &fields).await.is(303);
    reader.get("/me/notices/settings").await.shows(&format!("value=\"{chosen}\" selected"));
    for persona in [&reader, &monday] {
        follows(persona, "room-111", 1).await;
    }
    asker.asks("pref-11", "避難所の在宅酸素", "停電のときはどうしますか。").await;
    site.tells().await;
    // From noon of one day to eight of each other one.
    let mut sent = Vec::new();
    site.wait_minutes(20 * 60 - 1);
    for day in 1..=7 {
        assert_eq!(site.letters_out().await.len(), 0, "before eight, day {day}");
        site.wait_minutes(1);
        let to = site.letters_out().await.iter().filter_map(|letter| header(letter, "To")).collect::<Vec<_>>();
        sent.extend(to.into_iter().map(|to| ((today + day) % 7, to)));
        site.wait_minutes(24 * 60 - 1);
    }
    sent.sort();
    let mut expected = vec![((today + 2) % 7, reader.email.clone()), (0, monday.email.clone())];
    expected.sort();
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn mail_is_stopped_without_signing_in_by_a_form_or_by_the_button_of_a_mail_program() {
    let site = Site::open().await;
    let (_, helper, thread, _) = answered(&site).await;
    site.wait_minutes(11);
    let letters = site.letters_out().await;
    assert_eq!(header(&letters[0], "List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
    let address = header(&letters[0], "List-Unsubscribe").expect("an address");
    let path = address.trim_matches(['<', '>']).trim_start_matches("http://127.0.0.1:8080").to_owned();
    assert!(body(&letters[0]).contains(&path));
    let nobody = site.visitor();
    // Looking changes nothing.
    nobody.get(&path).await.is(200).shows("メールを止める").hides("asker");
    helper.replies(&thread, "もう一つあります。").await;
    site.tells().await;
    site.wait_minutes(11);
    assert_eq!(site.letters_out().await.len(), 1);
    // A mail program knows nothing of where the form stood.
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let once = nobody.send(Method::POST, &path, &headers, "List-Unsubscribe=One-Click").await;
    once.is(200).shows("止めました");
    helper.replies(&thread, "三つ目です。").await;
    site.tells().await;
    site.wait_minutes(11);
    assert_eq!(site.letters_out().await.len(), 0);
    nobody.get("/unsubscribe/7-00").await.is(404);
    nobody.get(&format!("{path}0")).await.is(404);
}

#[tokio::test]
async fn what_the_guard_warned_of_is_in_no_letter_even_where_texts_are_sent() {
    let site = Site::open_telling(web::MailText::Full).await;
    let (asker, helper, thread, _) = answered(&site).await;
    site.wait_minutes(11);
    let letters = site.letters_out().await;
    let text = body(&letters[0]);
    assert!(text.contains("> 名簿をつくりました。") && text.contains("件名：避難所の在宅酸素"), "{text}");
    assert!(!header(&letters[0], "Subject").expect("a subject").contains("避難所"));
    let warned = "佐藤花子様のご家族から相談がありました。";
    let form = [("body", warned), ("once", "w1")];
    let page = helper.posts(&format!("{thread}/replies"), &form).await.is(422);
    let ack = page.values("value").into_iter().find(|value| value.contains('.') && value.len() > 60);
    let ack = ack.expect("an acknowledgement");
    let form = [("body", warned), ("once", "w1"), ("guard_ack", ack.as_str())];
    helper.posts(&format!("{thread}/replies"), &form).await.is(303);
    site.tells().await;
    site.wait_minutes(11);
    let letters = site.letters_out().await;
    let text = body(&letters[0]);
    assert!(!text.contains("佐藤") && text.contains("相談への返信"), "{text}");
    asker.get("/me/notices").await.is(200).hides("佐藤花子");
}
