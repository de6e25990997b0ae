//! Whatever happens between a text and its notices, nobody is told of what they may not see, or do not follow.

use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use sea_orm::ConnectionTrait as _;

use super::{follows, subject};
use crate::support::{Persona, Site, body, fresh_once, header, new_seat};

const ROUNDS: usize = 60;
const SEED: u64 = 20_261_129;
const PLACES: [&str; 4] = ["11202", "11218", "27100", "11202,27100"];
const ROOMS: [(&str, &str); 3] = [("pref-11", "room-111"), ("pref-27", "room-127"), ("japan", "room-1")];

struct World {
    site: Site,
    dice: StdRng,
    people: Vec<Persona>,
    threads: Vec<(usize, String)>,
    replies: Vec<(usize, String)>,
}

#[tokio::test]
async fn no_sequence_of_changes_lets_a_notice_through() {
    let mut world = World::open().await;
    let (mut lines, mut letters) = (0, 0);
    for _ in 0..ROUNDS {
        for _ in 0..world.dice.random_range(2..=5) {
            world.something_happens().await;
        }
        world.site.tells().await;
        world.site.wait_minutes(world.dice.random_range(0..=20));
        if world.dice.random_bool(0.5) {
            // Between the queue and the door.
            world.site.tells().await;
            world.something_happens().await;
        }
        letters += world.check_letters().await;
        // Whoever checks a list reads what is in it, and then there is nothing left for a letter.
        if world.dice.random_bool(0.2) {
            lines += world.check_lists().await;
        }
    }
    assert!(lines > 20 && letters > 5, "{lines} lines and {letters} letters are too few to tell");
}

impl World {
    async fn open() -> Self {
        let (site, mut dice, mut people) = (Site::open().await, StdRng::seed_from_u64(SEED), Vec::new());
        for index in 0..6 {
            let places = PLACES.choose(&mut dice).expect("a place");
            people.push(site.member(&format!("member{index}"), places).await);
        }
        people.push(site.person("manager", "", "prefecture", "manager:11").await);
        Self { site, dice, people, threads: Vec::new(), replies: Vec::new() }
    }

    async fn something_happens(&mut self) {
        let (index, chance) = (self.dice.random_range(0..self.people.len()), self.dice.random_range(0..100));
        let person = self.people[index].clone();
        let once = fresh_once();
        match chance {
            0..15 => {
                let (room, _) = *ROOMS.choose(&mut self.dice).expect("a room");
                let title = format!("相談{}", self.threads.len());
                let fields = [("room", room), ("kind", "chat"), ("title", &title), ("body", "本文。"), ("once", &once)];
                let answer = person.posts("/threads", &fields).await;
                if answer.status == 303 && answer.location().starts_with("/threads/") {
                    self.threads.push((index, answer.location()));
                }
            }
            15..50 => {
                let Some((_, thread)) = self.threads.choose(&mut self.dice).cloned() else { return };
                let answer = person.posts(&format!("{thread}/replies"), &[("body", "返信。"), ("once", &once)]).await;
                if answer.status == 303 && answer.location().contains("#reply-") {
                    self.replies.push((index, answer.location()));
                }
            }
            50..70 => self.follow(&person).await,
            70..78 => {
                let Some((author, reply)) = self.replies.choose(&mut self.dice).cloned() else { return };
                let id = reply.rsplit("reply-").next().expect("an id").to_owned();
                self.people[author].posts(&format!("/replies/{id}/withdrawal"), &[("once", &once)]).await;
            }
            78..82 => {
                let Some((author, thread)) = self.threads.choose(&mut self.dice).cloned() else { return };
                self.people[author].posts(&format!("{thread}/withdrawal"), &[("once", &once)]).await;
            }
            82..88 => self.move_one().await,
            _ => self.change_standing(&person).await,
        }
    }

    async fn follow(&mut self, person: &Persona) {
        let level = self.dice.random_range(0..=2).to_string();
        let subject = match self.threads.choose(&mut self.dice) {
            Some((_, thread)) if self.dice.random_bool(0.5) => subject(thread),
            _ => ROOMS.choose(&mut self.dice).expect("a room").1.to_owned(),
        };
        person.posts(&format!("/me/follows/{subject}"), &[("level", &level)]).await;
    }

    /// Nothing on the site moves a discussion yet; notices must hold when something does.
    async fn move_one(&mut self) {
        let Some((_, thread)) = self.threads.choose(&mut self.dice) else { return };
        let id: i64 = thread.rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id");
        let room: i64 = *[111, 127, 1].choose(&mut self.dice).expect("a room");
        let tx = self.site.inner.app.db.begin().await.expect("begin");
        let text = "UPDATE threads SET room_id = $1 WHERE id = $2";
        tx.conn.execute_raw(kernel::db::sql(&tx.conn, text, [room.into(), id.into()])).await.expect("move");
        kernel::changes::note_narrowing(&tx, kernel::ThreadId(id)).await.expect("note");
        tx.commit().await.expect("commit");
    }

    async fn change_standing(&mut self, person: &Persona) {
        let app = &self.site.inner.app;
        let roster = directory::Roster::load(&app.db, &app.places).await.expect("the roster");
        let known = roster.person(person.id).expect("a person");
        let tx = app.db.begin().await.expect("begin");
        if !known.is_active {
            directory::members::restore(&tx, None, person.id, "").await.expect("restore");
        } else if self.dice.random_bool(0.4) {
            directory::members::suspend(&tx, None, person.id, "").await.expect("suspend");
        } else if let Some(tenure) = known.current().next() {
            directory::members::end_tenure(&tx, None, tenure.id, tx.now).await.expect("end");
        } else {
            let place = PLACES.choose(&mut self.dice).expect("a place");
            let codes = place.split(',').map(str::to_owned).collect();
            let seat = new_seat("新しい勤め先", "hospital", codes, tx.now).check(&app.places).expect("a good seat");
            directory::members::take_seat(&tx, None, person.id, &seat).await.expect("a seat");
        }
        tx.commit().await.expect("commit");
        let index = self.people.iter().position(|known| known.id == person.id).expect("a person");
        self.people[index].signs_in().await;
    }

    /// Whether the person can open the discussion, and the text stands there, by the site itself.
    async fn sees(&self, person: &Persona, address: &str) -> bool {
        let path = address.split('#').next().expect("a path");
        let page = person.get(path).await;
        let anchor = address.split('#').nth(1);
        let stands =
            anchor.is_none_or(|anchor| page.body.contains(&format!("<article class=\"post\" id=\"{anchor}\"><header")));
        page.status == 200 && stands && !page.body.contains("取り下げられた投稿")
    }

    async fn check_lists(&self) -> usize {
        let mut count = 0;
        for person in &self.people {
            let page = person.get("/me/notices").await;
            let links: Vec<String> = page
                .body
                .split("<h2 class=\"row-title\"><a href=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .map(|link| link.replace("&amp;", "&"))
                .collect();
            for link in &links {
                assert!(self.sees(person, link).await, "{} is told of {link}", person.email);
            }
            count += links.len();
        }
        count
    }

    async fn check_letters(&mut self) -> usize {
        let letters = self.site.letters_out().await;
        let about: Vec<_> = letters.iter().filter(|letter| header(letter, "List-Unsubscribe").is_some()).collect();
        for letter in &about {
            let to = header(letter, "To").expect("a recipient");
            let person = self.people.iter().find(|person| person.email == to).expect("a person").clone();
            let text = body(letter);
            let links = text.lines().filter_map(|line| line.strip_prefix("http://127.0.0.1:8080/threads/"));
            for link in links {
                let link = format!("/threads/{link}");
                assert!(self.sees(&person, &link).await, "{to} gets a letter about {link}");
                let page = person.get("/me/notices").await.body.replace("&amp;", "&");
                assert!(page.contains(&link), "{to} gets a letter about {link}, which is not in the list");
            }
        }
        about.len()
    }
}

#[tokio::test]
async fn two_instances_tell_everybody_once() {
    let site = Site::open().await;
    let asker = site.member("asker", "11202").await;
    let reader = site.member("reader", "11202").await;
    follows(&reader, "room-111", 2).await;
    for number in 0..25 {
        asker.asks("pref-11", &format!("相談{number}"), "本文。").await;
    }
    let (one, other) = tokio::join!(server::news::tell(&site.inner), server::news::tell(&site.inner));
    one.expect("tell");
    other.expect("tell");
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM notices").await, 25);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM notice_events").await, 0);
    site.wait_minutes(11);
    let queue = || server::news::queue_letters(&site.inner);
    let (one, other) = tokio::join!(queue(), queue());
    one.expect("queue");
    other.expect("queue");
    assert_eq!(site.letters_out().await.len(), 1);
}
