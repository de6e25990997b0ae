//! 仲間をさがす

use crate::support::Site;

#[tokio::test]
async fn people_are_found_by_name_reading_and_place_however_they_are_typed() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    site.member("bob", "14150").await;
    for words in
        ["alice", "ＡＬＩＣＥ", "てすと", "テスト", "ﾃｽﾄ", "熊谷", "くまがや", "クマガヤ 医師会", "看護師", "埼玉県"]
    {
        let page = alice.get(&format!("/coordinators?q={}", web::links::encode(words))).await.is(200);
        assert!(page.values("data-id").iter().any(|id| id.ends_with(&alice.id.to_string())), "{words}");
    }
    assert_eq!(alice.get(&format!("/coordinators?q={}", web::links::encode("熊谷 相模原"))).await.total(), 0);
}

#[tokio::test]
async fn filters_are_counted_combined_and_reflected() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    site.person("bob", "11218", "hospital", "member").await;
    site.person("carol", "14150", "hospital", "member").await;
    site.person("dave", "34207,33205", "municipality", "member").await;
    let all = alice.get("/coordinators").await.is(200);
    assert_eq!(all.total(), 4);
    let facets = all.facets();
    for (facet, count) in [
        ("affiliation/hospital", 2),
        ("affiliation/medical-association", 1),
        ("bloc/kantoshinetsu", 3),
        ("bloc/chugokushikoku", 1),
        ("pref/11", 2),
        ("theme/acp", 4),
        ("qualification/nurse", 4),
    ] {
        assert!(facets.contains(&(facet.to_owned(), count)), "{facet} in {facets:?}");
    }
    let some = alice.get("/coordinators?affiliation=hospital&bloc=kantoshinetsu").await;
    assert_eq!(some.total(), 2);
    // What other kinds of employer would give is counted under the other filters only.
    assert!(some.facets().contains(&("affiliation/medical-association".to_owned(), 1)));
    for (query, total) in [
        ("affiliation=hospital&pref=11", 1),
        ("pref=34", 1),
        ("pref=33", 1),
        ("municipality=33205", 1),
        ("area=1109", 2),
        ("affiliation=hospital&affiliation=municipality", 3),
        ("population=100000-300000", 2),
        ("theme=disaster", 0),
    ] {
        assert_eq!(alice.get(&format!("/coordinators?{query}")).await.total(), total, "{query}");
    }
}

#[tokio::test]
async fn the_nearest_come_first() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let far = site.member("far", "27100").await;
    let bloc = site.member("bloc", "14150").await;
    let prefecture = site.member("pref", "11201").await;
    let area = site.member("area", "11218").await;
    let same = site.member("same", "11202").await;
    let order = alice.get("/coordinators").await.values("data-id");
    let rank = |id: kernel::PersonId| order.iter().position(|row| row.ends_with(&id.to_string())).expect("listed");
    let ranks: Vec<usize> = [&same, &area, &prefecture, &bloc, &far].map(|person| rank(person.id)).to_vec();
    assert!(ranks.is_sorted(), "{ranks:?}");
}

#[tokio::test]
async fn a_profile_shows_the_seat_and_never_the_address() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let bob = site.member("bob", "11202,08204").await;
    let page = alice.get(&format!("/coordinators/{}", bob.id)).await.is(200);
    page.shows("bob さん")
        .shows("bobの勤め先")
        .shows("熊谷市")
        .shows("古河市")
        .shows("茨城県")
        .shows("委託")
        .shows("0230-00-0000")
        .hides("bob@example.jp");
    for path in ["/coordinators", "/municipalities/11202", "/prefectures/11"] {
        alice.get(path).await.is(200).shows("bob さん").hides("bob@example.jp");
    }
}

#[tokio::test]
async fn a_person_edits_the_own_profile_and_others_see_it_at_once() {
    let site = Site::open().await;
    let (alice, bob) = (site.member("alice", "11202").await, site.member("bob", "11202").await);
    let fields = [
        ("kana", "アリス"),
        ("experience_years", "７"),
        ("introduction", "退院支援を長く担当しました。"),
        ("theme", "disaster"),
        ("theme", "acp"),
        ("qualification", "public-health-nurse"),
    ];
    let saved = alice.posts("/me/profile", &fields).await.is(303).location();
    alice.get(&saved).await.is(200).shows("プロフィールを保存しました");
    bob.get(&saved).await.is(200).hides("保存しました");
    let page = bob.get(&format!("/coordinators/{}", alice.id)).await.is(200);
    page.shows("ありす").shows("退院支援を長く").shows("災害・BCP").shows("保健師").shows("7年");
    let too_much = "長".repeat(1_001);
    let wrong = [("kana", "漢字"), ("experience_years", "百"), ("introduction", too_much.as_str())];
    alice.posts("/me/profile", &wrong).await.is(422).shows("漢字").shows("百").shows(&too_much);
    bob.get(&format!("/coordinators/{}", alice.id)).await.shows("ありす");
}

#[tokio::test]
async fn place_pages_tell_who_serves_and_where_nobody_does_yet() {
    let site = Site::open().await;
    // Somebody else looks, since the header shows whoever does.
    let (alice, bob) = (site.member("alice", "11202,11408").await, site.member("bob", "27100").await);
    let row = format!("/coordinators/{}", alice.id);
    let town = bob.get("/municipalities/11202").await.is(200).shows("alice さん").shows(&row);
    town.shows("190,927").shows("2025").shows("深谷市").shows("北部");
    bob.get("/municipalities/11218").await.is(200).hides("alice さん").hides(&row);
    let prefecture = bob.get("/prefectures/11").await.is(200).shows("alice さん").shows(&row).shows("寄居町");
    assert!(prefecture.body.matches("href=\"/municipalities/11").count() >= 63, "all municipalities are listed");
    bob.get("/municipalities/14130").await.is(200).shows("川崎北部").shows("川崎南部");
}

#[tokio::test]
async fn somebody_who_serves_a_ward_reads_only_the_area_of_that_ward() {
    let site = Site::open().await;
    let north = site.member("north", "14135").await;
    let rooms = north.get("/rooms").await.is(200);
    let areas =
        rooms.body.matches("href=\"/rooms/area-140").count() + rooms.body.matches("href=\"/rooms/area-14").count();
    assert!(areas >= 1);
    let whole = site.member("whole", "14130").await;
    for slug in ["area-1404", "area-1405"] {
        whole.get(&format!("/rooms/{slug}")).await.is(200);
    }
    let readable = [north.get("/rooms/area-1404").await.status, north.get("/rooms/area-1405").await.status];
    assert_eq!(readable.iter().filter(|status| **status == 200).count(), 1, "{readable:?}");
}

#[tokio::test]
async fn managers_take_the_answer_along_as_a_file_and_nobody_else_does() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let member = site.member("moto", "11202").await;
    site.member("fukaya", "11218").await;
    site.member("sapporo", "01100").await;
    let near = format!("/coordinators/export?q={}", web::links::encode("熊谷市の近く"));
    member.get(&near).await.is(403);
    site.visitor().get(&near).await.is(303);
    let file = manager.get(&near).await.is(200).shows("fukaya").shows("熊谷市（埼玉県）").hides("sapporo").hides("@");
    assert!(file.content.starts_with("\u{feff}氏名,よみ,".as_bytes()));
    assert!(file.body.contains("\r\nmoto さん,"), "{}", file.body);
    assert_eq!(file.body.lines().count(), 3, "the head, and whoever is near");
    let noted = "SELECT COUNT(*) AS n FROM audit_entries WHERE action = 'roster-export' AND subject = 'coordinators'";
    assert_eq!(site.number(&format!("{noted} AND detail = 'lines:2'")).await, 1, "with how many it holds");
    manager.get("/coordinators?q=fukaya").await.is(200).shows("/coordinators/export?q=fukaya");
    member.get("/coordinators?q=fukaya").await.is(200).hides("/coordinators/export");
    manager.get(&format!("/coordinators/export?q={}", "x".repeat(300))).await.is(400);
}

#[tokio::test]
async fn where_a_town_has_nobody_its_page_and_those_near_it_are_offered() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let asks = |words: &str| format!("/coordinators?q={}", web::links::encode(words));
    for words in ["室戸市", "室戸市 看護師"] {
        let page = alice.get(&asks(words)).await.is(200).shows("室戸市の近くの人を見る").hides("市町村名だけにする");
        assert_eq!(page.total(), 0);
        page.shows(&format!("href=\"{}\"", asks("室戸市（高知県）の近く"))).shows("href=\"/municipalities/39202\"");
    }
    let near = alice.get(&asks("室戸市の近くの看護師")).await.is(200).hides("室戸市の近くの人を見る");
    near.shows("室戸市（高知県）と、となりの市町村、同じ医療圏の市町村を担当する方をさがしました。")
        .shows("室戸市のページ");
    let both = alice.get(&asks("府中市")).await.is(200);
    both.shows("府中市（東京都）の近くの人を見る").shows("府中市（広島県）の近くの人を見る");
    alice.get("/coordinators?municipality=39202").await.is(200).shows("室戸市の近くの人を見る");
    alice.get("/coordinators?municipality=99999").await.is(200).hides("の近くの人を見る");
    alice.get(&asks("まぼろし")).await.is(200).shows("市町村名だけにする");
    assert_eq!(alice.get(&asks("熊谷市に近い人")).await.total(), 1);
}

#[tokio::test]
async fn places_of_one_name_are_told_apart_wherever_they_are_named() {
    let site = Site::open().await;
    let (tokyo, other) = (site.member("tokyo", "13206").await, site.member("other", "13206").await);
    site.member("hiroshima", "34208").await;
    other.get("/coordinators").await.is(200).shows("同じ市町村（府中市（東京都））");
    let both = tokyo.get("/coordinators?municipality=13206&municipality=34208").await.is(200);
    both.shows("：府中市（東京都）、府中市（広島県）");
    let near = format!("/coordinators?q={}", web::links::encode("国分寺市の近く"));
    tokyo.get(&near).await.is(200).shows("府中市（東京都）は国分寺市のとなり");
    // 県央 is a medical area of five prefectures, 北多摩南部 of one.
    let areas = tokyo.get("/coordinators?area=1409&area=1311").await.is(200);
    areas.shows("：県央（神奈川県）、北多摩南部");
    site.member("sanuki", "37206").await;
    let alike = tokyo.get("/coordinators?similar_to=34208&municipality=37206").await.is(200);
    alike.shows("さぬき市（香川県）は府中市（広島県）に似ている").hides("は府中市に似ている");
}
