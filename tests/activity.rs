//! What managers are told of their area, and what nobody is told of a few people.

use crate::support::{Persona, Site, fresh_once};

const PAGE: &str = "/admin/activity";
const FILE: &str = "/admin/activity/export";

async fn asks_hidden(person: &Persona, room: &str, title: &str) -> String {
    let once = fresh_once();
    let fields = [
        ("room", room),
        ("kind", "consultation"),
        ("title", title),
        ("body", "伏せて聞きます。"),
        ("byline", "place_hidden"),
        ("once", &once),
    ];
    person.posts("/threads", &fields).await.is(303).location()
}

/// The figures of a row of the file.
async fn figures(person: &Persona, of: &str) -> Vec<String> {
    let file = person.get(FILE).await.is(200);
    let lines = file.body.lines().map(str::to_owned).filter(|line| line.contains(&format!(",{of},")));
    lines.filter_map(|line| line.rsplit(',').next().map(str::to_owned)).collect()
}

#[tokio::test]
async fn only_whoever_is_in_charge_has_a_report_and_only_of_their_own_area() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let bureau = site.person("bureau", "", "bureau", "bureau:kantoshinetsu").await;
    let member = site.member("member", "11202").await;
    for address in [PAGE, FILE] {
        member.get(address).await.is(403);
        manager.get(address).await.is(200).shows("埼玉県").hides("群馬県");
        manager.get(&format!("{address}?area=pref-11&year=2025")).await.is(200).shows("令和7年度");
        for other in ["pref-10", "bloc-kantoshinetsu", "japan", "nowhere"] {
            manager.get(&format!("{address}?area={other}")).await.is(404);
        }
        bureau.get(address).await.is(200).shows("群馬県").shows("関東信越");
        bureau.get(&format!("{address}?area=pref-11")).await.is(404);
    }
    let chief = site.person("chief", "", "prefecture", "administrator").await;
    let grants = format!("/admin/people/{}/grants", manager.id);
    chief.posts(&grants, &[("role", "manager:11"), ("on", "0")]).await.is(303);
    assert_ne!(manager.get(PAGE).await.hides("埼玉県").status, 200, "with the next request");
}

#[tokio::test]
async fn what_a_few_people_have_done_is_not_told_and_follows_from_nothing() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let asker = site.member("asker", "11202").await;
    let thread = asker.asks("pref-11", "避難所の在宅酸素", "停電のときはどうしますか。").await;
    let row = "埼玉県の部屋";
    assert_eq!(figures(&manager, row).await, ["少数", "少数", "0", "0", "–"], "one has asked, nobody replied");
    assert_eq!(figures(&manager, "合計").await, ["少数", "少数", "0", "0", "–"]);
    for name in ["aoki", "baba", "chiba", "doi"] {
        site.member(name, "11202").await.replies(&thread, "発電機を用意しています。").await;
    }
    assert_eq!(
        figures(&manager, row).await,
        ["5", "少数", "少数", "0", "少数"],
        "five took part, four of them replied"
    );
    let fifth = site.member("endo", "11202").await;
    fifth.replies(&thread, "充電できる避難所を決めました。").await;
    assert_eq!(figures(&manager, row).await, ["6", "少数", "5", "0", "少数"]);

    // In a medical area only two have spoken. The room of the prefecture would tell them apart from the sum.
    let other = asker.asks("area-1109", "休日の往診", "どこに頼みますか。").await;
    fifth.replies(&other, "当番表があります。").await;
    assert_eq!(figures(&manager, "北部医療圏").await[0], "少数");
    assert_eq!(figures(&manager, row).await[0], "少数", "withheld beside it, since the sum is told");
    assert_eq!(figures(&manager, "合計").await[0], "6");
    manager.get(PAGE).await.is(200).shows("少数").hides("<td class=\"number\">2</td>");
}

#[tokio::test]
async fn only_rooms_of_the_area_count_and_whoever_hides_is_nobody() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let asker = site.member("asker", "11202,10205").await;
    asker.asks("pref-10", "隣の県の相談", "群馬のことです。").await;
    asker.asks("japan", "全国の相談", "どこでもです。").await;
    assert_eq!(figures(&manager, "埼玉県の部屋").await, ["0", "0", "0", "0", "–"]);
    let mut hiding = Vec::new();
    for name in ["aoki", "baba", "chiba", "doi", "endo", "fujita"] {
        hiding.push(site.member(name, "11202").await);
    }
    for (person, title) in hiding.iter().zip(["退院の日", "鍵の預かり", "看取りの夜", "薬の残り", "口の乾き"])
    {
        asks_hidden(person, "pref-11", title).await;
    }
    assert_eq!(figures(&manager, "埼玉県の部屋").await[..2], ["少数", "少数"], "all who hide are one");
    let page = manager
        .get(PAGE)
        .await
        .is(200)
        .shows("<span class=\"screen-only\">（5件）</span>")
        .shows("看取りの夜")
        .hides("隣の県の相談");
    assert!(!page.body.contains("aoki さん"), "whoever hides is not named");
}

#[tokio::test]
async fn a_question_waits_until_somebody_else_replies() {
    let site = Site::open().await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (asker, mut other) = (site.member("asker", "11202").await, site.member("other", "11203").await);
    let thread = asker.asks("pref-11", "避難所の在宅酸素", "停電のときはどうしますか。").await;
    asker.replies(&thread, "追記です。").await;
    manager
        .get(PAGE)
        .await
        .shows("<span class=\"screen-only\">（1件）</span>")
        .shows("避難所の在宅酸素")
        .shows("0日前");
    site.wait_minutes(60 * 24 * 3);
    manager.signs_in().await.is(303);
    manager.get(PAGE).await.shows("3日前");
    other.signs_in().await.is(303);
    other.replies(&thread, "発電機があります。").await;
    manager.get(PAGE).await.shows("<span class=\"screen-only\">（0件）</span>").hides("避難所の在宅酸素");
}

#[tokio::test]
async fn who_serves_nobody_yet_is_told_and_changes_with_the_next_request() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let member = site.member("member", "11202").await;
    let without = async || {
        let file = manager.get(&format!("{FILE}?year=2024")).await.is(200).body;
        let line = |line: &&str| line.contains(",北部,担当者がまだいない市町村,");
        file.lines().find(line).expect("a line about the area").to_owned()
    };
    manager.get(PAGE).await.shows("63市町村のうち").shows("北部").shows("熊谷市 担当者1人").hides("どの年度を選んでも");
    assert!(!without().await.contains("熊谷市"));
    site.leaves(&member).await;
    let line = without().await;
    // What is told of the present does not stand under a year that is over.
    assert!(line.contains("熊谷市") && line.contains("深谷市") && line.contains("令和8年11月22日"), "{line}");
    assert!(!line.contains("令和6年度"), "{line}");
    manager.get(&format!("{PAGE}?year=2024")).await.shows("どの年度を選んでも、いまの配置です");
}

#[tokio::test]
async fn how_many_wait_and_for_how_long_is_told_where_enough_people_asked() {
    let site = Site::open().await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    let mut people = Vec::new();
    for name in ["aoki", "baba", "chiba", "doi", "endo"] {
        people.push(site.member(name, "11202").await);
    }
    people[0].asks("pref-11", "避難所の在宅酸素", "停電のときはどうしますか。").await;
    assert_eq!(figures(&manager, "返信を待っている相談").await, ["少数"]);
    for person in &people[1..] {
        person.asks("pref-11", "休日の往診", "どこに頼みますか。").await;
    }
    assert_eq!(figures(&manager, "返信を待っている相談").await, ["5"]);
    assert_eq!(figures(&manager, "1週間を超えて待っている相談").await, ["0"]);
    site.wait_minutes(60 * 24 * 8);
    manager.signs_in().await.is(303);
    assert_eq!(figures(&manager, "1週間を超えて待っている相談").await, ["5"]);
    people[0].signs_in().await.is(303);
    people[0].asks("pref-11", "薬の残り", "どう数えますか。").await;
    assert_eq!(figures(&manager, "返信を待っている相談").await, ["6"]);
    assert_eq!(figures(&manager, "1週間を超えて待っている相談").await, ["少数"], "the difference would tell of one");
    manager.get(PAGE).await.shows("うち1週間を超えて待っているもの少数").shows("全部で6件");
}

#[tokio::test]
async fn of_all_japan_it_is_told_which_bloc_helped_which() {
    let site = Site::open().await;
    let chief = site.person("chief", "", "other", "administrator").await;
    let mut helpers = Vec::new();
    for name in ["aoki", "baba", "chiba", "doi", "endo"] {
        helpers.push(site.member(name, "27100").await);
    }
    for (number, helper) in helpers.iter().enumerate() {
        let asker = site.member(&format!("asker{number}"), "11202").await;
        let thread = asker.asks("japan", "避難所の在宅酸素", "停電のときはどうしますか。").await;
        helper.replies(&thread, "発電機を用意しています。").await;
    }
    let file = chief.get(FILE).await.is(200).body;
    assert!(file.contains("近畿から関東信越へ,返信,5"), "{file}");
    chief.get(PAGE).await.is(200).shows("地域をこえた行き来").shows("近畿").hides("そのほかの地域");
}

#[tokio::test]
async fn whoever_has_come_and_not_spoken_is_named_for_a_year_and_hidden_words_change_nothing() {
    let site = Site::open().await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (mut quiet, mut hidden) = (site.member("quiet", "11202").await, site.member("hidden", "11203").await);
    for number in 0..5 {
        site.member(&format!("colleague{number}"), "11203").await;
    }
    let beyond = site.member("beyond", "10205").await;
    let link = |person: &Persona| format!("/coordinators/{}\"", person.id);
    manager.get(PAGE).await.hides(&link(&quiet));
    site.wait_minutes(60 * 24 * 20);
    manager.signs_in().await.is(303);
    manager.get(PAGE).await.shows(&link(&quiet)).shows(&link(&hidden)).hides(&link(&beyond));
    quiet.signs_in().await.is(303);
    hidden.signs_in().await.is(303);
    quiet.asks("pref-11", "はじめまして", "よろしくお願いします。").await;
    asks_hidden(&hidden, "pref-11", "名前を伏せて").await;
    manager.get(PAGE).await.hides(&link(&quiet)).shows(&link(&hidden));
}
