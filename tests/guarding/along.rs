//! What goes on around the guard: reading along, what it is told of the site, strange requests, drafts.

use axum::http::Method;

use super::{INSTEAD, WARNED, fields, is_called, posts, sends};
use crate::support::{Answer, Persona, Site};

#[tokio::test]
async fn the_page_stays_open_to_changes_and_to_drafts() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let page = posts(&alice, "退院の相談", WARNED, &[]).await.is(422);
    let changed = |page: &Answer| {
        let mut sent = fields(page, &["title"]);
        sent.push(("body".to_owned(), INSTEAD.to_owned()));
        sent
    };
    sends(&alice, "/threads", &changed(&page), &[]).await.is(303);
    // Drafts are not read by the guard; what is sent from them is.
    let draft = sends(&alice, "/me/drafts", &fields(&page, &["title", "body"]), &[]).await.is(303).location();
    let again = alice.get(&draft).await.shows(WARNED);
    let open = again.body.split("href=\"").filter_map(|rest| rest.split('"').next()).find(|it| it.contains("?draft="));
    alice.get(open.expect("a way on")).await.shows(WARNED);
    posts(&alice, "退院の相談", WARNED, &[]).await.is(422);
    // A button that is pressed after the session has ended loses nothing either.
    site.wait_minutes(13 * 60);
    let sent = fields(&page, &["title", "body"]);
    let late = sends(&alice, "/guard/replacements", &sent, &[("guard_replace", "all")]).await.is(303).location();
    alice.signs_in().await.is(303);
    let kept = late.split("next=").nth(1).and_then(|rest| rest.split('&').next()).expect("a draft").replace("%2F", "/");
    alice.get(&kept).await.is(200).shows(WARNED);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM drafts WHERE body LIKE '%guard_%'").await, 0);
}

#[tokio::test]
async fn while_somebody_types_the_server_reads_along_for_members_and_not_too_often() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let reads = async |person: &Persona| {
        person.posts("/guard/readings", &[("sent_to", "/threads"), ("title", "件名"), ("body", WARNED)]).await
    };
    let notes = reads(&alice).await.is(200).shows("佐藤花子様").shows("なぜ").hides("<html");
    assert_eq!(
        (notes.values("data-from"), notes.values("data-words")),
        (vec!["4".to_owned()], vec!["Ａ様".to_owned()])
    );
    assert!(notes.values("data-field") == ["title", "body"]);
    // Characters count where they stand in the field, blanks before them too.
    let spaced = alice.posts("/guard/readings", &[("sent_to", "/threads"), ("body", &format!("\r\n　{WARNED}"))]).await;
    assert_eq!(spaced.values("data-from"), ["6"]);
    alice.posts("/guard/readings", &[("sent_to", "/nowhere"), ("body", WARNED)]).await.is(400);
    alice.get("/guard/readings").await.is(405);
    site.visitor().posts("/guard/readings", &[("sent_to", "/threads"), ("body", WARNED)]).await.is(303);
    let mut last = 200;
    for _ in 0..100 {
        last = reads(&alice).await.status;
    }
    assert_eq!(last, 429);
    assert!(reads(&alice).await.header("retry-after").is_some());
    let bob = site.member("bob", "11202").await;
    reads(&bob).await.is(200);
    site.wait_minutes(1);
    reads(&alice).await.is(200);
    // Posting is not counted, and nothing that was read is anywhere.
    assert_eq!(site.traces_of("佐藤花子").await, [""; 0]);
}

#[tokio::test]
async fn what_the_site_shows_anyway_is_no_secret_and_a_small_municipality_warns_sooner() {
    let site = Site::open().await;
    let city = site.member("city", "11202").await;
    let island = site.member("island", "13401").await;
    let both = site.member("both", "11202,13401").await;
    let rare = "ALSの76歳男性、人工呼吸器を装着しています。";
    let new = |room: &'static str| [("room", room), ("kind", "chat"), ("title", "件名です"), ("body", rare)];
    city.posts("/threads", &new("japan")).await.is(303);
    for small in [&island, &both] {
        small.posts("/threads", &new("japan")).await.is(422).shows("地域と年齢などの組み合わせ");
    }
    is_called(&site, "佐藤 花子").await;
    posts(&city, "退院の相談", "患者の佐藤花子さんが退院されます。", &[]).await.is(303);
    posts(&city, "窓口の相談", "患者さんの携帯は 0230-00-0000 です。", &[]).await.is(303);
}

#[tokio::test]
async fn strange_requests_to_the_guard_are_four_hundreds() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let form = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
    for path in ["/guard/readings", "/guard/replacements", "/guard/disputes"] {
        for body in
            ["", "%", "sent_to=%00", "sent_to=/sign-in&password=x", "sent_to=/threads&sent_to=/threads&guard_replace=x"]
        {
            let status = alice.send(Method::POST, path, &form, body.as_bytes().to_vec()).await.status;
            assert!(
                (400..500).contains(&status) || (path == "/guard/readings" && status == 200),
                "{path} {body}: {status}"
            );
        }
    }
    let body = format!("sent_to=/threads&guard_replace=body:999999&body={}", "%F0%9F%98%80".repeat(5_000));
    alice.send(Method::POST, "/guard/replacements", &form, body.into_bytes()).await.is(200);
}
