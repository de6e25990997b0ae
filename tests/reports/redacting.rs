//! A passage or a file is erased from every place at which the site keeps it.

use super::{SECRET, case, id, manager, reports};
use crate::support::{Persona, Site, fresh_once};

async fn redacts(person: &Persona, location: &str, fields: &[(&str, &str)]) -> u16 {
    let once = fresh_once();
    let mut fields = fields.to_vec();
    fields.extend([("ground", "personal"), ("words", "消しました。"), ("once", &once), ("confirmed", "1")]);
    person.posts(&format!("{}/redaction", case(location)), &fields).await.status
}

#[tokio::test]
async fn a_passage_goes_from_texts_versions_drafts_the_index_the_mail_and_the_database() {
    let site = Site::open_telling(web::MailText::Full).await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let (carol, manager) = (site.member("carol", "11202").await, manager(&site).await);
    let thread = alice.asks("pref-11", &format!("{SECRET}の件"), &format!("{SECRET}の退院です。")).await;
    alice.edits(&format!("{thread}/edit"), &[("title", "退院の件"), ("body", "退院です。")]).await.is(303);
    let reply = bob.replies(&thread, &format!("引用です。\n> {SECRET}の退院\n\nほかは残ります。")).await;
    let typed = format!("{thread}/replies");
    let draft = [("sent_to", typed.as_str()), ("body", &format!("{SECRET}への返信")), ("once", &fresh_once())];
    carol.posts("/me/drafts", &draft).await.is(303);
    site.tells().await;
    site.wait_minutes(15);
    assert!(!site.letters_out().await.is_empty());
    site.settle().await;
    assert_eq!(carol.finds(SECRET).await.total(), 1);
    assert_eq!(site.traces_of(SECRET).await, ["posts.body", "posts.html", "revisions.body", "revisions.title"]);

    assert_eq!(site.traces_of(&web::links::encode(SECRET)).await, ["drafts.body"]);
    let page = [("passage", SECRET), ("ground", "personal"), ("once", &fresh_once())];
    let places = manager.posts(&format!("{}/redaction", case(&reply)), &page).await.is(200);
    assert_eq!(places.total(), 2);
    places.shows("これまでの版（第1版）").shows("投稿の文章").shows("バックアップ");
    assert_eq!(redacts(&manager, &reply, &[("passage", SECRET)]).await, 303);

    assert_eq!(site.traces_of(SECRET).await, [""; 0]);
    // Forms are kept as browsers encode them.
    assert_eq!(site.traces_of(&web::links::encode(SECRET)).await, [""; 0]);
    assert_eq!(carol.finds(SECRET).await.total(), 0);
    carol.get(&thread).await.shows("担当者が消しました").shows("ほかは残ります").hides(SECRET);
    alice.get(&format!("{thread}/history")).await.shows("担当者が消しました").hides(SECRET);
    let drafts = carol.get("/me/drafts").await.shows("担当者が消しました");
    drafts.hides(SECRET);
    for person in [&alice, &bob] {
        person.get("/me/acts").await.shows("これまでの版も含めて消した").shows("消しました。");
        site.letter_to(&person.email).await;
    }
    // The log knows that, where and why, and not what.
    manager.get("/admin/log").await.shows("これまでの版も含めて消した").hides(SECRET);
    site.settle().await;
    site.letters_out().await;
    let sqlite = site.inner.app.db.backend() == sea_orm::DbBackend::Sqlite;
    site.restarted_after(|folder| {
        let mut files = vec![folder.join("mail"), folder.join("index")];
        if sqlite {
            files.push(folder.join("yokoito.db"));
        }
        for path in files {
            assert_eq!(holding(&path), [""; 0], "a file still has the words");
        }
    })
    .await;
}

/// The files below a path that hold the words.
fn holding(path: &std::path::Path) -> Vec<String> {
    if path.is_dir() {
        let inside = std::fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path());
        return inside.flat_map(|path| holding(&path)).collect();
    }
    let Ok(bytes) = std::fs::read(path) else { return Vec::new() };
    let is_letter = path.extension().is_some_and(|extension| extension == "eml");
    let text = if is_letter { crate::support::body(&String::from_utf8_lossy(&bytes)) } else { String::new() };
    let there = text.contains(SECRET) || bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
    if there { vec![path.display().to_string()] } else { Vec::new() }
}

#[tokio::test]
async fn what_was_reported_and_what_waits_in_forms_goes_too_and_no_reason_names_anybody() {
    let site = Site::open().await;
    let (alice, carol, manager) =
        (site.member("alice", "11202").await, site.member("carol", "11202").await, manager(&site).await);
    let thread = alice.asks("pref-11", "退院の件", &format!("{SECRET}の退院です。")).await;
    let list = [("表.txt", format!("{SECRET}の一覧").into_bytes())];
    alice.sends(&format!("{thread}/replies"), &[("body", "一覧です。")], &list).await.is(303);
    let file = alice.get(&thread).await.files().remove(0);
    let once = fresh_once();
    let waiting = [("body", ""), ("add_files", "1"), ("once", once.as_str())];
    carol.sends(&format!("{thread}/replies"), &waiting, &list).await;
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM files WHERE post_id IS NULL").await, 1);
    let words = format!("{SECRET}と書いてあります。");
    let report = [("kind", "other"), ("words", words.as_str()), ("once", &fresh_once())];
    carol.posts(&format!("/posts/{}/report", id(&thread)), &report).await.is(303);
    assert!(site.traces_of(SECRET).await.contains(&"reports.words".to_owned()));
    let named = [
        ("passage", SECRET),
        ("file", &file),
        ("ground", "personal"),
        ("confirmed", "1"),
        ("words", "佐藤花子様のお名前です。"),
    ];
    let path = format!("{}/redaction", case(&thread));
    manager.posts(&path, &named).await.is(422).shows("番号や氏名を書かずに");
    assert_eq!(redacts(&manager, &thread, &[("passage", SECRET), ("file", &file)]).await, 303);
    assert_eq!(site.traces_of(SECRET).await, [""; 0]);
}

#[tokio::test]
async fn a_form_that_was_opened_before_does_not_bring_the_passage_back() {
    let site = Site::open().await;
    let (alice, manager) = (site.member("alice", "11202").await, manager(&site).await);
    let thread = alice.asks("pref-11", "退院の件", &format!("{SECRET}の退院です。")).await;
    assert_eq!(redacts(&manager, &thread, &[("passage", SECRET)]).await, 303);
    let stale = [("title", "退院の件"), ("body", &format!("{SECRET}の退院です。急ぎます。")), ("version", "1")];
    alice.posts(&format!("{thread}/edit"), &stale).await.is(409);
    assert_eq!(site.traces_of(SECRET).await, [""; 0]);
}

#[tokio::test]
async fn a_file_goes_from_all_texts_that_share_it_and_others_are_told_without_telling_of_them() {
    let site = Site::open().await;
    let (alice, manager) = (site.member("alice", "11202").await, manager(&site).await);
    let (wide, other) =
        (site.member("wide", "11202,13101").await, site.person("other", "", "prefecture", "manager:13").await);
    let thread = alice.asks("pref-11", "退院の件", "一覧です。").await;
    let again = wide.asks("pref-11", "別の件", "一覧です。").await;
    let elsewhere = wide.asks("pref-13", "東京の件", "一覧です。").await;
    let file = |name: &'static str| vec![(name, format!("{SECRET}の一覧").into_bytes())];
    for (person, thread, name) in
        [(&alice, &thread, "甲.txt"), (&wide, &again, "乙.txt"), (&wide, &elsewhere, "丙.txt")]
    {
        let fields = [("body", "添付します。"), ("guard_ack", "")];
        person.sends(&format!("{thread}/replies"), &fields, &file(name)).await.is(303);
    }
    let id_of = |answer: crate::support::Answer| answer.files().remove(0);
    let (here, there) = (id_of(alice.get(&thread).await), id_of(wide.get(&elsewhere).await));
    wide.get(&format!("/files/{here}")).await.is(200);
    let page = [("file", here.as_str()), ("ground", "personal"), ("once", &fresh_once())];
    let places = manager.posts(&format!("{}/redaction", case(&thread)), &page).await.is(200);
    places.shows("甲.txt").shows("同じファイルのある、別の投稿（埼玉県）").hides("東京都");
    assert_eq!(redacts(&manager, &thread, &[("file", &here)]).await, 303);
    alice.get(&format!("/files/{here}")).await.is(404);
    alice.get(&again).await.is(200).hides("乙.txt");
    // In the other prefecture it is hidden until those have looked who answer for it.
    other.get("/admin/reports").await.shows("個人情報かもしれない").shows("東京都");
    wide.get(&format!("/files/{there}")).await.is(200);
    site.person("reader", "13101", "municipality", "member").await.get(&format!("/files/{there}")).await.is(404);
    // Who had fetched it is still known.
    manager.get(&format!("/admin/posts/{}/incident", id(&thread))).await.is(200).hides(SECRET);
}

#[tokio::test]
async fn what_is_to_be_erased_must_be_there_and_only_those_erase_who_decide() {
    let site = Site::open().await;
    let (alice, carol, manager) =
        (site.member("alice", "11202").await, site.member("carol", "11202").await, manager(&site).await);
    let thread = alice.asks("pref-11", "退院の件", &format!("{SECRET}の退院です。")).await;
    let path = format!("{}/redaction", case(&thread));
    manager.get(&path).await.is(200);
    for (passage, words) in [("", "消す文章を入力するか"), ("ヒ", "2文字以上"), ("どこにもない", "どこにもありません")]
    {
        let fields = [("passage", passage), ("ground", "personal"), ("once", &fresh_once())];
        manager.posts(&path, &fields).await.is(422).shows(words);
    }
    let fields = [("passage", SECRET), ("once", &fresh_once())];
    manager.posts(&path, &fields).await.is(422).shows("理由を一つ選んでください").shows(SECRET);
    for person in [&alice, &carol] {
        person.get(&path).await.is(404);
        assert_eq!(redacts(person, &thread, &[("passage", SECRET)]).await, 404);
    }
    carol.get(&thread).await.shows(SECRET);
}

#[tokio::test]
async fn the_sheet_tells_who_could_and_did_read_it_without_a_word_of_it() {
    let site = Site::open_telling(web::MailText::Full).await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let (carol, manager) = (site.member("carol", "11202").await, manager(&site).await);
    let thread = alice.asks("pref-11", "退院の件", "教えてください。").await;
    let files = [("表.txt", b"text".to_vec())];
    bob.sends(&format!("{thread}/replies"), &[("body", &format!("{SECRET}の件です。"))], &files).await.is(303);
    let reply = format!(
        "{thread}#reply-{}",
        carol.get(&thread).await.body.split("id=\"reply-").nth(1).expect("a reply").split('"').next().expect("an id")
    );
    carol.get(&format!("/files/{}", carol.get(&thread).await.files().remove(0))).await.is(200);
    site.tells().await;
    site.wait_minutes(15);
    site.letters_out().await;
    reports(&carol, &reply, "personal").await;
    site.inner.marks.flush().await.expect("write the marks");
    let sheet = manager.get(&format!("{}/incident", case(&reply))).await.is(200).hides(SECRET);
    let sheet = sheet.shows("開くことができた方").shows("carol").shows("送ったお知らせのメールは1通");
    assert!(sheet.body.matches("carol").count() >= 3, "as a reader, as somebody who has read, and who has fetched");
    for person in [&alice, &bob, &carol] {
        person.get(&format!("{}/incident", case(&reply))).await.is(404);
    }
}
