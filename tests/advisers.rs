//! 詳しい方: people whose replies near a question have helped, with these replies as the reason, and nobody else.

use axum::http::Method;

use crate::support::{Answer, Persona, Site, fresh_once};

const TITLE: &str = "退院前カンファレンスの日程調整";
const QUESTION: &str = "退院前カンファレンスの日程";

fn number(location: &str) -> String {
    location.rsplit(['/', '-']).next().unwrap_or_default().to_owned()
}

async fn solves(asker: &Persona, thread: &str, reply: &str) {
    asker.posts(&format!("{thread}/solution"), &[("reply", &number(reply))]).await.is(303);
}

async fn thanks(reader: &Persona, reply: &str) {
    reader.posts(&format!("/replies/{}/thanks", number(reply)), &[("on", "1")]).await.is(303);
}

/// A question in a room, and an answer that has solved it.
async fn answered(asker: &Persona, helper: &Persona, room: &str, title: &str) -> (String, String) {
    let thread = asker.asks(room, title, "どう決めていますか。").await;
    let reply = helper.replies(&thread, "月に一度、まとめて決めています。").await;
    solves(asker, &thread, &reply).await;
    (thread, reply)
}

async fn typing(person: &Persona, title: &str) -> Answer {
    person.posts("/threads/similar", &[("title", title)]).await.is(200)
}

fn advisers(page: &Answer) -> Vec<String> {
    page.values("data-adviser")
}

#[tokio::test]
async fn whoever_solved_something_near_is_named_with_the_reply_as_the_reason() {
    let site = Site::open().await;
    let asker = site.member("asker", "11202").await;
    let helper = site.person("helper", "11218", "medical-association", "member").await;
    let reader = site.member("reader", "27100").await;
    let (thread, reply) = answered(&asker, &helper, "japan", TITLE).await;
    site.settle().await;
    let expected = [helper.id.to_string()];
    let link = format!("href=\"{reply}\"");
    for page in [reader.finds(QUESTION).await, typing(&reader, QUESTION).await] {
        assert_eq!(advisers(&page), expected);
        let page = page.shows("詳しい方").shows("helper さん").shows("郡市区医師会").shows("深谷市").shows(&link);
        page.shows("の返信が解決に役立ちました").shows(&format!("/coordinators/{}", helper.id));
    }
    // Without scripts the form comes back with them.
    let form = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
    let headers = [form[0], form[1], ("accept", "text/html")];
    let body = format!("title={}", web::links::encode(QUESTION));
    let page = reader.send(Method::POST, "/threads/similar", &headers, body).await.is(200);
    assert_eq!(advisers(&page), expected);
    // A mark that was taken back is no reason any more, and one of thanks is.
    asker.posts(&format!("{thread}/solution"), &[("reply", "")]).await.is(303);
    assert_eq!(advisers(&reader.finds(QUESTION).await), [""; 0]);
    thanks(&asker, &reply).await;
    let page = reader.finds(QUESTION).await.shows("の返信が参考になりました").hides("解決に役立ちました");
    assert_eq!(advisers(&page), expected);
    // Nobody is named to themselves, and nothing is said where nothing was asked in words.
    for page in [helper.finds(QUESTION).await, typing(&helper, QUESTION).await, reader.get("/search").await] {
        assert_eq!(advisers(&page), [""; 0]);
    }
    let nobody = reader.get(&format!("/search?q={}&tab=people", web::links::encode(QUESTION))).await.is(200);
    assert_eq!(advisers(&nobody), [""; 0]);
}

#[tokio::test]
async fn the_nearest_and_those_who_solved_come_first_and_five_people_at_most() {
    let site = Site::open().await;
    let asker = site.member("asker", "11202").await;
    let reader = site.member("reader", "27100").await;
    let (solver, thanked) = (site.member("solver", "11218").await, site.member("thanked", "11218").await);
    let thread = asker.asks("japan", TITLE, "どう決めていますか。").await;
    let useful = thanked.replies(&thread, "電話で決めています。").await;
    let best = solver.replies(&thread, "月に一度決めています。").await;
    for person in [&asker, &reader] {
        thanks(person, &useful).await;
    }
    solves(&asker, &thread, &best).await;
    site.settle().await;
    let page = reader.finds(QUESTION).await.hides("2人が参考");
    assert_eq!(advisers(&page), [solver.id.to_string(), thanked.id.to_string()]);
    for name in ["aoki", "baba", "chiba", "doi"] {
        let other = site.member(name, "11218").await;
        let reply = other.replies(&thread, "こちらでも決めています。").await;
        thanks(&asker, &reply).await;
    }
    for at in 0..4 {
        answered(&asker, &solver, "japan", &format!("{TITLE} {at}")).await;
    }
    site.settle().await;
    let page = reader.finds(QUESTION).await;
    assert_eq!((advisers(&page).len(), &advisers(&page)[0]), (5, &solver.id.to_string()));
    assert_eq!(page.body.matches("の返信が解決に役立ちました").count(), 3, "three reasons for one person");
}

#[tokio::test]
async fn whoever_would_rather_not_is_named_no_more_with_the_next_request() {
    let site = Site::open().await;
    let (asker, helper) = (site.member("asker", "11202").await, site.member("helper", "11218").await);
    let (thread, _) = answered(&asker, &helper, "japan", TITLE).await;
    let open = asker.asks("japan", QUESTION, "いまはどうですか。").await;
    site.settle().await;
    let profile = format!("/coordinators/{}", helper.id);
    asker.get(&profile).await.shows("役に立った返信").shows(&format!("{thread}?reply="));
    helper.get("/me/profile").await.shows("質問の相手として紹介されることを希望しない").hides("value=\"1\" checked");
    let kept = [("kana", "てすと"), ("theme", "acp")];
    helper.posts("/me/profile", &[kept[0], kept[1], ("unsuggested", "1")]).await.is(303);
    helper.get("/me/profile").await.shows("value=\"1\" checked");
    for page in
        [asker.finds(QUESTION).await, typing(&asker, QUESTION).await, asker.get(&format!("{open}/similar")).await]
    {
        assert_eq!(advisers(&page), [""; 0]);
        page.hides("詳しい方");
    }
    asker.get(&profile).await.is(200).hides("役に立った返信");
    helper.posts("/me/profile", &kept).await.is(303);
    assert_eq!(advisers(&asker.finds(QUESTION).await).len(), 1);
    asker.get(&profile).await.shows("役に立った返信");
}

#[tokio::test]
async fn hidden_names_hidden_and_withdrawn_replies_and_other_rooms_are_no_reason() {
    let site = Site::open().await;
    for number in 0..5 {
        site.member(&format!("like{number}"), "11362").await;
    }
    let veiled = site.member("veiled", "11362").await;
    let (asker, helper) = (site.member("asker", "11202").await, site.member("helper", "11218").await);
    let (reader, manager) =
        (site.member("reader", "27100").await, site.person("manager", "", "prefecture", "manager:11").await);
    // Somebody who hides.
    let thread = asker.asks("pref-11", TITLE, "どう決めていますか。").await;
    let once = fresh_once();
    let hidden = [("body", "伏せて書きます。"), ("byline", "place_hidden"), ("once", once.as_str())];
    let masked = veiled.posts(&format!("{thread}/replies"), &hidden).await.is(303).location();
    solves(&asker, &thread, &masked).await;
    thanks(&manager, &masked).await;
    site.settle().await;
    for person in [&asker, &manager, &veiled] {
        assert_eq!(advisers(&person.finds(QUESTION).await), [""; 0], "somebody who hides is named");
        person.get(&format!("/coordinators/{}", veiled.id)).await.is(200).hides("役に立った返信");
    }
    // A room that the reader does not see.
    let (thread, reply) = answered(&asker, &helper, "pref-11", TITLE).await;
    site.settle().await;
    let profile = format!("/coordinators/{}", helper.id);
    assert_eq!(advisers(&asker.finds(QUESTION).await), [helper.id.to_string()]);
    asker.get(&profile).await.shows("役に立った返信");
    assert_eq!(advisers(&reader.finds(QUESTION).await), [""; 0]);
    assert_eq!(advisers(&typing(&reader, QUESTION).await), [""; 0]);
    reader.get(&profile).await.is(200).hides("役に立った返信").hides(TITLE);
    // A reply that is hidden, even for those who may read it, and one that is gone.
    let hide = |on: &'static str| [("hidden", on), ("ground", "other"), ("words", "確認します。")];
    let path = format!("/admin/posts/{}/hiding", number(&reply));
    manager.posts(&path, &hide("1")).await.is(303);
    for person in [&asker, &manager] {
        assert_eq!(advisers(&person.finds(QUESTION).await), [""; 0], "a hidden reply is a reason");
        person.get(&profile).await.is(200).hides("役に立った返信");
    }
    let (_, second) = answered(&asker, &helper, "japan", TITLE).await;
    site.settle().await;
    assert_eq!(advisers(&asker.finds(QUESTION).await), [helper.id.to_string()]);
    helper.posts(&format!("/replies/{}/withdrawal", number(&second)), &[("once", &fresh_once())]).await.is(303);
    assert_eq!(advisers(&asker.finds(QUESTION).await), [""; 0], "a withdrawn reply is a reason");
    asker.get(&profile).await.is(200).hides("役に立った返信").hides(&thread);
}

#[tokio::test]
async fn whoever_has_left_or_is_suspended_is_not_named() {
    let site = Site::open().await;
    let asker = site.member("asker", "11202").await;
    let (leaver, culprit) = (site.member("leaver", "11218").await, site.member("culprit", "11218").await);
    let manager = site.person("manager", "11100", "prefecture", "manager:11").await;
    answered(&asker, &leaver, "japan", TITLE).await;
    answered(&asker, &culprit, "japan", TITLE).await;
    site.settle().await;
    assert_eq!(advisers(&asker.finds(QUESTION).await).len(), 2);
    site.leaves(&leaver).await;
    let path = format!("/admin/people/{}/standing", culprit.id);
    let once = fresh_once();
    let form = [("standing", "suspended"), ("reason", "担当課にご連絡ください。"), ("once", once.as_str())];
    manager.posts(&path, &form).await.is(303);
    assert_eq!(advisers(&asker.finds(QUESTION).await), [""; 0]);
    assert_eq!(advisers(&typing(&asker, QUESTION).await), [""; 0]);
}

#[tokio::test]
async fn into_an_open_question_those_are_called_who_read_its_room_and_have_not_answered() {
    let site = Site::open().await;
    let asker = site.member("asker", "11202").await;
    let (near, far) = (site.member("near", "11218").await, site.member("far", "27100").await);
    let observer = site.person("observer", "", "other", "observer:pref-11").await;
    answered(&asker, &near, "japan", TITLE).await;
    answered(&asker, &far, "japan", TITLE).await;
    let open = asker.asks("pref-11", QUESTION, "いまはどうですか。").await;
    let beside = format!("{open}/similar?beside=1");
    site.settle().await;
    let colleague = site.member("colleague", "11203").await;
    for person in [&asker, &colleague] {
        let fragment = person.get(&beside).await.is(200).shows("返信に「@」と氏名を書くと");
        assert_eq!(advisers(&fragment), [near.id.to_string()], "whoever does not read the room cannot be called");
        assert!(!fragment.body.contains("<html"));
        assert_eq!(advisers(&person.get(&format!("{open}/similar")).await), [near.id.to_string()]);
    }
    assert_eq!(advisers(&observer.get(&beside).await.is(200)), [""; 0], "whoever may not reply calls nobody");
    let reply = near.replies(&open, "こちらではこうです。").await;
    assert_eq!(advisers(&asker.get(&beside).await), [""; 0], "who has answered need not be called");
    solves(&asker, &open, &reply).await;
    assert_eq!(advisers(&colleague.get(&beside).await), [""; 0], "who calls into what is solved?");
    far.get(&beside).await.is(404);
}

#[tokio::test]
async fn what_somebody_has_helped_with_stands_on_their_page_with_the_most_useful_first() {
    let site = Site::open().await;
    let (asker, helper) = (site.member("asker", "11202").await, site.member("helper", "11218").await);
    let mut replies = Vec::new();
    for number in 0..7 {
        let thread = asker.asks("japan", &format!("相談その{number}です"), "どうしていますか。").await;
        replies.push((thread.clone(), helper.replies(&thread, "こうしています。").await));
        site.wait_minutes(1);
    }
    let page = asker.get(&format!("/coordinators/{}", helper.id)).await.hides("役に立った返信");
    assert_eq!(page.values("data-helped"), [""; 0]);
    for (_, reply) in &replies {
        thanks(&asker, reply).await;
    }
    solves(&asker, &replies[0].0, &replies[0].1).await;
    let page = asker.get(&format!("/coordinators/{}", helper.id)).await;
    assert_eq!(page.values("data-helped"), ["5"]);
    let at = |number: usize| page.body.find(&format!("相談その{number}です"));
    assert!(at(0) < at(6) && at(6) < at(5), "what solved, then what is newest");
    assert_eq!((at(1), at(2)), (None, None));
    helper.get(&format!("/coordinators/{}", helper.id)).await.shows("役に立った返信");
}
