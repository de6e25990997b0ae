//! Who is told of what is new, and who is not.

use super::{MAIL, NOTHING, SITE, id_of, saves, saves_told, tells, told};
use crate::notices::{follows, subject};
use crate::support::{Persona, Site, body, fresh_once, header};

async fn two(site: &Site) -> (Persona, Persona) {
    (site.member("alice", "11202").await, site.member("bob", "11218").await)
}

#[tokio::test]
async fn one_is_told_once_of_a_discussion_after_the_search_has_read_it() {
    let site = Site::open().await;
    let (alice, bob) = two(&site).await;
    saves(&alice, "訪看　様式").await;
    let thread = bob.asks("japan", "訪問看護ステーションの様式", "どのようなものをお使いですか。").await;
    tells(&site).await;
    assert_eq!(told(&alice).await, [id_of(&thread)]);
    let page = alice
        .get("/me/notices")
        .await
        .shows("保存した検索に当てはまる投稿")
        .shows("「訪看　様式」")
        .shows("訪問看護ステーションの様式");
    page.shows("href=\"/me/searches\"");
    bob.replies(&thread, "訪看の様式は、こちらです。").await;
    tells(&site).await;
    tells(&site).await;
    assert_eq!(told(&alice).await, [id_of(&thread)], "once for each discussion");
    assert_eq!(told(&bob).await, Vec::<String>::new());
}

#[tokio::test]
async fn whoever_is_told_also_finds_it_unless_the_search_takes_very_long() {
    let site = Site::open().await;
    let (alice, bob) = two(&site).await;
    saves(&alice, "退院").await;
    site.settle().await;
    site.inner.app.search.close().await;
    let thread = bob.asks("japan", "退院の様式", "どうしていますか。").await;
    site.tells().await;
    assert_eq!(told(&alice).await, Vec::<String>::new());
    site.wait_minutes(1);
    site.tells().await;
    assert_eq!(told(&alice).await, [id_of(&thread)]);
}

#[tokio::test]
async fn nothing_that_was_there_before_and_nothing_of_ones_own_is_told() {
    let site = Site::open().await;
    let (alice, bob) = two(&site).await;
    let before = bob.asks("japan", "退院の様式", "どうしていますか。").await;
    saves(&alice, "退院").await;
    tells(&site).await;
    alice.asks("japan", "退院の連絡先", "どうしていますか。").await;
    let reply = bob.replies(&before, "ありがとうございます。").await;
    tells(&site).await;
    assert_eq!(told(&alice).await, Vec::<String>::new(), "{reply} does not hold the word");
    let reply = bob.replies(&before, "退院のときに渡しています。").await;
    tells(&site).await;
    assert_eq!(told(&alice).await, [id_of(&reply)], "a reply that holds it is new");
}

#[tokio::test]
async fn a_reply_or_an_edit_by_which_the_whole_holds_every_word_is_told_and_a_file_too() {
    let site = Site::open().await;
    let (alice, bob) = two(&site).await;
    let [together, edited, retagged, filed] = [
        bob.asks("japan", "夜間の連絡先", "往診のときです。").await,
        bob.asks("japan", "休日のこと", "どうしていますか。").await,
        bob.asks("japan", "人生会議", "どうしていますか。").await,
        bob.asks("japan", "資料のこと", "どうしていますか。").await,
    ];
    saves(&alice, "往診　名簿").await;
    saves(&alice, "当番").await;
    saves(&alice, "手引書").await;
    saves_told(&alice, "theme=acp", "ACP", SITE).await;
    tells(&site).await;
    site.wait_minutes(1);
    let reply = bob.replies(&together, "名簿をつくりました。").await;
    let base = [("room", "japan"), ("kind", "consultation")];
    let with = |title, body| [&base[..], &[("title", title), ("body", body)]].concat();
    bob.edits(&format!("{edited}/edit"), &with("休日のこと", "当番はありますか。")).await.is(303);
    let tagged = [with("人生会議", "どうしていますか。"), vec![("theme", "acp")]].concat();
    bob.edits(&format!("{retagged}/edit"), &tagged).await.is(303);
    let file = [("手引.txt", "手引書の案".as_bytes().to_vec())];
    let with_file = bob.sends(&format!("{filed}/replies"), &[("body", "添付します。")], &file).await.is(303).location();
    tells(&site).await;
    let mut all = told(&alice).await;
    all.sort_unstable();
    let mut expected = [id_of(&reply), id_of(&edited), id_of(&retagged), id_of(&with_file)];
    expected.sort_unstable();
    assert_eq!(all, expected);
    // What has held it all the time is not new by another change.
    site.does("DELETE FROM notices").await;
    site.does("DELETE FROM search_finds").await;
    bob.edits(&format!("{edited}/edit"), &with("休日のこと", "当番はありますか。お願いします。")).await.is(303);
    let tagged = [with("人生会議", "教えてください。"), vec![("theme", "acp")]].concat();
    bob.edits(&format!("{retagged}/edit"), &tagged).await.is(303);
    tells(&site).await;
    assert_eq!(told(&alice).await, Vec::<String>::new());
}

#[tokio::test]
async fn whoever_is_told_in_another_way_is_not_told_twice() {
    let site = Site::open().await;
    let (alice, bob) = two(&site).await;
    follows(&alice, "room-1", 1).await;
    saves(&alice, "退院").await;
    let thread = bob.asks("japan", "退院の様式", "どうしていますか。").await;
    tells(&site).await;
    assert_eq!(told(&alice).await, [id_of(&thread)]);
    alice.get("/me/notices").await.hides("保存した検索に当てはまる投稿");
    follows(&alice, "room-1", 0).await;
    let other = bob.asks("japan", "退院の連絡先", "どうしていますか。").await;
    tells(&site).await;
    assert_eq!(told(&alice).await, [id_of(&other)]);
    // Whoever wants to hear nothing of a discussion hears nothing of it.
    follows(&alice, &subject(&other), 0).await;
    assert_eq!(told(&alice).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_one_may_not_see_is_not_told_when_it_is_found_nor_when_it_is_shown() {
    let site = Site::open().await;
    let (alice, bob) = two(&site).await;
    let outsider = site.member("outsider", "27100").await;
    for person in [&alice, &outsider] {
        saves(person, "退院").await;
        saves_told(person, "room=pref-11", "埼玉県", SITE).await;
    }
    let thread = bob.asks("pref-11", "退院の様式", "どうしていますか。").await;
    let hidden = bob.asks("pref-11", "退院の連絡先", "どうしていますか。").await;
    tells(&site).await;
    assert_eq!((told(&alice).await.len(), told(&outsider).await), (2, vec![]));
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM search_finds").await, 4, "none of the outsider's");
    bob.posts(&format!("{hidden}/withdrawal"), &[("once", &fresh_once())]).await.is(303);
    assert_eq!(told(&alice).await, [id_of(&thread)]);
    site.leaves(&alice).await;
    assert_eq!(told(&alice).await, Vec::<String>::new());
    bob.asks("japan", "退院のこと", "どうしていますか。").await;
    tells(&site).await;
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM search_finds").await, 5, "the outsider's, and not hers who left");
    assert_eq!(told(&outsider).await.len(), 1);
}

#[tokio::test]
async fn a_text_that_is_held_back_waits_until_it_is_shown_again() {
    let site = Site::open().await;
    let (alice, bob) = two(&site).await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    saves(&alice, "退院").await;
    let thread = bob.asks("pref-11", "退院の様式", "どうしていますか。").await;
    let hiding = |on: &'static str| [("hidden", on), ("ground", "other"), ("words", "確かめます。")];
    let path = format!("/admin/posts/{}/hiding", id_of(&thread));
    manager.posts(&path, &hiding("1")).await.is(303);
    tells(&site).await;
    assert_eq!(told(&alice).await, Vec::<String>::new());
    manager.posts(&path, &hiding("0")).await.is(303);
    tells(&site).await;
    assert_eq!(told(&alice).await, [id_of(&thread)]);
}

#[tokio::test]
async fn by_mail_it_goes_with_others_once_a_day_and_only_to_who_wants_it() {
    let site = Site::open().await;
    let (mut alice, bob) = two(&site).await;
    let saved = saves_told(&alice, "q=%E9%80%80%E9%99%A2", "ないしょの名前", MAIL).await;
    let mut quiet = site.member("quiet", "11202").await;
    let quiet_search = saves(&quiet, "退院").await;
    for title in ["退院の様式", "退院の連絡先"] {
        bob.asks("pref-11", title, "どうしていますか。").await;
    }
    tells(&site).await;
    site.wait_minutes(60);
    assert_eq!(site.letters_out().await.len(), 0);
    site.wait_minutes(20 * 60);
    let letters = site.letters_out().await;
    assert_eq!(letters.len(), 1);
    assert_eq!(header(&letters[0], "Subject").as_deref(), Some("【よこいと】埼玉県の部屋：お知らせ2件"));
    let text = body(&letters[0]);
    assert_eq!(text.matches("保存した検索に当てはまる投稿").count(), 2);
    for word in ["ないしょ", "退院", "bob"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    // What has gathered before mail was wished is not sent; and nothing is told of what is turned off.
    for person in [&mut quiet, &mut alice] {
        person.signs_in().await.is(303);
    }
    let level = |level: &'static str| [("name", "退院"), ("level", level), ("once", "")];
    for (person, saved, wanted) in [(&quiet, &quiet_search, MAIL), (&alice, &saved, NOTHING)] {
        assert!(person.posts(saved, &level(wanted)).await.is(303).location().starts_with("/me/searches?"));
    }
    assert_eq!((told(&quiet).await.len(), told(&alice).await.len()), (2, 0));
    site.wait_minutes(24 * 60);
    assert_eq!(site.letters_out().await.len(), 0);
}

#[tokio::test]
async fn a_crash_or_a_second_instance_tells_nobody_twice() {
    let site = Site::open().await;
    let (alice, bob) = two(&site).await;
    saves(&alice, "退院").await;
    let thread = bob.asks("japan", "退院の様式", "どうしていますか。").await;
    site.settle().await;
    server::news::tell(&site.inner).await.expect("tell");
    let tell = || server::saved_searches::matching::tell(&site.inner);
    let (a, b, c) = tokio::join!(tell(), tell(), tell());
    for done in [a, b, c] {
        done.expect("told");
    }
    assert_eq!(told(&alice).await, [id_of(&thread)]);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM search_events").await, 0);
    // A search that is removed takes its notices along.
    let saved = alice.get("/me/searches").await.values("data-id").remove(0).replace("search-", "/me/searches/");
    alice.posts(&format!("{saved}/removal"), &[("once", &fresh_once())]).await.is(303);
    assert_eq!(told(&alice).await, Vec::<String>::new());
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM search_finds").await, 0);
}
