//! Maps and coverage: who serves which municipality, and where nobody does yet.

use kernel::Places;
use kernel::viewer::Standing;

use crate::support::{Answer, Persona, Site};

/// Most bytes of a page with a map.
const MOST: usize = 150_000;

#[tokio::test]
async fn a_municipality_is_served_as_long_as_somebody_holds_a_seat_there() {
    let site = Site::open().await;
    let reader = site.member("reader", "27100").await;
    assert_eq!(served(&reader, "11202").await, "nobody 熊谷市 担当者はまだいません");
    reader.get("/municipalities/11202").await.is(200).shows("担当者はまだ登録されていません");

    let alice = site.member("alice", "11202").await;
    assert_eq!(served(&reader, "11202").await, "one 熊谷市 担当者1人");
    site.member("bob", "11202,11218").await;
    assert_eq!(served(&reader, "11202").await, "several 熊谷市 担当者2人");
    assert_eq!(served(&reader, "11218").await, "shared 深谷市 担当者1人（ほかの市町村と兼務）");
    assert_eq!(
        told(&reader).await,
        [("すべて", 63), ("まだいない", 61), ("兼務の人だけ", 1), ("1人", 0), ("2人以上", 1)]
    );

    site.leaves(&alice).await;
    assert_eq!(served(&reader, "11202").await, "shared 熊谷市 担当者1人（ほかの市町村と兼務）");
    reader.get("/prefectures").await.is(200).shows("埼玉県 63市町村のうち、2市町村に担当者がいます");
}

#[tokio::test]
async fn whoever_is_suspended_or_waits_serves_nobody_on_the_map() {
    let site = Site::open().await;
    let reader = site.member("reader", "27100").await;
    let bob = site.member("bob", "11202").await;
    site.add("carol", "11202", "hospital", "member", Standing::Pending).await;
    assert_eq!(served(&reader, "11202").await, "one 熊谷市 担当者1人");
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let form = [("standing", "suspended"), ("reason", "職を離れました。")];
    manager.posts(&format!("/admin/people/{}/standing", bob.id), &form).await.is(303);
    assert_eq!(served(&reader, "11202").await, "nobody 熊谷市 担当者はまだいません");
    reader.get("/prefectures").await.is(200).shows("埼玉県 63市町村に、担当者はまだいません");
}

#[tokio::test]
async fn a_city_with_its_wards_is_one_municipality_and_its_officer_is_its_own() {
    let site = Site::open().await;
    let reader = site.member("reader", "27100").await;
    site.member("wards", "14131,14132").await;
    assert_eq!(served(&reader, "14130").await, "one 川崎市 担当者1人");
    site.person("officer", "", "municipality", "officer:14204").await;
    assert_eq!(served(&reader, "14204").await, "one 鎌倉市 担当者1人");
}

#[tokio::test]
async fn the_table_beside_the_map_can_show_only_where_somebody_is_missing() {
    let site = Site::open().await;
    let reader = site.member("reader", "27100").await;
    site.member("alice", "11202").await;
    let rows = |page: &Answer| page.body.matches("<tr data-id=\"11").count();
    for (only, expected) in [("", 63), ("nobody", 62), ("one", 1), ("one-of-them", 63)] {
        let page = reader.get(&format!("/prefectures/11?only={only}")).await.is(200);
        assert_eq!((rows(&page), page.total()), (expected, expected as u64), "{only}");
        // The map shows all of them all the same.
        assert_eq!(links(&page, "11").len(), 63, "{only}");
    }
    let none = reader.get("/prefectures/11?only=several").await.is(200).shows("あてはまる市町村はありません");
    assert_eq!((rows(&none), none.total()), (0, 0));
    // By よみ: あげおし, あさかし, …
    let all = reader.get("/prefectures/11").await.is(200);
    let order = all.values("data-id").into_iter().filter(|code| code.len() == 5).collect::<Vec<_>>();
    assert_eq!(order[..2], ["11219", "11227"]);
}

#[tokio::test]
async fn every_municipality_of_every_prefecture_has_one_shape_and_one_link_and_the_page_stays_small() {
    let site = Site::open().await;
    let places = &site.inner.app.places;
    let reader = site.member("reader", "27100").await;
    let everywhere = places.municipalities().map(|place| place.code.as_str()).collect::<Vec<_>>().join(",");
    for name in ["ichi", "ni", "san"] {
        site.member(name, &everywhere).await;
    }
    for prefecture in places.prefectures() {
        let page = reader.get(&format!("/prefectures/{}", prefecture.code)).await.is(200);
        assert!(page.body.len() <= MOST, "{} has {} bytes", prefecture.name, page.body.len());
        let page = page.shows("「国土数値情報（行政区域データ）」（国土交通省）を加工して作成");
        let mut codes = codes(places, &prefecture.code);
        let mut linked: Vec<String> = links(&page, &prefecture.code).into_iter().map(|(code, _)| code).collect();
        codes.sort();
        linked.sort();
        assert_eq!(linked, codes, "{}", prefecture.name);
        let outlines = reader.get(&outlines(&page)).await.is(200);
        assert_eq!(outlines.header("cache-control"), Some("public, max-age=31536000, immutable"));
        for code in codes {
            let drawn = format!("/maps/{}.svg#m{code}\"", prefecture.code);
            assert_eq!(page.body.matches(&drawn).count(), 1, "{code} is drawn once");
            assert_eq!(outlines.body.matches(&format!("id=\"m{code}\" d=\"M")).count(), 1, "{code} has one outline");
        }
        let used = page.body.split("<use ").skip(1).filter_map(|rest| rest.split('#').nth(1)?.split('"').next());
        for id in used {
            assert!(outlines.body.contains(&format!("id=\"{id}\"")), "{id} of {} is nowhere", prefecture.name);
        }
    }
}

#[tokio::test]
async fn the_map_of_a_municipality_links_what_borders_on_it_also_beyond_the_prefecture() {
    let site = Site::open().await;
    let reader = site.member("reader", "27100").await;
    site.member("alice", "10205").await;
    let page = reader.get("/municipalities/11202").await.is(200);
    let drawn = |page: &Answer| page.body.matches("<use href=\"/assets/").count();
    assert_eq!(drawn(&page), 11);
    page.shows("<title>太田市（群馬県） 担当者1人</title>").shows("/maps/10.svg#m10205").shows("/maps/11.svg#m11202");
    // An island has itself; a ward the map of its city.
    assert_eq!(drawn(&reader.get("/municipalities/32528").await.is(200)), 1);
    reader.get("/municipalities/14133").await.is(200).shows("/maps/14.svg#m14130").shows("/maps/13.svg#m13111");
}

#[tokio::test]
async fn the_country_is_told_by_tiles_and_by_blocs() {
    let site = Site::open().await;
    let reader = site.member("reader", "27100").await;
    site.member("alice", "11202,08204").await;
    let page = reader.get("/prefectures").await.is(200).shows("全国の1,741市町村のうち、3市町村に担当者がいます");
    assert!(page.body.len() <= MOST);
    for code in site.inner.app.places.prefectures().iter().map(|prefecture| &prefecture.code) {
        // The tile and the row.
        assert_eq!(page.body.matches(&format!("href=\"/prefectures/{code}\"")).count(), 2, "{code}");
    }
    page.shows("関東信越ブロック")
        .shows("450市町村のうち、2市町村に担当者がいます")
        .shows("北海道 179市町村に、担当者はまだいません");
    for path in ["/", "/coordinators", "/prefectures/11"] {
        reader.get(path).await.is(200).shows("href=\"/prefectures\"");
    }
}

/// What the map of its prefecture says of a municipality.
async fn served(reader: &Persona, code: &str) -> String {
    let page = reader.get(&format!("/prefectures/{}", &code[..2])).await.is(200);
    let mut found = links(&page, &code[..2]).into_iter().filter(|(linked, _)| linked == code);
    found.next().expect("a link").1
}

/// The links of a prefecture's map, each with its class and its words.
fn links(page: &Answer, prefecture: &str) -> Vec<(String, String)> {
    let start = format!("href=\"/municipalities/{prefecture}");
    let links = page.body.split("<a class=\"").skip(1).filter_map(|rest| {
        let (class, rest) = rest.split_once("\" ")?;
        let code = rest.strip_prefix(&start)?.split('"').next()?;
        let words = rest.split_once("><title>")?.1.split("</title>").next()?;
        Some((format!("{prefecture}{code}"), format!("{class} {words}")))
    });
    links.collect()
}

/// The counts above the table.
async fn told(reader: &Persona) -> Vec<(&'static str, usize)> {
    let page = reader.get("/prefectures/11").await.is(200);
    let count = |label: &str| {
        let tab = page.body.split(&format!(">{label} <span class=\"count\">")).nth(1)?;
        tab.split('<').next()?.parse().ok()
    };
    ["すべて", "まだいない", "兼務の人だけ", "1人", "2人以上"]
        .map(|label| (label, count(label).unwrap_or(999)))
        .to_vec()
}

/// Where the outlines of a map are.
fn outlines(page: &Answer) -> String {
    let at = page.body.split("<use href=\"").nth(1).and_then(|rest| rest.split('#').next());
    at.expect("a drawing").to_owned()
}

fn codes(places: &Places, prefecture: &str) -> Vec<String> {
    places.municipalities().filter(|place| place.prefecture == prefecture).map(|place| place.code.clone()).collect()
}
