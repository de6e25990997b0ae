//! Words that the search takes for each other: a list that administrators keep, members propose to, and questions that
//! found nothing help to grow.

use crate::support::{Answer, Persona, Site, fresh_once};

mod missed;

/// The desk of the list.
const DESK: &str = "/admin/synonyms";

async fn administrator(site: &Site) -> Persona {
    site.person("administrator", "11202", "other", "administrator").await
}

/// Sends a form about a group of words.
async fn sends(person: &Persona, path: &str, kind: &str, words: &str, more: &[(&str, &str)]) -> Answer {
    let once = fresh_once();
    person.posts(path, &[&[("kind", kind), ("words", words), ("once", &once)], more].concat()).await
}

/// What of the list everybody reads holds a word.
async fn listed(person: &Persona, word: &str) -> Answer {
    person.get(&format!("/synonyms?q={}", web::links::encode(word))).await.is(200)
}

/// The address of the group in which a word stands, and its version.
async fn group(administrator: &Persona, word: &str) -> (String, String) {
    let page = administrator.get(&format!("{DESK}?q={}", web::links::encode(word))).await.is(200);
    let ids = page.values("data-id");
    let id = ids.iter().find_map(|id| id.strip_prefix("synonym-")).unwrap_or_else(|| panic!("no group with {word}"));
    let path = format!("{DESK}/{id}");
    let version = administrator.get(&path).await.is(200).field("version");
    (path, version)
}

#[tokio::test]
async fn a_word_that_is_added_is_found_with_the_next_question_and_one_that_is_removed_is_not() {
    let site = Site::open().await;
    let (alice, keeper) = (site.member("alice", "11202").await, administrator(&site).await);
    alice.asks("japan", "ふれあい喫茶の始め方", "場所はどうしていますか。").await;
    site.settle().await;
    assert_eq!(alice.finds("認知症カフェ").await.total(), 0);
    sends(&keeper, DESK, "equal", "認知症カフェ\nふれあい喫茶", &[]).await.is(303);
    let page = alice.finds("認知症カフェ").await.shows("ふれあい喫茶の始め方").shows("<mark>ふれあい喫茶</mark>");
    assert_eq!(page.total(), 1);
    listed(&alice, "ふれあい").await.shows("認知症カフェ");
    let (path, version) = group(&keeper, "ふれあい喫茶").await;
    sends(&keeper, &path, "one-way", "ふれあい喫茶\n認知症カフェ", &[("version", &version)]).await.is(303);
    assert_eq!(alice.finds("認知症カフェ").await.total(), 0, "the other way round only");
    let (path, version) = group(&keeper, "ふれあい喫茶").await;
    let removal = format!("{path}/removal");
    keeper.posts(&removal, &[("version", &version), ("once", &fresh_once())]).await.is(303);
    keeper.get(&path).await.is(404);
    let noted = "SELECT COUNT(*) AS n FROM audit_entries WHERE action LIKE 'synonym-%'";
    assert_eq!(site.number(noted).await, 3);
}

#[tokio::test]
async fn what_is_only_related_is_found_further_down() {
    let site = Site::open().await;
    let (alice, keeper) = (site.member("alice", "11202").await, administrator(&site).await);
    alice.asks("japan", "配食のこと", "配食の方から連絡が来ます。").await;
    alice.asks("japan", "弁当のこと", "弁当の方から連絡が来ます。").await;
    alice.asks("japan", "宅食のこと", "宅食の方から連絡が来ます。").await;
    sends(&keeper, DESK, "equal", "ほにゃらら\n弁当", &[]).await.is(303);
    sends(&keeper, DESK, "related", "ほにゃらら\n宅食", &[]).await.is(303);
    site.settle().await;
    let page = alice.finds("ほにゃらら").await;
    let place = |title: &str| page.body.find(title).unwrap_or_else(|| panic!("{title} is not there"));
    assert_eq!(page.total(), 2);
    assert!(place(">弁当<") < place(">宅食<"));
}

#[tokio::test]
async fn a_line_that_ships_is_brought_once_and_stays_removed_or_changed() {
    let site = Site::open().await;
    let keeper = administrator(&site).await;
    let count = "SELECT COUNT(*) AS n FROM synonyms WHERE NOT is_removed";
    let shipped = site.number(count).await;
    assert!(shipped > 70);
    let (path, version) = group(&keeper, "カンタキ").await;
    keeper.posts(&format!("{path}/removal"), &[("version", &version), ("once", &fresh_once())]).await.is(303);
    let (path, version) = group(&keeper, "床ずれ").await;
    sends(&keeper, &path, "equal", "床ずれ\n褥瘡", &[("version", &version)]).await.is(303);
    let site = site.restarted_after(|_| {}).await;
    let mut keeper = keeper.before(&site);
    keeper.signs_in().await.is(303);
    assert_eq!(site.number(count).await, shipped - 1);
    listed(&keeper, "カンタキ").await.shows("当てはまる言いかえはありません");
    keeper.get(&path).await.is(200).hides("じょくそう");
}

#[tokio::test]
async fn a_preview_counts_what_its_reader_may_see_and_saves_nothing() {
    let site = Site::open().await;
    let (alice, keeper) = (site.member("alice", "27100").await, administrator(&site).await);
    alice.asks("japan", "ふれあい喫茶の始め方", "場所はどうしていますか。").await;
    alice.asks("pref-27", "ふれあい喫茶のヒミツ", "場所はどうしていますか。").await;
    site.settle().await;
    let words = "認知症カフェ\nふれあい喫茶";
    let page = sends(&keeper, DESK, "equal", words, &[("step", "look")]).await.is(200);
    let page = page.shows("保存する").shows("ふれあい喫茶の始め方").hides("ヒミツ");
    assert_eq!(page.values("data-word"), ["認知症カフェ", "ふれあい喫茶"]);
    assert_eq!((page.values("data-before"), page.values("data-after")), (strings(["0", "1"]), strings(["1", "1"])));
    assert_eq!(keeper.finds("認知症カフェ").await.total(), 0);
    sends(&keeper, DESK, "equal", words, &[]).await.is(303);
    let (path, version) = group(&keeper, "ふれあい喫茶").await;
    let look = [("version", version.as_str()), ("step", "look")];
    let page = keeper.posts(&format!("{path}/removal"), &look).await.is(200).shows("一覧から外す");
    assert_eq!((page.values("data-before"), page.values("data-after")), (strings(["1", "1"]), strings(["0", "1"])));
    assert_eq!(keeper.finds("認知症カフェ").await.total(), 1);
}

fn strings<const N: usize>(all: [&str; N]) -> Vec<String> {
    all.map(str::to_owned).to_vec()
}

#[tokio::test]
async fn of_two_changes_the_second_is_handed_back_and_a_form_sent_twice_counts_once() {
    let site = Site::open().await;
    let keeper = administrator(&site).await;
    let once = fresh_once();
    let add = [("kind", "equal"), ("words", "甲\n乙"), ("once", once.as_str())];
    let first = keeper.posts(DESK, &add).await.is(303).location();
    assert_eq!(keeper.posts(DESK, &add).await.is(303).location(), first);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM synonyms WHERE words LIKE '甲%'").await, 1);
    let (path, version) = group(&keeper, "甲").await;
    sends(&keeper, &path, "equal", "甲\n丙", &[("version", &version)]).await.is(303);
    let page = sends(&keeper, &path, "related", "甲\n丁", &[("version", &version)]).await.is(409);
    page.shows("先に変更しています").shows("丙").shows("丁");
    keeper.posts(&format!("{path}/removal"), &[("version", &version), ("once", &fresh_once())]).await.is(409);
    listed(&keeper, "甲").await.shows("丙").hides("丁");
}

#[tokio::test]
async fn what_cannot_be_a_group_comes_back_with_everything_typed() {
    let site = Site::open().await;
    let (alice, keeper) = (site.member("alice", "11202").await, administrator(&site).await);
    let long = "長".repeat(41);
    let many = (0..17).map(|number| format!("語{number}")).collect::<Vec<_>>().join("\n");
    for words in ["", "ひとつだけ", "ＡＣＰ計画\nACP計画\nA・C・P計画", &long, &many, "見え\u{1b}ない\n文字"]
    {
        for (person, path) in [(&keeper, DESK), (&alice, "/synonyms")] {
            let page = sends(person, path, "equal", words, &[]).await.is(422);
            page.shows(words.lines().next().unwrap_or_default().trim_end_matches("\u{1b}ない"));
        }
    }
    sends(&keeper, DESK, "whatever", "甲\n乙", &[]).await.is(422).shows("言葉の関係を選んでください");
    sends(&keeper, DESK, "equal", "<b>甲</b>\n乙", &[]).await.is(303);
    keeper.get(DESK).await.is(200).hides("<b>甲</b>").shows("&lt;b&gt;甲&lt;/b&gt;");
}

#[tokio::test]
async fn members_propose_and_administrators_accept_or_decline() {
    let site = Site::open().await;
    let (alice, keeper) = (site.member("alice", "11202").await, administrator(&site).await);
    sends(&alice, "/synonyms", "equal", "甲種\n乙種", &[]).await.is(303);
    site.wait_minutes(1);
    sends(&alice, "/synonyms", "related", "丙種\n丁種", &[]).await.is(303);
    listed(&alice, "甲種").await.shows("当てはまる言いかえはありません");
    alice.get(DESK).await.is(403);
    let desk = keeper.get(DESK).await.is(200).shows("甲種").shows("丁種").shows("alice");
    let ids = desk.values("data-id");
    let waiting: Vec<&str> = ids.iter().filter_map(|id| id.strip_prefix("proposal-")).collect();
    let form = keeper.get(&format!("{DESK}/new?proposal={}", waiting[0])).await.is(200).shows("甲種");
    assert_eq!(form.field("proposal"), waiting[0]);
    sends(&keeper, DESK, "equal", "甲種\n乙種", &[("proposal", waiting[0])]).await.is(303);
    keeper.posts(&format!("{DESK}/proposals/{}", waiting[1]), &[("once", &fresh_once())]).await.is(303);
    alice.posts(&format!("{DESK}/proposals/{}", waiting[1]), &[]).await.is(403);
    let late = sends(&keeper, DESK, "equal", "甲種\n乙類", &[("proposal", waiting[0])]).await.is(409);
    late.shows("先に確かめました").shows("乙類");
    keeper.get(DESK).await.is(200).shows("待っている提案はありません").hides("丁種");
    listed(&alice, "甲種").await.shows("乙種");
    listed(&alice, "丙種").await.shows("当てはまる言いかえはありません");
    for number in 0..20 {
        sends(&alice, "/synonyms", "equal", &format!("語{number}\n句{number}"), &[]).await.is(303);
    }
    sends(&alice, "/synonyms", "equal", "もう\nひとつ", &[]).await.is(409).shows("20件まで");
}
