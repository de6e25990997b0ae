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
    manager.get(PAGE).await.is(200).shows("少数").hides("<td class=\"number\">1</td>");
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
    let page =
        manager.get(PAGE).await.is(200).shows("返信を待っている相談（5件）").shows("看取りの夜").hides("隣の県の相談");
    assert!(!page.body.contains("aoki さん"), "whoever hides is not named");
}

#[tokio::test]
async fn a_question_waits_until_somebody_else_replies() {
    let site = Site::open().await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    let (asker, mut other) = (site.member("asker", "11202").await, site.member("other", "11203").await);
    let thread = asker.asks("pref-11", "避難所の在宅酸素", "停電のときはどうしますか。").await;
    asker.replies(&thread, "追記です。").await;
    manager.get(PAGE).await.shows("返信を待っている相談（1件）").shows("避難所の在宅酸素").shows("0日前");
    site.wait_minutes(60 * 24 * 3);
    manager.signs_in().await.is(303);
    manager.get(PAGE).await.shows("3日前");
    other.signs_in().await.is(303);
    other.replies(&thread, "発電機があります。").await;
    manager.get(PAGE).await.shows("返信を待っている相談（0件）").hides("避難所の在宅酸素");
}

#[tokio::test]
async fn who_serves_nobody_yet_is_told_and_changes_with_the_next_request() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let member = site.member("member", "11202").await;
    let places = "/municipalities/11202";
    manager.get(PAGE).await.shows("63市町村のうち").hides(places);
    site.leaves(&member).await;
    manager.get(PAGE).await.shows(places);
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
