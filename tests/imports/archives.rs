//! What an archive becomes, and that nobody learns of it.

use super::{administrator, archive, mail, takes_in, texts, tries_to_take_in};
use crate::support::Site;

#[tokio::test]
async fn a_mail_archive_waits_for_administrators_with_its_discussions_authors_and_findings() {
    let site = Site::open().await;
    let sato = site.member("sato", "11202").await;
    let keeper = administrator(&site).await;
    let mbox = [
        mail("1", "", "佐藤 <SATO@example.jp>", "[renkei:1] 退院支援の様式", "様式はありますか。\n\n-- \n佐藤\nTEL 048-000-0000"),
        mail("2", "1", "tanaka@elsewhere.example", "Re: [renkei:1] 退院支援の様式", "On May 1, sato@example.jp wrote:\n> 様式はありますか。\n\nあります。連絡は tanaka@elsewhere.example まで。"),
        mail("3", "", "tanaka@elsewhere.example", "担当の方", "利用者の佐藤花子様（被保険者番号0123456789）の件です。"),
    ]
    .concat();
    let rehearsed = takes_in(&site, "renkei.mbox", mbox.as_bytes(), None, true).await;
    assert_eq!((rehearsed.read, rehearsed.new, rehearsed.discussions, rehearsed.matched), (3, 3, 2, 1));
    assert_eq!(rehearsed.levels[3], 1, "{rehearsed:?}");
    assert_eq!(rehearsed.findings.iter().find(|(_, blocked, _)| *blocked).map(|it| it.0), Some(3));
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM imports").await, 0);

    assert_eq!(takes_in(&site, "renkei.mbox", mbox.as_bytes(), None, false).await, rehearsed);
    let page = keeper.get(&archive(&keeper).await).await.is(200);
    assert_eq!(page.total(), 3);
    page.shows("退院支援の様式")
        .hides("[renkei:1]")
        .shows("sato さん")
        .shows("過去の記録")
        .shows("止まった投稿")
        .hides("048-000-0000")
        .hides("tanaka")
        .hides("wrote");
    // The address of somebody who is not on the site is nowhere.
    assert_eq!(site.traces_of("elsewhere.example").await, [""; 0]);

    for (reader, words) in [(&sato, "様式"), (&keeper, "様式")] {
        site.settle().await;
        assert_eq!(reader.finds(words).await.total(), 0);
        assert_eq!(reader.get("/threads").await.is(200).total(), 0);
        let home = reader.get("/").await.is(200).hides("退院支援の様式");
        assert_eq!(home.body.contains("確認を待っている過去の記録（1件）"), reader.id == keeper.id);
        let alike = reader.posts("/threads/similar", &[("title", "退院支援の様式")]).await;
        alike.hides("/threads/");
    }
    assert_eq!(site.letters_out().await, [""; 0]);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM notices").await, 0);
    sato.get(&format!("/coordinators/{}", sato.id)).await.is(200).hides("様式はありますか");
}

#[tokio::test]
async fn for_everybody_else_it_does_not_exist() {
    let site = Site::open().await;
    let keeper = administrator(&site).await;
    takes_in(&site, "a.mbox", mail("1", "", "x@y.example", "様式", "様式です。").as_bytes(), Some("pref-11"), false)
        .await;
    let archive = archive(&keeper).await;
    let text = texts(&keeper, &archive).await.remove(0);
    keeper.get("/admin").await.is(200).shows("/admin/imports");
    let others = [
        site.member("member", "11202").await,
        site.person("manager", "", "prefecture", "manager:11").await,
        site.person("bureau", "", "other", "bureau:kantoshinetsu").await,
        site.person("observer", "", "other", "observer:pref-11").await,
    ];
    for other in &others {
        let absent = other.get("/admin/nothing").await.is(404);
        for path in ["/admin/imports", &archive, &text] {
            let hidden = other.get(path).await;
            assert_eq!(hidden.comparable(), absent.comparable(), "{path}");
            hidden.is(404);
        }
        let once = crate::support::fresh_once();
        for path in [
            format!("{archive}/release"),
            format!("{archive}/discard"),
            format!("{text}/release"),
            format!("{text}/discard"),
        ] {
            let fields = [
                ("once", once.as_str()),
                ("words", "確かめました。"),
                ("sure", "1"),
                ("room", "pref-11"),
                ("title", "様式"),
                ("body", "様式です。"),
            ];
            other.posts(&path, &fields).await.is(404);
        }
        other.get("/admin").await.hides("/admin/imports");
    }
    assert_eq!(texts(&keeper, &archive).await.len(), 1);
    site.visitor().get(&archive).await.is(303);
}

#[tokio::test]
async fn the_same_again_changes_nothing_and_a_longer_archive_adds_what_is_new() {
    let site = Site::open().await;
    let keeper = administrator(&site).await;
    let first = mail("1", "", "x@y.example", "様式", "様式はありますか。");
    takes_in(&site, "a.mbox", first.as_bytes(), Some("japan"), false).await;
    let rows = "SELECT COUNT(*) AS n FROM import_texts";
    for name in ["a.mbox", "b.mbox"] {
        let report = takes_in(&site, name, first.as_bytes(), None, false).await;
        assert_eq!((report.new, report.known), (0, 1), "{name}");
    }
    assert_eq!((site.number(rows).await, site.number("SELECT COUNT(*) AS n FROM imports").await), (1, 1));

    let longer = [first.clone(), mail("2", "1", "z@y.example", "Re: 様式", "あります。"), first].concat();
    let report = takes_in(&site, "c.mbox", longer.as_bytes(), Some("japan"), false).await;
    assert_eq!((report.read, report.new, report.known, report.discussions), (3, 1, 2, 0));
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM import_discussions").await, 1);
    assert_eq!(keeper.get("/admin/imports").await.is(200).total(), 2);
}

#[tokio::test]
async fn what_was_interrupted_is_seen_by_nobody_and_gone_on_with() {
    let site = Site::open().await;
    let keeper = administrator(&site).await;
    let mbox =
        [mail("2", "1", "x@y.example", "Re: 様式", "あります。"), mail("1", "", "x@y.example", "様式", "ありますか。")]
            .concat();
    takes_in(&site, "a.mbox", mbox.as_bytes(), Some("japan"), false).await;
    // As if the process had died before the second mail, which opens the discussion.
    site.does("UPDATE imports SET finished_at = NULL").await;
    site.wait_minutes(3);
    site.does("DELETE FROM import_texts WHERE opens").await;
    assert_eq!(keeper.get("/admin/imports").await.is(200).total(), 0);
    let report = takes_in(&site, "a.mbox", mbox.as_bytes(), Some("japan"), false).await;
    assert_eq!((report.new, report.known), (1, 1));
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM import_texts WHERE opens").await, 1);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM import_discussions").await, 1);
    assert_eq!(keeper.get(&archive(&keeper).await).await.is(200).total(), 2);
}

#[tokio::test]
async fn two_archives_are_not_brought_in_at_once() {
    let site = Site::open().await;
    let one = mail("1", "", "x@y.example", "様式", "様式です。");
    takes_in(&site, "a.mbox", one.as_bytes(), None, false).await;
    // As if another process were still at it.
    site.does("UPDATE imports SET finished_at = NULL").await;
    let two = mail("2", "1", "x@y.example", "Re: 様式", "あります。");
    for (name, content) in [("a.mbox", &one), ("b.mbox", &two)] {
        let refused = tries_to_take_in(&site, name, content.as_bytes(), None, false).await;
        assert!(refused.is_err_and(|why| why.contains("別の取り込みが動いています")), "{name}");
    }
    takes_in(&site, "b.mbox", two.as_bytes(), None, true).await;
    site.wait_minutes(3);
    takes_in(&site, "b.mbox", two.as_bytes(), None, false).await;
    takes_in(&site, "a.mbox", one.as_bytes(), None, false).await;
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM import_texts").await, 2);
}

#[tokio::test]
async fn one_wrong_line_keeps_the_whole_file_out() {
    let site = Site::open().await;
    let good = r#"{"id":"q1","title":"様式","body":"様式です。","room":"pref-11"}"#;
    let file = format!("{good}\n\n{{\"id\":\"q2\",\"title\":\"\",\"body\":\"x\"}}\n{good}\n");
    let report = takes_in(&site, "a.jsonl", file.as_bytes(), None, false).await;
    assert_eq!(report.refused.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM imports").await, 0);
}

#[test]
fn the_command_says_what_it_did_or_why_not_and_changes_nothing_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let run = |file: &str, more: &[&str]| {
        let mut command = std::process::Command::new(crate::support::program());
        command.arg("--data").arg(&data).args(["import", "discussions"]).arg(folder.path().join(file)).args(more);
        let done = command.env_remove("DATABASE_URL").output().expect("run the program");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (done.status.code(), text(&done.stdout), text(&done.stderr))
    };
    let write = |name: &str, content: &str| std::fs::write(folder.path().join(name), content).expect("write");
    write("a.txt", "x");
    write("a.mbox", &mail("1", "", "x@y.example", "様式", "利用者は佐藤花子様です。"));
    write("bad.jsonl", "{\"id\":\"1\",\"title\":\"あ\",\"body\":\"い\"}\n{}\n");
    for (file, more, why) in [
        ("a.txt", &[][..], ".mbox nor with .jsonl"),
        ("none.mbox", &[], "none.mbox"),
        ("a.mbox", &["--room", "pref-99"], "no room pref-99"),
        ("bad.jsonl", &[], "nothing was brought in"),
    ] {
        let (code, _, error) = run(file, more);
        assert_eq!(code, Some(1), "{file} {error}");
        assert!(error.lines().any(|line| line.starts_with("yokoito: ") && line.contains(why)), "{error}");
    }
    let (code, told, _) = run("a.mbox", &["--room", "pref-11", "--dry-run"]);
    assert_eq!(code, Some(0));
    assert!(told.contains("1件目：気になる：") && told.contains("何も取り込んでいません"), "{told}");
    assert!(!told.contains("佐藤"), "a report has no word of what was said: {told}");
    for words in ["新しい投稿 1件", "何も変わっていません"] {
        let (code, told, error) = run("a.mbox", &["--room", "pref-11"]);
        assert_eq!(code, Some(0), "{error}");
        assert!(told.contains(words), "{told}");
    }
    assert_eq!(run("a.mbox", &["--wrong"]).0, Some(2));
}
