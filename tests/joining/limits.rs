//! Too long, too often, corrected or out of date: what was typed is never lost, and the page says what helps.

use accounts::attempts::{Limit, reserve};
use kernel::clock::HOUR;
use kernel::db::sql;
use sea_orm::ConnectionTrait as _;

use super::SAITAMA;
use crate::support::{Site, application, with};

/// As long as the form takes it: extensions are written behind the number.
const LONG_PHONE: &str = "(048)-000-0000 内線: 12 内線: 34 内線: 56";

pub async fn run(site: &Site, text: &str) {
    let conn = site.inner.app.db.for_migrations();
    conn.execute_raw(sql(conn, text, [])).await.expect("a statement");
}

#[tokio::test]
async fn whatever_could_be_typed_can_be_released() {
    assert!(LONG_PHONE.chars().count() > 30);
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let visitor = site.visitor();
    let long = with(&application("hana@example.jp", SAITAMA), "phone", &"0".repeat(41));
    visitor.fills("/join", &long).await.is(422).shows("40文字以内");
    // Twenty characters that are three each once they can be sorted by.
    let grown = with(&application("hana@example.jp", SAITAMA), "kana", &"㌢".repeat(21));
    visitor.fills("/join", &grown).await.is(422).shows("60文字以内");
    let fields = with(&with(&application("hana@example.jp", SAITAMA), "phone", LONG_PHONE), "kana", &"㌢".repeat(20));
    let hana = site.applicant_with("hana", &fields).await;
    let path = site.letter_to("manager@example.jp").await.path("/admin/applications/");
    manager.posts(&format!("{path}/release"), &[("checked", "電話で確認しました。")]).await.is(303);
    hana.get("/rooms/pref-11").await.is(200);
}

#[tokio::test]
async fn a_place_that_has_disappeared_is_told_in_words_and_what_was_typed_comes_back() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let visitor = site.visitor();
    visitor.fills("/join", &application("early@example.jp", SAITAMA)).await.is(303);
    let early = site.letter_to("early@example.jp").await.path("/join/");
    let hana = site.applicant("hana", SAITAMA).await;
    let path = site.letter_to("manager@example.jp").await.path("/admin/applications/");
    run(&site, "UPDATE seat_claims SET municipality_code = '11999'").await;
    let checked = "市の代表番号に電話し、係長に確認しました。";
    let answer = manager.posts(&format!("{path}/release"), &[("checked", checked)]).await.is(409);
    answer.shows("申し込み直していただくように").shows(checked);
    visitor.posts(&early, &[("password", crate::support::PASSWORD)]).await.is(409).shows("もう一度お申し込みください");
    manager.posts(&format!("{path}/decline"), &[("reason", "市町村の合併のため。")]).await.is(303);
    hana.get("/join/again").await.is(200);
}

#[tokio::test]
async fn whoever_goes_back_and_corrects_the_address_gets_a_letter() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let wrong = application("hama@example.jp", SAITAMA);
    visitor.fills("/join", &wrong).await.is(303);
    visitor.get("/join/sent").await.is(200).shows("href=\"/join\"");
    let right = with(&wrong, "email", "hana@example.jp");
    visitor.fills("/join", &right).await.is(303);
    visitor.fills("/join", &right).await.is(303);
    site.letter_to("hana@example.jp").await;
    site.letter_to("hama@example.jp").await;
    assert!(site.traces_of("hama@").await.iter().all(|column| !column.starts_with("once_values")));
}

#[tokio::test]
async fn too_many_applications_keep_what_was_typed_and_say_when_to_come_back() {
    let site = Site::open().await;
    let visitor = site.visitor();
    for _ in 0..5 {
        visitor.fills("/join", &application("hana@example.jp", SAITAMA)).await.is(303);
    }
    let refused = visitor.fills("/join", &application("hana@example.jp", SAITAMA)).await.is(429);
    assert_eq!(refused.header("retry-after"), Some("86400"));
    let refused = refused.shows("約24時間後").shows("id=\"email-problem\"").shows("見本医師会").shows("見本　花");
    assert_eq!(refused.field("email"), "hana@example.jp");
    refused.shows("市の委託で担当しています。");
    // A whole hall applies on one day, behind one address of the network.
    let network = Limit::new("join-network", 60, HOUR);
    for _ in 0..50 {
        reserve(&site.inner.app.db, network, "192.0.2.1").await.expect("not too many yet");
    }
    visitor.fills("/join", &application("taro@example.jp", SAITAMA)).await.is(303);
    while reserve(&site.inner.app.db, network, "192.0.2.1").await.is_ok() {}
    let refused = visitor.fills("/join", &application("jiro@example.jp", SAITAMA)).await.is(429);
    refused.shows("約60分後").shows("見本医師会").shows("href=\"#application\"").shows("id=\"application\"");
    assert!(site.letters_to("jiro@example.jp").await.is_empty());
}
