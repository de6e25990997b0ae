//! 担当の確認（棚卸し）: once a year everybody who holds a seat is asked whether they still do.

use crate::support::{Answer, Persona, Site, fresh_once};

const OWN: &str = "/me/confirmation";
const DESK: &str = "/admin/confirmations";

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// From the day on which tests begin, the 22nd of November, to the 15th of April.
const TO_APRIL: i64 = 144 * DAY;

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
    site.wait_minutes(TO_APRIL);
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
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    long_ago(&site).await;
    site.wait_minutes(TO_APRIL);
    hourly(&site).await;
    let (hers, his) = (link(&site, &alice).await, link(&site, &bob).await);
    let visitor = site.visitor();
    for _ in 0..3 {
        visitor.get(&hers).await.is(200).shows("aliceの勤め先").hides("alice さん").hides("bob");
    }
    assert_eq!(confirmed(&site, &alice).await, 0, "programs open links too");
    let page = visitor.get(&hers).await;
    // Her link does nothing for him, nor anything but this.
    says(&visitor, &his, &page, "stays").await.is(422).shows("もう一度選んでください").shows("bobの勤め先");
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
async fn that_somebody_else_has_taken_over_is_told_to_those_in_charge_and_ends_nothing() {
    let site = Site::open().await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    let elsewhere = site.person("elsewhere", "", "prefecture", "manager:13").await;
    let mut alice = site.member("alice", "11202").await;
    long_ago(&site).await;
    site.wait_minutes(TO_APRIL);
    hourly(&site).await;
    alice.signs_in().await.is(303);
    let page = alice.get(OWN).await.is(200);
    alice.posts(OWN, &[("answer", "stays"), ("once", &fresh_once())]).await.is(422).shows("もう一度選んでください");
    alice.posts(OWN, &[("answer", "x"), ("once", &fresh_once())]).await.is(400);
    assert_eq!(says(&alice, OWN, &page, "changed").await.is(303).location(), "/?done=change-told");
    says(&alice, OWN, &page, "changed").await.is(422).shows("お間違えのときは");
    alice.get("/").await.is(200).hides("年に一度おたずね");
    alice.get("/rooms/pref-11").await.is(200);
    let letters = site.letters_to(&manager.email).await;
    let told: Vec<_> = letters.iter().filter(|letter| letter.subject.contains("担当が変わった")).collect();
    assert_eq!(told.len(), 1);
    assert!(!told[0].body.contains("alice"), "nobody is named");
    assert!(site.letters_to(&elsewhere.email).await.is_empty());
    manager.signs_in().await.is(303);
    manager.get(&format!("{DESK}?state=changed")).await.is(200).shows("alice さん").shows("退任を登録する");
    manager.get("/admin/turnover").await.is(200).shows("担当が変わったとの連絡がありました");
    // Whoever has said so is not reminded.
    site.wait_minutes(22 * DAY);
    hourly(&site).await;
    assert_eq!(self::letters(&site, &alice).await, 1);
}

#[tokio::test]
async fn a_manager_sees_who_is_silent_in_the_charge_and_confirms_for_others() {
    let site = Site::open().await;
    let mut manager = site.person("manager", "11203", "prefecture", "manager:11").await;
    let mut elsewhere = site.person("elsewhere", "", "prefecture", "manager:13").await;
    let mut alice = site.member("alice", "11202").await;
    let bob = site.member("bob", "11202").await;
    let both = site.member("both", "11202,13206").await;
    long_ago(&site).await;
    site.member("newcomer", "11202").await;
    site.does(&format!("UPDATE people SET signed_in_at = NULL WHERE id = {}", bob.id)).await;
    site.wait_minutes(TO_APRIL);
    for persona in [&mut manager, &mut elsewhere, &mut alice] {
        persona.signs_in().await.is(303);
    }
    alice.get(DESK).await.is(403);
    alice.get(&format!("{DESK}/export")).await.is(403);
    let page = manager.get(DESK).await.is(200).shows("alice さん").shows("bob さん");
    let page = page.hides("managerの勤め先").hides("both さん").hides("newcomer さん");
    assert_eq!(page.total(), 2);
    assert_eq!(elsewhere.get(DESK).await.is(200).hides("alice さん").hides("both さん").total(), 0);
    manager.get(&format!("{DESK}?state=unasked")).await.shows("newcomer さん");
    let long = manager.get(&format!("{DESK}?state=all&seen=long")).await.is(200).shows("まだありません");
    assert_eq!(long.hides("alice さん").total(), 1);
    manager.get(&format!("{DESK}?state=nonsense&page=x&pref=99")).await.is(200).shows("当てはまる方はいません");
    let file = manager.get(&format!("{DESK}/export?state=silent")).await.is(200);
    assert!(file.body.contains("alice さん") && file.body.contains("返事がまだ") && !file.body.contains("both"));
    assert!(!elsewhere.get(&format!("{DESK}/export?state=all")).await.is(200).body.contains("alice"));
    let ids = page.values("data-id");
    for id in &ids {
        let path = format!("/admin/tenures/{id}/confirmation");
        let once = fresh_once();
        elsewhere.posts(&path, &[("once", &once)]).await.is(404);
        alice.posts(&path, &[("once", &once)]).await.is(403);
        let form = [("once", once.as_str())];
        assert_eq!(manager.posts(&path, &form).await.is(303).location(), "/admin/confirmations?done=confirmed-for");
        manager.posts(&path, &form).await.is(303);
    }
    assert_eq!((confirmed(&site, &alice).await, confirmed(&site, &bob).await), (1, 1));
    assert_eq!(manager.get(DESK).await.is(200).total(), 0);
    manager.get(&format!("{DESK}?state=answered")).await.shows("alice さん").shows("2件");
    alice.get("/").await.hides("年に一度おたずね");
    // Never for oneself at the desk, nor what lies in part beyond the charge.
    for person in [&manager, &both] {
        let text = "SELECT id AS n FROM tenures WHERE person_id";
        let tenure = site.number(&format!("{text} = {}", person.id)).await;
        let refused = manager.posts(&format!("/admin/tenures/{tenure}/confirmation"), &[("once", &fresh_once())]).await;
        refused.is(403);
        assert_eq!(confirmed(&site, person).await, 0);
    }
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
    let page = alice.get(OWN).await.is(200).shows("aliceの勤め先").shows("もうひとつの勤め先");
    let first = page.field("tenure");
    let form = [("tenure", first.as_str()), ("answer", "stays"), ("once", &fresh_once())];
    alice.posts(OWN, &form).await.is(303);
    assert_eq!(confirmed(&site, &alice).await, 1);
    let page = alice.get(OWN).await.is(200);
    assert_ne!(page.field("tenure"), first);
    says(&alice, OWN, &page, "changed").await.is(303);
    alice.get(OWN).await.shows("いま、確かめることはありません");
}
