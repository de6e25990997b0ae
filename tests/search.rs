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
    page.clone().shows("すべての語を含む相談 <span").shows("一部の語を含む相談").shows("退院支援だけ");
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
    page.shows("呼ばれない").shows("関係のある相談").hides("すべての語を含む相談 <span");
}

#[tokio::test]
async fn words_joined_by_a_particle_are_answered_best_first_and_in_every_way_of_writing() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    alice.asks("pref-11", "みとりの体制づくり", "令和６年度から始めました。").await;
    alice.asks("pref-11", "夜間の体制", "輪番です。").await;
    alice.asks("pref-11", "駐車場の案内", "別の話です。").await;
    site.settle().await;
    let page = found(&alice, "看取りの体制").await;
    assert_eq!(page.total(), 2);
    page.clone().shows("関係のある相談").hides("駐車場の案内");
    let at = |text: &str| page.body.find(text).expect("a hit");
    assert!(at("みとり") < at("夜間の"), "what holds both words comes first");
    for same in ["R6年度", "2024年度", "令和6年"] {
        assert_eq!(found(&alice, same).await.total(), 1, "{same}");
    }
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

#[tokio::test]
async fn conditions_typed_among_the_words_narrow_and_never_widen() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "27100").await);
    alice.asks("pref-11", "退院の様式", "埼玉の話です。").await;
    alice.asks("japan", "退院の手順", "全国の話です。").await;
    site.settle().await;
    for (words, titles) in [
        ("退院 部屋:埼玉", "様式"),
        ("退院 room:japan", "手順"),
        ("退院 -部屋:全国", "様式"),
        ("退院 種類:相談 room:pref-11", "様式"),
        ("様式 OR 手順 room:japan", "手順"),
    ] {
        let page = found(&alice, words).await.shows(titles);
        assert_eq!(page.total(), 1, "{words}");
    }
    assert_eq!(found(&alice, "退院 状態:解決").await.total(), 0);
    assert_eq!(found(&alice, "退院 県:埼玉 年度:令和8 規模:30万人").await.total(), 2);
    // To somebody who does not read the room, its name is a word like any other.
    assert_eq!(found(&bob, "退院 room:pref-11").await.total(), 0);
    assert_eq!(found(&bob, "退院 room:pref-99").await.total(), 0);
    assert_eq!(found(&bob, "退院").await.total(), 1);
}

#[tokio::test]
async fn what_is_known_of_askers_is_counted_and_of_hidden_ones_only_what_everybody_reads() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    for name in ["bob", "carol", "dave", "erin"] {
        site.member(name, "11202").await;
    }
    let hidden = [
        ("room", "pref-11"),
        ("kind", "consultation"),
        ("title", "伏せた会議"),
        ("body", "会議の話です。"),
        ("byline", "place_hidden"),
        ("once", &crate::support::fresh_once()),
    ];
    alice.posts("/threads", &hidden).await.is(303);
    alice.asks("pref-11", "名乗った会議", "会議の話です。").await;
    site.settle().await;
    let facets = found(&alice, "会議").await.facets();
    let count = |facet: &str| facets.iter().find(|(known, _)| known == facet).map_or(0, |(_, count)| *count);
    assert_eq!(
        (count("pref/11"), count("by/medical-association"), count("size/50000-300000")),
        (1, 2, 2),
        "{facets:?}"
    );
    assert_eq!(count("year/2026"), 2, "{facets:?}");
}

#[tokio::test]
async fn what_most_found_useful_can_come_first() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let old = alice.asks("pref-11", "古い会議", "会議の話です。").await;
    site.wait_minutes(1);
    alice.asks("pref-11", "新しい会議", "会議の話です。").await;
    bob.posts(&format!("{old}/thanks"), &[("on", "1")]).await.is(303);
    site.settle().await;
    let first = |page: crate::support::Answer| page.values("data-id")[0].clone();
    let id = |thread: &str| format!("thread-{}", thread.rsplit('/').next().unwrap_or_default());
    let by = |sort: &str| format!("/search?q={}&sort={sort}", web::links::encode("会議"));
    assert_ne!(first(bob.get(&by("new")).await.is(200)), id(&old));
    assert_eq!(first(bob.get(&by("thanks")).await.is(200)), id(&old));
}

#[tokio::test]
async fn a_slip_is_told_and_what_resembles_it_is_shown() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    alice.asks("pref-11", "退院前カンファレンスの進め方", "訪問看護も一緒です。").await;
    site.settle().await;
    found(&alice, "カンファランス").await.shows("もしかして").shows(&web::links::encode("カンファレンス"));
    found(&alice, "houmonkango").await.shows("カンファレンスの進め方").shows("読みが「ホウモンカンゴ」");
    found(&alice, "退院前カンファランスの勧め方").await.shows("進め方");
    found(&alice, "カンファレンス").await.hides("もしかして");
    // What was typed as a condition stays one.
    let kept = web::links::encode("カンファレンス 種類：相談 -状態:解決");
    found(&alice, "カンファランス 種類：相談　-状態:解決").await.shows(&format!("/search?q={kept}"));
}

#[tokio::test]
async fn what_is_typed_is_answered_with_what_the_viewer_may_open() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "27100").await);
    let thread = alice.asks("pref-11", "熊谷の夜間当番", "輪番です。").await;
    let link = format!("data-href=\"{thread}\"");
    site.settle().await;
    let typed = |q: &'static str| [("q", q)];
    let offered = alice.posts("/search/suggestions", &typed("くまがや")).await.is(200);
    offered.shows("熊谷市（埼玉県）").shows("/municipalities/11202");
    alice.posts("/search/suggestions", &typed("夜間当")).await.is(200).shows("熊谷の夜間当番").shows(&link);
    alice.posts("/search/suggestions", &typed("alic")).await.is(200).shows(&format!("/coordinators/{}", alice.id));
    alice.posts("/search/suggestions", &typed("認知")).await.is(200).shows("テーマ");
    bob.posts("/search/suggestions", &typed("夜間当")).await.is(200).hides("熊谷の夜間当番");
    alice.posts("/search/suggestions", &typed("夜")).await.is(200).hides("option");
}
