//! What helps while somebody writes: templates, quotations with a link back, and people who are mentioned.

mod mentions;
mod quotes;

use axum::http::Method;

use crate::support::{Answer, Persona, Site, fresh_once};

/// Presses a button that sends the form elsewhere, as a browser without scripts does.
async fn presses(person: &Persona, path: &str, fields: &[(&str, &str)]) -> Answer {
    let encode = |(name, value): &(&str, &str)| format!("{name}={}", web::links::encode(value));
    let body = fields.iter().map(encode).collect::<Vec<_>>().join("&");
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("accept", "text/html,*/*"),
    ];
    person.send(Method::POST, path, &headers, body).await
}

#[tokio::test]
async fn a_template_comes_below_what_was_typed_and_is_no_text_by_itself() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    alice.get("/threads/new").await.is(200).shows("相談のひな形を入れる").shows("取組の共有のひな形を入れる");
    let once = fresh_once();
    let fields = |body, template| {
        [
            ("room", "japan"),
            ("kind", "practice"),
            ("title", "件名です"),
            ("body", body),
            ("template", template),
            ("once", &*once),
        ]
    };
    let page = presses(&alice, "/threads/templates", &fields("もう書いた文章。", "case")).await.is(200);
    let page = page.shows("もう書いた文章。\n\n## 背景\n").shows("## 聞きたいこと").shows("value=\"件名です\"");
    page.shows(&format!("value=\"{once}\""));
    let page = presses(&alice, "/threads/templates", &fields("", "practice")).await.is(200);
    page.shows("## 取り組んだこと").hides("## 困っていること");
    presses(&alice, "/threads/templates", &fields("", "other")).await.is(400);
    let empty = "## 背景\n\n## 困っていること\n";
    alice.posts("/threads", &fields(empty, "")).await.is(422).shows("ひな形の見出しの下に").shows("## 困っていること");
    let thread = alice.posts("/threads", &fields("## 背景\n一人で担当しています。", "")).await.is(303).location();
    alice.get(&thread).await.is(200).shows("<h4>背景</h4>");
    let observer = site.person("observer", "", "other", "observer:pref-11").await;
    presses(&observer, "/threads/templates", &fields("", "case")).await.is(403);
}

#[tokio::test]
async fn a_form_on_its_way_to_a_template_is_kept_when_the_session_has_ended() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    site.wait_minutes(13 * 60);
    let fields = [("title", "書きかけ"), ("body", "途中です。"), ("template", "case")];
    let late = presses(&alice, "/threads/templates", &fields).await.is(303).location();
    assert!(late.ends_with("&kept=1"), "{late}");
}
