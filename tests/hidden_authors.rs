//! Asking without one's name and town: what readers see instead, when it can be done, and what remains one's own.

mod answering;
mod traces;
mod twins;
mod unmasking;
mod waiting;

use kernel::db::sql;
use sea_orm::ConnectionTrait as _;

use crate::support::{Answer, Persona, Site, fresh_once};

/// What is told of somebody whom a medical association employs for a town of 8,878 in 埼玉県.
const FULL: &str = "関東信越・町村・人口1万人未満・郡市区医師会所属";
const TOWN: &str = "11362";

fn hidden<'a>(room: &'a str, title: &'a str, body: &'a str, once: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("room", room),
        ("kind", "consultation"),
        ("title", title),
        ("body", body),
        ("byline", "place_hidden"),
        ("once", once),
    ]
}

/// Asks without name and town, and returns the path of the discussion.
async fn asks_hidden(person: &Persona, room: &str, title: &str, body: &str) -> String {
    person.posts("/threads", &hidden(room, title, body, &fresh_once())).await.is(303).location()
}

/// Answers the same way.
async fn replies_hidden(person: &Persona, thread: &str, body: &str) -> Answer {
    let once = fresh_once();
    let fields = [("body", body), ("byline", "place_hidden"), ("once", once.as_str())];
    person.posts(&format!("{thread}/replies"), &fields).await
}

/// The asker and so many others whom nothing tells apart.
async fn alike(site: &Site, others: usize) -> Persona {
    for number in 0..others {
        site.member(&format!("like{number}"), TOWN).await;
    }
    site.member("asker", TOWN).await
}

fn reply_path(location: &str) -> String {
    format!("/replies/{}", location.rsplit("reply-").next().unwrap_or_default())
}

/// Nothing of the asker stands there.
fn keeps_secret(asker: &Persona, answer: Answer) -> Answer {
    answer.is(200).hides("asker").hides(&asker.id.to_string()).hides("皆野町")
}

#[tokio::test]
async fn readers_see_a_region_and_a_kind_of_place_instead_of_the_asker() {
    let site = Site::open().await;
    let asker = alike(&site, 4).await;
    let reader = site.member("reader", "11202").await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let thread = asks_hidden(&asker, "pref-11", "夜間の看取り", "どうしていますか。").await;
    site.settle().await;
    for person in [&reader, &manager] {
        for path in [&thread, "/threads", "/rooms/pref-11", "/search?q=%E7%9C%8B%E5%8F%96%E3%82%8A"] {
            keeps_secret(&asker, person.get(path).await);
        }
        person.get(&thread).await.shows("質問した方").shows(FULL).hides("あなたの投稿");
        person.get("/threads").await.shows(&format!("質問した方／{FULL}"));
        person.finds("看取り").await.shows(&format!("質問した方／{FULL}"));
        person.get(&format!("{thread}/edit")).await.is(403);
        person.posts(&format!("{thread}/withdrawal"), &[]).await.is(403);
    }
    asker.get(&thread).await.is(200).shows("質問した方").shows(FULL).shows("あなたの投稿").shows("編集する");
    assert_eq!(asker.get("/threads").await.total(), 1);
}

#[tokio::test]
async fn the_asker_edits_solves_closes_and_withdraws() {
    let site = Site::open().await;
    let asker = alike(&site, 4).await;
    let reader = site.member("reader", "11202").await;
    let thread = asks_hidden(&asker, "pref-11", "夜間の看取り", "まえの文章。").await;
    let reply = reader.replies(&thread, "当番表があります。").await;
    site.wait_minutes(5);
    let changed = [("title", "夜間の看取り"), ("body", "あとの文章。")];
    asker.edits(&format!("{thread}/edit"), &changed).await.is(303);
    let history = keeps_secret(&asker, reader.get(&format!("{thread}/history")).await);
    history.shows("質問した方").shows("第2版").shows("まえの文章。");
    asker.posts(&format!("{thread}/history/1/removal"), &[("once", &fresh_once())]).await.is(303);
    let history = keeps_secret(&asker, reader.get(&format!("{thread}/history")).await);
    history.shows("質問した方が取り除きました").hides("まえの文章。");
    let id = reply.rsplit("reply-").next().expect("an id");
    asker.posts(&format!("{thread}/solution"), &[("reply", id)]).await.is(303);
    for closed in ["1", "0"] {
        asker.posts(&format!("{thread}/closure"), &[("closed", closed), ("once", &fresh_once())]).await.is(303);
    }
    keeps_secret(&asker, reader.get(&thread).await.shows("この相談は解決しました"));
    asker.posts(&format!("{thread}/withdrawal"), &[("once", &fresh_once())]).await.is(303);
    keeps_secret(&asker, reader.get(&thread).await.shows("取り下げ"));
}

#[tokio::test]
async fn nobody_thanks_their_own_text_and_the_refusal_tells_nobody() {
    let site = Site::open().await;
    let asker = alike(&site, 4).await;
    let thread = asks_hidden(&asker, "pref-11", "夜間の看取り", "どうしていますか。").await;
    asker.get(&thread).await.hides(&format!("{thread}/thanks"));
    asker.posts(&format!("{thread}/thanks"), &[("on", "1")]).await.is(409);
    let refused =
        format!("SELECT COUNT(*) AS n FROM audit_entries WHERE actor_id = {} AND action <> 'sign-in'", asker.id);
    assert_eq!(site.count(&refused).await, 0);
}

#[tokio::test]
async fn four_alike_are_shown_more_coarsely_than_five() {
    let site = Site::open().await;
    let asker = alike(&site, 3).await;
    let reader = site.person("reader", TOWN, "hospital", "member").await;
    let thread = asks_hidden(&asker, "pref-11", "夜間の看取り", "どうしていますか。").await;
    reader.get(&thread).await.shows("関東信越・町村・人口1万人未満").hides("関東信越・町村・人口1万人未満・");
    site.member("fifth", TOWN).await;
    let thread = asks_hidden(&asker, "pref-11", "夜間の搬送", "どうしていますか。").await;
    reader.get(&thread).await.shows(FULL);
}

#[tokio::test]
async fn where_too_few_are_alike_nobody_hides_and_a_wider_room_is_offered() {
    let site = Site::open().await;
    // Three serve the small area, and three others the rest of the prefecture.
    let asker = alike(&site, 2).await;
    for number in 0..3 {
        site.member(&format!("far{number}"), "11369").await;
    }
    let form = asker.get("/threads/new").await.is(200).shows("名前と市町村を伏せる").shows(FULL);
    form.shows("この部屋では伏せられません");
    let refused = asker.posts("/threads", &hidden("area-1110", "夜間の看取り", "どうしていますか。", "")).await.is(422);
    refused
        .shows("5人に満たないため、名前を伏せられません")
        .shows("より広い部屋（埼玉県、関東信越ブロック、全国）")
        .shows("どうしていますか。")
        .shows("value=\"place_hidden\" checked");
    let thread = asker.asks("area-1110", "当番表", "見せてください。").await;
    replies_hidden(&asker, &thread, "追記です。").await.is(422).shows("名前を伏せられません").shows("追記です。");
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM posts").await, 1);
    // What others do in wider rooms does not make the room larger.
    asks_hidden(&asker, "pref-11", "夜間の看取り", "どうしていますか。").await;
}

#[tokio::test]
async fn who_remains_beside_five_others_does_not_hide() {
    let site = Site::open().await;
    alike(&site, 4).await;
    let alone = site.person("alone", TOWN, "hospital", "member").await;
    // Six are of small towns, but five of them would be shown with their employer.
    alone.posts("/threads", &hidden("pref-11", "夜間の看取り", "どうしていますか。", "")).await.is(422);
}

#[tokio::test]
async fn an_announcement_has_a_name_and_nonsense_is_told() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    for number in 0..5 {
        site.person(&format!("colleague{number}"), "", "prefecture", "manager:11").await;
    }
    let with = |kind: &'static str, byline: &'static str| {
        [("room", "pref-11"), ("kind", kind), ("title", "件名"), ("body", "本文"), ("byline", byline)]
    };
    manager
        .posts("/threads", &with("notice", "place_hidden"))
        .await
        .is(422)
        .shows("お知らせでは、名前を伏せられません");
    manager.posts("/threads", &with("chat", "x")).await.is(422).shows("名前の出し方を選んでください。");
    manager.posts("/threads", &with("chat", "place_hidden")).await.is(303);
    manager.posts("/threads", &with("notice", "named")).await.is(303);
}

#[tokio::test]
async fn what_is_shown_stays_as_it_was_when_it_was_posted() {
    let site = Site::open().await;
    let asker = alike(&site, 4).await;
    let reader = site.member("reader", "11202").await;
    let thread = asks_hidden(&asker, "pref-11", "夜間の看取り", "どうしていますか。").await;
    let tx = site.inner.app.db.begin().await.expect("begin");
    for text in [
        "UPDATE seat_places SET municipality_code = '11202' WHERE municipality_code = '11362'",
        "UPDATE organisations SET affiliation = 'hospital'",
    ] {
        tx.conn.execute_raw(sql(&tx.conn, text, [])).await.expect("change the registrations");
    }
    kernel::settings::roster_changed(&tx).await.expect("count the roster on");
    tx.commit().await.expect("commit");
    reader.get(&thread).await.is(200).shows(FULL);
    // Their next one in the same discussion is the same person's; elsewhere they are shown as they are now.
    let reply = replies_hidden(&asker, &thread, "追記です。").await.is(303).location();
    assert_eq!(reader.get(&reply).await.is(200).body.matches(FULL).count(), 2);
    let other = asks_hidden(&asker, "pref-11", "夜間の搬送", "どうしていますか。").await;
    reader.get(&other).await.shows("関東信越・市区・人口5万人～30万人・病院所属");
}
