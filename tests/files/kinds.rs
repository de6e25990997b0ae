//! What is taken: decided by what is in a file, whatever it is called.

use image::{GenericImageView as _, ImageFormat};

use super::{asks_with, one_file, samples};
use crate::support::Site;

#[tokio::test]
async fn what_offices_use_is_taken_and_what_it_says_can_be_read_without_a_download() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    for (name, content, says) in [
        ("報告.docx", samples::word("入退院の手順です"), "入退院の手順です"),
        ("名簿.xlsx", samples::workbook("連絡先の一覧です"), "連絡先の一覧です"),
        ("研修.pptx", samples::slides("研修の資料です"), "研修の資料です"),
        ("手引.pdf", samples::pdf("Guide for discharge", ""), "Guide for discharge"),
        ("覚え.txt", "覚え書きです\r\n二行目".as_bytes().to_vec(), "二行目"),
        ("一覧.csv", "市町村,人口\n熊谷市,190000\n".as_bytes().to_vec(), "190000"),
    ] {
        let (_, file) = one_file(&alice, name, name, content.clone()).await;
        alice.get(&format!("/files/{file}/text")).await.is(200).shows(says).shows(name);
        let download = alice.get(&format!("/files/{file}")).await.is(200);
        assert_eq!(download.content, content, "{name} comes back as it was sent");
    }
}

#[tokio::test]
async fn a_day_in_a_cell_is_read_as_a_day() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let (_, file) = one_file(&alice, "名簿", "名簿.xlsx", samples::workbook("研修の日")).await;
    alice.get(&format!("/files/{file}/text")).await.is(200).shows("1943年10月21日").shows("名簿");
}

#[tokio::test]
async fn what_is_not_taken_is_refused_with_a_reason_and_what_was_typed_stays() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let program = samples::word_of("<w:p/>", &[("word/vbaProject.bin", b"x")]);
    let template = samples::word_of("<w:p/>", &[(
        "word/_rels/settings.xml.rels",
        br#"<Relationships><Relationship Type="http://x/attachedTemplate" Target="http://x/y.dotm" TargetMode="External"/></Relationships>"#,
    )]);
    let script = samples::pdf("x", "/OpenAction << /S /JavaScript /JS (app.alert) >>");
    for (name, content, why) in [
        ("請求書.docx", samples::program(), "この種類のファイルは添付できません"),
        ("案内.txt", b"<!DOCTYPE html><script>alert(1)</script>".to_vec(), "HTMLやSVG"),
        ("地図.png", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(), "HTMLやSVG"),
        ("様式.docx", program, "マクロ"),
        ("様式.docx", template, "マクロ"),
        ("様式.pdf", script, "マクロ"),
        ("秘密.xlsx", samples::encrypted(), "パスワード"),
        ("古い.doc", samples::encrypted()[..400].to_vec(), "古い形式"),
        ("写真.jpg", b"\0\0\0\x18ftypheic\0\0\0\0".to_vec(), "HEIC"),
        ("書庫.docx", samples::archive(&[("a.txt", b"x")]), "この種類のファイルは添付できません"),
        ("空.txt", Vec::new(), "中身が空です"),
        ("壊れた.png", samples::picture(ImageFormat::Png)[..40].to_vec(), "読み取れませんでした"),
    ] {
        let page = asks_with(&alice, "残ってほしい件名", &[(name, content)]).await.is(422);
        page.shows(why).shows(name).shows("残ってほしい件名").shows("本文です。");
    }
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM files").await, 0);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM threads").await, 0);
}

#[tokio::test]
async fn a_photograph_is_upright_and_no_longer_tells_where_and_with_what_it_was_taken() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let sent = samples::photograph();
    assert!(String::from_utf8_lossy(&sent).contains("GPS-PLACE"));
    let (thread, file) = one_file(&alice, "写真", "IMG_0001.JPG", sent).await;
    for shape in ["", "/image", "/thumbnail"] {
        let image = alice.get(&format!("/files/{file}{shape}")).await.is(200);
        for told in ["Exif", "GPS-PLACE", "CAMERA-NAME"] {
            assert!(!image.body.contains(told), "{shape} still tells {told}");
        }
        let image = image::load_from_memory_with_format(&image.content, ImageFormat::Jpeg).expect("as it was made");
        assert_eq!(image.dimensions(), (32, 64), "{shape}");
        // What was left is above, what was right is below.
        assert!(image.get_pixel(16, 8).0[0] > 150 && image.get_pixel(16, 56).0[2] > 150, "{shape}");
    }
    alice.get(&thread).await.shows("IMG_0001.JPG").shows(&format!("src=\"/files/{file}/thumbnail\""));
}

#[tokio::test]
async fn pictures_of_every_format_are_painted_anew() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    for (format, name, as_format, called) in [
        (ImageFormat::Png, "図.png", ImageFormat::Png, "図.png"),
        (ImageFormat::Gif, "図.gif", ImageFormat::Gif, "図.gif"),
        (ImageFormat::WebP, "図.webp", ImageFormat::Jpeg, "図.jpg"),
        (ImageFormat::Png, "図.exe", ImageFormat::Png, "図.png"),
    ] {
        let sent = [samples::picture(format), b"<script>smuggled</script>".to_vec()].concat();
        let (thread, file) = one_file(&alice, name, name, sent).await;
        let image = alice.get(&format!("/files/{file}/image")).await.is(200);
        assert!(!image.body.contains("smuggled"), "{name}");
        assert_eq!(image::guess_format(&image.content).expect("as it was made"), as_format, "{name}");
        alice.get(&thread).await.shows(called);
    }
}

#[tokio::test]
async fn a_table_as_japanese_windows_writes_it_is_shown_as_a_table() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let (cp932, ..) = encoding_rs::SHIFT_JIS.encode("氏名,役割\r\n髙橋①,\"世話役,代表\"\r\n");
    let (_, file) = one_file(&alice, "一覧", "一覧.csv", cp932.to_vec()).await;
    let page = alice.get(&format!("/files/{file}/text")).await.is(200);
    page.shows("<th scope=\"col\">氏名</th>").shows("<td>髙橋①</td>").shows("<td>世話役,代表</td>");
    assert_eq!(alice.get(&format!("/files/{file}")).await.content, cp932.to_vec());
}
