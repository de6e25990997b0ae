//! The operator's way: people are registered, and corrected; and a large file is written soon.

mod undoing;

use std::time::Instant;

use directory::desk::sheets::formats::Format;
use directory::desk::sheets::report::{Kind, Report};
use directory::desk::sheets::table::Table;
use directory::desk::sheets::terminal::{Taken, take_in, write_out};
use kernel::PersonId;
use sea_orm::DbBackend;

use super::{person, roles, roster};
use crate::support::Site;

const HEAD: &str = "登録番号,氏名,よみ,メール,所属機関,所属区分,担当市町村,役職,資格,役割,配置形態,電話,着任日,退任日";

fn table(content: &[u8]) -> Table {
    Table::of(&files::reading::book::read(content).expect("a table")).expect("a roster")
}

async fn brings(site: &Site, content: &[u8], is_rehearsal: bool) -> Taken {
    let (app, table) = (&site.inner.app, table(content));
    take_in(&app.db, &app.places, ("名簿.csv", &table), is_rehearsal, &|_, _, _| ()).await.expect("a report")
}

async fn takes(site: &Site, content: &[u8], is_rehearsal: bool) -> Report {
    brings(site, content, is_rehearsal).await.report
}

fn lines(lines: &[&str]) -> Vec<u8> {
    [&[HEAD], lines].concat().join("\n").into_bytes()
}

async fn named(site: &Site, name: &str) -> PersonId {
    let roster = roster(site).await;
    let found = roster.everybody().find(|person| person.name == name).expect("a person");
    found.id
}

#[tokio::test]
async fn the_operator_registers_people_with_all_their_seats_and_roles_or_nobody() {
    let site = Site::open().await;
    let good = [
        ",甲 一,コウ ハジメ,kou@example.jp,埼玉県庁,都道府県,さいたま市,,保健師、ケアマネ,都道府県担当者,,048-000-0000,2026/4/1,",
        ",乙 二,おつ じ,otsu@example.jp,熊谷市医師会,医師会,11202,相談員,,,委託,,R8.4.1,",
        ",乙 二,おつ じ,otsu@example.jp,深谷市医師会,医師会,11218,相談員,,市町村担当者：深谷市,委託,,R8.4.1,",
    ];
    let wrong = takes(&site, &lines(&[good[0], ",丙 三,へい,hei,x,y,z,,,,,,,"]), false).await;
    assert_eq!((wrong.count(Kind::Joins), wrong.count(Kind::Wrong)), (1, 1));
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM people WHERE id > 0").await, 0, "nothing by halves");
    assert!(takes(&site, &lines(&good), true).await.is_good());
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM people WHERE id > 0").await, 0, "only looked at");
    let report = takes(&site, &lines(&good), false).await;
    assert_eq!(report.count(Kind::Joins), 3, "{report:?}");
    let (kou, otsu) = (named(&site, "甲 一").await, named(&site, "乙 二").await);
    assert_eq!(roles(&site, kou).await, ["manager:11"]);
    assert_eq!(roles(&site, otsu).await, ["officer:11218"]);
    let kou = person(&site, kou).await;
    assert_eq!((kou.kana.as_str(), kou.qualifications.len()), ("こう はじめ", 2));
    assert_eq!(person(&site, otsu).await.tenures.len(), 2);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM mails").await, 0, "nobody is written to");
    // What has been brought in is brought in.
    let again = takes(&site, &lines(&good), false).await;
    assert_eq!(again.count(Kind::Same), 3, "{again:?}");
}

#[tokio::test]
async fn what_the_operator_writes_out_is_taken_in_again_and_corrects_names_and_addresses() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202,11218").await;
    site.member("bob", "10205").await;
    let app = &site.inner.app;
    for format in [Format::Excel, Format::Utf8, Format::Cp932] {
        let (bytes, count) = write_out(&app.db, &app.places, format).await.expect("a file");
        assert_eq!(count, 2);
        let report = takes(&site, &bytes, false).await;
        assert_eq!(report.count(Kind::Same), 2, "{format:?}: {report:?}");
    }
    let (bytes, _) = write_out(&app.db, &app.places, Format::Utf8).await.expect("a file");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let taken = text.replace("alice@example.jp", "bob@example.jp");
    assert!(takes(&site, taken.as_bytes(), false).await.lines[0].plain().contains("ほかの方が使っています"));
    let corrected = text.replace("alice さん", "有栖 花子").replace("alice@example.jp", "arisu@example.jp");
    let report = takes(&site, corrected.as_bytes(), false).await;
    assert_eq!((report.count(Kind::Changes), report.count(Kind::Same)), (1, 1), "{report:?}");
    assert_eq!(person(&site, alice.id).await.name, "有栖 花子");
    let moved = "SELECT COUNT(*) AS n FROM people WHERE email = 'arisu@example.jp'";
    assert_eq!(site.number(moved).await, 1);
}

#[tokio::test]
async fn five_thousand_lines_are_written_soon() {
    let site = Site::open().await;
    let towns = ["11202", "11218", "11207", "10205", "13206"];
    // On PostgreSQL a long transaction keeps the indexes of all other tests waiting.
    let count = if site.inner.app.db.backend() == DbBackend::Sqlite { 5_000 } else { 1_000 };
    let all: Vec<String> = (0..count)
        .map(|number| {
            let town = towns[number % towns.len()];
            format!(
                ",氏名 {number},しめい,p{number}@example.jp,機関{},医師会,{town},相談員,,,委託,,2026-04-01,",
                number / 3
            )
        })
        .collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let start = Instant::now();
    let report = takes(&site, &lines(&all), false).await;
    assert_eq!(report.count(Kind::Joins), count, "{:?}", report.lines.iter().find(|line| line.kind == Kind::Wrong));
    let joined = start.elapsed();
    let same = takes(&site, &lines(&all), false).await;
    assert_eq!(same.count(Kind::Same), count);
    // Ten seconds are promised of the program as it ships; this one is not optimised, and shares the machine.
    assert!(joined.as_secs() < 60, "{joined:?}");
}

#[test]
fn the_command_reads_every_kind_of_file_and_says_line_by_line_what_it_did_or_why_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(crate::support::program());
        command.current_dir(folder.path()).arg("--data").arg(&data).args(arguments);
        let done = command.env_remove("DATABASE_URL").output().expect("run the program");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (done.status.code(), text(&done.stdout), text(&done.stderr))
    };
    for name in ["excel-cp932.csv", "libreoffice.xlsx", "no-headings.csv", "cut.xlsx"] {
        std::fs::write(folder.path().join(name), super::file(name)).expect("write");
    }
    let wrong = "氏名,よみ,メール,所属機関,所属区分,担当市町村\n甲 一,こう,kou@example.jp,見本医師会,医師会,府中市\n";
    std::fs::write(folder.path().join("wrong.csv"), wrong).expect("write");
    for (file, why) in [
        ("none.csv", "open none.csv"),
        ("no-headings.csv", "見出しの行が見つかりません"),
        ("cut.xlsx", "壊れているか、途中まで"),
        ("wrong.csv", "1 lines are wrong; nothing was brought in"),
    ] {
        let (code, told, error) = run(&["import", "roster", file]);
        assert_eq!(code, Some(1), "{file} {error}");
        assert!(error.lines().any(|line| line.starts_with("yokoito: ") && line.contains(why)), "{error}");
        assert!(
            file != "wrong.csv" || told.contains("2行目：直すところあり：甲 一：担当市町村：「府中市」は複数あります"),
            "{told}"
        );
    }
    assert!(run(&["undo", "roster"]).1.contains("取り消せる取り込みはありません"));
    let (code, told, error) = run(&["import", "roster", "excel-cp932.csv", "--dry-run"]);
    assert_eq!(code, Some(0), "{error}");
    assert!(told.contains("2行目：新しい方：髙橋　花子") && told.contains("何も書き込んでいません"), "{told}");
    assert!(told.contains("取り込まない列：備考"), "{told}");
    for words in ["新しい方 2行", "変わりなし 2行"] {
        let (code, told, error) = run(&["import", "roster", "libreoffice.xlsx"]);
        assert_eq!(code, Some(0), "{error}");
        assert!(told.contains(words), "{told}");
    }
    let (_, told, _) = run(&["undo", "roster"]);
    let number = told.split('：').next().unwrap_or_default().to_owned();
    assert!(told.contains("libreoffice.xlsx") && told.contains("まで取り消せます"), "{told}");
    for (code, words) in [(Some(0), "元に戻したもの 2件、そのままにしたもの 0件"), (Some(1), "もう取り消せません")]
    {
        let (ended, told, error) = run(&["undo", "roster", &number]);
        assert!(ended == code && (told.contains(words) || error.contains(words)), "{told}{error}");
    }
    assert!(run(&["undo", "roster"]).1.contains("取り消し済み"));
    assert!(run(&["import", "roster", "libreoffice.xlsx"]).1.contains("新しい方 2行"));
    for file in ["out.xlsx", "out.csv"] {
        assert!(run(&["export", "roster", file]).1.contains("2行を書き出しました"));
        let (code, told, error) = run(&["import", "roster", file]);
        assert_eq!(code, Some(0), "{error}");
        assert!(told.contains("変わるところはありません"), "{told}");
    }
    assert_eq!(run(&["export", "roster", "out.pdf"]).0, Some(1));
    assert_eq!(run(&["import", "roster", "out.csv", "--wrong"]).0, Some(2));
}
