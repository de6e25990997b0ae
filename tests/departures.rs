//! 退会: nothing of a person stays but their words under no name, and nobody leaves others without anybody.

use std::io::{Cursor, Read as _};

use crate::support::{PASSWORD, Persona, Site, fresh_once};

async fn leaves(person: &Persona) -> crate::support::Answer {
    person.posts("/me/leaving", &[("password", PASSWORD), ("knows", "1"), ("once", &fresh_once())]).await
}

#[tokio::test]
async fn whoever_leaves_is_nobody_at_once_and_their_words_stay() {
    let site = Site::open().await;
    let reader = site.member("reader", "11202").await;
    let alice = site.member("alice", "11202").await;
    let other = alice.elsewhere("Mozilla/5.0", 7);
    let other = {
        let mut other = other;
        other.signs_in().await.is(303);
        other
    };
    let asked = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方を教えてください。").await;
    let called = reader.asks("pref-11", "呼びかけのある相談", "@alice さん、いかがですか。").await;
    let reply = alice.replies(&called, "こうしています。").await;
    let quoted = format!(
        "> こうしています。\n>\n> [alice さんの返信]({})\n\n参考になります。",
        reply.split('#').next().unwrap_or_default()
    );
    reader.replies(&called, &quoted).await;
    let profile = format!("/coordinators/{}", alice.id);
    site.settle().await;
    reader.get(&profile).await.is(200);
    alice.get("/me/leaving").await.is(200).shows("すぐに消えるもの").shows("残るもの").hides("いまは退会できません");
    leaves(&alice).await.is(303);
    for person in [&alice, &other] {
        person.get("/threads").await.is(303);
        person.get("/").await.is(200).hides("alice");
    }
    reader.get(&profile).await.is(404);
    reader.get("/coordinators").await.is(200).hides("alice");
    reader.get("/municipalities/11202").await.is(200).hides("alice さん");
    reader.get(&asked).await.is(200).shows("退会した方").shows("一覧の作り方").hides("alice").hides("退会した方さん");
    reader.get(&called).await.is(200).shows("@退会した方、いかがですか").shows("退会した方の返信").hides("alice");
    reader.get("/threads").await.is(200).shows("退会した方").hides("alice");
    site.settle().await;
    reader.get(&format!("/search?tab=people&q={}", web::links::encode("alice"))).await.is(200).hides("aliceの");
    reader.finds("alice さん").await.hides("呼びかけのある相談");
    reader.finds("夜間の連絡先").await.shows("夜間の連絡先");
    let mut again = site.visitor();
    again.tries("alice@example.jp", PASSWORD).await.is(422);
    // The letter that tells so is the last that knows the address.
    site.letters_out().await;
    assert_eq!(site.traces_of("alice@example.jp").await, Vec::<String>::new());
    assert_eq!(site.traces_of("alice さん").await, Vec::<String>::new());
}

#[tokio::test]
async fn nothing_personal_stays_in_any_column() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let reader = site.member("reader", "11202").await;
    let alice = site.member("alice", "11202").await;
    for name in ["aoki", "baba", "chiba", "doi", "endo"] {
        site.member(name, "11202").await;
    }
    let once = fresh_once();
    let profile = [("kana", "ひみつの よみ"), ("introduction", "ひみつの紹介"), ("theme", "acp"), ("once", &once)];
    alice.posts("/me/profile", &profile).await.is(303);
    let contact =
        [("phone", "0480-11-2222"), ("phone_audience", "all"), ("email_audience", "all"), ("once", &fresh_once())];
    alice.posts("/me/contact", &contact).await;
    let draft = [("title", "ひみつの下書き"), ("body", ""), ("once", &fresh_once()), ("sent_to", "/threads")];
    alice.posts("/me/drafts", &draft).await.is(303);
    alice
        .posts("/me/searches", &[("name", "ひみつの検索"), ("q", "夜間"), ("level", "1"), ("once", &fresh_once())])
        .await;
    alice.posts("/me/follows/theme-acp", &[("level", "2")]).await.is(303);
    let ask = [("message", "ひみつのおたずね"), ("once", &fresh_once())];
    alice.posts(&format!("/coordinators/{}/contact-requests", reader.id), &ask).await.is(303);
    let hide = [
        ("room", "pref-11"),
        ("kind", "consultation"),
        ("title", "名前を伏せた相談"),
        ("body", "どなたか教えてください。"),
        ("byline", "place_hidden"),
        ("once", &fresh_once()),
    ];
    let hidden = alice.posts("/threads", &hide).await.is(303).location();
    reader.replies(&hidden, "こうしています。").await;
    site.tells().await;
    let id = alice.id;
    leaves(&alice).await.is(303);
    site.letters_out().await;
    for words in ["ひみつ", "0480-11-2222", "alice@example.jp", "alice さん"] {
        assert_eq!(site.traces_of(words).await, Vec::<String>::new(), "{words}");
    }
    for (table, column) in [
        ("sessions", "person_id"),
        ("drafts", "person_id"),
        ("saved_searches", "person_id"),
        ("people_finds", "person_id"),
        ("follows", "person_id"),
        ("notices", "person_id"),
        ("contacts", "person_id"),
        ("contact_requests", "requester_id"),
        ("sealed_authors", "person_id"),
        ("once_values", "person_id"),
        ("mails", "person_id"),
    ] {
        let left = format!("SELECT COUNT(*) AS n FROM {table} WHERE {column} = {id}");
        assert_eq!(site.number(&left).await, 0, "{table}");
    }
    assert_eq!(
        site.number(&format!("SELECT COUNT(*) AS n FROM tenures WHERE person_id = {id} AND ended_at IS NULL")).await,
        0
    );
    reader.get(&hidden).await.is(200).shows("質問した方");
    manager.get(&format!("/admin/people/{id}")).await.is(404);
    manager.get("/admin/people?q=%E9%80%80%E4%BC%9A").await.is(200).hides("退会した方");
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM audit_entries WHERE action = 'person-leave'").await, 1);
    // The same address may join anew, as somebody else.
    site.add("alice", "11202", "hospital", "member", kernel::viewer::Standing::Active).await;
}

#[tokio::test]
async fn leaving_asks_for_the_password_and_for_a_word() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    for (password, knows, sentence) in [
        ("", "1", "いまのパスワードを入力"),
        ("違うパスワードです。間違いです。", "1", "パスワードが違います"),
        (PASSWORD, "", "印を付けてください"),
    ] {
        let fields = [("password", password), ("knows", knows), ("once", &fresh_once())];
        alice.posts("/me/leaving", &fields).await.is(422).shows(sentence).hides(PASSWORD);
    }
    alice.get("/threads").await.is(200);
    // Guessing ends, as everywhere.
    for _ in 0..20 {
        alice.posts("/me/leaving", &[("password", "違うパスワードです。間違いです。"), ("knows", "1")]).await;
    }
    leaves(&alice).await.is(429);
    alice.get("/threads").await.is(200);
}

#[tokio::test]
async fn the_last_who_looks_after_something_cannot_leave_and_of_two_at_once_one_stays() {
    let site = Site::open().await;
    let one = site.person("one", "", "other", "administrator").await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    one.get("/me/leaving").await.is(200).shows("いまは退会できません").shows("サイト管理者");
    leaves(&one).await.is(409).shows("サイト管理者").shows("ほかの方に同じ役割を加えて");
    leaves(&manager).await.is(409).shows("都道府県担当者：埼玉県");
    one.get("/threads").await.is(200);
    manager.get("/threads").await.is(200);
    let two = site.person("two", "", "other", "administrator").await;
    let (a, b) = tokio::join!(leaves(&one), leaves(&two));
    let mut both = [a.status, b.status];
    both.sort_unstable();
    assert_eq!(both, [303, 409]);
    let left = "SELECT COUNT(*) AS n FROM grants WHERE role = 'administrator' AND revoked_at IS NULL";
    assert_eq!(site.number(left).await, 1);
}

#[tokio::test]
async fn what_is_ones_own_is_taken_along_and_nothing_of_others() {
    let site = Site::open().await;
    let (alice, other) = (site.member("alice", "11202").await, site.member("other", "11202").await);
    alice.asks("pref-11", "夜間の連絡先", "=一覧の作り方を教えてください。").await;
    let theirs = other.asks("pref-11", "ほかの方の相談", "ほかの方の本文").await;
    alice.replies(&theirs, "私の返信です。").await;
    alice.posts("/me/follows/theme-acp", &[("level", "2")]).await.is(303);
    let file = ("手順.txt", "停電のときの手順。".as_bytes().to_vec());
    let fields = [("room", "pref-11"), ("kind", "consultation"), ("title", "停電の備え"), ("files_seen", "1")];
    alice
        .sends("/threads", &[&fields[..], &[("body", "手順です。"), ("once", &fresh_once())]].concat(), &[file])
        .await
        .is(303);
    let begun = [("title", "書きかけの件名"), ("body", "書きかけの本文"), ("room", "pref-11")];
    alice.posts("/me/drafts", &[&begun[..], &[("sent_to", "/threads"), ("once", &fresh_once())]].concat()).await;
    let search = [("name", "退院の検索"), ("query", "q=退院"), ("level", "1"), ("once", &fresh_once())];
    alice.posts("/me/searches", &search).await;
    let files = open(&alice.get("/me/data.zip").await.is(200).content);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let all = ["index.html", "profile.csv", "posts.csv", "files.csv", "drafts.csv", "searches.csv", "follows.csv"];
    assert_eq!(names, all);
    let says =
        |name: &str| files.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str()).expect("a file");
    for words in ["夜間の連絡先", "私の返信です。", "ほかの方の相談", "alice@example.jp", "ACP"] {
        assert!(says("index.html").contains(words), "{words}");
    }
    for (name, words) in [("files.csv", "手順.txt"), ("drafts.csv", "書きかけの本文"), ("searches.csv", "退院")]
    {
        assert!(says(name).contains(words), "{name}: {}", says(name));
    }
    assert!(says("posts.csv").starts_with('\u{feff}') && says("posts.csv").contains("'=一覧の作り方"));
    assert!(files.iter().all(|(_, text)| !text.contains("ほかの方の本文")));
    // In rooms that are closed to them by now, others' titles stay closed.
    site.leaves(&alice).await;
    let files = open(&alice.get("/me/data.zip").await.is(200).content);
    assert!(files.iter().all(|(_, text)| !text.contains("ほかの方の相談")));
    assert!(files.iter().any(|(_, text)| text.contains("私の返信です。") && text.contains("夜間の連絡先")));
    site.visitor().get("/me/data.zip").await.is(303);
}

fn open(archive: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let all = 0..archive.len();
    all.map(|index| {
        let mut file = archive.by_index(index).expect("a file");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("a text");
        (file.name().expect("a name").into_owned(), text)
    })
    .collect()
}
