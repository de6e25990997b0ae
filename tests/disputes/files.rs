//! Files of texts that wait: those who decide learn what was found in them, and they go where the text goes.

use super::{SECRET, manager, only};
use crate::files::samples::word;
use crate::support::{Persona, Site, fresh_once};

/// A text whose file is what is blocked, sent for another look.
async fn disputes_with_a_file(person: &Persona) {
    let once = fresh_once();
    let typed = [
        ("room", "pref-11"),
        ("kind", "consultation"),
        ("title", "様式の相談"),
        ("body", "添付のとおりです。"),
        ("once", &once),
    ];
    let file = word(&format!("被保険者番号は{SECRET}です。"));
    person.sends("/threads", &typed, &[("様式.docx", file)]).await.is(422).shows("載せられません");
    let mut sent = typed.to_vec();
    sent.extend([("sent_to", "/threads"), ("guard_reason", "様式の見本にある、架空の番号です。")]);
    person.posts("/guard/disputes", &sent).await.is(303);
}

#[tokio::test]
async fn what_was_found_in_a_file_is_shown_to_those_who_decide_and_the_file_is_posted_with_the_text() {
    let site = Site::open().await;
    let (mut alice, mut manager) = (site.member("alice", "11202").await, manager(&site, "manager", "11").await);
    disputes_with_a_file(&alice).await;
    // The hourly work leaves it alone as long as its text waits.
    site.wait_minutes(26 * 60);
    server::serve::hourly(&site.inner).await.expect("the hourly work");
    alice.signs_in().await.is(303);
    manager.signs_in().await.is(303);
    let path = only(&manager).await;
    manager.get(&path).await.is(200).shows("様式.docx").shows(SECRET);
    manager.posts(&format!("{path}/release"), &[("once", &fresh_once())]).await.is(303);
    let thread = format!("/threads/{}", alice.get("/threads").await.values("data-id")[0]);
    assert_eq!(manager.get(&thread).await.is(200).shows("様式.docx").files().len(), 1);
}

#[tokio::test]
async fn a_file_comes_back_with_the_draft_of_a_text_that_was_refused_or_taken_back() {
    let site = Site::open().await;
    let (mut alice, mut manager) = (site.member("alice", "11202").await, manager(&site, "manager", "11").await);
    disputes_with_a_file(&alice).await;
    let path = only(&manager).await;
    let answer = [("answer", "番号を除いてください。"), ("once", &*fresh_once())];
    manager.posts(&format!("{path}/refusal"), &answer).await.is(303);
    site.wait_minutes(1);
    disputes_with_a_file(&alice).await;
    let id = alice.get("/me/disputes").await.values("data-id").remove(0);
    alice.posts(&format!("/me/disputes/{id}/withdrawal"), &[("once", &fresh_once())]).await.is(303);
    site.wait_minutes(26 * 60);
    server::serve::hourly(&site.inner).await.expect("the hourly work");
    alice.signs_in().await.is(303);
    manager.signs_in().await.is(303);
    let drafts = alice.get("/me/drafts").await.is(200).values("data-id");
    assert_eq!(drafts.len(), 2);
    for draft in drafts {
        alice.get(&format!("/threads/new?draft={draft}")).await.is(200).shows("様式.docx");
    }
}
