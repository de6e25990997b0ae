//! Random people in random rooms: what the database shows and what the index shows is the same, whoever asks.

use directory::Roster;
use kernel::clock::MINUTE;
use kernel::viewer::Standing;
use kernel::{PersonId, Viewer};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};

use crate::support::{Persona, Site, fresh_once, new_seat};

/// Rounds; the same seed draws the same lives in every run.
const ROUNDS: usize = 200;
const SEED: u64 = 20_261_122;

/// Officers with a seat elsewhere, so that the grant opens rooms that the seat does not.
const OFFICERS: [(&str, &str); 3] =
    [("11202", "officer:12203"), ("27100", "officer:11218"), ("13101", "officer:11207")];

/// Few enough places for people to share rooms, and enough to have borders between them.
const PLACES: [&str; 7] = ["11202", "11218", "11202,12100", "12203", "13101", "27100", "27100,11202"];
const ROLES: [&str; 8] = [
    "manager:11",
    "manager:27",
    "bureau:kantoshinetsu",
    "observer:pref-11",
    "observer:area-1109",
    "alumni",
    "administrator",
    "officer:11202",
];
const KINDS: [&str; 3] = ["consultation", "practice", "chat"];
const WORDS: [&str; 5] = ["避難所", "退院支援", "看取り", "薬局", "研修"];

/// A site, the people on it, and what has been said there.
struct World {
    site: Site,
    dice: StdRng,
    people: Vec<Persona>,
    /// The owner of each group and the slug of its room.
    groups: Vec<(usize, String)>,
    threads: Vec<(usize, String)>,
}

mod agreement;

#[tokio::test]
async fn the_database_and_the_index_agree_in_random_rooms() {
    let mut world = World::open().await;
    for round in 0..ROUNDS {
        for _ in 0..world.dice.random_range(1..=3) {
            world.something_happens().await;
        }
        let index = world.dice.random_range(0..world.people.len());
        let Some(viewer) = world.viewer(index).await else { continue };
        let asker = world.people[index].clone();
        // Now and then it is asked before the index has read what happened: then it may show less, never more.
        let is_behind = world.dice.random_bool(0.25);
        if !is_behind {
            world.site.settle().await;
        }
        world.compare_rooms(&viewer, round).await;
        world.compare(&viewer, is_behind, round).await;
        if !is_behind && !viewer.is_outside() {
            world.compare_pages(&asker, round).await;
        }
    }
    assert!(world.threads.len() > 50, "{} discussions are too few to tell", world.threads.len());
}

impl World {
    async fn open() -> Self {
        let (site, mut dice, mut people) = (Site::open().await, StdRng::seed_from_u64(SEED), Vec::new());
        for index in 0..10 {
            let places = PLACES.choose(&mut dice).expect("a place");
            people.push(site.member(&format!("member{index}"), places).await);
        }
        for (index, role) in ROLES.into_iter().enumerate() {
            people.push(site.person(&format!("role{index}"), "", "other", role).await);
        }
        for (index, (place, role)) in OFFICERS.into_iter().enumerate() {
            people.push(site.person(&format!("officer{index}"), place, "municipality", role).await);
        }
        let mut groups = Vec::new();
        for owner in [0, 1, 2] {
            let group = people[owner].founds(&format!("会{owner}")).await;
            people[owner].takes_in(&group, &people[owner + 3]).await;
            groups.push((owner, group));
        }
        Self { site, dice, people, groups, threads: Vec::new() }
    }

    /// Who asks; whoever has been away for too long signs in again.
    async fn viewer(&mut self, index: usize) -> Option<Viewer> {
        let viewer = self.people[index].viewer(&self.site).await;
        if viewer.is_some() {
            return viewer;
        }
        let app = &self.site.inner.app;
        let roster = Roster::load(&app.db, &app.places).await.expect("the roster");
        if roster.person(self.people[index].id).expect("a person").is_active {
            self.people[index].signs_in().await.is(303);
        }
        self.people[index].viewer(&self.site).await
    }

    async fn something_happens(&mut self) {
        self.site.wait_minutes(self.dice.random_range(0..=1));
        let (index, chance) = (self.dice.random_range(0..self.people.len()), self.dice.random_range(0..100));
        match chance {
            0..40 => self.begin(index).await,
            40..60 => self.reply(index).await,
            60..74 => self.edit().await,
            74..80 => self.withdraw().await,
            80..86 => self.change_standing(index).await,
            86..93 => self.change_group(index).await,
            _ => self.change_seats(index).await,
        }
    }

    async fn begin(&mut self, index: usize) {
        let person = self.people[index].clone();
        let Some(viewer) = person.viewer(&self.site).await else { return };
        let rooms: Vec<_> = viewer.writable().iter().copied().collect();
        let Some(room) = rooms.choose(&mut self.dice) else { return };
        let app = &self.site.inner.app;
        let roster = Roster::load(&app.db, &app.places).await.expect("the roster");
        let room = roster.room(&app.places, *room).expect("a room that exists").slug.clone();
        let (title, kind) = (self.sentence(), KINDS.choose(&mut self.dice).expect("a kind"));
        let once = fresh_once();
        let form = [
            ("room", room.as_str()),
            ("kind", kind),
            ("title", &title),
            ("body", "本文です。"),
            ("theme", if self.dice.random_bool(0.5) { "acp" } else { "dementia" }),
            ("scene", if self.dice.random_bool(0.5) { "daily" } else { "emergency" }),
            ("once", &once),
        ];
        let thread = person.posts("/threads", &form).await.is(303).location();
        self.threads.push((index, thread));
    }

    async fn reply(&mut self, index: usize) {
        let Some((_, thread)) = self.threads.choose(&mut self.dice).cloned() else { return };
        let body = self.sentence();
        // Whoever may not read the room is told 404, whoever only reads it 403.
        let status = self.people[index].posts(&format!("{thread}/replies"), &[("body", &body)]).await.status;
        assert!([303, 403, 404, 409].contains(&status), "{status}");
    }

    async fn edit(&mut self) {
        let Some((author, thread)) = self.threads.choose(&mut self.dice).cloned() else { return };
        let title = self.sentence();
        let form = [("title", title.as_str()), ("body", "変えました。"), ("kind", "consultation")];
        let status = self.people[author].edits(&format!("{thread}/edit"), &form).await.status;
        assert!([303, 403, 404, 409].contains(&status), "{status}");
    }

    async fn withdraw(&mut self) {
        let Some((author, thread)) = self.threads.choose(&mut self.dice).cloned() else { return };
        let once = fresh_once();
        let status = self.people[author].posts(&format!("{thread}/withdrawal"), &[("once", &once)]).await.status;
        assert!([303, 403, 404, 409].contains(&status), "{status}");
    }

    /// Invites somebody who accepts, or takes them out; whatever of it is refused changes nothing.
    async fn change_group(&mut self, index: usize) {
        let (owner, group) = self.groups.choose(&mut self.dice).expect("a group").clone();
        let (group, person) = (group.replace("group-", "/groups/"), self.people[index].id.to_string());
        let what = if self.dice.random_bool(0.6) { "invitations" } else { "removals" };
        let form = [("person", person.as_str()), ("on", "1")];
        let told = self.people[owner].posts(&format!("{group}/{what}"), &form).await.status;
        assert!([303, 403, 404, 409].contains(&told), "{told}");
        let told = self.people[index].posts(&format!("{group}/membership"), &form).await.status;
        assert!([303, 403, 404, 409].contains(&told), "{told}");
    }

    async fn change_standing(&mut self, index: usize) {
        let app = &self.site.inner.app;
        let roster = Roster::load(&app.db, &app.places).await.expect("the roster");
        let is_active = roster.person(self.people[index].id).expect("a person").is_active;
        let tx = app.db.begin().await.expect("begin");
        if is_active {
            directory::members::suspend(&tx, None, self.people[index].id, "").await.expect("suspend");
        } else {
            directory::members::restore(&tx, None, self.people[index].id, "").await.expect("restore");
        }
        tx.commit().await.expect("commit");
        if !is_active {
            self.people[index].signs_in().await.is(303);
        }
    }

    /// Lets a tenure end now or soon, gives one more seat from soon on, or puts somebody new into a seat.
    async fn change_seats(&mut self, index: usize) {
        let app = &self.site.inner.app;
        let roster = Roster::load(&app.db, &app.places).await.expect("the roster");
        let person = roster.person(self.people[index].id).expect("a person");
        let soon = app.db.clock.now().plus(MINUTE * self.dice.random_range(0..=6));
        let places = PLACES.choose(&mut self.dice).expect("a place");
        let chance = self.dice.random_range(0..5);
        let tx = app.db.begin().await.expect("begin");
        match person.current().next() {
            Some(tenure) if chance < 3 => {
                directory::members::end_tenure(&tx, None, tenure.id, soon).await.expect("end");
            }
            _ if chance == 3 => {
                let places = places.split(',').map(str::to_owned).collect();
                let seat = new_seat("次の勤め先", "clinic", places, soon).check(&app.places).expect("a good seat");
                directory::members::take_seat(&tx, None, person.id, &seat).await.expect("one more seat");
            }
            _ => {}
        }
        tx.commit().await.expect("commit");
        if chance == 4 {
            self.come(places).await;
        }
    }

    async fn come(&mut self, places: &str) {
        let name = format!("more{}", self.people.len());
        let id = self.site.add(&name, places, "clinic", "member", Standing::Active).await;
        assert_ne!(id, PersonId(0));
        let mut newcomer = self.site.visitor();
        (newcomer.id, newcomer.email) = (id, format!("{name}@example.jp"));
        newcomer.signs_in().await.is(303);
        self.people.push(newcomer);
    }

    fn sentence(&mut self) -> String {
        let two: Vec<&str> = (0..2).filter_map(|_| WORDS.choose(&mut self.dice).copied()).collect();
        format!("{}の話", two.join("と"))
    }
}
