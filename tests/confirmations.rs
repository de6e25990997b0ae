//! 担当の確認（棚卸し）: once a year everybody who holds a seat is asked whether they still do.

mod charge;

use crate::support::{Answer, Persona, Site, fresh_once};

const OWN: &str = "/me/confirmation";
const DESK: &str = "/admin/confirmations";

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// From the day on which tests begin, the 22nd of November, to the 15th of April.
const TO_APRIL: i64 = 144 * DAY;

/// From early in the morning to noon, the time at which tests begin.
const TO_NOON: i64 = 6 * 60;

/// Everybody has been here for more than a year.
async fn long_ago(site: &Site) {
    site.does("UPDATE tenures SET started_at = started_at - 31536000000").await;
    site.does("UPDATE people SET approved_at = approved_at - 31536000000").await;
    site.does("UPDATE roster SET version = version + 1").await;
}

async fn hourly(site: &Site) {
    server::serve::hourly(&site.inner).await.expect("the hourly work");
}

async fn letters(site: &Site, person: &Persona) -> usize {
    let letters = site.letters_to(&person.email).await;
    letters.iter().filter(|letter| letter.subject.contains("担当の確認のお願い")).count()
}

/// The link in the first letter to somebody.
async fn link(site: &Site, person: &Persona) -> String {
    let letters = site.letters_to(&person.email).await;
    let letter = letters.iter().find(|letter| letter.subject.contains("担当の確認のお願い")).expect("a letter");
    letter.path("/confirmations/")
}

/// Says what a page offers to say.
async fn says(person: &Persona, path: &str, page: &Answer, answer: &str) -> Answer {
    let tenures = page.body.split("name=\"tenure\" value=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let once = fresh_once();
    let mut fields: Vec<(&str, &str)> = tenures.map(|id| ("tenure", id)).collect();
    fields.extend([("answer", answer), ("once", once.as_str())]);
    person.posts(path, &fields).await
}

async fn confirmed(site: &Site, person: &Persona) -> i64 {
    let text = "SELECT COUNT(*) AS n FROM tenures WHERE confirmed_at IS NOT NULL AND person_id";
    site.number(&format!("{text} = {}", person.id)).await
}

#[tokio::test]
async fn whoever_holds_a_seat_is_asked_in_april_and_once_more_three_weeks_later() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let suspended = site.member("suspended", "11202").await;
    long_ago(&site).await;
    let newcomer = site.member("newcomer", "11202").await;
    site.does(&format!("UPDATE people SET standing = 'suspended' WHERE id = {}", suspended.id)).await;
    hourly(&site).await;
    alice.get("/").await.is(200).hides("年に一度おたずね");
    alice.get(OWN).await.is(200).shows("いま、確かめることはありません");
    assert_eq!(letters(&site, &alice).await, 0);
    site.wait_minutes(TO_APRIL - TO_NOON);
    hourly(&site).await;
    assert_eq!(letters(&site, &alice).await, 0, "nobody is asked at night");
    site.wait_minutes(TO_NOON);
    let (first, second) = tokio::join!(server::serve::hourly(&site.inner), server::serve::hourly(&site.inner));
    assert!(first.is_ok() && second.is_ok());
    hourly(&site).await;
    assert_eq!(letters(&site, &alice).await, 1, "once, by however many instances");
    assert_eq!((letters(&site, &newcomer).await, letters(&site, &suspended).await), (0, 0));
    site.wait_minutes(20 * DAY);
    hourly(&site).await;
    assert_eq!(letters(&site, &alice).await, 1);
    site.wait_minutes(DAY);
    hourly(&site).await;
    assert_eq!(letters(&site, &alice).await, 2);
    assert!(site.letters_to("alice@example.jp").await[1].body.contains("もう一度お送りしています"));
    site.wait_minutes(15 * DAY);
    hourly(&site).await;
    assert_eq!(letters(&site, &alice).await, 2);
    alice.signs_in().await.is(303);
    alice.get("/").await.is(200).shows("年に一度おたずね").shows(OWN);
    alice.get("/me/notices").await.is(200).shows("担当の確認のお願い");
    let page = alice.get(OWN).await.is(200).shows("aliceの勤め先");
    assert_eq!(says(&alice, OWN, &page, "stays").await.is(303).location(), "/?done=seat-confirmed");
    alice.get("/").await.is(200).hides("年に一度おたずね");
    alice.get("/me/notices").await.is(200).hides("担当の確認のお願い");
}

#[tokio::test]
async fn a_link_says_one_thing_for_one_person_and_opening_it_says_nothing() {
    let site = Site::open().await;
    let (alice, mut bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    long_ago(&site).await;
    site.wait_minutes(TO_APRIL);
    hourly(&site).await;
    bob.signs_in().await.is(303);
    let (hers, his) = (link(&site, &alice).await, link(&site, &bob).await);
    let visitor = site.visitor();
    for _ in 0..3 {
        visitor.get(&hers).await.is(200).shows("aliceの勤め先").hides("alice さん").hides("bob");
    }
    assert_eq!(confirmed(&site, &alice).await, 0, "programs open links too");
    let page = visitor.get(&hers).await;
    // Her link does nothing for him, nor anything but this; and whoever has signed in answers for nobody else.
    says(&bob, OWN, &page, "stays").await.is(422);
    says(&visitor, &his, &page, "stays").await.is(422).shows("どの担当についてのお返事かを選んで").shows("bobの勤め先");
    assert_eq!((confirmed(&site, &alice).await, confirmed(&site, &bob).await), (0, 0));
    visitor.get(OWN).await.is(303);
    let told = says(&visitor, &hers, &page, "changed").await.is(200);
    told.shows("引き続き担当されていることを登録しました");
    assert_eq!((confirmed(&site, &alice).await, confirmed(&site, &bob).await), (1, 0));
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM tenures WHERE changed_at IS NOT NULL").await, 0);
    assert!(visitor.get("/").await.is(200).body.contains("サインイン"), "nobody is signed in by it");
    // Used, wrong and shortened ones are the same page.
    let used = visitor.get(&hers).await.is(404);
    let id = alice.id;
    for wrong in [
        format!("/confirmations/{id}-00000000000000000000000000000000"),
        format!("/confirmations/{id}-"),
        format!("/confirmations/{id}"),
        "/confirmations/x".to_owned(),
        hers.replace(&format!("{id}-"), &format!("{}-", bob.id)),
        hers[..hers.len() - 2].to_owned(),
    ] {
        assert_eq!(visitor.get(&wrong).await.is(404).comparable(), used.comparable(), "{wrong}");
        let posted = visitor.posts(&wrong, &[("tenure", "1"), ("once", &fresh_once())]).await.is(404);
        posted.shows("このリンクでは確かめられません");
    }
    // A year later it is good no more.
    site.wait_minutes(366 * DAY);
    visitor.get(&his).await.is(404).shows("このリンクでは確かめられません");
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_answer() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    long_ago(&site).await;
    site.wait_minutes(TO_APRIL);
    hourly(&site).await;
    let link = link(&site, &alice).await;
    let visitor = site.visitor();
    let tenure = visitor.get(&link).await.is(200).field("tenure");
    let once = fresh_once();
    let form = [("tenure", tenure.as_str()), ("answer", "stays"), ("once", once.as_str())];
    visitor.posts(&link, &form).await.is(200).shows("ありがとうございました");
    visitor.posts(&link, &form).await.is(200).shows("ありがとうございました");
    visitor.posts(&link, &[("tenure", &tenure), ("once", &fresh_once())]).await.is(404);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM audit_entries WHERE action = 'tenure-confirm'").await, 1);
}

#[tokio::test]
async fn of_several_seats_each_is_answered_by_itself() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    let admin = site.person("admin", "", "prefecture", "administrator").await;
    let once = fresh_once();
    let seat = [
        ("organisation", "もうひとつの勤め先"),
        ("affiliation", "hospital"),
        ("municipality", "行田市"),
        ("form", "direct"),
        ("places", "行田市"),
        ("started_on", "2026-11-22"),
        ("once", once.as_str()),
    ];
    admin.posts(&format!("/admin/people/{}/seats", alice.id), &seat).await.is(303);
    long_ago(&site).await;
    site.wait_minutes(TO_APRIL);
    alice.signs_in().await.is(303);
    let page = alice.get(OWN).await.is(200).shows("aliceの勤め先").shows("もうひとつの勤め先").hides("checked");
    for none in ["stays", "changed"] {
        let refused = alice.posts(OWN, &[("answer", none), ("once", &fresh_once())]).await.is(422);
        refused.shows("どの担当についてのお返事かを選んで");
    }
    let first = page.field("tenure");
    let form = [("tenure", first.as_str()), ("answer", "stays"), ("once", &fresh_once())];
    alice.posts(OWN, &form).await.is(303);
    assert_eq!(confirmed(&site, &alice).await, 1);
    let page = alice.get(OWN).await.is(200);
    assert_ne!(page.field("tenure"), first);
    says(&alice, OWN, &page, "changed").await.is(303);
    alice.get(OWN).await.shows("いま、確かめることはありません");
}
