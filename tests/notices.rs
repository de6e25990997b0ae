//! Who is told of what is new, where, and when; and that nobody is told of what they may not see.

mod letters;
mod random;
mod unanswered;

use crate::support::{Persona, Site, fresh_once};

/// Says how somebody follows a subject.
pub async fn follows(persona: &Persona, subject: &str, level: u8) {
    let level = level.to_string();
    persona.posts(&format!("/me/follows/{subject}"), &[("level", &level), ("once", &fresh_once())]).await.is(303);
}

/// `thread-12` for `/threads/12`.
pub fn subject(thread: &str) -> String {
    format!("thread-{}", thread.rsplit('/').next().expect("an id"))
}

/// The texts of which somebody is told, the newest first.
pub async fn told(persona: &Persona) -> Vec<String> {
    persona.get("/me/notices").await.is(200).values("data-id")
}

/// The number beside お知らせ in the header, if there is one.
async fn counted(persona: &Persona) -> Option<String> {
    let page = persona.get("/rooms").await.is(200).body;
    let link = page.split("site-nav").nth(1)?.split("href=\"/me/notices\"").nth(1)?.split("</a>").next()?.to_owned();
    Some(link.split("unread-count\">").nth(1)?.split('<').next()?.to_owned())
}

fn id_of(location: &str) -> String {
    location.rsplit("reply-").next().and_then(|rest| rest.rsplit('/').next()).expect("an id").to_owned()
}

#[tokio::test]
async fn by_default_one_is_told_of_replies_to_own_questions_and_where_one_has_replied() {
    let site = Site::open().await;
    let (asker, helper) = (site.member("asker", "11202").await, site.member("helper", "11218").await);
    let (other, bystander) = (site.member("other", "11202").await, site.member("bystander", "11202").await);
    let thread = asker.asks("pref-11", "避難所の在宅酸素", "停電のときはどうしますか。").await;
    site.tells().await;
    assert_eq!((told(&asker).await, told(&helper).await), (vec![], vec![]));
    let first = helper.replies(&thread, "名簿をつくりました。").await;
    site.tells().await;
    assert_eq!(told(&asker).await, [id_of(&first)]);
    site.wait_minutes(1);
    let second = other.replies(&thread, "こちらは訓練をしています。").await;
    site.tells().await;
    assert_eq!(told(&asker).await, [id_of(&second), id_of(&first)]);
    assert_eq!(told(&helper).await, [id_of(&second)]);
    assert_eq!((told(&other).await, told(&bystander).await), (vec![], vec![]));
    asker.get("/me/notices").await.shows("避難所の在宅酸素").shows("相談への返信").shows("埼玉県");
}

#[tokio::test]
async fn opening_the_discussion_is_reading_its_notices_and_a_button_reads_all() {
    let site = Site::open().await;
    let (asker, helper) = (site.member("asker", "11202").await, site.member("helper", "11202").await);
    let thread = asker.asks("pref-11", "避難所の在宅酸素", "停電のときはどうしますか。").await;
    site.wait_minutes(1);
    helper.replies(&thread, "名簿をつくりました。").await;
    helper.replies(&thread, "もう一つあります。").await;
    site.tells().await;
    assert_eq!(counted(&asker).await.as_deref(), Some("2件"));
    asker.get(&thread).await.is(200);
    assert_eq!(counted(&asker).await, None);
    assert_eq!(told(&asker).await.len(), 2);
    site.wait_minutes(1);
    helper.replies(&thread, "三つ目です。").await;
    site.tells().await;
    assert_eq!(counted(&asker).await.as_deref(), Some("1件"));
    asker.posts("/me/notices/seen", &[("once", &fresh_once())]).await.is(303);
    assert_eq!(counted(&asker).await, None);
}

#[tokio::test]
async fn rooms_themes_municipalities_and_single_discussions_can_be_followed_and_left_again() {
    let site = Site::open().await;
    let asker = site.member("asker", "11202").await;
    let (room, theme) = (site.member("room", "11218").await, site.member("theme", "11218").await);
    let (place, single) = (site.member("place", "11218").await, site.member("single", "11218").await);
    let once = fresh_once();
    let fields = [
        ("room", "pref-11"),
        ("kind", "consultation"),
        ("title", "人生会議の進め方"),
        ("body", "どのように始めましたか。"),
        ("theme", "acp"),
        ("once", &once),
    ];
    follows(&room, "room-111", 1).await;
    follows(&theme, "theme-acp", 1).await;
    follows(&place, "place-11202", 2).await;
    let thread = asker.posts("/threads", &fields).await.is(303).location();
    site.tells().await;
    follows(&single, &subject(&thread), 1).await;
    let opening = id_of(&thread);
    for persona in [&room, &theme, &place] {
        assert_eq!(told(persona).await, std::slice::from_ref(&opening), "{}", persona.email);
    }
    assert_eq!(told(&single).await, Vec::<String>::new());
    site.wait_minutes(1);
    let reply = asker.replies(&thread, "追記です。").await;
    site.tells().await;
    assert_eq!(told(&single).await, [id_of(&reply)]);
    // Of the discussion alone, against the room; and of the room, at any time.
    follows(&room, &subject(&thread), 0).await;
    assert_eq!(told(&room).await, Vec::<String>::new());
    follows(&theme, "theme-acp", 0).await;
    assert_eq!(told(&theme).await, Vec::<String>::new());
    for (persona, page, subject) in [
        (&place, "/municipalities/11202", "place-11202"),
        (&room, "/rooms/pref-11", "room-111"),
        (&theme, "/threads?theme=acp", "theme-acp"),
        (&single, thread.as_str(), subject(&thread).as_str()),
    ] {
        persona.get(page).await.is(200).shows(&format!("/me/follows/{subject}"));
        persona.get("/me/notices/settings").await.is(200).shows(&format!("data-id=\"{subject}\""));
    }
}

#[tokio::test]
async fn what_one_may_not_see_cannot_be_followed_and_looks_like_what_does_not_exist() {
    let site = Site::open().await;
    let (insider, outsider) = (site.member("insider", "11202").await, site.member("outsider", "27100").await);
    let thread = insider.asks("pref-11", "避難所の在宅酸素", "停電のときはどうしますか。").await;
    let form = [("level", "2"), ("once", "x")];
    let absent = outsider.posts("/me/follows/thread-123456789", &form).await.is(404);
    for subject in [subject(&thread), "room-111".to_owned(), "theme-none".to_owned(), "place-99999".to_owned()] {
        let answer = outsider.posts(&format!("/me/follows/{subject}"), &form).await.is(404);
        assert_eq!(answer.body.len(), absent.body.len(), "{subject}");
    }
    insider.posts(&format!("/me/follows/{}", subject(&thread)), &[("level", "9")]).await.is(400);
}

#[tokio::test]
async fn what_was_withdrawn_moved_or_lost_from_sight_leaves_no_line_and_counts_for_nothing() {
    let site = Site::open().await;
    let (asker, helper) = (site.member("asker", "11202").await, site.member("helper", "11202").await);
    let reader = site.member("reader", "11202").await;
    follows(&reader, "room-111", 2).await;
    let thread = asker.asks("pref-11", "避難所の在宅酸素", "停電のときはどうしますか。").await;
    site.wait_minutes(1);
    let reply = helper.replies(&thread, "名簿をつくりました。").await;
    site.tells().await;
    assert_eq!((told(&reader).await.len(), counted(&reader).await.as_deref()), (2, Some("2件")));
    let withdrawal = format!("/replies/{}/withdrawal", id_of(&reply));
    helper.posts(&withdrawal, &[("once", &fresh_once())]).await.is(303);
    assert_eq!((told(&reader).await, counted(&reader).await.as_deref()), (vec![id_of(&thread)], Some("1件")));
    site.leaves(&reader).await;
    assert_eq!(told(&reader).await, Vec::<String>::new());
}

#[tokio::test]
async fn the_settings_are_kept_and_what_is_missing_is_asked_for() {
    let site = Site::open().await;
    let asker = site.member("asker", "11202").await;
    let fields = |hour: &'static str| {
        [
            ("own", "0"),
            ("replied", "1"),
            ("mentioned", "1"),
            ("unanswered", "0"),
            ("by_mail", "0"),
            ("digest", "weekly"),
            ("hour", hour),
        ]
    };
    follows(&asker, "room-111", 1).await;
    // What has been chosen one by one is there on the page with the problem too.
    let refused = asker.posts("/me/notices/settings", &fields("24")).await.is(422).shows("時刻を");
    refused.shows("data-id=\"room-111\"");
    follows(&asker, "room-111", 0).await;
    asker.posts("/me/notices/settings", &fields("17")).await.is(303);
    let page = asker.get("/me/notices/settings").await.is(200).body;
    for checked in
        ["name=\"own\" value=\"0\" checked", "name=\"digest\" value=\"weekly\" checked", "value=\"17\" selected"]
    {
        assert!(page.contains(checked), "{checked}");
    }
    let helper = site.member("helper", "11202").await;
    let thread = asker.asks("pref-11", "避難所の在宅酸素", "停電のときはどうしますか。").await;
    helper.replies(&thread, "名簿をつくりました。").await;
    site.tells().await;
    assert_eq!(told(&asker).await, Vec::<String>::new());
}
