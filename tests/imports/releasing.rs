//! Releasing what waits, and throwing it away.

use super::{administrator, archive, mail, takes_in, texts};
use crate::support::{Answer, Persona, Site, fresh_once};

async fn releases(keeper: &Persona, text: &str, changes: &[(&'static str, &str)]) -> Answer {
    let form = keeper.get(text).await.is(200);
    let mut fields = vec![
        ("once", form.field("once")),
        ("words", "運営会議で確かめました。".to_owned()),
        ("body", form.area("body")),
        ("room", String::new()),
    ];
    if form.body.contains("name=\"title\"") {
        fields.push(("title", form.field("title")));
    }
    for (name, value) in changes {
        fields.retain(|(known, _)| known != name);
        fields.push((name, (*value).to_owned()));
    }
    keeper.fills(&format!("{text}/release"), &fields).await
}

async fn carried_on(site: &Site) {
    while server::past::release_some(&site.inner).await.expect("release") > 0 {}
}

#[tokio::test]
async fn a_released_discussion_stands_in_its_room_with_its_dates_and_tells_nobody() {
    let site = Site::open().await;
    let sato = site.member("sato", "11202").await;
    let other = site.member("other", "11203").await;
    let far = site.member("far", "27100").await;
    let keeper = administrator(&site).await;
    let mbox = [
        mail("1", "", "sato@example.jp", "退院支援の様式", "# 様式はありますか。\n*至急*です。"),
        mail("2", "1", "x@y.example", "Re: 退院支援の様式", "こちらにあります。"),
    ]
    .concat();
    takes_in(&site, "a.mbox", mbox.as_bytes(), Some("pref-11"), false).await;
    let archive = archive(&keeper).await;
    let waiting = texts(&keeper, &archive).await;
    // An answer waits for what it answers.
    keeper.get(&waiting[1]).await.is(200).shows("はじめの投稿を先に");
    let early = [
        ("once", fresh_once()),
        ("words", "はい。".to_owned()),
        ("body", "あ".to_owned()),
        ("title", "い".to_owned()),
        ("room", String::new()),
    ];
    keeper.fills(&format!("{}/release", waiting[1]), &early).await.is(409);

    releases(&keeper, &waiting[0], &[]).await.is(303);
    keeper.get(&waiting[0]).await.is(404);
    // A double click is one release, and says so both times; another form on what has been decided is too late.
    let form = keeper.get(&waiting[1]).await.is(200);
    let fields = [
        ("once", form.field("once")),
        ("words", "運営会議で確かめました。".to_owned()),
        ("body", form.area("body")),
        ("room", String::new()),
    ];
    let path = format!("{}/release", waiting[1]);
    let first = keeper.fills(&path, &fields).await.is(303).location();
    assert_eq!(keeper.fills(&path, &fields).await.is(303).location(), first);
    let mut other_words = fields.clone();
    other_words[2].1 = "書き直しました。".to_owned();
    keeper.fills(&path, &other_words).await.is(404).shows("書き直しました。");
    assert_eq!(texts(&keeper, &archive).await.len(), 0);

    site.settle().await;
    assert_eq!(other.finds("様式").await.total(), 1);
    let list = other.get("/threads?room=pref-11").await.is(200);
    let thread = format!("/threads/{}", list.values("data-id")[0].trim_start_matches("thread-"));
    let page = other.get(&thread).await.is(200);
    page.shows("sato さん")
        .shows("過去の記録")
        .shows("2018-05-01T10:00:00+09:00")
        .shows("*至急*です")
        .hides("<h3>様式");
    far.get(&thread).await.is(404);
    assert_eq!(far.finds("様式").await.total(), 0);
    // Nobody is told; it takes no replies, and its author may take it back.
    assert_eq!(site.letters_out().await, [""; 0]);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM notices").await, 0);
    other.posts(&format!("{thread}/replies"), &[("body", "返信です。"), ("once", &fresh_once())]).await.is(409);
    // It is written down for those who read the room, and for those who tend it with the reason.
    other.get("/log").await.is(200).shows("過去の記録を、確かめて載せた").hides("運営会議");
    assert_eq!(site.traces_of("運営会議で確かめました").await, ["audit_entries.detail"]);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM import_texts WHERE body <> ''").await, 0);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM import_discussions WHERE title <> ''").await, 0);
    assert_eq!(sato.get(&format!("{thread}/withdrawal")).await.status, 200);
}

#[tokio::test]
async fn what_the_guard_blocks_is_never_released_in_bulk_and_alone_only_by_somebody_who_has_looked() {
    let site = Site::open().await;
    let reader = site.member("reader", "11202").await;
    let keeper = administrator(&site).await;
    let mbox = [
        mail("1", "", "x@y.example", "様式", "様式はありますか。"),
        mail("2", "1", "x@y.example", "Re: 様式", "利用者は佐藤花子様です。"),
        mail("3", "1", "x@y.example", "Re: 様式", "被保険者番号は0123456789です。"),
        mail("4", "", "keeper@example.jp", "番号", "被保険者番号は0123456789です。"),
    ]
    .concat();
    takes_in(&site, "a.mbox", mbox.as_bytes(), None, false).await;
    let archive = archive(&keeper).await;
    let bulk = |level: &str, seen: &str, room: &str| {
        let fields = [("level", level), ("seen", seen), ("room", room), ("words", "運営会議で確かめました。")];
        fields.map(|(name, value)| (name, value.to_owned()))
    };
    let path = format!("{archive}/release");
    let send = async |fields: [(&'static str, String); 4]| {
        let once = [("once", fresh_once())];
        keeper.fills(&path, &[&fields[..], &once[..]].concat()).await
    };
    send(bulk("clean", "", "")).await.is(422).shows("載せる部屋を選んでください");
    send(bulk("clean", "", "pref-99")).await.is(422);
    send(bulk("warn", "", "pref-11")).await.is(422).shows("印を付けて");
    send(bulk("clean", "", "pref-11")).await.is(303);
    send(bulk("clean", "", "pref-11")).await.is(409);
    assert_eq!(reader.get("/threads").await.is(200).total(), 0);
    carried_on(&site).await;
    assert_eq!(reader.get("/threads").await.is(200).total(), 1);
    assert_eq!(texts(&keeper, &archive).await.len(), 3);
    send(bulk("warn", "1", "pref-11")).await.is(303);
    carried_on(&site).await;
    let rest = texts(&keeper, &archive).await;
    assert_eq!(rest.len(), 2, "both are blocked");

    // Those of one discussion come after the instant of its opening.
    let blocked = rest[1].clone();
    releases(&keeper, &blocked, &[]).await.is(422).shows("確かめて、印を付けてください");
    releases(&keeper, &blocked, &[("words", "")]).await.is(422).shows("理由を入力してください");
    releases(&keeper, &blocked, &[("words", "佐藤花子様の件です。")]).await.is(422).shows("消せない記録");
    releases(&keeper, &blocked, &[("body", "番号は分かりました。")]).await.is(303);
    let thread =
        format!("/threads/{}", reader.get("/threads").await.values("data-id")[0].trim_start_matches("thread-"));
    reader.get(&thread).await.is(200).shows("番号は分かりました").hides("0123456789");
    assert_eq!(
        site.number(&format!(
            "SELECT reply_count AS n FROM threads WHERE id = {}",
            thread.trim_start_matches("/threads/")
        ))
        .await,
        2
    );

    // Nobody lets their own words pass that are blocked.
    let own = rest[0].clone();
    releases(&keeper, &own, &[("seen", "1"), ("room", "japan")]).await.is(403);
    let second = site.person("second", "", "other", "administrator").await;
    releases(&second, &own, &[("seen", "1"), ("room", "japan")]).await.is(303);
}

#[tokio::test]
async fn lines_go_where_they_say_with_their_tags_and_their_solution() {
    let site = Site::open().await;
    let saitama = site.member("saitama", "11202").await;
    let keeper = administrator(&site).await;
    let file = r#"{"id":"old-7","room":"pref-11","title":"入退院支援の様式","body":"**様式**はありますか。","created_at":"2020-04-01","themes":["acp"],"replies":[{"body":"こちらです。","author":"saitama@example.jp","created_at":"2020-04-02","solution":true}]}"#;
    takes_in(&site, "a.jsonl", file.as_bytes(), Some("japan"), false).await;
    let again = takes_in(&site, "b.jsonl", format!("{file}\n").as_bytes(), None, false).await;
    assert_eq!((again.new, again.known), (0, 2));
    keeper.posts("/admin/imports", &[]).await.is(405);
    let ids = keeper.get("/admin/imports").await.values("data-id");
    let mut released = 0;
    for id in ids {
        let path = format!("/admin/imports/{id}");
        if keeper.get(&path).await.total() == 2 {
            let fields =
                [("level", "clean"), ("room", ""), ("words", "運営会議で確かめました。"), ("once", &*fresh_once())];
            keeper.posts(&format!("{path}/release"), &fields).await.is(303);
            released += 1;
        }
    }
    assert_eq!(released, 1);
    carried_on(&site).await;
    let list = saitama.get("/threads?room=pref-11&theme=acp&state=solved").await.is(200);
    assert_eq!(list.total(), 1);
    let thread = format!("/threads/{}", list.values("data-id")[0].trim_start_matches("thread-"));
    saitama
        .get(&thread)
        .await
        .is(200)
        .shows("<strong>様式</strong>")
        .shows("saitama さん")
        .shows("2020-04-01T00:00:00+09:00");
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM notices").await, 0);
}

#[tokio::test]
async fn what_is_thrown_away_leaves_no_words_behind() {
    let site = Site::open().await;
    let keeper = administrator(&site).await;
    let mbox = [
        mail("1", "", "x@y.example", "様式の題", "一つ目です。"),
        mail("2", "", "x@y.example", "別の題", "二つ目です。"),
    ]
    .concat();
    takes_in(&site, "a.mbox", mbox.as_bytes(), Some("japan"), false).await;
    let archive = archive(&keeper).await;
    let waiting = texts(&keeper, &archive).await;
    let once = fresh_once();
    for _ in 0..2 {
        keeper.posts(&format!("{}/discard", waiting[0]), &[("once", &once)]).await.is(303);
    }
    keeper.get(&waiting[0]).await.is(404);
    keeper.posts(&format!("{archive}/discard"), &[("once", &fresh_once())]).await.is(422).shows("元に戻せません");
    keeper.posts(&format!("{archive}/discard"), &[("once", &fresh_once()), ("sure", "1")]).await.is(303);
    for words in ["一つ目です", "二つ目です", "様式の題", "別の題"] {
        assert_eq!(site.traces_of(words).await, [""; 0], "{words}");
    }
    // What has been thrown away does not come back with the next archive.
    let again = takes_in(&site, "b.mbox", format!("{mbox}\n").as_bytes(), Some("japan"), false).await;
    assert_eq!((again.new, again.known), (0, 2));
}
