//! What those in charge learn of the answers, and what they answer for others.

use super::{DAY, DESK, OWN, TO_APRIL, confirmed, hourly, letters, long_ago, says};
use crate::support::{Site, fresh_once};

#[tokio::test]
async fn that_somebody_else_has_taken_over_is_told_to_those_in_charge_and_ends_nothing() {
    let site = Site::open().await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    let elsewhere = site.person("elsewhere", "", "prefecture", "manager:13").await;
    let mut alice = site.member("alice", "11202").await;
    site.member("silent", "11202").await;
    long_ago(&site).await;
    site.wait_minutes(TO_APRIL);
    hourly(&site).await;
    alice.signs_in().await.is(303);
    manager.signs_in().await.is(303);
    manager.get("/").await.is(200).hides("担当が変わったとの連絡");
    let page = alice.get(OWN).await.is(200);
    alice
        .posts(OWN, &[("answer", "stays"), ("once", &fresh_once())])
        .await
        .is(422)
        .shows("どの担当についてのお返事かを選んで");
    alice.posts(OWN, &[("answer", "x"), ("once", &fresh_once())]).await.is(400);
    assert_eq!(says(&alice, OWN, &page, "changed").await.is(303).location(), "/?done=change-told");
    says(&alice, OWN, &page, "changed").await.is(422).shows("取り消して、引き続き担当している");
    alice.get("/").await.is(200).hides("年に一度おたずね");
    alice.get("/rooms/pref-11").await.is(200);
    let sent = site.letters_to(&manager.email).await;
    let told: Vec<_> = sent.iter().filter(|letter| letter.subject.contains("担当が変わった")).collect();
    assert_eq!(told.len(), 1);
    assert!(!told[0].body.contains("alice"), "nobody is named");
    assert!(site.letters_to(&elsewhere.email).await.is_empty());
    manager.get("/").await.is(200).shows("担当が変わったとの連絡（1件）");
    manager.get("/admin").await.is(200).shows("との連絡が1件あります");
    // The list begins with what waits, though somebody is silent.
    let page = manager.get(DESK).await.is(200).shows("alice さん").shows("退任を登録する").hides("silent さん");
    assert_eq!(page.total(), 1);
    manager.get("/admin/turnover").await.is(200).shows("担当が変わったとの連絡がありました");
    // Whoever has said so is not reminded.
    site.wait_minutes(22 * DAY);
    hourly(&site).await;
    assert_eq!(letters(&site, &alice).await, 1);
    // It can be taken back.
    alice.signs_in().await.is(303);
    let page = alice.get(OWN).await.is(200).shows("名簿の担当者に伝わっています");
    says(&alice, OWN, &page, "stays").await.is(303);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM tenures WHERE changed_at IS NOT NULL").await, 0);
    assert_eq!(confirmed(&site, &alice).await, 1);
}

#[tokio::test]
async fn of_a_seat_across_a_border_those_are_told_who_can_end_it() {
    let site = Site::open().await;
    let (one, other) = ("manager:11", "manager:13");
    let managers =
        [site.person("one", "", "prefecture", one).await, site.person("other", "", "prefecture", other).await];
    let mut bureau = site.person("bureau", "", "bureau", "bureau:kantoshinetsu").await;
    let mut both = site.member("both", "11202,13206").await;
    long_ago(&site).await;
    site.wait_minutes(TO_APRIL);
    both.signs_in().await.is(303);
    let page = both.get(OWN).await.is(200);
    says(&both, OWN, &page, "changed").await.is(303);
    for manager in &managers {
        assert!(site.letters_to(&manager.email).await.is_empty(), "the seat is not wholly in their charge");
    }
    assert_eq!(site.letters_to(&bureau.email).await.len(), 1);
    bureau.signs_in().await.is(303);
    let page = bureau.get(DESK).await.is(200).shows("both さん");
    let tenure = page.values("data-id").remove(0);
    // An end that is planned settles it.
    let end = [("ended_on", "2027-06-30"), ("once", &fresh_once())];
    bureau.posts(&format!("/admin/tenures/{tenure}/end"), &end).await.is(303);
    assert_eq!(bureau.get(&format!("{DESK}?state=changed")).await.is(200).total(), 0);
    let page = bureau.get(&format!("{DESK}?state=unasked")).await.is(200).shows("both さん").shows("令和9年6月30日");
    page.hides("続けることを本人に確かめた").shows("退任の日を変える・取り消す");
    bureau.get("/admin").await.is(200).hides("との連絡が");
    both.get(OWN).await.is(200).hides("取り消して、引き続き");
    // Whoever still sees the list of before is told so; an end is called off first.
    let path = format!("/admin/tenures/{tenure}/confirmation");
    bureau.posts(&path, &[("once", &fresh_once())]).await.is(409);
    assert_eq!(confirmed(&site, &both).await, 0);
    bureau.posts(&format!("/admin/tenures/{tenure}/end/removal"), &[("once", &fresh_once())]).await.is(303);
    assert_eq!(bureau.get(&format!("{DESK}?state=changed")).await.is(200).total(), 1);
    // From where one stands in the list, one comes back there.
    let form = [("state", "all"), ("pref", "13"), ("page", "1"), ("once", &fresh_once())];
    let location = bureau.posts(&path, &form).await.is(303).location();
    assert_eq!(location, "/admin/confirmations?state=all&pref=13&page=1&done=confirmed-for");
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
