//! What is read of files as offices make them, and what is said of those that cannot be taken.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

use super::{csv, file, looks, sends};
use crate::support::{Persona, Site};

async fn manager(site: &Site) -> Persona {
    site.person("manager", "", "prefecture", "manager:11").await
}

#[tokio::test]
async fn a_file_of_excel_in_japan_is_read_with_its_widths_and_its_calendar() {
    let site = Site::open().await;
    let manager = manager(&site).await;
    let page = looks(&manager, file("excel-cp932.csv")).await;
    assert_eq!(page.values("data-id"), ["line-2", "line-3"], "the blank row at the end is none");
    page.shows("hanako@example.jp")
        .shows("熊谷市（埼玉県）、深谷市（埼玉県）")
        .shows("寄居町（埼玉県）")
        .shows("熊谷市医師会①")
        .shows("取り込まない列：備考")
        .shows("まだ何も書き込んでいません");
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM invitations").await, 0);
}

#[tokio::test]
async fn a_workbook_of_libreoffice_is_read_below_its_title_with_its_numbers_and_days() {
    let site = Site::open().await;
    let manager = manager(&site).await;
    let location = sends(&manager, "名簿.xlsx", file("libreoffice.xlsx")).await.is(303).location();
    let page = manager.get(&location).await.is(200);
    assert_eq!(page.values("data-id"), ["line-4", "line-5"], "ten thousand coloured rows are none");
    page.shows("山﨑 太郎").shows("熊谷市（埼玉県）").shows("着任日は、招待を受けた日になります");
}

#[tokio::test]
async fn what_cannot_be_taken_says_what_to_do() {
    let site = Site::open().await;
    let manager = manager(&site).await;
    for (name, content, words) in [
        ("空.csv", file("empty.csv"), "中身が空です"),
        ("見出しなし.csv", file("no-headings.csv"), "見出しの行が見つかりません"),
        ("見出しだけ.csv", file("only-headings.csv"), "見出しの下に、行がありません"),
        ("二枚.xlsx", file("two-rosters.xlsx"), "名簿のシートが2枚あります（「北部」「南部」）"),
        ("別.xlsx", file("no-roster.xlsx"), "どのシート（「集計」「メモ」）にも見つかりません"),
        ("途中.xlsx", file("cut.xlsx"), "壊れているか、途中まで"),
        ("爆弾.xlsx", bomb(), "開いたときの大きさが極端です"),
        ("古い.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W o r k".to_vec(), "古い形式（xls）"),
        ("絵.csv", b"\x89PNG\r\n\x1a\n".to_vec(), "Excelブック（xlsx）かCSV"),
        ("二列.csv", "氏名,メール,氏名\r\na,b,c".as_bytes().to_vec(), "「氏名」の列が2つ以上"),
        ("多い.csv", format!("氏名,メール\n{}", "甲,a@example.jp\n".repeat(5_001)).into_bytes(), "5000行まで"),
    ] {
        let answer = sends(&manager, name, content).await.is(422).shows(words);
        answer.shows("aria-invalid=\"true\"");
    }
    manager.sends("/admin/roster", &[], &[]).await.is(422).shows("名簿のファイルを選んでください");
    sends(&manager, "大きい.csv", vec![b'a'; 6 * 1024 * 1024]).await.is(413).shows("5MBまで");
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM roster_imports").await, 0);
}

#[tokio::test]
async fn a_cell_that_is_worked_out_or_joined_is_told_with_its_row_and_column() {
    let site = Site::open().await;
    let manager = manager(&site).await;
    for (name, row, words) in
        [("formula.xlsx", "line-3", "計算式が入っています"), ("merged.xlsx", "line-2", "セルが結合されている")]
    {
        let location = sends(&manager, name, file(name)).await.is(303).location();
        let page = manager.get(&location).await.is(200).shows(words).shows("直すところ").hides("この内容で取り込む");
        assert!(page.values("data-id").contains(&row.to_owned()), "{name}: {:?}", page.values("data-id"));
    }
}

#[tokio::test]
async fn what_is_wrong_in_a_row_is_told_by_column_and_nothing_can_be_written() {
    let site = Site::open().await;
    let manager = manager(&site).await;
    let page = looks(
        &manager,
        csv(&[
            "甲 一,kou@example.jp,見本医師会,医師会,府中市,相談員,,委託,048-000-0000,,",
            "乙 二,otsu,見本医師会,医師会,熊谷市,相談員,,委託,048-000-0000,,",
            "丙 三,hei@example.jp,見本医師会,宇宙,熊谷市,,王様,委託,048,4月1日,",
            ",tei@example.jp,見本医師会,医師会,熊谷市,相談員,,委託,048-000-0000,,",
            "戊 五,bo@example.jp,見本医師会,医師会,熊谷市,相談員,,委託,048-000-0000,,",
            "戊 五,bo@example.jp,別の医師会,医師会,熊谷市,相談員,,委託,048-000-0000,,",
        ]),
    )
    .await;
    page.shows("「東京都府中市」")
        .shows("name@example.jp の形")
        .shows("「宇宙」はありません")
        .shows("「王様」という役割はありません")
        .shows("日付として読めません")
        .shows("氏名を入力してください")
        .shows("6行目と同じメールアドレスです")
        .shows("直すところが5行あります")
        .hides("この内容で取り込む");
}

#[tokio::test]
async fn more_people_than_are_invited_at_once_are_too_many() {
    let site = Site::open().await;
    let manager = manager(&site).await;
    let line = |number| format!("新人,new{number}@example.jp,医師会,医師会,熊谷市,相談員,,委託,048-000-0000,,");
    let lines: Vec<String> = (0..301).map(line).collect();
    let page = looks(&manager, csv(&lines.iter().map(String::as_str).collect::<Vec<_>>())).await;
    page.shows("新しくお招きする方が301人います").hides("この内容で取り込む");
}

/// A small workbook that unfolds into a large one.
fn bomb() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    let types = "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>";
    archive.start_file("[Content_Types].xml", options).expect("a part");
    archive.write_all(types.as_bytes()).expect("written");
    archive.start_file("xl/worksheets/sheet1.xml", options).expect("a part");
    archive.write_all(b"<worksheet><sheetData>").expect("written");
    let row = format!("<row><c t=\"inlineStr\"><is><t>{}</t></is></c></row>", "x".repeat(100_000));
    for _ in 0..1_500 {
        archive.write_all(row.as_bytes()).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}
