//! Inviting anew, many at once: by mail or on paper, and never more than by hand.

use directory::members;
use kernel::viewer::Role;

use super::{invitation, invites, newcomer};
use crate::support::{Answer, Persona, Site, fresh_once, with};

const PATH: &str = "/admin/invitations/renewal";

async fn id_of(site: &Site, email: &str) -> String {
    let text = format!("SELECT id AS n FROM invitations WHERE email = '{email}' ORDER BY created_at DESC LIMIT 1");
    site.number(&text).await.to_string()
}

fn form(way: &str, ids: &[String]) -> Vec<(&'static str, String)> {
    let mut fields: Vec<_> = ids.iter().map(|id| ("invitation", id.clone())).collect();
    fields.extend([
        ("way", way.to_owned()),
        ("office", "埼玉県 医療整備課".to_owned()),
        ("phone", "048-000-0001".to_owned()),
        ("once", fresh_once()),
    ]);
    fields
}

/// The codes that stand on a page of letters.
fn codes(page: &Answer) -> Vec<String> {
    let code = |rest: &str| rest.split('<').next().map(str::to_owned);
    page.body.split("招待コード　<strong>").skip(1).filter_map(code).collect()
}

async fn types(visitor: &Persona, email: &str, code: &str) -> Answer {
    visitor.posts("/invitations/code", &[("email", email), ("code", code)]).await
}

#[tokio::test]
async fn those_who_have_not_come_get_a_letter_whose_code_stands_on_one_page_once() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    for email in ["hana@example.jp", "taro@example.jp", "came@example.jp"] {
        invites(&site, &manager, email).await;
    }
    let old = site.letter_to("hana@example.jp").await;
    let came = site.letter_to("came@example.jp").await.path("/invitations/");
    site.visitor().fills(&came, &newcomer()).await.is(303);
    let open = manager.get("/admin/invitations?state=open").await.is(200).hides("came@example.jp");
    assert_eq!(open.total(), 2);
    let ids = [id_of(&site, "hana@example.jp").await, id_of(&site, "taro@example.jp").await];
    let came = id_of(&site, "came@example.jp").await;
    let chosen = format!("{PATH}?invitation={}&invitation={}&invitation={came}", ids[0], ids[1]);
    let page = manager.get(&chosen).await.is(200).shows("招待する方（2人）").shows("招待し直せません");
    assert_eq!(page.total(), 2);
    manager.get(&format!("{PATH}?all=1&state=open")).await.is(200).shows("招待する方（2人）");
    manager.get(PATH).await.is(422).shows("選ばれていません");
    for (field, value, sentence) in
        [("way", "pigeon", "届け方を選んで"), ("office", "", "差出人の所属を"), ("phone", "", "電話番号を")]
    {
        let wrong = manager.fills(PATH, &with(&form("paper", &ids), field, value)).await.is(422);
        assert_eq!(wrong.shows(sentence).total(), 2);
    }
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM invitations").await, 3);

    let fields = form("paper", &ids);
    let letters = manager.fills(PATH, &fields).await.is(200);
    assert_eq!(letters.total(), 2);
    assert_eq!(letters.header("cache-control"), Some("no-store"));
    let letters = letters.shows("埼玉県 医療整備課").shows("048-000-0001").shows("manager さん").shows("ご担当者");
    let codes = codes(&letters);
    assert_eq!(codes.len(), 2);
    // The mail tells that a letter comes, and carries no secret.
    let told = site.letters_to("hana@example.jp").await;
    let told: Vec<_> = told.iter().filter(|letter| letter.body.contains("招待の手紙")).collect();
    assert_eq!(told.len(), 1, "{:?}", site.letters_to("hana@example.jp").await);
    assert!(!codes.iter().any(|code| told[0].body.contains(code)) && !told[0].body.contains("/invitations/"));
    for code in &codes {
        assert!(site.traces_of(&code.replace('-', "")).await.is_empty(), "a code is stored");
    }
    // What has been shown is not shown again.
    let again = manager.fills(PATH, &fields).await.is(303).location();
    assert_eq!(again, "/admin/invitations?done=letters-shown");
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM invitations").await, 5);
    let visitor = site.visitor();
    visitor.get(&old.path("/invitations/")).await.is(409).shows("メールや手紙");
    types(&visitor, "hana@example.jp", &old.after("招待コード: ")).await.is(422);
    let on_paper = |email: &str| {
        let letter = letters.body.split("<article").find(|one| one.contains(email)).expect("a letter");
        codes.iter().find(|code| letter.contains(code.as_str())).expect("its code").clone()
    };
    let path = types(&visitor, "hana@example.jp", &on_paper("hana@example.jp")).await.is(303).location();
    visitor.fills(&path, &newcomer()).await.is(303);
    assert_eq!(manager.get("/admin/invitations?state=open").await.is(200).total(), 1);
    let noted = "SELECT COUNT(*) AS n FROM audit_entries WHERE action = 'invite' AND detail = 'paper'";
    assert_eq!(site.number(noted).await, 2);
}

#[tokio::test]
async fn a_letter_is_good_until_the_end_of_the_day_that_it_names() {
    let site = Site::open().await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    invites(&site, &manager, "hana@example.jp").await;
    site.wait_minutes(15 * 24 * 60);
    manager.signs_in().await.is(303);
    assert_eq!(manager.get("/admin/invitations?state=expired").await.is(200).total(), 1);
    let letters = manager.fills(PATH, &form("both", &[id_of(&site, "hana@example.jp").await])).await.is(200);
    let code = codes(&letters).remove(0);
    let letter = site.letters_to("hana@example.jp").await;
    assert!(letter.iter().any(|letter| letter.body.contains(&code)), "the mail has the code of the letter");
    let now = site.inner.app.db.clock.now();
    let end = site.number("SELECT MAX(expires_at) AS n FROM invitations").await;
    assert_eq!(end, now.plus(15 * 24 * 60 * 60_000).start_of_its_day().0);
}

#[tokio::test]
async fn a_mail_is_sent_anew_and_the_one_before_is_good_no_more() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let old = invites(&site, &manager, "hana@example.jp").await;
    let ids = [id_of(&site, "hana@example.jp").await];
    let fields = with(&with(&form("mail", &ids), "office", ""), "phone", "");
    let (first, second) = tokio::join!(manager.fills(PATH, &fields), manager.fills(PATH, &fields));
    for answer in [first, second] {
        assert_eq!(answer.is(303).location(), "/admin/invitations?done=invited-anew");
    }
    site.visitor().get(&old).await.is(409);
    let letters = site.letters_to("hana@example.jp").await;
    assert_eq!(letters.len(), 2);
    let new = letters.iter().map(|letter| letter.path("/invitations/")).find(|path| *path != old).expect("a new link");
    site.visitor().get(&new).await.is(200);
}

#[tokio::test]
async fn whoever_has_the_charge_invites_anew_in_their_own_name_and_nobody_else_does() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let successor = site.person("successor", "", "prefecture", "manager:11").await;
    let elsewhere = site.person("elsewhere", "", "prefecture", "manager:13").await;
    let bureau = site.person("bureau", "", "other", "bureau:kantoshinetsu").await;
    let officer = site.person("officer", "11202", "municipality", "officer:11202").await;
    let old = invites(&site, &manager, "hana@example.jp").await;
    bureau.fills("/admin/invitations", &invitation("both@example.jp", "埼玉県熊谷市、群馬県太田市")).await.is(303);
    let ids = [id_of(&site, "hana@example.jp").await, id_of(&site, "both@example.jp").await];
    officer.get(PATH).await.is(403);
    officer.fills(PATH, &form("paper", &ids)).await.is(403);
    officer.get("/admin/invitations/export").await.is(403);
    // What is not wholly in one's charge is not there at all.
    elsewhere.get("/admin/invitations?whose=charge").await.is(200).hides("hana@example.jp").hides("both@example.jp");
    elsewhere.fills(PATH, &form("paper", &ids)).await.is(422).hides("hana@example.jp").hides("both@example.jp");
    successor.get("/admin/invitations").await.is(200).hides("hana@example.jp");
    let charge = successor.get("/admin/invitations?whose=charge").await.is(200).shows("manager さん");
    assert_eq!(charge.hides("both@example.jp").total(), 1);
    assert_eq!(bureau.get("/admin/invitations?whose=charge").await.is(200).total(), 2);
    let file = successor.get("/admin/invitations/export?whose=charge").await.is(200);
    assert!(file.body.contains("hana@example.jp") && file.body.contains("返事待ち") && !file.body.contains("both@"));

    // The inviter's charge ends, and with it the invitation; whoever follows sends it anew.
    let app = &site.inner.app;
    let tx = app.db.begin().await.expect("begin");
    members::revoke(&tx, None, manager.id, &Role::Manager("11".to_owned()), &app.places).await.expect("revoke");
    tx.commit().await.expect("commit");
    successor.get("/admin/invitations?whose=charge").await.is(200).shows("招待した方の担当が変わりました");
    site.wait_minutes(1);
    let letters = successor.fills(PATH, &form("paper", &ids)).await.is(200);
    assert_eq!(letters.total(), 1);
    let visitor = site.visitor();
    visitor.get(&old).await.is(409).shows("新しい招待のメールや手紙が届いていないか");
    let path = types(&visitor, "hana@example.jp", &codes(&letters)[0]).await.is(303).location();
    visitor.get(&path).await.is(200).shows("successor さん");
    visitor.fills(&path, &newcomer()).await.is(303);
    // The address is a member's now, and stands in the list of its inviter alone.
    assert!(successor.get("/admin/invitations?state=used").await.is(200).body.contains("hana@example.jp"));
    bureau.get("/admin/invitations?whose=charge&state=used").await.is(200).shows("登録された方").hides("hana@");
    bureau.get("/admin/invitations/export?whose=charge").await.is(200).hides("hana@");
    assert_eq!(bureau.get("/admin/invitations?whose=charge&q=hana%40example").await.is(200).total(), 0);
}

#[tokio::test]
async fn the_list_is_narrowed_down_by_words_and_has_pages() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    for number in 0..52 {
        let place = if number < 2 { "埼玉県深谷市" } else { "埼玉県熊谷市" };
        let email = format!("p{number:02}@example.jp");
        manager.fills("/admin/invitations", &invitation(&email, place)).await.is(303);
    }
    let first = manager.get("/admin/invitations").await.is(200).shows("page=2");
    assert_eq!((first.total(), first.values("data-id").len()), (52, 50));
    assert_eq!(manager.get("/admin/invitations?page=2").await.is(200).values("data-id").len(), 2);
    assert_eq!(manager.get("/admin/invitations?q=%E6%B7%B1%E8%B0%B7").await.is(200).total(), 2);
    assert_eq!(manager.get("/admin/invitations?q=nobody").await.is(200).total(), 0);
    manager.get("/admin/invitations?import=7").await.is(404);
    let all = manager.get(&format!("{PATH}?all=1")).await.is(200);
    assert_eq!(all.total(), 52);
    site.does("UPDATE invitations SET expires_at = created_at").await;
    assert_eq!(manager.get(&format!("{PATH}?all=1&state=expired")).await.is(200).total(), 52);
}

#[tokio::test]
async fn a_successor_is_invited_anew_into_the_seat_as_it_is_now() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let leaves = site.member("leaves", "11202").await;
    let seat = site.number(&format!("SELECT seat_id AS n FROM tenures WHERE person_id = {}", leaves.id)).await;
    let today = site.inner.app.db.clock.now().iso()[..10].to_owned();
    let fields = [("email", "next@example.jp".to_owned()), ("name", "後任 花".to_owned()), ("started_on", today)];
    manager.fills(&format!("/admin/seats/{seat}/successor"), &fields).await.is(303);
    let id = id_of(&site, "next@example.jp").await;
    site.does(&format!("INSERT INTO seat_places (seat_id, municipality_code) VALUES ({seat}, '11218')")).await;
    site.does("UPDATE roster SET version = version + 1").await;
    let letters = manager.fills(PATH, &form("paper", std::slice::from_ref(&id))).await.is(200).shows("深谷市");
    let visitor = site.visitor();
    let path = types(&visitor, "next@example.jp", &codes(&letters)[0]).await.is(303).location();
    visitor.fills(&path, &newcomer()).await.is(303);
    assert_eq!(site.number(&format!("SELECT COUNT(*) AS n FROM tenures WHERE seat_id = {seat}")).await, 2);
    // A seat that has grown over the border is not this manager's to give.
    manager.fills(&format!("/admin/seats/{seat}/successor"), &with(&fields, "email", "late@example.jp")).await.is(303);
    site.does(&format!("INSERT INTO seat_places (seat_id, municipality_code) VALUES ({seat}, '10205')")).await;
    site.does("UPDATE roster SET version = version + 1").await;
    let id = id_of(&site, "late@example.jp").await;
    manager.fills(PATH, &form("paper", &[id])).await.is(422).shows("担当の範囲の外");
}

#[tokio::test]
async fn the_address_of_a_member_who_is_offered_another_seat_is_told_to_no_colleague() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let colleague = site.person("colleague", "", "prefecture", "manager:11").await;
    site.member("mina", "11202").await;
    invites(&site, &manager, "mina@example.jp").await;
    manager.get("/admin/invitations?state=open").await.is(200).shows("mina@example.jp");
    for list in ["whose=charge", "whose=charge&state=waiting"] {
        assert_eq!(colleague.get(&format!("/admin/invitations?{list}")).await.is(200).hides("mina@").total(), 1);
    }
    assert_eq!(colleague.get("/admin/invitations?whose=charge&q=mina%40example").await.is(200).total(), 0);
    colleague.get("/admin/invitations/export?whose=charge").await.is(200).hides("mina@");
    let ids = [id_of(&site, "mina@example.jp").await];
    colleague.get(&format!("{PATH}?invitation={}", ids[0])).await.is(422).hides("mina@");
    colleague.fills(PATH, &form("paper", &ids)).await.is(422).hides("mina@").shows("登録された方");
    assert_eq!(manager.fills(PATH, &form("paper", &ids)).await.is(200).total(), 1);
    // Who has taken a list of addresses along is written down, and that the offer before has ended.
    let noted = "SELECT COUNT(*) AS n FROM audit_entries WHERE action";
    assert_eq!(site.number(&format!("{noted} = 'roster-export' AND subject = 'invitations'")).await, 1);
    assert_eq!(site.number(&format!("{noted} = 'invitation-revoke'")).await, 1);
}
