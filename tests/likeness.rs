//! Towns like mine: their page, and as a filter of the directory and of the search.

use crate::support::{Answer, Persona, Site, fresh_once};

/// 熊谷市, 土浦市, which is like it, and 大豊町, which is not.
const KUMAGAYA: &str = "11202";
const TSUCHIURA: &str = "08203";
const OTOYO: &str = "39344";

fn row(person: &Persona) -> String {
    person.id.to_string()
}

fn rows(page: &Answer) -> Vec<String> {
    page.values("data-id")
}

#[tokio::test]
async fn the_page_of_a_town_shows_what_is_like_it_why_and_who_serves_there() {
    let site = Site::open().await;
    let alice = site.member("alice", KUMAGAYA).await;
    let (bob, carol) = (site.member("bob", TSUCHIURA).await, site.member("carol", OTOYO).await);
    alice.get("/municipalities/11202").await.is(200).shows("/municipalities/11202/similar");
    let page = alice.get("/municipalities/11202/similar").await.is(200);
    assert_eq!((page.total(), rows(&page).len()), (20, 20));
    assert!(rows(&page).contains(&TSUCHIURA.to_owned()) && !rows(&page).contains(&KUMAGAYA.to_owned()));
    let page = page
        .shows("熊谷市（埼玉県）に似た自治体")
        .shows("土浦市（茨城県）")
        .shows("が近い、どちらも市、どちらも郡市区医師会に委託");
    let page = page.shows("bob さん").shows(&format!("/coordinators/{}", bob.id)).hides("carol さん");
    let page = page
        .shows("190,927人")
        .shows("令和7年1月1日 住民基本台帳")
        .shows("令和2年10月1日 国勢調査")
        .shows("—（データなし）");
    let page = page
        .shows("一般市Ⅳまたは施行時特例市")
        .shows("/coordinators?similar_to=11202")
        .shows("/search?similar_to=11202");
    assert_eq!(page.body.matches("role=\"img\"").count(), 9, "a drawing for each figure");
    assert_eq!(page.body.matches("<desc>").count(), 9, "and each drawing in words");
    assert!(page.body.len() < 80 * 1024, "{} bytes", page.body.len());
    carol.get("/municipalities/39344/similar").await.is(200).hides("bob さん").hides("土浦市");
    let futaba = alice.get("/municipalities/07546/similar").await.is(200).shows("双葉町 —（データなし）");
    let nominal = "名目上のものです";
    futaba.shows(nominal);
    let futaba = alice.get("/municipalities/07546").await.is(200).shows(nominal).hides(">0世帯<");
    futaba.shows("資料なし（国勢調査のとき住んでいる人がいませんでした）");
    alice.get("/municipalities/11202").await.is(200).hides(nominal);
}

#[tokio::test]
async fn wards_are_compared_by_their_city_and_what_does_not_exist_is_absent() {
    let site = Site::open().await;
    let alice = site.member("alice", "14133").await;
    assert_eq!(alice.get("/municipalities/14133/similar").await.is(303).location(), "/municipalities/14130/similar");
    alice.get("/municipalities/14133").await.is(200).shows("/municipalities/14130/similar");
    for code in ["99999", "1", "mine", "%00"] {
        alice.get(&format!("/municipalities/{code}/similar")).await.is(404);
    }
    let mine = alice.get("/coordinators?similar_to=mine").await.is(200);
    mine.shows("担当する市町村（川崎市（神奈川県））に似た自治体");
}

#[tokio::test]
async fn who_has_left_or_is_shut_out_makes_no_town_alike_and_is_not_shown() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", KUMAGAYA).await, site.member("bob", TSUCHIURA).await);
    alice.get("/municipalities/11202/similar").await.shows("bob さん").shows("どちらも郡市区医師会に委託");
    site.leaves(&bob).await;
    alice.get("/municipalities/11202/similar").await.hides("bob さん").hides("どちらも郡市区医師会に委託");
    assert_eq!(alice.get("/coordinators?similar_to=11202").await.total(), 0);
}

#[tokio::test]
async fn the_directory_offers_towns_like_ones_own_in_one_step_with_the_reason_on_each_row() {
    let site = Site::open().await;
    let alice = site.member("alice", KUMAGAYA).await;
    let (bob, _) = (site.member("bob", TSUCHIURA).await, site.member("carol", OTOYO).await);
    let hospital = site.person("dave", TSUCHIURA, "hospital", "member").await;
    let all = alice.get("/coordinators").await.is(200).shows("担当する市町村（熊谷市（埼玉県））に似た自治体");
    assert!(all.facets().contains(&("similar_to/mine".to_owned(), 2)), "{:?}", all.facets());
    all.shows("href=\"/coordinators?similar_to=mine\"");
    let some = alice.get("/coordinators?similar_to=mine").await.is(200);
    assert_eq!(some.total(), 2);
    assert!(rows(&some).contains(&row(&bob)) && rows(&some).contains(&row(&hospital)), "{:?}", rows(&some));
    assert_eq!(some.body.matches("土浦市（茨城県）は熊谷市に似ている（").count(), 2, "each row says why");
    let some = some.shows("似ている順").shows("href=\"/coordinators\"").shows("/municipalities/11202/similar");
    // Other choices are counted among these people only, and the towns under the other choices.
    assert!(some.facets().contains(&("pref/08".to_owned(), 2)) && !some.facets().contains(&("pref/39".to_owned(), 1)));
    let both = alice.get("/coordinators?similar_to=mine&affiliation=hospital").await.is(200);
    assert_eq!(both.total(), 1);
    assert!(both.facets().contains(&("similar_to/mine".to_owned(), 1)), "{:?}", both.facets());
    let other = alice.get("/coordinators?similar_to=11202&q=bob").await.is(200).shows("熊谷市（埼玉県）に似た自治体");
    assert_eq!((other.total(), other.facets().contains(&("similar_to/11202".to_owned(), 1))), (1, true));
    other.shows("name=\"similar_to\" value=\"11202\"");
}

#[tokio::test]
async fn who_serves_nothing_is_offered_nothing_and_a_code_that_nobody_has_finds_nobody() {
    let site = Site::open().await;
    site.member("bob", TSUCHIURA).await;
    let bureau = site.person("bureau", "", "other", "bureau:kantoshinetsu").await;
    bureau.get("/coordinators").await.is(200).hides("similar_to=mine");
    bureau.get("/search").await.is(200).hides("similar_to=mine");
    for path in ["/coordinators", "/search"] {
        let page = bureau.get(&format!("{path}?similar_to=mine")).await.is(200).shows("担当の市町村がありません");
        assert_eq!(page.total(), 0, "{path}");
        let page = bureau.get(&format!("{path}?similar_to=99999")).await.is(200).shows("その番号の市町村はありません");
        assert_eq!(page.total(), 0, "{path}");
    }
    bureau.get(&format!("/coordinators?similar_to={}", "1".repeat(41))).await.is(400);
    // An officer's own town is the one in their charge.
    let officer = site.person("officer", "", "municipality", "officer:11202").await;
    assert_eq!(officer.get("/coordinators?similar_to=mine").await.is(200).total(), 1);
}

#[tokio::test]
async fn the_search_finds_what_was_asked_in_towns_like_one_and_nobody_who_hides() {
    let site = Site::open().await;
    let alice = site.member("alice", KUMAGAYA).await;
    let (bob, carol) = (site.member("bob", TSUCHIURA).await, site.member("carol", OTOYO).await);
    bob.asks("japan", "退院支援の進め方", "土浦からの相談です。").await;
    carol.asks("japan", "退院支援の手順", "大豊からの相談です。").await;
    // Enough others of whom the same would be shown, so that somebody in 土浦市 can hide.
    for number in 0..4 {
        site.member(&format!("like{number}"), TSUCHIURA).await;
    }
    let once = fresh_once();
    let fields = [
        ("room", "japan"),
        ("kind", "consultation"),
        ("title", "退院支援の悩み"),
        ("body", "名前を伏せた相談です。"),
        ("byline", "place_hidden"),
        ("once", once.as_str()),
    ];
    bob.posts("/threads", &fields).await.is(303);
    site.settle().await;
    assert_eq!(alice.finds("退院支援").await.total(), 3);
    for query in
        ["similar_to=11202", "similar_to=mine", "similar_to=11202&kind=consultation", "similar_to=mine&room=japan"]
    {
        let page = alice.get(&format!("/search?q={}&{query}", web::links::encode("退院支援"))).await.is(200);
        let page = page.shows("退院支援の進め方").hides("退院支援の手順").hides("退院支援の悩み");
        assert_eq!(page.total(), 1, "{query}");
        let facets = page.facets();
        assert!(facets.iter().any(|(facet, count)| facet.starts_with("similar_to/") && *count == 1), "{facets:?}");
        assert!(facets.contains(&("kind/consultation".to_owned(), 1)), "{facets:?}");
    }
    let typed = alice.finds("退院支援 似た自治体:熊谷市").await.shows("退院支援の進め方").hides("退院支援の手順");
    assert_eq!(typed.total(), 1);
    let page =
        alice.get("/search?similar_to=mine").await.is(200).shows("担当する市町村（熊谷市（埼玉県））に似た自治体");
    assert_eq!(page.total(), 1);
    page.shows("name=\"similar_to\" value=\"mine\"");
    alice.get("/search").await.is(200).shows("/search?similar_to=mine");
}

#[tokio::test]
async fn a_town_leads_to_its_neighbours_beyond_the_prefecture_too() {
    let site = Site::open().await;
    let alice = site.member("alice", KUMAGAYA).await;
    let page = alice.get("/municipalities/11202").await.is(200).shows("となりの自治体").shows("太田市（群馬県）");
    page.shows("/municipalities/10205").shows("「国土数値情報（行政区域データ）」（国土交通省）を加工して作成");
    alice.get("/municipalities/32528").await.is(200).shows("陸でつながる自治体はありません");
    alice.get("/municipalities/14133").await.is(200).shows("市のとなりの自治体").shows("大田区（東京都）");
}

#[tokio::test]
async fn a_city_is_found_by_who_serves_one_of_its_wards() {
    let site = Site::open().await;
    let alice = site.member("alice", "11100").await;
    let bob = site.member("bob", "14133").await;
    bob.asks("japan", "区の連絡会", "川崎市中原区からです。").await;
    site.settle().await;
    let page =
        alice.get("/coordinators?similar_to=11100").await.is(200).shows("川崎市（神奈川県）はさいたま市に似ている");
    assert_eq!(rows(&page), [row(&bob)]);
    assert_eq!(alice.get("/search?similar_to=11100").await.is(200).total(), 1);
}

#[tokio::test]
async fn people_who_are_found_by_words_obey_the_towns_too_and_several_are_asked_for_at_once() {
    let site = Site::open().await;
    let alice = site.member("alice", KUMAGAYA).await;
    let (like, ward) = (site.member("like", "08203").await, site.member("ward", "14133").await);
    let far = site.member("far", "27100").await;
    for person in [&like, &ward, &far] {
        person.asks("japan", "看護師の会", "どうしていますか。").await;
    }
    site.settle().await;
    let people = |page: &Answer| {
        let of_people =
            page.values("data-id").into_iter().filter_map(|id| id.strip_prefix("person-").map(str::to_owned));
        of_people.collect::<Vec<_>>()
    };
    let nurse = web::links::encode("看護師");
    for query in ["similar_to=11202", "similar_to=mine", "similar_to=mine&similar_to=11202"] {
        let page = alice
            .get(&format!("/search?q={nurse}&tab=people&{query}"))
            .await
            .is(200)
            .shows("土浦市（茨城県）は熊谷市に似ている");
        assert_eq!((people(&page), page.total()), (vec![like.id.to_string()], 1), "{query}");
        page.shows("この条件を外す").shows("1人");
        let beside = alice.get(&format!("/search?q={nurse}&{query}")).await.is(200);
        assert_eq!((people(&beside), beside.total()), (vec![like.id.to_string()], 1), "{query}");
        beside.shows("tab=people&amp;similar_to=");
    }
    let both = alice.get(&format!("/search?q={nurse}&similar_to=11202&similar_to=11100")).await.is(200);
    assert_eq!(both.total(), 2);
    for value in ["similar_to/11202", "similar_to/11100"] {
        assert!(both.facets().contains(&(value.to_owned(), 1)), "{:?}", both.facets());
    }
    both.shows("似た自治体の方の相談").shows("自分の自治体に似た自治体の相談にしぼる");
    assert_eq!(alice.get(&format!("/search?q={nurse}&tab=people")).await.is(200).total(), 4);
}

#[tokio::test]
async fn near_a_place_the_search_finds_the_people_whom_the_directory_finds() {
    let site = Site::open().await;
    let alice = site.member("alice", "27100").await;
    let (near, itself) = (site.member("near", "11218").await, site.member("itself", KUMAGAYA).await);
    site.member("far", "01100").await;
    site.settle().await;
    for words in ["熊谷市の近く", "看護師 熊谷市の近く"] {
        let words = web::links::encode(words);
        let page = alice.get(&format!("/search?q={words}&tab=people")).await.is(200).shows("深谷市は熊谷市のとなり");
        assert_eq!((page.values("data-id"), page.total()), (vec![person_row(&itself), person_row(&near)], 2));
        alice.get(&format!("/search?q={words}")).await.is(200).shows("深谷市は熊谷市のとなり");
        assert_eq!(alice.get(&format!("/coordinators?q={words}")).await.is(200).total(), 2);
    }
}

fn person_row(persona: &Persona) -> String {
    format!("person-{}", persona.id)
}
