//! Invitations: one address, one seat, one use, and never more than the inviter could give.

use directory::members;
use kernel::viewer::Role;

use crate::support::{PASSWORD, Persona, Site, fresh_once, seat, with};

mod letters;
mod renewals;

fn invitation(email: &str, places: &str) -> Vec<(&'static str, String)> {
    let mut fields = seat(places);
    fields.extend([
        ("email", email.to_owned()),
        ("role", String::new()),
        ("officer_of", String::new()),
        ("once", fresh_once()),
    ]);
    fields
}

fn newcomer() -> Vec<(&'static str, String)> {
    vec![
        ("kana", "みほん　はな".to_owned()),
        ("name", "見本　花".to_owned()),
        ("password", PASSWORD.to_owned()),
        ("terms", web::public_pages::TERMS_VERSION.to_owned()),
        ("privacy", web::public_pages::PRIVACY_VERSION.to_owned()),
    ]
}

/// Invites an address to serve 熊谷市; the path of the link.
async fn invites(site: &Site, inviter: &Persona, email: &str) -> String {
    inviter.fills("/admin/invitations", &invitation(email, "埼玉県熊谷市")).await.is(303);
    site.letter_to(email).await.path("/invitations/")
}

#[tokio::test]
async fn an_invitation_makes_a_member_once() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let path = invites(&site, &manager, "hana@example.jp").await;
    let visitor = site.visitor();
    for _ in 0..3 {
        visitor.get(&path).await.is(200).shows("見本医師会").shows("hana@example.jp");
    }
    for (field, value, sentence) in
        [("name", "", "氏名を入力"), ("password", "短い", "15文字以上"), ("terms", "", "利用規約をお読み")]
    {
        visitor.fills(&path, &with(&newcomer(), field, value)).await.is(422).shows(sentence).hides(PASSWORD);
    }
    let all: Vec<_> = (0..8)
        .map(|_| {
            let (visitor, path) = (visitor.clone(), path.clone());
            tokio::spawn(async move { visitor.fills(&path, &newcomer()).await.status })
        })
        .collect();
    for one in all {
        assert_eq!(one.await.expect("an answer"), 303);
    }
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM people WHERE id > 0").await, 2);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM tenures").await, 1);
    let mut hana = site.visitor();
    hana.tries("hana@example.jp", PASSWORD).await.is(303);
    hana.get("/rooms/pref-11").await.is(200);
    hana.get("/coordinators").await.is(200).shows("見本　花");
    visitor.get(&path).await.is(303);
    manager.get("/admin/invitations").await.is(200).shows("使用済み");
}

#[tokio::test]
async fn nobody_invites_beyond_their_own_scope() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let bureau = site.person("bureau", "", "other", "bureau:kantoshinetsu").await;
    let administrator = site.person("administrator", "", "other", "administrator").await;
    let member = site.member("member", "11202").await;
    member.get("/admin/invitations").await.is(403);
    member.get("/admin/invitations/new").await.is(403);
    member.fills("/admin/invitations", &invitation("x@example.jp", "埼玉県熊谷市")).await.is(403);
    manager.get("/admin/invitations/new").await.is(200);
    let over_the_border = invitation("x@example.jp", "埼玉県熊谷市、群馬県太田市");
    let answer = manager.fills("/admin/invitations", &over_the_border).await.is(422);
    answer.shows("「群馬県太田市」は、あなたの担当の範囲の外").shows("見本医師会");
    let far = with(&invitation("x@example.jp", ""), "municipality", "大阪府大阪市");
    bureau.fills("/admin/invitations", &far).await.is(422).shows("id=\"municipality-problem\"");
    let mut officer = with(&invitation("x@example.jp", "埼玉県熊谷市"), "role", "officer");
    manager.fills("/admin/invitations", &officer).await.is(422).shows("担当者となる市町村を入力");
    officer = with(&officer, "officer_of", "群馬県太田市");
    manager.fills("/admin/invitations", &officer).await.is(422).shows("id=\"officer_of-problem\"");
    manager
        .fills("/admin/invitations", &invitation("manager@example.jp", "埼玉県熊谷市"))
        .await
        .is(422)
        .shows("ご自身は");
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM mails").await, 0);
    bureau.fills("/admin/invitations", &over_the_border).await.is(303);
    let everywhere = invitation("y@example.jp", "北海道札幌市、沖縄県那覇市");
    administrator.fills("/admin/invitations", &everywhere).await.is(303);
    // Each sees their own only.
    assert_eq!(bureau.get("/admin/invitations").await.is(200).total(), 1);
    manager.get("/admin/invitations").await.is(200).hides("x@example.jp").hides("y@example.jp");
}

#[tokio::test]
async fn an_officer_who_is_invited_becomes_one() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let fields = with(&invitation("hana@example.jp", ""), "role", "officer");
    manager.fills("/admin/invitations", &with(&fields, "officer_of", "１１２０２")).await.is(303);
    let path = site.letter_to("hana@example.jp").await.path("/invitations/");
    site.visitor().fills(&path, &newcomer()).await.is(303);
    let role = "SELECT COUNT(*) AS n FROM grants WHERE role = 'officer' AND scope = '11202' AND revoked_at IS NULL";
    assert_eq!(site.count(role).await, 1);
}

#[tokio::test]
async fn an_invitation_ends_with_its_time_its_revocation_and_its_inviters_scope() {
    let site = Site::open().await;
    let mut manager = site.person("manager", "", "prefecture", "manager:11").await;
    let other = site.person("other", "", "prefecture", "manager:11").await;
    let visitor = site.visitor();
    let late = invites(&site, &manager, "late@example.jp").await;
    let revoked = invites(&site, &manager, "revoked@example.jp").await;
    let id = site.count("SELECT id AS n FROM invitations WHERE email = 'revoked@example.jp'").await;
    let revocation = format!("/admin/invitations/{id}/revocation");
    assert!(manager.get("/admin/invitations").await.is(200).values("data-id").contains(&id.to_string()));
    other.posts(&revocation, &[]).await.is(404);
    visitor.get(&revoked).await.is(200);
    manager.posts(&revocation, &[]).await.is(303);
    visitor.get(&revoked).await.is(409).shows("取り消されています");
    visitor.fills(&revoked, &newcomer()).await.is(303);
    site.wait_minutes(14 * 24 * 60);
    visitor.get(&late).await.is(409).shows("期限が過ぎています");
    manager.signs_in().await.is(303);
    let void = invites(&site, &manager, "void@example.jp").await;
    visitor.get(&void).await.is(200);
    let app = &site.inner.app;
    let tx = app.db.begin().await.expect("begin");
    members::revoke(&tx, None, manager.id, &Role::Manager("11".to_owned()), &app.places).await.expect("revoke");
    tx.commit().await.expect("commit");
    visitor.get(&void).await.is(409).shows("招待した方の担当が変わった");
    visitor.fills(&void, &newcomer()).await.is(303);
    visitor.get("/invitations/0000").await.is(404);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM people WHERE id > 0").await, 2);
}

#[tokio::test]
async fn somebody_who_is_here_already_takes_the_seat_after_signing_in() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let alice = site.member("alice", "27100").await;
    let bob = site.member("bob", "27100").await;
    let path = invites(&site, &manager, "alice@example.jp").await;
    site.visitor().get(&path).await.is(200).shows("すでに登録されています").hides("name=\"password\"");
    bob.get(&path).await.is(200).hides("招待を受ける</button>");
    bob.posts(&format!("{path}/acceptance"), &[]).await.is(404);
    site.visitor().posts(&format!("{path}/acceptance"), &[]).await.is(303);
    // Nobody makes a second account of the address.
    site.visitor().fills(&path, &newcomer()).await.is(303);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM people WHERE id > 0").await, 3);
    alice.get("/rooms/pref-11").await.is(404);
    alice.get(&path).await.is(200).shows("招待を受ける");
    for _ in 0..2 {
        alice.posts(&format!("{path}/acceptance"), &[]).await.is(303);
    }
    alice.get("/rooms/pref-11").await.is(200);
    alice.get("/rooms/pref-27").await.is(200);
    bob.get("/rooms/pref-11").await.is(404);
}

#[tokio::test]
async fn somebody_who_waits_comes_in_by_an_invitation() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let hana = site.applicant("hana", "埼玉県熊谷市、群馬県太田市").await;
    manager.fills("/admin/invitations", &invitation("hana@example.jp", "埼玉県熊谷市")).await.is(303);
    let letters = site.letters_to("hana@example.jp").await;
    let letter = letters.iter().find(|letter| letter.subject.contains("招待")).expect("an invitation");
    hana.posts(&format!("{}/acceptance", letter.path("/invitations/")), &[]).await.is(303);
    hana.get("/rooms/pref-11").await.is(200);
    hana.get("/rooms/pref-10").await.is(404);
    // What she waited for is closed, and says why.
    manager.get("/").await.is(200).hides("承認を待っている申請");
    let list = manager.get("/admin/applications").await.is(200).shows("招待により参加").hides("お断り済み");
    let application = format!("/admin/applications/{}", list.values("data-id")[0]);
    manager.get(&application).await.is(200).shows("招待により参加されました").hides("以前の担当者");
}
