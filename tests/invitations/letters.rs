//! The letters of invitations: from whom they are, how they are opened without a link, and whom they let in.

use super::{invitation, invites, newcomer};
use crate::support::{Site, fresh_once, with};

const WRONG: &str = "AAAA-3333";

#[tokio::test]
async fn a_letter_and_its_page_say_who_invites() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let bureau = site.person("bureau", "11202", "other", "bureau:kantoshinetsu").await;
    for (inviter, email, name, of) in [
        (&manager, "hana@example.jp", "manager さん", "都道府県担当者：埼玉県"),
        (&bureau, "taro@example.jp", "bureau さん", "bureauの勤め先"),
    ] {
        let path = invites(&site, inviter, email).await;
        let letter = site.letter_to(email).await;
        assert!(letter.subject.starts_with("【よこいと】"), "{}", letter.subject);
        assert!(letter.body.contains(name) && letter.body.contains(of), "{}", letter.body);
        site.visitor().get(&path).await.is(200).shows(name).shows(of);
    }
}

#[tokio::test]
async fn whoever_gets_mail_without_links_types_the_code_of_an_invitation() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    invites(&site, &manager, "hana@example.jp").await;
    let code = site.letter_to("hana@example.jp").await.after("招待コード: ");
    assert!(site.traces_of(&code.replace('-', "")).await.is_empty());
    let visitor = site.visitor();
    visitor.get("/invitations/code").await.is(200).shows("招待コード");
    visitor.get("/join").await.is(200).shows("href=\"/invitations/code\"");
    // An address that nobody has invited gets the same answer.
    let mut refusals = Vec::new();
    for name in ["hana", "nobody"] {
        let fields = [("email", &*format!("{name}@example.jp")), ("code", WRONG)];
        refusals.push(visitor.posts("/invitations/code", &fields).await.is(422).body.replace(name, ""));
    }
    assert_eq!(refusals[0], refusals[1]);
    let typed = format!(" {}", code.replace('-', "").to_lowercase());
    let right = [("email", "Hana@Example.jp"), ("code", typed.as_str())];
    let path = visitor.posts("/invitations/code", &right).await.is(303).location();
    visitor.get(&path).await.is(200).shows("見本医師会");
    visitor.fills(&path, &newcomer()).await.is(303);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM people WHERE id > 0").await, 2);
    // What has been used has no code any more.
    visitor.posts("/invitations/code", &right).await.is(422);
}

#[tokio::test]
async fn after_five_wrong_tries_the_code_of_an_invitation_is_dead_and_its_link_is_not() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let path = invites(&site, &manager, "hana@example.jp").await;
    let visitor = site.visitor();
    for _ in 0..5 {
        visitor.posts("/invitations/code", &[("email", "hana@example.jp"), ("code", WRONG)]).await.is(422);
    }
    let code = site.letter_to("hana@example.jp").await.after("招待コード: ");
    visitor.posts("/invitations/code", &[("email", "hana@example.jp"), ("code", &code)]).await.is(422);
    visitor.get(&path).await.is(200);
}

#[tokio::test]
async fn whoever_is_signed_in_as_somebody_else_is_told_so_and_does_not_join() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let bob = site.member("bob", "27100").await;
    site.member("alice", "27100").await;
    for email in ["hana@example.jp", "alice@example.jp"] {
        let path = invites(&site, &manager, email).await;
        let page = bob.get(&path).await.is(200).shows("manager さん").shows("action=\"/sign-out\"");
        page.hides(email).hides("見本医師会").hides("name=\"password\"");
        assert_eq!(bob.fills(&path, &newcomer()).await.is(303).location(), path);
    }
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM people WHERE id > 0").await, 3);
}

#[tokio::test]
async fn a_newer_invitation_ends_the_older_one_and_nobody_gets_a_seat_twice() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let other = site.person("other", "", "prefecture", "manager:11").await;
    let alice = site.member("alice", "27100").await;
    let fields = invitation("hana@example.jp", "埼玉県熊谷市");
    manager.fills("/admin/invitations", &fields).await.is(303);
    let old = site.letter_to("hana@example.jp").await.path("/invitations/");
    // The same form twice is one letter, and one that was corrected is another.
    manager.fills("/admin/invitations", &fields).await.is(303);
    site.letter_to("hana@example.jp").await;
    let corrected = with(&fields, "email", "alice@example.jp");
    manager.fills("/admin/invitations", &corrected).await.is(303);
    let first = site.letter_to("alice@example.jp").await.path("/invitations/");
    site.visitor().get(&old).await.is(200);
    manager.fills("/admin/invitations", &with(&corrected, "once", &fresh_once())).await.is(303);
    site.visitor().get(&first).await.is(409).shows("新しい招待のメール");
    // Another inviter's stays open: it is not the first one's to end.
    other.fills("/admin/invitations", &with(&corrected, "once", &fresh_once())).await.is(303);
    let letters = site.letters_to("alice@example.jp").await;
    let open: Vec<String> =
        letters.iter().map(|letter| letter.path("/invitations/")).filter(|path| *path != first).collect();
    assert_eq!(open.len(), 2);
    for path in open {
        alice.posts(&format!("{path}/acceptance"), &[]).await.is(303);
    }
    assert_eq!(site.count(&format!("SELECT COUNT(*) AS n FROM tenures WHERE person_id = {}", alice.id)).await, 2);
    alice.get("/rooms/pref-11").await.is(200);
}

#[tokio::test]
async fn the_office_of_an_invitation_may_have_a_long_number() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let long = "(048)-000-0000 内線: 12 内線: 34 内線: 56";
    let fields = with(&invitation("hana@example.jp", "埼玉県熊谷市"), "phone", long);
    manager.fills("/admin/invitations", &fields).await.is(303);
    let path = site.letter_to("hana@example.jp").await.path("/invitations/");
    site.visitor().fills(&path, &newcomer()).await.is(303);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM tenures").await, 1);
}
