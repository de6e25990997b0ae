//! Who sees what: rooms follow from seats and grants, on the next request.

use std::collections::BTreeSet;

use kernel::RoomId;
use search::Ask;

use crate::support::{Persona, Site};

#[tokio::test]
async fn a_discussion_is_seen_by_those_who_read_its_room_and_does_not_exist_for_others() {
    let site = Site::open().await;
    let (alice, near, far) =
        (site.member("alice", "11202").await, site.member("near", "11218").await, site.member("far", "27100").await);
    let thread = alice.asks("area-1109", "避難所での在宅酸素", "手順を教えてください。").await;
    site.settle().await;
    near.get(&thread).await.is(200).shows("避難所での在宅酸素");
    let hidden = far.get(&thread).await.is(404).hides("避難所");
    let absent = far.get("/threads/123456789").await.is(404);
    assert_eq!(hidden.body, absent.body, "hidden and absent must be the same bytes");
    for path in ["/threads", "/", "/search?q=避難所での在宅酸素", "/rooms"] {
        far.get(&path.replace("避難所での在宅酸素", &web::links::encode("避難所での在宅酸素")))
            .await
            .is(200)
            .hides("手順を教えて");
    }
    for (path, fields) in [("replies", [("body", "返信")]), ("thanks", [("on", "1")]), ("solution", [("reply", "")])]
    {
        far.posts(&format!("{thread}/{path}"), &fields).await.is(404);
    }
}

/// Whatever stands in an address, hidden and absent are the same answer down to its headers.
#[tokio::test]
async fn every_door_with_an_id_answers_the_hidden_and_the_absent_alike() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let far = site.member("far", "27100").await;
    let thread = alice.asks("area-1109", "避難所での在宅酸素", "手順を教えてください。").await;
    let reply = alice.replies(&thread, "追記です。").await;
    let waiting = site.pending("waiting").await.id.to_string();
    let group = alice.founds("看取りの事例をみる会").await;
    let ids = [
        ("{group}", group.trim_start_matches("group-"), "8000000000000004"),
        ("{thread}", thread.rsplit('/').next().unwrap_or_default(), "8000000000000001"),
        ("{reply}", reply.rsplit("reply-").next().unwrap_or_default(), "8000000000000002"),
        ("{id}", waiting.as_str(), "8000000000000003"),
        ("{slug}", "area-1109", "area-9999"),
    ];
    let once = crate::support::fresh_once();
    let form =
        [("body", "返信"), ("title", "件名"), ("on", "1"), ("reply", ""), ("once", once.as_str()), ("person", "1")];
    let mut knocked = 0;
    for door in server::router::routes().doors() {
        for (name, hidden, absent) in ids {
            if !door.path.contains(name) {
                continue;
            }
            let [hidden, absent] = [hidden, absent].map(|id| door.path.replace(name, id).replace("{version}", "1"));
            let (hidden, absent) = if door.method == axum::http::Method::GET {
                (far.get(&hidden).await, far.get(&absent).await)
            } else {
                (far.posts(&hidden, &form).await, far.posts(&absent, &form).await)
            };
            if (hidden.status, absent.status) == (403, 403) {
                // Whoever has no charge at all is turned away from a desk before anything is looked up.
                assert!(door.path.starts_with("/admin/"), "{} {}", door.method, door.path);
                continue;
            }
            assert_eq!(hidden.bytes(), absent.bytes(), "{} {}", door.method, door.path);
            assert_eq!(hidden.status, 404, "{} {}", door.method, door.path);
            knocked += 1;
        }
    }
    assert!(knocked >= 10, "{knocked} doors");
}

#[tokio::test]
async fn an_observer_reads_the_granted_room_and_never_writes() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "研修の振り返り", "感想をどうぞ。").await;
    let observer = site.person("observer", "", "other", "observer:pref-11").await;
    observer.get(&thread).await.is(200).shows("研修の振り返り").hides("name=\"body\"");
    observer.posts(&format!("{thread}/replies"), &[("body", "返信します")]).await.is(403);
    observer.posts(&format!("{thread}/thanks"), &[("on", "1")]).await.is(403);
    observer.get("/rooms/japan").await.is(404);
    let new = [("room", "pref-11"), ("kind", "consultation"), ("title", "件名"), ("body", "本文")];
    let status = observer.posts("/threads", &new).await.status;
    assert!(status == 403 || status == 422, "{status}");
    assert_eq!(observer.get("/threads").await.total(), 1);
}

#[tokio::test]
async fn when_a_tenure_ends_access_ends_with_the_next_request() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let bob = site.member("bob", "11202").await;
    let thread = alice.asks("area-1109", "引継ぎ", "項目を相談させてください。").await;
    bob.get(&thread).await.is(200);
    let app = &site.inner.app;
    let roster = directory::Roster::load(&app.db, &app.places).await.expect("the roster");
    let tenure = roster.person(bob.id).expect("bob").tenures[0].id;
    let tx = app.db.begin().await.expect("begin");
    directory::members::end_tenure(&tx, None, tenure, tx.now).await.expect("end");
    tx.commit().await.expect("commit");
    bob.get(&thread).await.is(403);
    bob.get("/coordinators").await.is(403);
    alice.get(&format!("/coordinators/{}", bob.id)).await.is(404);
}

#[tokio::test]
async fn only_whoever_tends_a_room_posts_notices_there() {
    let site = Site::open().await;
    let member = site.member("member", "11202").await;
    let manager = site.person("manager", "11100", "prefecture", "manager:11").await;
    let notice =
        |room: &'static str| [("room", room), ("kind", "notice"), ("title", "研修会のご案内"), ("body", "日程です。")];
    let refused = member.posts("/threads", &notice("pref-11")).await.status;
    assert!(refused == 403 || refused == 422, "{refused}");
    manager.posts("/threads", &notice("pref-11")).await.is(303);
    let refused = manager.posts("/threads", &notice("japan")).await.status;
    assert!(refused == 403 || refused == 422, "{refused}");
}

#[tokio::test]
async fn only_the_author_edits() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let bob = site.member("bob", "11202").await;
    let thread = alice.asks("pref-11", "元の件名です", "元の本文です。").await;
    let changed = [("title", "新しい件名"), ("body", "新しい本文"), ("kind", "consultation")];
    bob.get(&format!("{thread}/edit")).await.is(403);
    bob.edits(&format!("{thread}/edit"), &changed).await.is(403);
    alice.edits(&format!("{thread}/edit"), &changed).await.is(303);
    bob.get(&thread).await.shows("新しい本文").hides("元の本文");
}

#[tokio::test]
async fn the_id_of_a_reply_opens_nothing_that_belongs_to_the_discussion() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let bob = site.member("bob", "11202").await;
    let thread = alice.asks("pref-11", "元の件名です", "元の本文です。").await;
    let reply = bob.replies(&thread, "返信です。").await;
    let reply = format!("/threads/{}", reply.rsplit("reply-").next().unwrap_or_default());
    let changed =
        [("title", "乗っ取った件名"), ("body", "乗っ取った本文"), ("kind", "consultation"), ("reply", ""), ("on", "1")];
    for path in ["", "/edit"] {
        bob.get(&format!("{reply}{path}")).await.is(404);
    }
    for path in ["/edit", "/replies", "/solution", "/thanks"] {
        bob.posts(&format!("{reply}{path}"), &changed).await.is(404);
        alice.posts(&format!("{reply}{path}"), &changed).await.is(404);
    }
    alice.get(&thread).await.is(200).shows("元の件名です").hides("乗っ取った");
}

/// What SQL shows and what the index shows must be the same set, whoever asks.
#[tokio::test]
async fn the_database_and_the_index_show_the_same_discussions_to_everybody() {
    let site = Site::open().await;
    let places = std::sync::Arc::clone(&site.inner.app.places);
    let codes: Vec<String> = places.municipalities().map(|m| m.code.clone()).collect();
    let mut people: Vec<Persona> = Vec::new();
    for index in 0..24_usize {
        // A fixed stride through all of Japan, some people with two places.
        let first = &codes[(index * 379) % codes.len()];
        let second = &codes[(index * 613 + 7) % codes.len()];
        let served = if index % 3 == 0 { format!("{first},{second}") } else { first.clone() };
        people.push(site.member(&format!("p{index}"), &served).await);
    }
    people.push(site.person("manager", "", "prefecture", "manager:11").await);
    people.push(site.person("bureau", "", "other", "bureau:kantoshinetsu").await);
    people.push(site.person("observer", "", "other", "observer:area-1109").await);
    for (index, person) in people.iter().enumerate().take(24) {
        let rooms = person.get("/threads/new").await.is(200);
        let slugs: Vec<String> = places.rooms().iter().map(|room| room.slug.clone()).collect();
        let mine: Vec<&String> =
            slugs.iter().filter(|slug| rooms.body.contains(&format!("value=\"{slug}\""))).collect();
        for room in mine.iter().skip(index % 2).step_by(2) {
            person.asks(room, &format!("同じ言葉の相談 {index}"), "共通の本文です。").await;
        }
    }
    site.settle().await;
    for person in &people {
        let listed = all_pages(person, "/threads").await;
        let found = all_found(&site, person).await;
        assert_eq!(listed, found);
        assert!(!listed.is_empty() || person.email.starts_with("observer"));
    }
}

async fn all_pages(person: &Persona, path: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut next = path.to_owned();
    loop {
        let page = person.get(&next).await.is(200);
        ids.extend(page.values("data-id").into_iter().map(|id| id.trim_start_matches("thread-").to_owned()));
        let cursor = page.body.split("cursor=").nth(1).and_then(|rest| rest.split(['"', '&']).next());
        match cursor {
            Some(cursor) if ids.len() < 500 => next = format!("{path}?cursor={cursor}"),
            _ => return ids,
        }
    }
}

async fn all_found(site: &Site, person: &Persona) -> BTreeSet<String> {
    let page = person.get("/search?q=%E5%85%B1%E9%80%9A%E3%81%AE%E6%9C%AC%E6%96%87").await.is(200);
    let mut ids: BTreeSet<String> = BTreeSet::new();
    let total = page.total();
    for number in 1..=total.div_ceil(10).max(1) {
        let page = person.get(&format!("/search?q=%E5%85%B1%E9%80%9A%E3%81%AE%E6%9C%AC%E6%96%87&page={number}")).await;
        ids.extend(page.values("data-id").iter().filter_map(|id| id.strip_prefix("thread-")).map(str::to_owned));
    }
    assert_eq!(ids.len() as u64, total, "the total counts what the pages hold");
    // Nobody finds anything in a room that they were never in.
    let nowhere = kernel::Scope::of([RoomId(999)].into(), BTreeSet::new());
    let mut ask = Ask::new("thread", nowhere, site.inner.app.db.clock.now());
    "共通の本文".clone_into(&mut ask.words);
    assert_eq!(site.inner.app.search.search(&ask).await.expect("an answer").whole_total, 0);
    ids
}
