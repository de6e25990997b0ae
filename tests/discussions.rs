//! Asking, replying, solving, thanking.

use crate::support::{Persona, Site, fresh_once};

fn id(location: &str) -> String {
    location.rsplit(['/', '-']).next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_question_is_asked_answered_solved_and_thanked() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let thread = alice.asks("area-1109", "夜間の連絡先", "どのように一覧にしていますか。").await;
    bob.get("/threads?state=unanswered").await.shows("夜間の連絡先").shows("返信なし");
    let reply = bob.replies(&thread, "当番表を**月1回**、FAXで送っています。").await;
    assert!(reply.starts_with(&thread) && reply.contains("#reply-"), "{reply}");
    alice.get(&thread).await.is(200).shows("<strong>月1回</strong>").shows("bob さん");
    alice.posts(&format!("/replies/{}/thanks", id(&reply)), &[("on", "1")]).await.is(303);
    alice.posts(&format!("{thread}/solution"), &[("reply", &id(&reply))]).await.is(303);
    bob.get(&thread).await.shows("解決済み");
    bob.get("/threads?state=solved").await.shows("夜間の連絡先");
    alice.posts(&format!("{thread}/solution"), &[("reply", "")]).await.is(303);
    bob.get(&thread).await.hides("解決済み");
}

#[tokio::test]
async fn only_the_asker_chooses_the_solution_and_only_among_the_replies() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let thread = alice.asks("area-1109", "夜間の連絡先", "一覧の作り方は。").await;
    let other = alice.asks("area-1109", "別の相談です", "別の本文です。").await;
    let reply = bob.replies(&thread, "こうしています。").await;
    let elsewhere = bob.replies(&other, "別の返信です。").await;
    bob.posts(&format!("{thread}/solution"), &[("reply", &id(&reply))]).await.is(403);
    for wrong in [id(&elsewhere), "1".to_owned(), id(&thread), "x".to_owned()] {
        let status = alice.posts(&format!("{thread}/solution"), &[("reply", &wrong)]).await.status;
        assert!((400..500).contains(&status), "{wrong}: {status}");
    }
    bob.get(&thread).await.hides("解決済み");
}

#[tokio::test]
async fn thanks_are_counted_once_for_each_person_and_never_for_oneself() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let thread = alice.asks("area-1109", "共有の様式", "様式を見せてください。").await;
    for _ in 0..3 {
        bob.posts(&format!("{thread}/thanks"), &[("on", "1")]).await.is(303);
    }
    assert_eq!(thanks(&site, &thread).await, (1, 1));
    bob.posts(&format!("{thread}/thanks"), &[("on", "0")]).await.is(303);
    bob.posts(&format!("{thread}/thanks"), &[("on", "0")]).await.is(303);
    assert_eq!(thanks(&site, &thread).await, (0, 0));
    alice.posts(&format!("{thread}/thanks"), &[("on", "1")]).await.is(403);
}

#[tokio::test]
async fn thanks_at_the_same_moment_are_all_counted() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let thread = alice.asks("area-1109", "共有の様式", "様式を見せてください。").await;
    let mut people = Vec::new();
    for index in 0..6 {
        people.push(site.member(&format!("p{index}"), "11202").await);
    }
    let path = format!("{thread}/thanks");
    let all: Vec<_> = people.into_iter().map(|person| give_thanks(person, path.clone())).map(tokio::spawn).collect();
    for one in all {
        one.await.expect("thanked");
    }
    assert_eq!(thanks(&site, &thread).await, (6, 6));
}

async fn give_thanks(person: Persona, path: String) {
    for on in ["1", "0", "1"] {
        person.posts(&path, &[("on", on)]).await.is(303);
    }
}

/// The stored count, and the rows that it counts.
async fn thanks(site: &Site, thread: &str) -> (i64, i64) {
    use sea_orm::ConnectionTrait as _;
    let conn = &site.inner.app.db.conn;
    let text = "SELECT thanks_count AS stored, (SELECT COUNT(*) FROM thanks WHERE post_id = posts.id) AS counted
        FROM posts WHERE id = $1";
    let post: i64 = id(thread).parse().expect("an id");
    let row = conn.query_one_raw(kernel::db::sql(conn, text, [post.into()])).await.expect("a query").expect("a row");
    (row.try_get("", "stored").expect("stored"), row.try_get("", "counted").expect("counted"))
}

#[tokio::test]
async fn the_same_form_sent_many_times_at_once_makes_one_discussion() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let once = fresh_once();
    let send = |person: Persona, once: String| async move {
        let fields = [
            ("room", "pref-11"),
            ("kind", "consultation"),
            ("title", "二重送信"),
            ("body", "本文です。"),
            ("once", &once),
        ];
        person.posts("/threads", &fields).await.is(303).location()
    };
    let all: Vec<_> = (0..8).map(|_| tokio::spawn(send(alice.clone(), once.clone()))).collect();
    let mut locations = Vec::new();
    for one in all {
        locations.push(one.await.expect("an answer"));
    }
    locations.dedup();
    assert_eq!(locations.len(), 1, "{locations:?}");
    assert_eq!(alice.get("/threads").await.total(), 1);
    let (thread, once) = (&locations[0], fresh_once());
    for _ in 0..2 {
        alice.posts(&format!("{thread}/replies"), &[("body", "追記です。"), ("once", &once)]).await.is(303);
    }
    assert_eq!(alice.get(thread).await.body.matches("追記です。").count(), 1);
}

#[tokio::test]
async fn a_discussion_is_unread_until_it_has_been_opened_and_again_after_a_reply() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let thread = alice.asks("area-1109", "夜間の連絡先", "一覧の作り方は。").await;
    bob.get("/").await.shows("夜間の連絡先").shows("未読</span>");
    bob.get(&thread).await.is(200);
    bob.get("/").await.hides("unread-count");
    site.wait_minutes(1);
    let reply = alice.replies(&thread, "追記です。").await;
    let list = bob.get("/threads").await.shows("新着の返信1件");
    assert!(list.body.contains("夜間の連絡先"));
    bob.get(&thread).await.shows("ここから未読").shows(&format!("reply-{}", id(&reply)));
    bob.get(&thread).await.hides("ここから未読");
    // What one writes oneself is never unread.
    alice.get("/threads").await.hides("unread-count");
}

#[tokio::test]
async fn lists_are_filtered_and_counted_by_room_kind_tags_and_state() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    for (room, kind, title, theme) in [
        ("japan", "consultation", "全国の相談", "acp"),
        ("japan", "practice", "全国の取組", "acp"),
        ("pref-11", "consultation", "県の相談", "disaster"),
        ("pref-11", "chat", "県の雑談", "disaster"),
    ] {
        let fields =
            [("room", room), ("kind", kind), ("title", title), ("body", "本文"), ("theme", theme), ("scene", "daily")];
        alice.posts("/threads", &fields).await.is(303);
    }
    let all = alice.get("/threads").await;
    assert_eq!(all.total(), 4);
    let facets = all.facets();
    for (facet, count) in
        [("kind/consultation", 2), ("kind/practice", 1), ("room/japan", 2), ("theme/acp", 2), ("state/unanswered", 2)]
    {
        assert!(facets.contains(&(facet.to_owned(), count)), "{facet} {facets:?}");
    }
    assert_eq!(alice.get("/threads?room=pref-11").await.total(), 2);
    assert_eq!(alice.get("/threads?room=pref-11&kind=chat").await.shows("県の雑談").hides("県の相談").total(), 1);
    assert_eq!(alice.get("/threads?theme=acp&theme=disaster&kind=consultation").await.total(), 2);
    assert_eq!(alice.get("/threads?room=pref-27").await.total(), 0);
    assert_eq!(alice.get("/rooms/pref-11").await.is(200).total(), 2);
}

#[tokio::test]
async fn a_form_that_comes_again_with_another_text_is_another_form() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "退院前カンファレンス", "進め方を教えてください。").await;
    let once = fresh_once();
    // Back to the page that the browser still has, and something else is typed there.
    for body in ["一つ目の返信です。", "二つ目の返信です。", "二つ目の返信です。"] {
        alice.posts(&format!("{thread}/replies"), &[("body", body), ("once", &once)]).await.is(303);
    }
    let page = alice.get(&thread).await.is(200);
    assert_eq!(page.body.matches("一つ目の返信です。").count(), 1);
    assert_eq!(page.body.matches("二つ目の返信です。").count(), 1);
}

#[tokio::test]
async fn pages_of_a_list_hold_every_discussion_once() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    for number in 0..45 {
        alice.asks("pref-11", &format!("相談その{number:02}"), "本文です。").await;
        if number % 4 == 0 {
            site.wait_minutes(1);
        }
    }
    for sort in ["active", "new", "thanks"] {
        let mut titles = Vec::new();
        let mut next = Some(format!("/threads?sort={sort}"));
        while let Some(path) = next {
            let page = alice.get(&path).await.is(200);
            assert_eq!(page.total(), 45);
            titles.extend(page.values("data-id"));
            next = page
                .body
                .split("href=\"")
                .filter_map(|rest| rest.split('"').next())
                .find(|href| href.contains("cursor="))
                .map(|href| href.replace("&amp;", "&"));
        }
        let count = titles.len();
        titles.sort();
        titles.dedup();
        assert_eq!((count, titles.len()), (45, 45), "{sort}");
    }
}

#[tokio::test]
async fn asking_somebody_from_a_profile_opens_the_narrowest_room_that_both_share() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let near = site.member("near", "11218").await;
    let same_prefecture = site.member("county", "11201").await;
    let far = site.member("far", "27100").await;
    for (person, room) in [(&near, "area-1109"), (&same_prefecture, "pref-11"), (&far, "japan")] {
        alice.get(&format!("/coordinators/{}", person.id)).await.is(200).shows("この方に相談する");
        let form = alice.get(&format!("/threads/new?to={}", person.id)).await.is(200);
        let chosen = form.body.split('<').find(|tag| tag.contains("name=\"room\"") && tag.contains(" checked"));
        let chosen = chosen.or_else(|| {
            form.body
                .split('<')
                .find(|tag| tag.starts_with("option") && tag.contains(" selected") && tag.contains(room))
        });
        assert!(chosen.is_some_and(|tag| tag.contains(room)), "{room}: {chosen:?}");
    }
}

#[tokio::test]
async fn beside_each_room_stands_how_many_people_can_read_it() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    site.member("near", "11218").await;
    site.member("far", "27100").await;
    site.person("manager", "", "prefecture", "manager:11").await;
    site.person("observer", "", "other", "observer:pref-11").await;
    let form = alice.get("/threads/new").await.is(200);
    let text = form.body.replace(|c: char| c.is_whitespace(), "");
    // 北部医療圏: alice, near and the manager; 埼玉県: these and the observer; 全国: all but the observer.
    for (room, readers) in [("area-1109", "3人"), ("pref-11", "4人"), ("japan", "4人")] {
        let row = text
            .split(&format!("value=\"{room}\""))
            .nth(1)
            .and_then(|rest| rest.split("<input").next())
            .unwrap_or_default();
        assert!(row.contains(readers), "{room}: {row}");
    }
}

#[tokio::test]
async fn a_post_keeps_the_tenure_under_which_it_was_written() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let bob = site.member("bob", "11202").await;
    let thread = alice.asks("pref-11", "引継ぎの相談", "本文です。").await;
    let app = &site.inner.app;
    let roster = directory::Roster::load(&app.db, &app.places).await.expect("the roster");
    let tx = app.db.begin().await.expect("begin");
    let tenure = roster.person(alice.id).expect("alice").tenures[0].id;
    directory::members::end_tenure(&tx, None, tenure, tx.now).await.expect("end");
    tx.commit().await.expect("commit");
    bob.get(&thread).await.is(200).shows("aliceの勤め先").shows("alice さん");
}
