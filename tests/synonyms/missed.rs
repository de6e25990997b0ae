//! Questions that found nothing: kept as words with how many asked, and never what may name somebody.

use super::{DESK, administrator, sends};
use crate::support::{Persona, Site, fresh_once};

/// What the desk shows of them.
async fn missed(site: &Site, keeper: &Persona) -> Vec<String> {
    site.inner.missed.flush().await.expect("write what waits");
    keeper.get(DESK).await.is(200).values("data-missed")
}

async fn kept(site: &Site) -> i64 {
    site.inner.missed.flush().await.expect("write what waits");
    site.number("SELECT COUNT(*) AS n FROM missed_questions").await
}

#[tokio::test]
async fn words_that_two_people_asked_in_vain_are_shown_and_lead_to_a_synonym() {
    let site = Site::open().await;
    let keeper = administrator(&site).await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "27100").await);
    alice.asks("japan", "ふれあい喫茶の始め方", "場所はどうしていますか。").await;
    site.settle().await;
    for _ in 0..3 {
        alice.finds("オレンジカフェ").await;
    }
    assert_eq!(missed(&site, &keeper).await, [""; 0], "one person alone");
    bob.finds("ｵﾚﾝｼﾞｶﾌｪ　").await;
    let words = missed(&site, &keeper).await;
    assert_eq!(words.len(), 1);
    assert_eq!(site.number("SELECT times AS n FROM missed_questions").await, 2);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM missed_questions WHERE last_day = '2026-11-22'").await, 1);
    let form = keeper.get(&format!("{DESK}/new?missed={}", web::links::encode(&words[0]))).await.is(200);
    assert_eq!(form.field("missed"), words[0]);
    let group = format!("{}\nふれあい喫茶", words[0]);
    sends(&keeper, DESK, "equal", &group, &[("missed", &words[0])]).await.is(303);
    assert_eq!(missed(&site, &keeper).await, [""; 0]);
    assert_eq!(bob.finds("オレンジカフェ").await.total(), 1);
    assert_eq!(kept(&site).await, 0, "what is found is not kept");
}

#[tokio::test]
async fn what_may_name_somebody_is_long_or_has_conditions_is_not_kept() {
    let site = Site::open().await;
    let keeper = administrator(&site).await;
    let alice = site.member("alice", "11202").await;
    site.settle().await;
    for words in [
        "佐藤花子",
        "鈴木　一郎",
        "さとうはなこ",
        "田中さんの退院",
        "患者渡辺",
        "花子",
        "Alice",
        "alice の連絡先",
        "てすと",
        "090-1234-5678",
        "yamada@example.jp",
        "被保険者番号0012345678",
        "昭和12年3月4日生まれ",
        "神川町大字植竹1-2-3",
        "a",
        "とてもとても長くて質問というより文章のようになってしまった言葉の並び",
    ] {
        alice.finds(words).await;
        keeper.finds(words).await;
        assert_eq!(kept(&site).await, 0, "{words} is kept");
    }
    let words = web::links::encode("ムニャムニャ");
    for more in ["kind=chat", "tab=people", "sort=new", "page=2"] {
        alice.get(&format!("/search?q={words}&{more}")).await.is(200);
        keeper.get(&format!("/search?q={words}&{more}")).await.is(200);
        assert_eq!(kept(&site).await, 0, "{more} is kept");
    }
    for person in [&alice, &keeper] {
        person.finds("種類:雑談 ムニャムニャ").await;
    }
    assert_eq!(kept(&site).await, 0, "a condition among the words");
    alice.finds("ムニャムニャ").await;
    assert_eq!(kept(&site).await, 0, "one person alone");
    assert_eq!(site.traces_of("ムニャムニャ").await, [""; 0]);
    keeper.finds("ムニャムニャ").await;
    assert_eq!(kept(&site).await, 1);
    let columns = site.traces_of(&alice.id.to_string()).await;
    assert!(columns.iter().all(|column| !column.starts_with("missed_questions")), "{columns:?}");
    assert_eq!(missed(&site, &keeper).await.len(), 1);
}

#[tokio::test]
async fn words_are_forgotten_by_a_button_or_after_half_a_year() {
    let site = Site::open().await;
    let keeper = administrator(&site).await;
    let alice = site.member("alice", "11202").await;
    site.settle().await;
    for words in ["ムニャムニャ", "ホニャララ"] {
        alice.finds(words).await;
        keeper.finds(words).await;
    }
    let words = missed(&site, &keeper).await;
    assert_eq!(words.len(), 2);
    alice.posts("/admin/synonyms/missed", &[("missed", &words[0])]).await.is(403);
    keeper.posts("/admin/synonyms/missed", &[("missed", &words[0]), ("once", &fresh_once())]).await.is(303);
    assert_eq!(missed(&site, &keeper).await, words[1..]);
    site.wait_minutes(180 * 24 * 60);
    server::synonyms::missed::sweep(&site.inner.app.db).await.expect("sweep");
    assert_eq!(kept(&site).await, 1, "on the last day");
    site.wait_minutes(24 * 60);
    server::synonyms::missed::sweep(&site.inner.app.db).await.expect("sweep");
    assert_eq!(kept(&site).await, 0);
}
