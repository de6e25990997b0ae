//! Posts outlive people: what a seat shows of its holders, what a successor finds, and what never passes on.

use directory::Roster;
use kernel::SeatId;

use crate::support::{PASSWORD, Persona, Site, fresh_once};

mod notes;
mod private;
mod seats;

/// A day, in minutes.
const DAY: i64 = 24 * 60;

/// The newest seat of somebody.
pub async fn seat_of(site: &Site, person: &Persona) -> SeatId {
    let app = &site.inner.app;
    let roster = Roster::load(&app.db, &app.places).await.expect("the roster");
    roster.person(person.id).expect("a person").tenures[0].seat
}

/// Invites somebody into a seat, who joins by the link and signs in.
pub async fn successor(site: &Site, manager: &Persona, seat: SeatId, name: &str) -> Persona {
    let email = format!("{name}@example.jp");
    let fields = [("email", email.as_str()), ("started_on", "2026-11-22"), ("once", &fresh_once())];
    manager.posts(&format!("/admin/seats/{seat}/successor"), &fields).await.is(303);
    let letters = site.letters_to(&email).await;
    let link = letters.last().expect("a letter").path("/invitations/");
    let mut person = site.visitor();
    let name = format!("{name} さん");
    let form = [
        ("kana", "こうにん"),
        ("name", name.as_str()),
        ("password", PASSWORD),
        ("terms", web::public_pages::TERMS_VERSION),
        ("privacy", web::public_pages::PRIVACY_VERSION),
    ];
    person.posts(&link, &form).await.is(303);
    person.tries(&email, PASSWORD).await.is(303);
    person.id = kernel::PersonId(site.number(&format!("SELECT id AS n FROM people WHERE email = '{email}'")).await);
    person.email = email;
    person
}

/// Says how somebody follows a subject.
async fn follows(person: &Persona, subject: &str, level: &str) {
    person.posts(&format!("/me/follows/{subject}"), &[("level", level)]).await.is(303);
}

fn subject(thread: &str) -> String {
    thread.trim_start_matches('/').replace('/', "-").replace("threads", "thread")
}

#[tokio::test]
async fn a_successor_finds_what_was_followed_and_asked_and_takes_it_over() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (before, other) = (site.member("before", "11202").await, site.member("other", "11202").await);
    let watched = other.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    let quiet = other.asks("pref-11", "聞きたくない話", "雑談です。").await;
    let open = before.asks("pref-11", "まだ解けない相談", "どなたか教えてください。").await;
    let solved = before.asks("pref-11", "解けた相談", "どなたか教えてください。").await;
    let reply = other.replies(&solved, "こうしています。").await;
    let reply = reply.rsplit("reply-").next().expect("a reply").to_owned();
    before.posts(&format!("{solved}/solution"), &[("reply", &reply)]).await.is(303);
    follows(&before, &subject(&watched), "2").await;
    follows(&before, &subject(&quiet), "0").await;
    follows(&before, "theme-acp", "1").await;
    let seat = seat_of(&site, &before).await;
    site.wait_minutes(1);
    site.leaves(&before).await;
    let after = successor(&site, &manager, seat, "after").await;
    after.get("/").await.is(200).shows("前任の方から").shows(&format!("/me/handover?seat={seat}"));
    let page = after.get("/me/handover").await.is(200).shows("before さん").shows("夜間の連絡先");
    let page = page.shows("まだ解けない相談").hides("解けた相談").hides("聞きたくない話");
    assert_eq!(page.values("data-id").iter().filter(|id| id.starts_with("theme-")).count(), 1);
    // One by one, and then all of the rest; what one has said oneself stays.
    let seat_field = seat.to_string();
    let form = |key: &str| [("seat", seat_field.clone()), ("subject", key.to_owned()), ("once", fresh_once())];
    let one = form("theme-acp").map(|(name, value)| (name, value));
    after.fills("/me/handover/follows", &one).await.is(303);
    follows(&after, &subject(&watched), "1").await;
    after.fills("/me/handover/follows", &form("")).await.is(303);
    let mine = format!("SELECT COUNT(*) AS n FROM follows WHERE person_id = {}", after.id);
    assert_eq!(site.number(&mine).await, 3);
    let kept = format!("{mine} AND subject = '{}' AND level = 1", subject(&watched));
    assert_eq!(site.number(&kept).await, 1, "one's own word stands above what was handed on");
    // The question goes on telling somebody.
    site.wait_minutes(20);
    other.replies(&open, "思い出しました。").await;
    site.tells().await;
    after.get("/me/notices").await.is(200).shows("まだ解けない相談");
    // Of a subject that was not handed on, nothing is taken over.
    after.fills("/me/handover/follows", &form(&subject(&quiet))).await.is(404);
    other.fills("/me/handover/follows", &form("theme-acp")).await.is(404);
}

#[tokio::test]
async fn whoever_begins_in_a_new_seat_finds_nothing_and_two_holders_are_no_predecessors_of_each_other() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let first = site.member("first", "11202").await;
    let asked = first.asks("pref-11", "まだ解けない相談", "どなたか教えてください。").await;
    first.get("/me/handover").await.is(200).shows("前任の方はいません").hides("まだ解けない相談");
    first.get("/").await.is(200).hides("前任の方から");
    let seat = seat_of(&site, &first).await;
    site.wait_minutes(1);
    let second = successor(&site, &manager, seat, "second").await;
    second.get(&asked).await.is(200);
    for one in [&first, &second] {
        one.get("/me/handover").await.is(200).shows("前任の方はいません").hides("まだ解けない相談");
        one.get(&format!("/seats/{seat}")).await.is(200).shows("first さん").shows("second さん");
    }
    let fields = [("seat", seat.to_string()), ("once", fresh_once())];
    second.fills("/me/handover/follows", &fields).await.is(404);
    // What one of them follows is not told to the other.
    let watched = second.asks("japan", "ひとりで見ている相談", "どなたか教えてください。").await;
    let quiet = site.member("quiet", "11202").await.asks("pref-11", "静かな相談", "どなたか教えてください。").await;
    follows(&first, &subject(&quiet), "2").await;
    let outline = second.get(&format!("/seats/{seat}/note/edit?outline=1")).await.is(200).area("body");
    assert!(outline.contains(&watched) && !outline.contains(&quiet), "{outline}");
    // Both write the same note.
    let note = format!("/seats/{seat}/note");
    first.posts(&note, &[("body", "第一版です。"), ("version", "0"), ("once", &fresh_once())]).await.is(303);
    second.get(&note).await.is(200).shows("第一版です。");
    site.leaves(&first).await;
    second.get("/me/handover").await.is(200).shows("first さん").shows("まだ解けない相談");
    first.get(&note).await.is(403);
}

#[tokio::test]
async fn a_successor_whose_own_time_is_over_finds_nothing_any_more() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let before = site.member("before", "11202").await;
    before.asks("pref-11", "まだ解けない相談", "どなたか教えてください。").await;
    let seat = seat_of(&site, &before).await;
    site.wait_minutes(1);
    site.leaves(&before).await;
    let after = successor(&site, &manager, seat, "after").await;
    let note = format!("/seats/{seat}/note");
    after.posts(&note, &[("body", "書きかけです。"), ("version", "0"), ("once", &fresh_once())]).await.is(303);
    site.wait_minutes(1);
    site.leaves(&after).await;
    after.get("/me/handover").await.is(200).shows("いま担当しているポストがありません").hides("まだ解けない相談");
    let fields = [("seat", seat.to_string()), ("once", fresh_once())];
    after.fills("/me/handover/follows", &fields).await.is(404);
    after.get(&note).await.is(403);
    after.posts(&note, &[("body", "あとから"), ("version", "1")]).await.is(403);
    // Nor with a seat of their own elsewhere.
    let elsewhere = site.member("elsewhere", "11202").await;
    elsewhere.get(&note).await.is(404);
    elsewhere.posts(&note, &[("body", "よそから"), ("version", "1")]).await.is(404);
    manager.get(&note).await.is(200).shows("書きかけです。");
}
