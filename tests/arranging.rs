//! Discussions that are moved, parted and put together: who may, who is asked, and that nothing is lost or told on the way.

mod merging;
mod moving;
mod splitting;

use crate::support::{Persona, Site, fresh_once};

/// Words that stand only in what is arranged.
const SECRET: &str = "ヒミツノコトバ";

fn id(location: &str) -> &str {
    location.rsplit(['-', '/']).next().expect("an id")
}

/// The address at which those who answer for the room arrange a discussion.
fn desk(thread: &str, what: &str) -> String {
    format!("/admin{thread}/{what}")
}

async fn manager(site: &Site) -> Persona {
    site.person("manager", "", "prefecture", "manager:11").await
}

async fn moves(person: &Persona, thread: &str, room: &str) -> u16 {
    let fields = [("room", room), ("ground", "place"), ("words", "こちらの話題です。"), ("once", &fresh_once())];
    person.posts(&desk(thread, "move"), &fields).await.status
}

#[tokio::test]
async fn only_those_who_tend_the_room_arrange_what_is_said_there() {
    let site = Site::open().await;
    let (alice, manager) = (site.member("alice", "11202").await, manager(&site).await);
    let reader = site.member("reader", "11202").await;
    let other = site.person("other", "", "prefecture", "manager:13").await;
    let bureau = site.person("bureau", "", "other", "bureau:kantoshinetsu").await;
    let (thread, older) = (
        alice.asks("pref-11", "退院の件", "教えてください。").await,
        alice.asks("pref-11", "別の件", "教えてください。").await,
    );
    let reply = reader.replies(&thread, "返信です。").await;
    for what in ["move", "merge", "split", "move/completion", "move/cancellation"] {
        let path = desk(&thread, what);
        let form = [
            ("room", "area-1109"),
            ("into", older.as_str()),
            ("title", "件名"),
            ("reply", id(&reply)),
            ("ground", "place"),
        ];
        for (person, status) in [(&alice, 403), (&reader, 403), (&bureau, 403), (&other, 404)] {
            assert_eq!(person.posts(&path, &form).await.status, status, "{path} by {}", person.email);
            if !what.contains('/') {
                assert_eq!(person.get(&path).await.status, status, "{path} by {}", person.email);
            }
        }
    }
    // A room must be in one's charge to be moved to.
    for room in ["bloc-kantoshinetsu", "japan", "pref-13", "pref-11", "nowhere", ""] {
        assert_eq!(moves(&manager, &thread, room).await, 422, "{room}");
    }
    assert_eq!(alice.get("/threads?room=pref-11").await.total(), 2);
}
