//! Tenures that begin and end by themselves: the search finds people as the directory shows them, though nobody writes
//! anything when the day comes.

use std::fs::File;

use crate::support::{Answer, Persona, Site, fresh_once};

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// Registers the last day of somebody's newest tenure.
async fn leaves_on(site: &Site, manager: &Persona, person: &Persona, day: &str) {
    let app = &site.inner.app;
    let roster = directory::Roster::load(&app.db, &app.places).await.expect("the roster");
    let tenure = roster.person(person.id).expect("a person").tenures[0].id;
    manager.posts(&format!("/admin/tenures/{tenure}/end"), &[("ended_on", day)]).await.is(303);
}

/// Registers the first day of one more seat, in 熊谷市.
async fn begins_on(manager: &Persona, person: &Persona, day: &str) {
    let once = fresh_once();
    let fields = [
        ("organisation", "連携支援センター"),
        ("affiliation", "hospital"),
        ("municipality", "熊谷市"),
        ("form", "direct"),
        ("places", "熊谷市"),
        ("started_on", day),
        ("once", &once),
    ];
    manager.posts(&format!("/admin/people/{}/seats", person.id), &fields).await.is(303);
}

/// Who is found at 熊谷市 by all the ways in which that is told, which must agree: the directory, the people among the
/// results, and their number beside the discussions.
async fn found(asker: &Persona) -> Vec<i64> {
    let words = web::links::encode("熊谷市");
    let ids = |page: &Answer| {
        let numbers = page.values("data-id").into_iter().filter_map(|id| id.rsplit('-').next()?.parse().ok());
        let mut ids: Vec<i64> = numbers.collect();
        ids.sort_unstable();
        ids
    };
    let directory = asker.get(&format!("/coordinators?q={words}")).await.is(200);
    let people = asker.get(&format!("/search?tab=people&q={words}")).await.is(200);
    assert_eq!(ids(&people), ids(&directory));
    assert_eq!(people.total(), ids(&directory).len() as u64);
    asker.get(&format!("/search?q={words}")).await.is(200).shows(&format!("{}人", people.total()));
    ids(&people)
}

fn sorted(people: &[&Persona]) -> Vec<i64> {
    let mut ids: Vec<i64> = people.iter().map(|person| person.id.0).collect();
    ids.sort_unstable();
    ids
}

/// Four of 熊谷市, of whom one leaves, one comes from elsewhere, one comes back, and one stays.
struct Town {
    manager: Persona,
    leaving: Persona,
    moving: Persona,
    returning: Persona,
    staying: Persona,
}

impl Town {
    /// Everything is registered at noon of the 22nd for the 24th.
    async fn of(site: &Site) -> Self {
        let manager = site.person("manager", "", "prefecture", "manager:11").await;
        let (leaving, moving) = (site.member("leaving", "11202").await, site.member("moving", "11218").await);
        let (returning, staying) = (site.member("returning", "11202").await, site.member("staying", "11202").await);
        site.leaves(&returning).await;
        leaves_on(site, &manager, &leaving, "2026-11-23").await;
        begins_on(&manager, &moving, "2026-11-24").await;
        begins_on(&manager, &returning, "2026-11-24").await;
        site.settle().await;
        Self { manager, leaving, moving, returning, staying }
    }

    /// The same people before the site as it has been started again or the clock turned.
    async fn go_on(&mut self, site: &Site) {
        self.manager = self.manager.before(site);
        self.manager.signs_in().await.is(303);
    }

    fn before(&self) -> Vec<i64> {
        sorted(&[&self.leaving, &self.staying])
    }

    fn after(&self) -> Vec<i64> {
        sorted(&[&self.moving, &self.returning, &self.staying])
    }
}

#[tokio::test]
async fn whoever_begins_or_leaves_on_a_registered_day_is_found_so_from_its_first_instant_on() {
    let site = Site::open().await;
    let mut town = Town::of(&site).await;
    assert_eq!(found(&town.manager).await, town.before());
    site.wait_minutes(DAY + 12 * 60 - 1);
    town.go_on(&site).await;
    assert_eq!(found(&town.manager).await, town.before(), "a minute before midnight");
    site.wait_minutes(1);
    assert_eq!(found(&town.manager).await, town.after(), "at midnight, before anything is read or written");
    site.settle().await;
    assert_eq!(found(&town.manager).await, town.after());
}

#[tokio::test]
async fn a_site_that_slept_over_the_day_and_an_index_that_gets_no_further_tell_the_same() {
    let site = Site::open().await;
    let mut town = Town::of(&site).await;
    site.wait_minutes(400 * DAY);
    let mut held = None;
    let site = site.restarted_after(|folder| {
        let lock = File::options().write(true).open(folder.join("index/lock")).expect("the lock of the index");
        lock.lock().expect("hold the index");
        held = Some(lock);
    });
    let site = site.await;
    town.go_on(&site).await;
    assert_eq!(found(&town.manager).await, town.after());
    // A clock that had run ahead is put right.
    site.wait_minutes(-399 * DAY);
    town.go_on(&site).await;
    assert_eq!(found(&town.manager).await, town.before());
    // Whoever is shut out meanwhile does not come back with the day.
    let standing = format!("/admin/people/{}/standing", town.moving.id);
    town.manager.posts(&standing, &[("standing", "suspended"), ("reason", "職を離れました。")]).await.is(303);
    site.wait_minutes(2 * DAY);
    town.go_on(&site).await;
    assert_eq!(found(&town.manager).await, sorted(&[&town.returning, &town.staying]));
}

#[tokio::test]
async fn an_officer_whose_last_seat_ends_is_found_as_the_directory_shows_them() {
    let site = Site::open().await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    let officer = site.person("officer", "11202", "municipality", "officer:11202").await;
    leaves_on(&site, &manager, &officer, "2026-11-23").await;
    site.settle().await;
    assert_eq!(found(&manager).await, sorted(&[&officer]));
    // Whatever is left of a grant without a seat: search and directory agree on it in the same instant.
    site.wait_minutes(DAY + 12 * 60);
    manager.signs_in().await.is(303);
    found(&manager).await;
}

#[tokio::test]
async fn what_a_seat_serves_is_told_of_its_discussions_too() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let alice = site.member("alice", "11202,12100").await;
    alice.asks("japan", "夜間の連絡先", "一覧の作り方。").await;
    let app = &site.inner.app;
    let roster = directory::Roster::load(&app.db, &app.places).await.expect("the roster");
    let seat = roster.person(alice.id).expect("alice").tenures[0].seat;
    let change = async |added: &[&str], removed: &[&str]| {
        let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        let change =
            directory::members::SeatChange { added: codes(added), removed: codes(removed), ..Default::default() };
        let tx = app.db.begin().await.expect("begin");
        directory::members::change_seat(&tx, Some(manager.id), seat, &[alice.id], &change).await.expect("change");
        tx.commit().await.expect("commit");
    };
    let told = async || {
        let page = alice.get("/search?q=%E9%80%A3%E7%B5%A1%E5%85%88").await.is(200);
        let facets = page.facets().into_iter().filter(|(name, count)| name.starts_with("pref/") && *count > 0);
        facets.map(|(name, _)| name).collect::<Vec<_>>()
    };
    site.settle().await;
    assert_eq!(told().await, ["pref/11", "pref/12"]);
    change(&["27100"], &[]).await;
    site.settle().await;
    assert_eq!(told().await, ["pref/11", "pref/12", "pref/27"]);
    change(&[], &["12100"]).await;
    // Before the index has read it, too much must not be told; afterwards, all of it is.
    assert!(!told().await.contains(&"pref/12".to_owned()));
    site.settle().await;
    assert_eq!(told().await, ["pref/11", "pref/27"]);
    let people = alice.get("/search?tab=people&q=%E5%8D%83%E8%91%89%E5%B8%82").await.is(200);
    assert_eq!(people.total(), 0);
}
