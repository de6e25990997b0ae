//! Groups by invitation: for their members a room like any other, for everybody else nothing at all.

use kernel::viewer::Role;
use kernel::{PersonId, Tx};
use sea_orm::ConnectionTrait as _;

use crate::support::{Persona, Site, fresh_once};

const NAME: &str = "看取りの事例をみる会";

/// The address of the group whose room has this slug.
fn page(group: &str) -> String {
    group.replace("group-", "/groups/")
}

async fn about(person: &Persona, group: &str, what: &str, whom: &Persona) -> crate::support::Answer {
    let (id, once) = (whom.id.to_string(), fresh_once());
    person.posts(&format!("{}/{what}", page(group)), &[("person", &id), ("once", &once)]).await
}

async fn within<T>(site: &Site, deed: impl AsyncFnOnce(&Tx) -> T) -> T {
    let tx = site.inner.app.db.begin().await.expect("begin");
    let done = deed(&tx).await;
    tx.commit().await.expect("commit");
    done
}

#[tokio::test]
async fn a_group_is_a_room_for_its_members_and_nothing_for_others() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "27100").await);
    let stranger = site.member("stranger", "11202").await;
    let tender = site.person("tender", "", "other", "administrator").await;
    let group = alice.founds(NAME).await;
    alice.takes_in(&group, &bob).await;
    let thread = alice.asks(&group, "グループだけの話", "ないしょの本文です。").await;
    bob.replies(&thread, "ないしょの返信です。").await;
    site.settle().await;
    let words = web::links::encode("ないしょ");
    for member in [&alice, &bob] {
        member.get(&format!("/rooms/{group}")).await.is(200).shows(NAME).shows("グループだけの話").shows("現在2人");
        member.get("/rooms").await.is(200).shows(NAME);
        member.get("/groups").await.is(200).shows(NAME);
        let list = member.get(&format!("/threads?room={group}")).await.is(200);
        assert_eq!((list.total(), list.facets().contains(&(format!("room/{group}"), 1))), (1, true));
        let found = member.get(&format!("/search?q={words}&room={group}")).await.is(200).shows(NAME);
        assert_eq!(found.total(), 1);
        member.get("/threads/new").await.is(200).shows(NAME);
        // With somebody else of the group, the group is the narrowest room in common.
        let other = if member.id == alice.id { &bob } else { &alice };
        let form = member.get(&format!("/threads/new?to={}", other.id)).await.is(200);
        assert!(
            form.body.contains(&format!("value=\"{group}\" checked"))
                || form.body.contains(&format!("value=\"{group}\" selected"))
        );
    }
    for other in [&stranger, &tender] {
        for path in [format!("/rooms/{group}"), page(&group), thread.clone()] {
            other.get(&path).await.is(404).hides(NAME);
        }
        let surfaces = ["/", "/rooms", "/groups", "/threads", "/threads/new"].map(str::to_owned);
        let profile = format!("/coordinators/{}", alice.id);
        for path in surfaces.into_iter().chain([profile, format!("/search?q={words}")]) {
            other.get(&path).await.is(200).hides(NAME).hides(&group).hides("グループだけの話");
        }
        for filter in [format!("/threads?room={group}"), format!("/search?room={group}")] {
            assert_eq!(other.get(&filter).await.is(200).total(), 0);
        }
        let form = [("room", group.as_str()), ("kind", "chat"), ("title", "件名"), ("body", "本文")];
        other.posts("/threads", &form).await.is(422).hides(NAME);
        for what in ["invitations", "removals", "owner"] {
            about(other, &group, what, &stranger).await.is(404);
        }
    }
}

#[tokio::test]
async fn nobody_is_a_member_without_accepting_and_a_letter_names_nothing() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let group = alice.founds(NAME).await;
    bob.posts(&format!("{}/membership", page(&group)), &[("on", "1")]).await.is(404);
    alice.get(&format!("{}?q=bob", page(&group))).await.is(200).shows("bob さんさんを招待する");
    about(&alice, &group, "invitations", &bob).await.is(303);
    about(&alice, &group, "invitations", &bob).await.is(303);
    assert_eq!(
        letters(&site).await,
        [("bob@example.jp".to_owned(), true)],
        "one letter, which does not name the group"
    );
    bob.get(&format!("/rooms/{group}")).await.is(404);
    bob.get(&page(&group)).await.is(404);
    bob.get("/groups").await.is(200).shows(NAME).shows("参加する");
    bob.posts(&format!("{}/membership", page(&group)), &[("on", "0")]).await.is(303);
    bob.get("/groups").await.is(200).hides(NAME);
    bob.posts(&format!("{}/membership", page(&group)), &[("on", "1")]).await.is(404);
    about(&alice, &group, "invitations", &bob).await.is(303);
    // However often somebody is invited, taken out and invited again, there is one letter a day.
    about(&alice, &group, "removals", &bob).await.is(303);
    about(&alice, &group, "invitations", &bob).await.is(303);
    assert_eq!(letters(&site).await.len(), 1);
    bob.get("/groups").await.is(200).shows(NAME);
    site.wait_minutes(24 * 60);
    let (mut alice, mut bob) = (alice, bob);
    alice.signs_in().await.is(303);
    bob.signs_in().await.is(303);
    about(&alice, &group, "removals", &bob).await.is(303);
    about(&alice, &group, "invitations", &bob).await.is(303);
    assert_eq!(letters(&site).await.len(), 2);
    let joined = bob.posts(&format!("{}/membership", page(&group)), &[("on", "1")]).await.is(303).location();
    bob.get(&joined).await.is(200).shows(NAME);
    // The same answer again does nothing more.
    bob.posts(&format!("{}/membership", page(&group)), &[("on", "1")]).await.is(303);
    assert_eq!(alice.get(&page(&group)).await.is(200).total(), 2);
}

async fn letters(site: &Site) -> Vec<(String, bool)> {
    let conn = &site.inner.app.db.conn;
    let rows = conn.query_all_raw(kernel::db::sql(conn, "SELECT recipient, subject, body FROM mails", [])).await;
    let text = |row: &sea_orm::QueryResult, name: &str| row.try_get::<String>("", name).expect("a text");
    let discreet = |row: &sea_orm::QueryResult| {
        text(row, "subject").starts_with("【よこいと】")
            && !(text(row, "subject") + &text(row, "body")).contains("看取り")
    };
    rows.expect("letters").iter().map(|row| (text(row, "recipient"), discreet(row))).collect()
}

#[tokio::test]
async fn membership_ends_with_the_next_request_however_it_ends() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let group = alice.founds(NAME).await;
    let mut members = Vec::new();
    for name in ["removed", "leaves", "suspended", "seatless"] {
        let member = site.member(name, "11202").await;
        alice.takes_in(&group, &member).await;
        member.get(&format!("/rooms/{group}")).await.is(200);
        members.push(member);
    }
    about(&alice, &group, "removals", &members[0]).await.is(303);
    members[1].posts(&format!("{}/membership", page(&group)), &[("on", "0")]).await.is(303);
    let [suspended, seatless] = [members[2].id, members[3].id];
    within(&site, async |tx| directory::members::suspend(tx, None, suspended, "").await.expect("suspend")).await;
    end_seats(&site, seatless).await;
    for (member, status) in members.iter().zip([404, 404, 303, 403]) {
        member.get(&format!("/rooms/{group}")).await.is(status);
    }
    let roster = directory::Roster::load(&site.inner.app.db, &site.inner.app.places).await.expect("the roster");
    let room = roster.room_by_slug(&site.inner.app.places, &group).expect("the room").id;
    assert_eq!(roster.readers(room), 1);
    // An observer reads some room, but is no member of anything.
    let places = std::sync::Arc::clone(&site.inner.app.places);
    let role = Role::Observer(kernel::RoomId::JAPAN);
    within(&site, async |tx| directory::members::grant(tx, None, seatless, &role, &places).await.expect("grant")).await;
    let mut observer = members[3].clone();
    observer.signs_in().await.is(303);
    observer.get(&format!("/rooms/{group}")).await.is(404);
    observer.get("/rooms/japan").await.is(200);
}

async fn end_seats(site: &Site, person: PersonId) {
    let app = &site.inner.app;
    let roster = directory::Roster::load(&app.db, &app.places).await.expect("the roster");
    for tenure in roster.person(person).expect("a person").current() {
        within(site, async |tx| directory::members::end_tenure(tx, None, tenure.id, tx.now).await.expect("end")).await;
    }
}

#[tokio::test]
async fn who_only_reads_neither_founds_nor_is_invited() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let observer = site.person("observer", "", "other", "observer:pref-11").await;
    let alumnus = site.person("alumnus", "", "other", "alumni").await;
    let group = alice.founds(NAME).await;
    for outside in [&observer, &alumnus] {
        outside.get("/groups/new").await.is(403);
        outside.posts("/groups", &[("name", "名前"), ("purpose", "目的")]).await.is(403);
        about(&alice, &group, "invitations", outside).await.is(409).shows("招待できません");
        outside.get("/groups").await.is(200).hides(NAME);
    }
}

#[tokio::test]
async fn a_group_is_handed_over_at_once_and_goes_to_the_longest_member_when_its_owner_is_gone() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let (bob, carol) = (site.member("bob", "11218").await, site.member("carol", "27100").await);
    let group = alice.founds(NAME).await;
    for member in [&bob, &carol] {
        site.wait_minutes(1);
        alice.takes_in(&group, member).await;
    }
    about(&bob, &group, "owner", &bob).await.is(403);
    about(&bob, &group, "removals", &carol).await.is(403);
    alice.posts(&format!("{}/membership", page(&group)), &[("on", "0")]).await.is(403);
    about(&alice, &group, "owner", &bob).await.is(303);
    about(&alice, &group, "owner", &alice).await.is(403);
    bob.posts(&page(&group), &[("name", "新しい名前"), ("purpose", "新しい目的")]).await.is(303);
    carol.get(&format!("/rooms/{group}")).await.is(200).shows("新しい名前").shows("新しい目的").hides(NAME);
    bob.posts(&page(&group), &[("name", ""), ("purpose", "残る目的")]).await.is(422).shows("残る目的");
    let owner = bob.id;
    within(&site, async |tx| directory::members::suspend(tx, None, owner, "").await.expect("suspend")).await;
    carol
        .get(&page(&group))
        .await
        .is(200)
        .shows("alice さん</bdi>さんが、世話役を引き継げます")
        .hides(">世話役を引き継ぐ<");
    about(&carol, &group, "owner", &carol).await.is(403);
    alice.get(&page(&group)).await.is(200).shows(">世話役を引き継ぐ<");
    about(&alice, &group, "owner", &alice).await.is(303);
    alice.get(&page(&group)).await.is(200).shows("招待する").hides("このサイトを離れています");
}

#[tokio::test]
async fn a_group_that_has_ended_is_read_and_no_longer_written_in() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let group = alice.founds(NAME).await;
    alice.takes_in(&group, &bob).await;
    let thread = bob.asks(&group, "最後の話", "本文です。").await;
    bob.posts(&format!("{}/closure", page(&group)), &[("once", &fresh_once())]).await.is(403);
    alice.posts(&format!("{}/closure", page(&group)), &[("once", &fresh_once())]).await.is(303);
    for member in [&alice, &bob] {
        member.get(&thread).await.is(200).shows("最後の話").hides("name=\"body\"");
        member.posts(&format!("{thread}/replies"), &[("body", "返信")]).await.is(403);
        member.get("/groups").await.is(200).shows("終了しました");
    }
    about(&alice, &group, "invitations", &bob).await.is(403);
}

#[tokio::test]
async fn a_reply_into_a_group_that_has_ended_meanwhile_is_handed_back() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "13101").await);
    let group = alice.founds(NAME).await;
    alice.takes_in(&group, &bob).await;
    let thread = alice.asks(&group, "事例の進め方", "どう進めますか。").await;
    alice.posts(&format!("{}/closure", page(&group)), &[("once", &fresh_once())]).await.is(303);
    let text = "消えてはいけない、長く考えて書いた返信です。";
    let answer = bob.posts(&format!("{thread}/replies"), &[("body", text), ("once", &fresh_once())]).await.is(403);
    answer.shows(text).shows("入力した内容");
    bob.get(&thread).await.is(200).hides(text);
    // What another site has put together is not given back as if it had been typed here.
    let foreign = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "cross-site")];
    let body = format!("body={}", web::links::encode(text));
    bob.send(axum::http::Method::POST, &format!("{thread}/replies"), &foreign, body).await.is(403).hides(text);
}

#[tokio::test]
async fn what_is_written_at_the_moment_of_a_groups_end_is_handed_back() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "13101").await);
    let group = alice.founds(NAME).await;
    alice.takes_in(&group, &bob).await;
    let thread = alice.asks(&group, "事例の進め方", "どう進めますか。").await;
    let ending = site.inner.app.db.begin().await.expect("begin");
    let text = format!("UPDATE groups SET closed_at = 1 WHERE id = {}", group.replace("group-", ""));
    ending.conn.execute_unprepared(&text).await.expect("the end");
    let words = "終わる瞬間に送った、長く考えた文章です。";
    let reply = [("body", words), ("once", "1")];
    let start = [("room", group.as_str()), ("kind", "chat"), ("title", "件名です"), ("body", words), ("once", "2")];
    // Both are let through by what their requests have read, and wait for the end.
    let end = async {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        ending.commit().await.expect("commit");
    };
    let path = format!("{thread}/replies");
    let (reply, start, ()) = tokio::join!(bob.posts(&path, &reply), alice.posts("/threads", &start), end);
    reply.is(409).shows(words).shows("返信はまだ投稿されていません").hides("再開");
    start.is(409).shows(words).shows("このグループは終了しました");
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM posts").await, 1);
}

#[tokio::test]
async fn a_draft_that_is_too_long_is_handed_back() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let text = "長い文章です。".repeat(5_000);
    let fields = [("title", "件名"), ("body", text.as_str()), ("sent_to", "/threads")];
    alice.posts("/me/drafts", &fields).await.is(413).shows(&text);
}
