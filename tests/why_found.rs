//! Why a hit is there that does not hold the words as they were typed.

use web::links::encode;

use crate::support::Site;

#[tokio::test]
async fn a_hit_by_other_words_or_by_its_sound_says_so_and_one_by_the_same_words_does_not() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    alice.asks("japan", "夜間の訪問看護", "連絡先の一覧をつくりました。").await;
    site.settle().await;
    let same = "「訪看」を「訪問看護」として見つけました";
    let sound = "「ほうもんかんご」を、読みの同じ「訪問看護」で見つけました";
    alice.finds("訪看").await.shows(same);
    alice.finds("ほうもんかんご").await.shows(sound).hides("として見つけました");
    alice.finds("訪問看護").await.hides("見つけました");
    alice.finds("夜間 連絡先").await.hides("見つけました");
    // The words stand in the reply that is shown, so nothing needs to be said.
    let thread = alice.asks("japan", "在宅の夜", "訪看の話です。").await;
    site.settle().await;
    let page = alice.finds("訪看").await;
    assert_eq!(page.body.matches(same).count(), 1, "only where it stands otherwise");
    page.shows(&thread);
}

#[tokio::test]
async fn of_somebody_who_is_found_it_is_shown_where_every_word_stands() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let bob = site.member("bob", "11203").await;
    let profile = [("kana", "ぼぶ"), ("introduction", "以前は離島の診療所におりました。"), ("theme", "acp")];
    bob.posts("/me/profile", &profile).await.is(303);
    site.settle().await;
    let people = async |words| alice.get(&format!("/search?tab=people&q={}", encode(words))).await.is(200);
    let island = people("離島の診療所").await.shows("自己紹介：").shows("<mark>離島</mark>").shows("bob さん");
    assert_eq!(island.total(), 1);
    // Somebody is looked for by all words, not by any of them.
    assert_eq!(people("離島の病院").await.total(), 0);
    let kawaguchi = people("川口市").await.shows("<mark>川口市</mark>").hides("自己紹介：");
    assert_eq!(kawaguchi.total(), 1);
    people("リトウ").await.shows("「リトウ」を、読みの同じ「離島」で見つけました");
}
