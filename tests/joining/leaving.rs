//! What becomes of somebody who waits: the ways that are open to them, and how they are forgotten.

use directory::members;
use kernel::viewer::Role;

use super::SAITAMA;
use super::limits::run;
use crate::support::{Persona, Site};

/// The operator trusts somebody who waits with a role, which ends their session.
async fn is_trusted(site: &Site, person: &mut Persona) {
    let app = &site.inner.app;
    let id = site.count(&format!("SELECT id AS n FROM people WHERE email = '{}'", person.email)).await;
    let tx = app.db.begin().await.expect("begin");
    let role = Role::Officer("11202".to_owned());
    members::grant(&tx, None, kernel::PersonId(id), &role, &app.places).await.expect("grant");
    tx.commit().await.expect("commit");
    person.signs_in().await.is(303);
}

#[tokio::test]
async fn whoever_was_given_a_role_while_waiting_is_forgotten_as_well() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let mut hana = site.applicant("hana", SAITAMA).await;
    is_trusted(&site, &mut hana).await;
    hana.posts("/join/withdrawal", &[]).await.is(303);
    let mut taro = site.applicant("taro", SAITAMA).await;
    is_trusted(&site, &mut taro).await;
    let id = site.count("SELECT id AS n FROM applications").await;
    let decline = format!("/admin/applications/{id}/decline");
    manager.posts(&decline, &[("reason", "在籍を確かめられませんでした。")]).await.is(303);
    site.wait_minutes(181 * 24 * 60);
    server::serve::hourly(&site.inner).await.expect("the hourly work");
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM people WHERE id > 0").await, 1);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM grants").await, 1);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM applications").await, 0);
}

#[tokio::test]
async fn what_fails_in_an_hour_keeps_nobody_from_being_told() {
    let site = Site::open().await;
    site.person("manager", "", "prefecture", "manager:11").await;
    site.person("bureau", "", "other", "bureau:kantoshinetsu").await;
    site.applicant("hana", SAITAMA).await;
    run(&site, "ALTER TABLE invitations RENAME TO away").await;
    site.wait_minutes(14 * 24 * 60);
    assert!(server::serve::hourly(&site.inner).await.is_err());
    site.letter_to("bureau@example.jp").await;
}

#[tokio::test]
async fn whoever_waits_finds_password_and_sign_ins_and_whoever_was_declined_finds_out() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    site.visitor().get("/sign-in").await.is(200).shows("href=\"/join\"");
    let hana = site.applicant("hana", SAITAMA).await;
    for path in ["/me/password", "/me/sessions", "/join/status"] {
        hana.get("/").await.is(200).shows("確認しています").shows(&format!("href=\"{path}\""));
        hana.get(path).await.is(200);
    }
    let path = site.letter_to("manager@example.jp").await.path("/admin/applications/");
    manager.posts(&format!("{path}/decline"), &[("reason", "在籍を確かめられませんでした。")]).await.is(303);
    hana.get("/").await.is(200).shows("承認されませんでした").shows("/join/status").hides("確認しています");
}
