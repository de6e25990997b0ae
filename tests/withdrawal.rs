//! Taking one's words back: the text goes, a trace stays, and nothing counts it any more.

use crate::support::{Persona, Site, fresh_once};

/// Words that must be gone afterwards.
const CANARY: &str = "トリサゲタコトバ";

fn number(location: &str) -> String {
    location.rsplit(['/', '-']).next().unwrap_or_default().to_owned()
}

fn reply_path(location: &str) -> String {
    format!("/replies/{}", number(location))
}

async fn withdraws(person: &Persona, text: &str) -> u16 {
    person.posts(&format!("{text}/withdrawal"), &[("once", &fresh_once())]).await.status
}

#[tokio::test]
async fn a_withdrawn_reply_leaves_a_trace_and_nothing_else() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let manager = site.person("manager", "11100", "prefecture", "manager:11").await;
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    let location = bob.replies(&thread, &format!("はじめの{CANARY}")).await;
    let reply = reply_path(&location);
    bob.edits(&format!("{reply}/edit"), &[("body", &format!("書き直した{CANARY}"))]).await.is(303);
    // A change that was begun and put aside says the same words.
    let aside = [("body", CANARY), ("sent_to", &format!("{reply}/edit")), ("once", &fresh_once())];
    bob.posts("/me/drafts", &aside).await.is(303);
    alice.posts(&format!("{reply}/thanks"), &[("on", "1")]).await.is(303);
    manager.posts(&format!("{thread}/thanks"), &[("on", "1")]).await.is(303);
    alice.posts(&format!("{thread}/solution"), &[("reply", &number(&location))]).await.is(303);
    site.settle().await;
    assert_eq!(manager.finds(CANARY).await.total(), 1);
    let form = bob.get(&format!("{reply}/withdrawal")).await.is(200).shows("元に戻せません").shows(CANARY);
    for (person, status) in [(&alice, 403), (&manager, 403)] {
        person.get(&format!("{reply}/withdrawal")).await.is(status);
        assert_eq!(withdraws(person, &reply).await, status);
    }
    let once = form.field("once");
    for _ in 0..2 {
        let answer = bob.posts(&format!("{reply}/withdrawal"), &[("once", &once)]).await.is(303);
        assert_eq!(answer.location(), location);
    }
    assert_eq!(withdraws(&bob, &reply).await, 303);
    bob.get(&format!("{reply}/withdrawal")).await.is(303);
    let page = manager.get(&thread).await.is(200).shows("この返信は、投稿した方が取り下げました（");
    let page = page.shows(&format!("id=\"reply-{}\"", number(&location))).hides(CANARY).hides("解決").hides("bob さん");
    assert!(page.body.contains("返信0件"));
    assert_eq!(site.traces_of(CANARY).await, [""; 0]);
    manager.get("/threads?state=unanswered").await.shows("夜間の連絡先");
    manager.get(&format!("{reply}/history")).await.is(404);
    site.settle().await;
    assert_eq!(manager.finds(CANARY).await.total(), 0);
    assert_eq!(manager.finds("夜間の連絡先").await.shows("state").total(), 1);
    counts_hold(&site).await;
    assert_eq!(site.number("SELECT thanks_count AS n FROM threads").await, 1);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM audit_entries WHERE action = 'post.withdrawn'").await, 1);
    // Nothing can be done to it any more, and what was typed meanwhile is handed back.
    bob.get(&format!("{reply}/edit")).await.is(409).shows("取り下げました");
    let typed = [("body", "消えてはいけない文章"), ("version", "2")];
    bob.posts(&format!("{reply}/edit"), &typed).await.is(409).shows("消えてはいけない文章").hides(CANARY);
    alice.posts(&format!("{reply}/thanks"), &[("on", "1")]).await.is(409).shows("取り下げました");
    alice.posts(&format!("{thread}/solution"), &[("reply", &number(&location))]).await.is(409);
}

/// Everything that is stored beside rows agrees with the rows.
async fn counts_hold(site: &Site) {
    for wrong in [
        "SELECT COUNT(*) AS n FROM threads WHERE thanks_count <>
            (SELECT COALESCE(SUM(posts.thanks_count), 0) FROM posts WHERE posts.thread_id = threads.id)",
        "SELECT COUNT(*) AS n FROM posts WHERE thanks_count <>
            (SELECT COUNT(*) FROM thanks WHERE thanks.post_id = posts.id)",
        "SELECT COUNT(*) AS n FROM threads WHERE reply_count <> (SELECT COUNT(*) FROM posts
            WHERE posts.thread_id = threads.id AND posts.id <> threads.id AND posts.withdrawn_at IS NULL)",
        "SELECT COUNT(*) AS n FROM posts WHERE withdrawn_at IS NOT NULL AND (body <> '' OR html <> '')",
        "SELECT COUNT(*) AS n FROM threads JOIN posts ON posts.id = threads.solution_id
            WHERE posts.withdrawn_at IS NOT NULL",
    ] {
        assert_eq!(site.number(wrong).await, 0, "{wrong}");
    }
}

#[tokio::test]
async fn a_withdrawn_discussion_is_only_there_for_those_who_have_its_address() {
    let site = Site::open().await;
    let (alice, bob, far) =
        (site.member("alice", "11202").await, site.member("bob", "11218").await, site.member("far", "27100").await);
    let fields = [
        ("room", "pref-11"),
        ("kind", "consultation"),
        ("title", CANARY),
        ("body", CANARY),
        ("theme", "acp"),
        ("scene", "daily"),
    ];
    let thread = alice.posts("/threads", &fields).await.is(303).location();
    alice
        .edits(&format!("{thread}/edit"), &[("title", CANARY), ("body", &format!("書き直した{CANARY}"))])
        .await
        .is(303);
    let location = bob.replies(&thread, "返信の言葉は残ります。").await;
    let reply = reply_path(&location);
    alice.posts(&format!("{reply}/thanks"), &[("on", "1")]).await.is(303);
    site.settle().await;
    alice.get(&format!("{thread}/withdrawal")).await.is(200).shows("元に戻せません").shows(CANARY);
    assert_eq!(withdraws(&bob, &thread).await, 403);
    assert_eq!(withdraws(&alice, &thread).await, 303);
    assert_eq!(site.traces_of(CANARY).await, [""; 0]);
    counts_hold(&site).await;
    site.settle().await;
    let page =
        bob.get(&thread).await.is(200).shows("取り下げられた投稿").shows("この相談は、投稿した方が取り下げました");
    page.shows("返信の言葉は残ります。").hides(CANARY).hides("ACP").hides("解決した</button>");
    assert_eq!(bob.finds("返信の言葉").await.total(), 0);
    let absent = far.get("/threads/123456789").await.is(404);
    assert_eq!(far.get(&thread).await.is(404).body, absent.body);
    // It takes nothing any more; what was typed is handed back.
    let late = bob.posts(&format!("{thread}/replies"), &[("body", "遅れた返信の文章")]).await.is(409);
    late.shows("遅れた返信の文章").shows("返信の言葉は残ります。").shows("<main");
    let typed = [("title", "消えない件名"), ("body", "消えない本文"), ("version", "2")];
    alice.posts(&format!("{thread}/edit"), &typed).await.is(409).shows("消えない件名").shows("消えない本文");
    bob.posts(&format!("{reply}/edit"), &[("body", "消えない返信"), ("version", "1")])
        .await
        .is(409)
        .shows("消えない返信");
    for (person, path, fields) in [
        (&bob, "/thanks", [("on", "1")]),
        (&alice, "/solution", [("reply", number(&location).as_str())]),
        (&alice, "/closure", [("closed", "1")]),
    ] {
        person.posts(&format!("{thread}{path}"), &fields).await.is(409).shows("取り下げました");
    }
    alice.posts(&format!("{reply}/thanks"), &[("on", "0")]).await.is(409);
    alice.get(&format!("{thread}/history")).await.is(404);
    bob.get(&format!("{reply}/history")).await.is(200).shows("取り下げられた投稿");
    // One's own words can still be taken back.
    assert_eq!(withdraws(&bob, &reply).await, 303);
    bob.get(&thread).await.is(200).hides("返信の言葉は残ります。").shows("この返信は、投稿した方が取り下げました");
    counts_hold(&site).await;
}

/// Two sites, one of which has had a discussion that was withdrawn: what readers see of them is the same.
#[tokio::test]
async fn no_list_and_no_count_tells_that_a_discussion_was_withdrawn() {
    let (with, without) = (twin(true).await, twin(false).await);
    let search = |words: &str| format!("/search?q={}", web::links::encode(words));
    let paths = [
        "/",
        "/threads",
        "/threads?sort=new",
        "/threads?sort=thanks",
        "/threads?state=open",
        "/threads?state=unanswered",
        "/threads?theme=acp",
        "/rooms",
        "/rooms/pref-11",
        "/search",
        "/coordinators",
        "/municipalities/11202",
    ];
    let paths = paths.map(str::to_owned).into_iter().chain([search("連絡先"), search("夜間"), search(CANARY)]);
    for path in paths {
        assert_eq!(sees(&with.1, &path).await, sees(&without.1, &path).await, "{path} differs");
    }
}

async fn twin(with_withdrawn: bool) -> (Site, Persona) {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11218").await);
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    bob.replies(&thread, "当番表を配っています。").await;
    if with_withdrawn {
        let fields = [
            ("room", "pref-11"),
            ("kind", "consultation"),
            ("title", "夜間のトリサゲタコトバ"),
            ("body", "連絡先のトリサゲタコトバ"),
            ("theme", "acp"),
        ];
        let withdrawn = alice.posts("/threads", &fields).await.is(303).location();
        alice.replies(&withdrawn, "自分の返信です。").await;
        bob.posts(&format!("{withdrawn}/thanks"), &[("on", "1")]).await.is(303);
        site.settle().await;
        assert_eq!(withdraws(&alice, &withdrawn).await, 303);
    }
    site.settle().await;
    (site, bob)
}

/// A page with its ids and tokens, which are random, made equal.
async fn sees(person: &Persona, path: &str) -> String {
    let body = person.get(path).await.is(200).body;
    let words = body.split(|c: char| !c.is_ascii_hexdigit() || c.is_ascii_uppercase());
    let long: Vec<String> = words.filter(|word| word.len() >= 10).map(str::to_owned).collect();
    long.iter().fold(body, |body, word| body.replace(word.as_str(), "#"))
}

#[tokio::test]
async fn whoever_has_left_the_post_but_reads_the_room_still_takes_their_words_back() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let left = site.person("left", "11202", "medical-association", "observer:pref-11").await;
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
    let reply = reply_path(&left.replies(&thread, CANARY).await);
    site.leaves(&left).await;
    left.get(&thread).await.is(200).hides("編集する").shows("取り下げる");
    left.posts(&format!("{reply}/edit"), &[("body", "書けません"), ("version", "1")]).await.is(403);
    assert_eq!(withdraws(&left, &reply).await, 303);
    assert_eq!(site.traces_of(CANARY).await, [""; 0]);
    let far = site.member("far", "11202").await;
    let reply = reply_path(&far.replies(&thread, CANARY).await);
    site.leaves(&far).await;
    assert_eq!(withdraws(&far, &reply).await, 403);
}

#[tokio::test]
async fn whatever_happens_at_the_moment_of_a_withdrawal_the_counts_hold() {
    let site = Site::open().await;
    let (alice, bob, carol) =
        (site.member("alice", "11202").await, site.member("bob", "11218").await, site.member("carol", "11202").await);
    for trial in 0..15 {
        let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方は。").await;
        let location = bob.replies(&thread, "返信です。").await;
        let reply = reply_path(&location);
        let withdrawn = if trial % 3 == 0 { (&alice, thread.clone()) } else { (&bob, reply.clone()) };
        let deeds = [
            (withdrawn.0.clone(), format!("{}/withdrawal", withdrawn.1), vec![]),
            (carol.clone(), format!("{reply}/thanks"), vec![("on", "1".to_owned())]),
            (carol.clone(), format!("{thread}/thanks"), vec![("on", "1".to_owned())]),
            (alice.clone(), format!("{thread}/solution"), vec![("reply", number(&location))]),
            (carol.clone(), format!("{thread}/replies"), vec![("body", "同時の返信".to_owned())]),
            (bob.clone(), format!("{reply}/edit"), vec![("body", "変更".to_owned()), ("version", "1".to_owned())]),
            (alice.clone(), format!("{thread}/closure"), vec![("closed", "1".to_owned())]),
        ];
        let all: Vec<_> = deeds.into_iter().map(|deed| tokio::spawn(does(deed))).collect();
        for one in all {
            one.await.expect("an answer");
        }
        counts_hold(&site).await;
    }
}

async fn does((person, path, fields): (Persona, String, Vec<(&'static str, String)>)) {
    let once = fresh_once();
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.push(("once", &once));
    let status = person.posts(&path, &fields).await.status;
    assert!(status == 303 || status == 409, "{path}: {status}");
}
