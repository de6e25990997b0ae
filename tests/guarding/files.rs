//! What files are called and say passes the guard with the text that they are on.

use super::{acknowledgements, fields, sends};
use crate::files::samples::{word, workbook};
use crate::support::{Answer, Persona, Site, fresh_once};

async fn posts_with(person: &Persona, name: &str, content: Vec<u8>) -> Answer {
    let once = fresh_once();
    let fields = [
        ("room", "pref-11"),
        ("kind", "consultation"),
        ("title", "様式の相談"),
        ("body", "添付のとおりです。"),
        ("once", &once),
    ];
    person.sends("/threads", &fields, &[(name, content)]).await
}

#[tokio::test]
async fn a_name_in_a_file_is_acknowledged_or_the_file_is_taken_off() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let page = posts_with(&alice, "経過.docx", word("利用者の佐藤花子様が、来週退院されます。")).await;
    let page = page.is(422).shows("添付ファイル").shows("佐藤花子様");
    let sent = fields(&page, &["title", "body"]);
    // Nothing in a file is replaced here, but the form comes back with its files.
    assert!(!page.body.contains("files:"), "a button that would replace in a file");
    sends(&alice, "/threads", &sent, &[("add_files", "1")]).await.is(200).shows("経過.docx");
    let ack = acknowledgements(&page).remove(0);
    let thread = sends(&alice, "/threads", &sent, &[("guard_ack", &ack)]).await.is(303).location();
    alice.get(&thread).await.is(200).shows("経過.docx");
}

#[tokio::test]
async fn an_acknowledgement_holds_for_these_files_only_and_a_number_in_a_file_never_passes() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let first = posts_with(&alice, "佐藤花子様の経過.docx", word("経過の様式です。")).await;
    let ack = acknowledgements(&first).remove(0);
    let second = posts_with(&alice, "山田太郎様の経過.docx", word("経過の様式です。")).await;
    let sent = fields(&second, &["title", "body"]);
    sends(&alice, "/threads", &sent, &[("guard_ack", &ack)]).await.is(422).shows("山田太郎様");
    let blocked = posts_with(&alice, "名簿.xlsx", workbook("被保険者番号は0012345678です。")).await.is(422);
    assert!(acknowledgements(&blocked).is_empty());
    let sent = fields(&blocked, &["title", "body"]);
    sends(&alice, "/threads", &sent, &[("guard_ack", &ack)]).await.is(422);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM posts").await, 0);
}
