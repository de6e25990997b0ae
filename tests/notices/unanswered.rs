//! Questions that stay without an answer find those who are likely to know.

use super::told;
use crate::support::{Persona, Site, fresh_once};

#[tokio::test]
async fn after_two_days_those_who_know_the_theme_and_the_manager_are_told_once() {
    let site = Site::open().await;
    let mut asker = site.member("asker", "11202").await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (mut peer, mut far) = (site.member("peer", "11218").await, site.member("far", "27100").await);
    let once = fresh_once();
    let fields = [
        ("room", "pref-11"),
        ("kind", "consultation"),
        ("title", "人生会議の進め方"),
        ("body", "どのように始めましたか。"),
        ("theme", "acp"),
        ("once", &once),
    ];
    let thread = asker.posts("/threads", &fields).await.is(303).location();
    let id = thread.rsplit('/').next().expect("an id").to_owned();
    site.wait_minutes(48 * 60 - 1);
    for persona in [&mut asker, &mut manager, &mut peer, &mut far] {
        persona.signs_in().await.is(303);
    }
    site.tells().await;
    assert_eq!((told(&peer).await, told(&manager).await), (vec![], vec![]));
    site.wait_minutes(1);
    site.tells().await;
    site.tells().await;
    assert_eq!((told(&peer).await, told(&manager).await), (vec![id.clone()], vec![id.clone()]));
    assert_eq!((told(&asker).await, told(&far).await), (vec![], vec![]));
    peer.get("/me/notices").await.shows("48時間、返信のない相談");
    // As soon as somebody has answered, nobody is asked any more.
    manager.replies(&thread, "研修から始めました。").await;
    assert_eq!(told(&peer).await, Vec::<String>::new());
}

/// A question on ACP that two days have gone by without an answer.
async fn unanswered(site: &Site, asker: &Persona, byline: &str) -> String {
    let once = fresh_once();
    let fields = [
        ("room", "japan"),
        ("kind", "consultation"),
        ("title", "人生会議の進め方"),
        ("body", "どのように始めましたか。"),
        ("theme", "acp"),
        ("byline", byline),
        ("once", &once),
    ];
    let thread = asker.posts("/threads", &fields).await.is(303).location();
    site.wait_minutes(48 * 60);
    site.tells().await;
    thread.rsplit('/').next().expect("an id").to_owned()
}

async fn are_told(people: &mut [Persona], thread: &str) -> Vec<bool> {
    let mut told_each = Vec::new();
    for person in people {
        person.signs_in().await.is(303);
        told_each.push(told(person).await.contains(&thread.to_owned()));
    }
    told_each
}

#[tokio::test]
async fn towns_like_the_askers_count_and_so_does_having_helped_but_nobody_is_called_who_would_rather_not() {
    let site = Site::open().await;
    let asker = site.member("asker", "11202").await;
    let mut people = Vec::new();
    for (name, town) in
        [("like", "08203"), ("unlike", "01100"), ("helper", "01100"), ("decliner", "08203"), ("busy", "08203")]
    {
        people.push(site.member(name, town).await);
    }
    let until = site.inner.app.db.clock.now().plus(9 * kernel::clock::DAY).iso()[..10].to_owned();
    let declines = [("kana", "てすと"), ("theme", "acp"), ("unsuggested", "1")];
    people[3].posts("/me/profile", &declines).await.is(303);
    let busy = [("kana", "てすと"), ("theme", "acp"), ("busy", "1"), ("busy_until", until.as_str())];
    people[4].posts("/me/profile", &busy).await.is(303);
    people[2].posts("/me/profile", &[("kana", "てすと")]).await.is(303);
    let before = unanswered(&site, &asker, "named").await;
    assert_eq!(are_told(&mut people, &before).await, [true, false, false, false, false]);
    let reply = people[2].replies(&format!("/threads/{before}"), "研修から始めました。").await;
    let reply = reply.rsplit('-').next().expect("an id").to_owned();
    people[1].posts(&format!("/replies/{reply}/thanks"), &[("on", "1")]).await.is(303);
    let mut asker = asker;
    asker.signs_in().await.is(303);
    let thread = unanswered(&site, &asker, "named").await;
    assert_eq!(are_told(&mut people, &thread).await, [true, false, true, false, false]);
}

#[tokio::test]
async fn of_an_asker_who_hides_no_town_decides_who_is_called() {
    let site = Site::open().await;
    for number in 0..4 {
        site.member(&format!("alike{number}"), "11202").await;
    }
    let asker = site.member("asker", "11202").await;
    let mut people = [site.member("like", "08203").await, site.member("unlike", "01100").await];
    let thread = unanswered(&site, &asker, "place_hidden").await;
    assert_eq!(are_told(&mut people, &thread).await, [true, true]);
}
