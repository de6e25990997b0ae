//! Blocked texts whose authors ask for another look: who sees them, who decides, and what remains of them.

mod deciding;
mod files;

use kernel::db::sql;
use sea_orm::ConnectionTrait as _;

use crate::support::{Answer, Persona, Site, fresh_once};

const BLOCKED: &str = "被保険者番号は0012345678です。";
/// What no log, letter or table may keep.
const SECRET: &str = "0012345678";

fn new<'a>(room: &'a str, once: &'a str) -> [(&'a str, &'a str); 8] {
    [
        ("room", room),
        ("kind", "consultation"),
        ("title", "様式の番号"),
        ("body", BLOCKED),
        ("theme", "acp"),
        ("once", once),
        ("sent_to", "/threads"),
        ("guard_reason", "様式の見本にある、架空の番号です。"),
    ]
}

/// Sends a blocked discussion for another look.
async fn disputes(person: &Persona, room: &str) -> Answer {
    person.posts("/guard/disputes", &new(room, &fresh_once())).await
}

/// The only text that waits for this person.
async fn only(person: &Persona) -> String {
    let list = person.get("/admin/disputes").await.is(200);
    let ids = list.values("data-id");
    assert_eq!(ids.len(), 1, "{ids:?}");
    format!("/admin/disputes/{}", ids[0])
}

async fn manager(site: &Site, name: &str, prefecture: &str) -> Persona {
    site.person(name, "", "prefecture", &format!("manager:{prefecture}")).await
}

async fn rows(site: &Site, condition: &str) -> i64 {
    site.count(&format!("SELECT COUNT(*) AS n FROM {condition}")).await
}

#[tokio::test]
async fn a_disputed_block_waits_unseen_and_is_posted_as_its_author_when_it_is_released() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let bob = site.member("bob", "11202").await;
    let manager = manager(&site, "manager", "11").await;
    // The page offers it because somebody can decide.
    alice.posts("/threads", &new("pref-11", "")).await.is(422).shows("個人情報ではないので確認してほしい");
    let sent = disputes(&alice, "pref-11").await.is(303).location();
    alice.get(&sent).await.shows("確認をお願いしました").shows(SECRET).shows("取り下げて下書きに戻す");

    site.settle().await;
    for person in [&alice, &bob, &manager] {
        assert_eq!(person.get("/threads").await.total(), 0);
        person.finds("様式").await.hides(SECRET);
    }
    assert_eq!(site.traces_of(SECRET).await, ["disputes.body"]);
    let letter = site.letter_to(&manager.email).await;
    assert!(!letter.body.contains("様式") && !letter.subject.contains("alice"));
    manager.get("/").await.shows("確認を待っている投稿（1件）");

    let page = manager.get(&letter.path("/admin/disputes/")).await.is(200);
    page.shows(SECRET).shows("alice さん").shows("架空の番号です").shows("様式の番号").shows("介護保険の番号");
    let path = only(&manager).await;
    site.wait_minutes(5);
    manager.posts(&format!("{path}/release"), &[("once", &fresh_once())]).await.is(303);
    // Once more is the same once.
    manager.posts(&format!("{path}/release"), &[]).await.is(303);
    let list = bob.get("/threads").await;
    assert_eq!(list.total(), 1);
    let thread = format!("/threads/{}", list.values("data-id")[0]);
    bob.get(&thread).await.shows(SECRET).shows("alice さん");
    alice.get(&format!("{thread}/edit")).await.is(200);
    site.settle().await;
    bob.finds("様式").await.shows("様式の番号");

    alice.get("/me/disputes").await.shows("載りました").shows(&thread).hides(SECRET);
    assert_eq!(site.letter_to(&alice.email).await.path("/me/disputes"), "/me/disputes");
    assert_eq!(site.traces_of(SECRET).await, ["posts.body", "posts.html"]);
    for action in ["dispute-send", "dispute-release"] {
        assert_eq!(rows(&site, &format!("audit_entries WHERE action = '{action}'")).await, 1, "{action}");
    }
    manager.get(&path).await.is(200).hides(SECRET).shows("すでに判断されています");
    assert_eq!(manager.get("/admin/disputes").await.total(), 0);
}

#[tokio::test]
async fn only_those_who_tend_exactly_that_room_see_it_and_never_its_author() {
    let site = Site::open().await;
    let alice = manager(&site, "alice", "11").await;
    let member = site.member("member", "11202").await;
    let colleague = manager(&site, "colleague", "11").await;
    let others = [
        manager(&site, "osaka", "27").await,
        site.person("bureau", "", "other", "bureau:kantoshinetsu").await,
        site.person("administrator", "", "other", "administrator").await,
    ];
    disputes(&alice, "pref-11").await.is(303);
    let path = only(&colleague).await;
    assert_eq!(alice.get("/admin/disputes").await.is(200).total(), 0);
    member.get("/admin/disputes").await.is(403);
    for person in others.iter().chain([&alice, &member]) {
        let doors = [path.clone(), format!("{path}/release"), format!("{path}/refusal")];
        let absent = person.get("/admin/disputes/1").await.is(404);
        assert_eq!(person.get(&doors[0]).await.is(404).bytes(), absent.bytes());
        for door in &doors[1..] {
            person.posts(door, &[("answer", "理由です。")]).await.is(404);
        }
    }
    for person in &others {
        assert_eq!(person.get("/admin/disputes").await.is(200).total(), 0);
        assert_eq!(site.letters_to(&person.email).await.len(), 0);
        // Nor does anybody else take it back.
        let id = path.rsplit('/').next().expect("an id");
        person.posts(&format!("/me/disputes/{id}/withdrawal"), &[]).await.is(404);
    }
    assert_eq!((rows(&site, "disputes WHERE state = 'waiting'").await, rows(&site, "posts").await), (1, 0));
    // Whoever does not tend the room any more decides nothing more.
    let tx = site.inner.app.db.begin().await.expect("begin");
    let text = "DELETE FROM grants WHERE person_id = $1";
    tx.conn.execute_raw(sql(&tx.conn, text, [colleague.id.0.into()])).await.expect("take the role");
    kernel::settings::roster_changed(&tx).await.expect("count the roster on");
    tx.commit().await.expect("commit");
    assert_ne!(colleague.get(&path).await.status, 200);
}

#[tokio::test]
async fn a_refusal_tells_the_author_why_and_gives_the_text_back() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let manager = manager(&site, "manager", "11").await;
    disputes(&alice, "pref-11").await.is(303);
    let path = only(&manager).await;
    manager
        .posts(&format!("{path}/refusal"), &[("answer", " ")])
        .await
        .is(422)
        .shows("お断りする理由を入力してください。");
    let refusal = [("answer", "実在の番号に見えます。伏せてください。"), ("once", &fresh_once())];
    manager.posts(&format!("{path}/refusal"), &refusal).await.is(303);
    manager.posts(&format!("{path}/refusal"), &refusal).await.is(303);
    manager.posts(&format!("{path}/release"), &[]).await.is(409);
    alice.get("/me/disputes").await.shows("お断りされました").shows("実在の番号に見えます").hides(SECRET);
    let letter = site.letter_to(&alice.email).await;
    assert!(!letter.body.contains("実在"));
    // The author's alone, and to be gone on with.
    assert_eq!(site.traces_of(SECRET).await, ["drafts.body"]);
    let drafts = alice.get("/me/drafts").await;
    assert_eq!(drafts.total(), 1);
    let form = alice.get(&format!("/threads/new?draft={}", drafts.values("data-id")[0])).await.is(200).shows(SECRET);
    let (once, draft) = (form.field("once"), form.field("draft"));
    let fields = [
        ("room", "pref-11"),
        ("kind", "chat"),
        ("title", "様式"),
        ("body", "番号は伏せます。"),
        ("once", &once),
        ("draft", &draft),
    ];
    alice.posts("/threads", &fields).await.is(303);
    assert_eq!(rows(&site, "audit_entries WHERE action = 'dispute-refuse' AND detail = ''").await, 1);
    assert_eq!(site.traces_of(SECRET).await, [""; 0]);
}

#[tokio::test]
async fn authors_see_what_waits_and_take_it_back() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let manager = manager(&site, "manager", "11").await;
    disputes(&alice, "pref-11").await.is(303);
    let path = only(&manager).await;
    let id = path.rsplit('/').next().expect("an id");
    let draft = alice.posts(&format!("/me/disputes/{id}/withdrawal"), &[]).await.is(303).location();
    alice.get(&draft).await.is(200).shows(SECRET);
    assert_eq!(alice.get("/me/disputes").await.total(), 0);
    assert_eq!(manager.get("/admin/disputes").await.total(), 0);
    manager.posts(&format!("{path}/release"), &[]).await.is(404);
    assert_eq!(site.traces_of(SECRET).await, ["drafts.body"]);
    assert_eq!(rows(&site, "posts").await, 0);
}

#[tokio::test]
async fn what_is_not_blocked_or_says_no_reason_or_has_nobody_to_decide_does_not_wait() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    // Nobody tends the room yet.
    alice.posts("/threads", &new("pref-11", "")).await.is(422).shows("確かめられる担当者は、いまいません");
    disputes(&alice, "pref-11").await.is(422);
    manager(&site, "manager", "11").await;
    let with = |name: &'static str, value: &'static str| {
        let mut fields = new("pref-11", "").to_vec();
        fields.iter_mut().filter(|(known, _)| *known == name).for_each(|(_, old)| *old = value);
        fields
    };
    alice
        .posts("/guard/disputes", &with("guard_reason", ""))
        .await
        .is(422)
        .shows("個人情報ではない理由を入力してください。")
        .shows(SECRET);
    alice
        .posts("/guard/disputes", &with("body", "本文です。"))
        .await
        .is(422)
        .shows("気になるところは見つかりませんでした");
    alice.posts("/guard/disputes", &with("title", "")).await.is(422).shows("件名を入力してください。").shows(SECRET);
    alice.posts("/guard/disputes", &with("room", "pref-27")).await.is(422);
    // What stands in no room has nobody who would decide.
    alice.posts("/guard/disputes", &with("sent_to", "/me/profile")).await.is(400);
    let profile = alice.posts("/me/profile", &[("kana", "ありす"), ("introduction", BLOCKED)]).await.is(422);
    profile.shows("確かめられる担当者は、いまいません");
    let thread = site.member("bob", "27100").await.asks("pref-27", "相談", "本文です。").await;
    let hidden =
        [("sent_to", format!("{thread}/replies")), ("body", BLOCKED.to_owned()), ("guard_reason", "見本".to_owned())];
    alice.fills("/guard/disputes", &hidden).await.is(404);
    assert_eq!(rows(&site, "disputes").await, 0);
    // The same form twice waits once.
    let once = fresh_once();
    for _ in 0..2 {
        alice.posts("/guard/disputes", &new("pref-11", &once)).await.is(303);
    }
    assert_eq!(rows(&site, "disputes").await, 1);
}
