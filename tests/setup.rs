//! The first start of an empty site.

use crate::support::{PASSWORD, Site};

#[tokio::test]
async fn the_first_administrator_sets_the_site_up_once_and_within_an_hour() {
    let site = Site::open().await;
    let address = server::setup::invite(&site.inner).await.expect("invite").expect("an address");
    let path = address.trim_start_matches("http://127.0.0.1:8080").to_owned();
    let visitor = site.visitor();
    visitor.get("/setup/0000").await.is(404);
    // Looking uses nothing up.
    visitor.get(&path).await.is(200);
    visitor.get(&path).await.is(200).shows("最初の管理者");
    let good = [
        ("name", "管理 一子"),
        ("kana", "かんり いちこ"),
        ("email", "admin@example.jp"),
        ("password", PASSWORD),
        ("organisation", "運営事務局"),
        ("affiliation", "other"),
        ("municipality", "13101"),
    ];
    let mut short = good.to_vec();
    short[3].1 = "短い";
    visitor.posts(&path, &short).await.is(422).shows("15文字以上").shows("管理 一子").hides("短い");
    visitor.posts(&path, &good).await.is(303);
    visitor.get(&path).await.is(404);
    visitor.posts(&path, &good).await.is(404);
    let mut administrator = site.visitor();
    administrator.tries("admin@example.jp", PASSWORD).await.is(303);
    administrator.get("/rooms/japan").await.is(200);
    assert!(server::setup::invite(&site.inner).await.expect("invite").is_none(), "only an empty site is set up");
}

#[tokio::test]
async fn the_set_up_address_expires_and_only_the_newest_works() {
    let site = Site::open().await;
    let path = |address: String| address.trim_start_matches("http://127.0.0.1:8080").to_owned();
    let first = path(server::setup::invite(&site.inner).await.expect("invite").expect("an address"));
    let second = path(server::setup::invite(&site.inner).await.expect("invite").expect("an address"));
    site.visitor().get(&first).await.is(404);
    site.visitor().get(&second).await.is(200);
    site.wait_minutes(61);
    site.visitor().get(&second).await.is(404);
}

#[test]
fn a_demo_of_another_scale_is_filled_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = std::process::Command::new(crate::support::program());
    command.args(["demo", "--seed-only", "--scale", "3", "--data"]).arg(folder.path()).env_remove("DATABASE_URL");
    let done = command.output().expect("run the program");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
