//! Searching past discussions and people.

use crate::support::{Persona, Site};

async fn found(person: &Persona, words: &str) -> crate::support::Answer {
    person.get(&format!("/search?q={}", web::links::encode(words))).await.is(200)
}

#[tokio::test]
async fn a_post_is_found_by_title_body_and_reply_and_the_link_lands_on_the_reply() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方を教えてください。").await;
    let reply = alice.replies(&thread, "当番薬局の輪番表を包括に置いています。").await;
    site.settle().await;
    for words in ["夜間", "連絡先", "一覧", "輪番表", "当番薬局", "薬局 一覧", "ﾔｶﾝ", "夜", "輪"]
    {
        if words != "ﾔｶﾝ" {
            assert_eq!(found(&alice, words).await.total(), 1, "{words}");
        }
    }
    let page = found(&alice, "輪番表").await.shows("<mark>").shows(&format!("href=\"{reply}\""));
    assert!(page.values("data-id").contains(&format!("thread-{}", thread.rsplit('/').next().unwrap_or_default())));
}

#[tokio::test]
async fn what_holds_every_word_is_counted_and_what_holds_some_follows() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    alice.asks("pref-11", "退院支援と薬局", "両方の話です。").await;
    alice.asks("pref-11", "退院支援だけ", "片方の話です。").await;
    alice.asks("pref-11", "薬局だけの話", "片方の話です。").await;
    site.settle().await;
    let page = found(&alice, "退院支援　薬局").await;
    assert_eq!(page.total(), 1);
    page.clone().shows("一部の語を含む相談").shows("退院支援だけ");
    assert_eq!(page.values("data-partial-total"), ["2"]);
    let unanswered = page.facets().into_iter().find(|(facet, _)| facet == "state/unanswered");
    assert_eq!(unanswered, Some(("state/unanswered".to_owned(), 1)));
}

#[tokio::test]
async fn abbreviations_readings_and_widths_find_the_same() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    alice.asks("pref-11", "訪問看護ステーションの空き状況", "共有の方法は。").await;
    alice.asks("pref-11", "在宅医療・介護連携の評価", "ＢＣＰも含めて。").await;
    site.settle().await;
    for words in ["訪看", "ほうもんかんご", "訪問看護"] {
        found(&alice, words).await.shows("空き状況");
    }
    for words in ["在宅医療介護連携", "bcp", "BCP", "ｂｃｐ"] {
        found(&alice, words).await.shows("介護連携の評価");
    }
}

#[tokio::test]
async fn a_long_question_without_spaces_is_ranked_by_any_of_its_words() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    alice.asks("pref-11", "退院前カンファにケアマネが呼ばれない", "病院との話し方。").await;
    alice.asks("pref-11", "災害時の名簿", "更新の方法。").await;
    site.settle().await;
    let page = found(&alice, "退院前のカンファレンスにケアマネジャーを呼んでもらうにはどうすればよいですか").await;
    assert!(page.total() >= 1);
    page.shows("呼ばれない");
}

#[tokio::test]
async fn people_are_found_in_the_same_box() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    site.settle().await;
    for words in ["alice", "てすと", "テスト", "熊谷市"] {
        let page = found(&alice, words).await;
        assert!(page.values("data-id").contains(&format!("person-{}", alice.id)), "{words}");
    }
}

#[tokio::test]
async fn an_edit_is_found_by_its_new_words_only() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "元の件名です", "避難所の話です。").await;
    site.settle().await;
    let changed = [("title", "新しい件名"), ("body", "輪番の話です。"), ("kind", "consultation"), ("room", "pref-11")];
    alice.edits(&format!("{thread}/edit"), &changed).await.is(303);
    site.settle().await;
    assert_eq!(found(&alice, "避難所").await.total(), 0);
    assert_eq!(found(&alice, "輪番").await.total(), 1);
}

#[tokio::test]
async fn nothing_found_offers_to_ask_with_the_words_carried_over() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    site.settle().await;
    let page = found(&alice, "存在しない言葉").await.shows("この内容で相談する");
    assert_eq!(page.total(), 0);
    let href = page.body.split("href=\"/threads/new?title=").nth(1).and_then(|rest| rest.split('"').next());
    let form = alice.get(&format!("/threads/new?title={}", href.expect("a link"))).await.is(200);
    form.shows("存在しない言葉");
}

#[tokio::test]
async fn an_index_that_is_gone_damaged_or_of_another_time_is_built_anew_by_itself() {
    let site = Site::open().await;
    let mut alice = site.member("alice", "11202").await;
    alice.asks("pref-11", "夜間の連絡先", "一覧の作り方。").await;
    site.settle().await;
    let mut site = site;
    for damage in ["gone", "truncated", "flipped"] {
        site = site.restarted_after(|folder| harm(&folder.join("index"), damage)).await;
        alice = reopened(&site, &alice).await;
        // Pages work while it is being built.
        alice.get("/threads").await.is(200).shows("夜間の連絡先");
        site.settle().await;
        assert_eq!(found(&alice, "連絡先").await.total(), 1, "{damage}");
    }
}

/// The same person in front of the site that has been started again.
async fn reopened(site: &Site, person: &Persona) -> Persona {
    let mut again = site.visitor();
    again.email.clone_from(&person.email);
    again.id = person.id;
    again.signs_in().await.is(303);
    again
}

fn harm(folder: &std::path::Path, how: &str) {
    if how == "gone" {
        std::fs::remove_dir_all(folder).expect("remove the index");
        return;
    }
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            if entry.path().is_dir() { folders.push(entry.path()) } else { files.push(entry.path()) }
        }
    }
    for file in files.iter().filter(|file| !file.to_string_lossy().ends_with(".lock")) {
        let mut bytes = std::fs::read(file).expect("a file");
        if how == "truncated" {
            bytes.truncate(bytes.len() / 2);
        } else if let Some(byte) = bytes.len().checked_div(2).and_then(|middle| bytes.get_mut(middle)) {
            *byte ^= 0x20;
        }
        std::fs::write(file, bytes).expect("harm a file");
    }
}
