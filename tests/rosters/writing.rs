//! What is written out can be opened by Excel in Japan, and brought in again it changes nothing.

use files::reading::book::Cell;
use kernel::viewer::Standing;

use super::{looks, sends};
use crate::support::{Persona, Site};

/// Names that break a careless file: formulas, quotes, commas, line ends, characters beyond the old encoding.
const NAMES: [&str; 9] = [
    "=HYPERLINK(\"https://evil.example\")",
    "+81-3-0000-0000",
    "-1+1",
    "@SUM(A1)",
    "'引用",
    "\"二重\"、引用,コンマ",
    "𠮷野屋〜髙島ⅰ",
    "＝全角",
    "なし",
];

/// Signs of which further names are put together.
const SIGNS: [char; 24] = [
    '=', '+', '-', '@', '\'', '"', ',', '、', ';', '；', '/', '：', '（', '）', '山', '髙', '𠮷', '〜', '～', 'ｱ',
    'ア', '1', '\\', '＾',
];

/// So many further names.
const FURTHER: usize = 40;

/// A name like no other that a form would take: the same at every run.
fn further(number: usize) -> String {
    let sign = |place: usize| SIGNS[(number * 7 + place * (number % 5 + 3) * 11) % SIGNS.len()];
    format!("{}名{number}{}", (0..4).map(sign).collect::<String>(), sign(9))
}

async fn peopled(site: &Site) -> Persona {
    let manager = site.person("manager", "11100", "prefecture", "manager:11").await;
    let names = NAMES.iter().map(|name| (*name).to_owned()).chain((0..FURTHER).map(further));
    for (index, name) in names.enumerate() {
        let places = ["11202", "11218,11202", "11202,10205"][index % 3];
        let id = site.add(&format!("member{index}"), places, "medical-association", "member", Standing::Active).await;
        let set = |table: &str, column: &str, of: String| {
            let name = name.replace('\'', "''");
            format!("UPDATE {table} SET {column} = '{name}' WHERE id = {of}")
        };
        let tenure = super::seat(site, id).await;
        site.does(&set("people", "name", id.to_string())).await;
        site.does(&set("seats", "title", tenure.seat.to_string())).await;
        site.does(&set("organisations", "name", tenure.organisation.to_string())).await;
    }
    site.member("elsewhere", "10205").await;
    site.person("officer", "", "municipality", "officer:11202").await;
    site.does("UPDATE roster SET version = version + 1").await;
    manager
}

#[tokio::test]
async fn whatever_is_written_out_changes_nothing_when_it_is_brought_in_again() {
    let site = Site::open().await;
    let manager = peopled(&site).await;
    for format in ["xlsx", "csv"] {
        let file = manager.get(&format!("/admin/roster/export/{format}")).await.is(200);
        let ending = format!("名簿_2026-11-22.{format}");
        assert!(
            file.header("content-disposition")
                .is_some_and(|value| value.contains("attachment") && value.contains(&web::links::encode(&ending)))
        );
        let location = sends(&manager, &ending, file.content).await.is(303).location();
        let page = manager.get(&format!("{location}?show=all")).await.is(200).shows("いまの名簿と同じです");
        assert_eq!(page.total(), (NAMES.len() + FURTHER) as u64 + 2, "the manager, the officer and the members");
    }
    let text = manager.get("/admin/roster/export/csv").await.body;
    assert!(text.starts_with('\u{feff}') && text.contains("\r\n"));
    assert!(!text.contains("elsewhere") && !text.contains("@example.jp"), "no address that nobody shows: {text}");
    let book = files::reading::book::read(text.as_bytes()).expect("a table");
    for (_, cell) in book.sheets[0].rows.iter().flat_map(|row| &row.cells) {
        let Cell::Text(value) = cell else { panic!("{cell:?}") };
        assert!(!value.starts_with(['=', '+', '-', '@', '\t', '\r']), "{value}");
    }
}

#[tokio::test]
async fn the_old_encoding_says_what_it_lacks_and_takes_the_rest_in_again() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let alice = site.member("alice", "11202").await;
    let file = manager.get("/admin/roster/export/csv-cp932").await.is(200);
    let location = sends(&manager, "名簿.csv", file.content).await.is(303).location();
    manager.get(&location).await.is(200).shows("いまの名簿と同じです");
    site.does(&format!("UPDATE people SET name = '𠮷田 花子' WHERE id = {}", alice.id)).await;
    site.does("UPDATE roster SET version = version + 1").await;
    let file = manager.get("/admin/roster/export/csv-cp932").await.is(200);
    let (text, _, is_broken) = encoding_rs::SHIFT_JIS.decode(&file.content);
    assert!(
        !is_broken && text.starts_with("※シフトJISにない文字を「〓」に置きかえました：〓田 花子さんの氏名\r\n"),
        "{text}"
    );
    let location = sends(&manager, "名簿.csv", file.content).await.is(303).location();
    manager.get(&location).await.is(200).shows("「〓田 花子」の「〓」は、シフトJISにない文字の代わり");
}

#[tokio::test]
async fn an_address_is_in_the_file_only_for_whom_its_owner_shows_it() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let bureau = site.person("bureau", "", "other", "bureau:kantoshinetsu").await;
    let alice = site.member("alice", "11202").await;
    site.member("bob", "11202").await;
    let settings = [("phone", ""), ("phone_audience", "nobody"), ("email_audience", "prefecture")];
    alice.posts("/me/contact", &settings).await.is(303);
    manager.get("/admin/roster/export/csv").await.is(200).shows("alice@example.jp").hides("bob@example.jp");
    bureau.get("/admin/roster/export/csv").await.is(200).shows("alice さん").hides("alice@example.jp");
    let written = "SELECT COUNT(*) AS n FROM audit_entries WHERE action = 'roster-export'";
    assert_eq!(site.number(written).await, 2);
}

#[tokio::test]
async fn the_template_is_empty_and_its_headings_are_known() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    for format in ["xlsx", "csv", "csv-cp932"] {
        let file = manager.get(&format!("/admin/roster/template/{format}")).await.is(200);
        sends(&manager, "ひな形", file.content).await.is(422).shows("見出しの下に、行がありません");
    }
    manager.get("/admin/roster/template/pdf").await.is(404);
    let filled = manager.get("/admin/roster/template/csv").await.body
        + ",甲 一,こう はじめ,kou@example.jp,見本医師会,医師会,,熊谷市,相談員,,,委託,048-000-0000,,\r\n";
    looks(&manager, filled.into_bytes()).await.shows("kou@example.jp").shows("この内容で取り込む");
}
