//! Roles that end on a day that is set beforehand: they end by themselves, and nobody is left without an administrator.

use kernel::Timestamp;
use kernel::clock::DAY;

use crate::support::{Persona, Site};

fn grants(person: &Persona) -> String {
    format!("/admin/people/{}/grants", person.id)
}

async fn gives(actor: &Persona, person: &Persona, role: &str, ended_on: &str) -> u16 {
    actor.posts(&grants(person), &[("role", role), ("ended_on", ended_on), ("on", "1")]).await.status
}

/// The day that lies so many days ahead.
fn day(site: &Site, ahead: i64) -> String {
    site.inner.app.db.clock.now().plus(ahead * DAY).iso()[..10].to_owned()
}

/// Waits until so many minutes before or after the end of today.
fn waits_for_midnight(site: &Site, minutes: i64) {
    let now = site.inner.app.db.clock.now();
    let midnight = now.start_of_its_day().plus(DAY);
    site.wait_minutes(midnight.since(now) / 60_000 + minutes);
}

#[tokio::test]
async fn a_role_ends_by_itself_with_the_first_request_after_its_last_day() {
    let site = Site::open().await;
    let mut chief = site.person("chief", "", "prefecture", "manager:11").await;
    let mut helper = site.member("helper", "27100").await;
    let today = day(&site, 0);
    for wrong in ["いつか", "2020-01-01", "2036-01-01", "2027-02-30"] {
        let answer = chief.posts(&grants(&helper), &[("role", "manager:11"), ("ended_on", wrong)]).await;
        assert_eq!(answer.status, 404, "whoever is in no charge of ours is not there");
    }
    let admin = site.person("admin", "", "other", "administrator").await;
    for wrong in ["いつか", "2020-01-01", "2036-01-01", "2027-02-30"] {
        let form = [("role", "manager"), ("scope", "埼玉県"), ("ended_on", wrong)];
        let answer = admin.posts(&grants(&helper), &form).await.is(422).shows("id=\"ended_on-problem\"");
        answer.shows(wrong).shows("埼玉県");
    }
    assert_eq!(gives(&admin, &helper, "manager:11", &today).await, 303);
    let shown = Timestamp::start_of_day(&today).expect("a day").japanese_date();
    admin.get(&format!("/admin/people/{}", helper.id)).await.is(200).shows("都道府県担当者：埼玉県").shows(&shown);
    waits_for_midnight(&site, -10);
    for person in [&mut helper, &mut chief] {
        person.signs_in().await.is(303);
    }
    helper.get("/admin").await.is(200);
    helper.get("/rooms/pref-11").await.is(200);
    let readers = chief.get("/rooms/pref-11").await.is(200);
    let invitation = [
        ("email", "hana@example.jp"),
        ("organisation", "見本医師会"),
        ("affiliation", "medical-association"),
        ("municipality", "熊谷市"),
        ("phone", "048-000-0000"),
        ("title", "相談員"),
        ("form", "direct"),
        ("places", "熊谷市"),
    ];
    helper.posts("/admin/invitations", &invitation).await.is(303);
    let link = site.letter_to("hana@example.jp").await.path("/invitations/");
    site.visitor().get(&link).await.is(200);

    site.wait_minutes(15);
    helper.get("/admin").await.is(403);
    helper.get("/admin/roles").await.is(403);
    helper.get("/rooms/pref-11").await.is(404);
    helper.posts("/admin/invitations", &invitation).await.is(403);
    // What they vouched for is vouched for by nobody, and who reads the room is counted without them.
    site.visitor().get(&link).await.is(409).shows("担当が変わった");
    assert!(chief.get("/rooms/pref-11").await.is(200).body != readers.body);
    // The seat of their own stays.
    helper.get("/rooms/pref-27").await.is(200);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM grants WHERE revoked_at IS NOT NULL").await, 0);

    // Given anew, without an end, it holds for good.
    let mut admin = admin;
    admin.signs_in().await.is(303);
    assert_eq!(gives(&admin, &helper, "manager:11", "").await, 303);
    helper.signs_in().await.is(303);
    helper.get("/admin").await.is(200);
    let open = "SELECT COUNT(*) AS n FROM grants WHERE role = 'manager' AND revoked_at IS NULL";
    assert_eq!(site.number(open).await, 2);
}

#[tokio::test]
async fn managers_see_what_ends_soon_and_put_it_off() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let elsewhere = site.person("elsewhere", "", "prefecture", "manager:13").await;
    let officer = site.person("officer", "11202", "municipality", "officer:11202").await;
    let (near, far) = (site.member("near", "11202").await, site.member("far", "11202").await);
    manager.get("/admin").await.is(200).hides("6週間のうちに");
    assert_eq!(manager.get("/admin/roles").await.is(200).total(), 0);
    assert_eq!(gives(&manager, &far, "observer:pref-11", &day(&site, 200)).await, 303);
    manager.get("/admin").await.is(200).hides("6週間のうちに");
    assert_eq!(gives(&manager, &near, "officer:11202", &day(&site, 20)).await, 303);
    manager.get("/admin").await.is(200).shows("6週間のうちに終わる役割が1件");
    let list = manager.get("/admin/roles").await.is(200).shows("まもなく終わります");
    assert_eq!(list.values("data-id"), [near.id.to_string(), far.id.to_string()]);
    assert_eq!(list.body.matches("まもなく終わります").count(), 1);
    officer.get("/admin/roles").await.is(403);
    elsewhere.get("/admin/roles").await.is(200).hides("near さん");
    assert_eq!(gives(&elsewhere, &near, "officer:11202", &day(&site, 300)).await, 404);

    let form = format!("{}?role=officer%3A11202", grants(&near));
    let page = manager.get(&form).await.is(200).shows("役割の終わりの日").shows("市町村担当者：熊谷市（埼玉県）");
    assert_eq!(page.field("ended_on"), day(&site, 20));
    assert_eq!(page.field("role"), "officer:11202");
    let put_off = [("role", "officer:11202"), ("ended_on", &*day(&site, 300)), ("held", &*page.field("held"))];
    assert!(manager.posts(&grants(&near), &put_off).await.is(303).location().contains("role-end-saved"));
    manager.get("/admin").await.is(200).hides("6週間のうちに");
    let registration = manager.get(&format!("/admin/people/{}", near.id)).await.is(200);
    registration.shows("役割の終わりの日を変更").shows("役割を追加");
    // It is still one grant, and nobody was signed out by the change.
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM grants WHERE role = 'officer' AND scope = '11202'").await, 2);
    // To give a role once more takes no end away; the form that changes the end does.
    assert_eq!(gives(&manager, &near, "officer:11202", "").await, 303);
    assert_eq!(manager.get("/admin/roles").await.is(200).total(), 2);
    let endless = [("role", "officer:11202"), ("ended_on", ""), ("held", "1")];
    manager.posts(&grants(&near), &endless).await.is(303);
    assert_eq!(manager.get("/admin/roles").await.is(200).total(), 1);
    // It does not give back what was taken while it was open.
    manager.posts(&grants(&near), &[("role", "officer:11202"), ("on", "0")]).await.is(303);
    manager.posts(&grants(&near), &endless).await.is(409);
    // Nobody sets the end of their own role.
    assert_eq!(gives(&manager, &manager, "manager:11", "").await, 403);
}

#[tokio::test]
async fn somebody_looks_after_the_site_without_an_end() {
    let site = Site::open().await;
    let one = site.person("one", "", "other", "administrator").await;
    let mut two = site.person("two", "", "other", "administrator").await;
    let until = day(&site, 30);
    assert_eq!(gives(&one, &two, "administrator", &until).await, 303);
    one.get("/admin").await.is(200).shows("サイト管理者の役割も含まれます");
    // The other one is the last without an end: not to be dated, revoked or shut out, and not free to leave.
    let last = two.posts(&grants(&one), &[("role", "administrator"), ("ended_on", &until)]).await.is(409);
    last.shows("ほかに一人もいません");
    two.posts(&grants(&one), &[("role", "administrator"), ("on", "0")]).await.is(409).shows("ほかに一人もいません");
    let suspension = [("standing", "suspended"), ("reason", "確かめています。")];
    two.posts(&format!("/admin/people/{}/standing", one.id), &suspension).await.is(409);
    one.get("/me/leaving").await.is(200).shows("サイト管理者");
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM grants WHERE revoked_at IS NULL").await, 2);
    site.wait_minutes(31 * 24 * 60);
    two.signs_in().await.is(303);
    two.get("/admin").await.is(403);
    let mut one = one;
    one.signs_in().await.is(303);
    one.get("/admin").await.is(200);
}

#[tokio::test]
async fn a_person_is_found_in_the_directory_and_by_the_search_until_the_role_ends() {
    let site = Site::open().await;
    let admin = site.person("admin", "11202", "other", "administrator").await;
    let guest = site.person("guest", "", "prefecture", "manager:11").await;
    site.does("DELETE FROM tenures WHERE person_id IN (SELECT id FROM people WHERE name LIKE 'guest%')").await;
    assert_eq!(gives(&admin, &guest, "manager:11", &day(&site, 0)).await, 303);
    site.settle().await;
    let hits = "/search?q=guest&tab=people";
    admin.get(hits).await.is(200).shows("guest");
    assert!(admin.get(&format!("/coordinators/{}", guest.id)).await.status == 200);
    waits_for_midnight(&site, 5);
    let mut admin = admin;
    admin.signs_in().await.is(303);
    admin.get(&format!("/coordinators/{}", guest.id)).await.is(404);
    assert!(!admin.get(hits).await.is(200).values("data-id").iter().any(|id| id.starts_with("person-")));
}

#[test]
fn the_operator_gives_a_role_until_a_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(crate::support::program());
        command.current_dir(folder.path()).arg("--data").arg(folder.path().join("data")).args(arguments);
        let done = command.env_remove("DATABASE_URL").output().expect("run the program");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (done.status.code(), text(&done.stdout) + &text(&done.stderr))
    };
    let person = ["--name", "見本 花", "--kana", "みほん はな", "--municipality", "11202", "--affiliation", "other"];
    let added = run(&[&["people", "add", "--email", "hana@example.jp"], &person[..]].concat());
    assert_eq!(added.0, Some(0), "{}", added.1);
    let grant = |role: &str, until: &str| run(&["people", "grant", "hana@example.jp", role, "--until", until]);
    assert_eq!(grant("manager:11", "2099-03-31").0, Some(0));
    for (day, why) in [("2020-03-31", "is over"), ("2027-02-30", "no day"), ("soon", "no day")] {
        let refused = grant("manager:11", day);
        assert!(refused.0 == Some(1) && refused.1.contains(why), "{day}: {}", refused.1);
    }
    let listed = run(&["people", "list", "--json"]);
    assert!(listed.1.contains("manager:11"), "{}", listed.1);
    // Nobody else looks after the site yet.
    assert_eq!(grant("administrator", "2099-03-31").0, Some(1));
    assert_eq!(run(&["people", "grant", "hana@example.jp", "administrator"]).0, Some(0));
}
