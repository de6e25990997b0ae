//! Letters with codes to those who were registered and have never been able to sign in.

use kernel::PersonId;
use kernel::viewer::Standing;

use crate::support::{Answer, PASSWORD, Persona, Site, fresh_once};

const PATH: &str = "/admin/people/codes";
const LIST: &str = "/admin/people?access=none";

/// Somebody whom the operator's roster has registered, without a password.
async fn registered(site: &Site, name: &str, places: &str) -> PersonId {
    let id = site.add(name, places, "hospital", "member", Standing::Active).await;
    site.does(&format!("UPDATE people SET password_hash = NULL WHERE id = {id}")).await;
    id
}

fn form(people: &[PersonId]) -> Vec<(&'static str, String)> {
    let mut fields: Vec<_> = people.iter().map(|id| ("person", id.to_string())).collect();
    fields.extend([
        ("office", "埼玉県 医療整備課".to_owned()),
        ("phone", "048-000-0001".to_owned()),
        ("once", fresh_once()),
    ]);
    fields
}

/// The code that stands on somebody's letter.
fn code(page: &Answer, email: &str) -> String {
    let letter = page.body.split("<article").find(|letter| letter.contains(email)).expect("a letter");
    let rest = letter.split("コード　<strong>").nth(1).expect("a code");
    rest.split('<').next().unwrap_or_default().to_owned()
}

async fn sets_password(visitor: &Persona, email: &str, code: &str) -> Answer {
    visitor.posts("/password/code", &[("email", email), ("code", code), ("password", PASSWORD)]).await
}

#[tokio::test]
async fn those_who_cannot_sign_in_yet_get_letters_and_then_can() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    site.member("old", "11202").await;
    let (one, two) = (registered(&site, "one", "11202").await, registered(&site, "two", "11218").await);
    let list = manager.get(LIST).await.is(200).hides("old さん");
    assert_eq!(list.total(), 2);
    assert_eq!(manager.get(&format!("{LIST}&q=%E6%B7%B1%E8%B0%B7")).await.is(200).values("data-id"), [two.to_string()]);
    manager.get(PATH).await.is(422).shows("選ばれていません");
    assert_eq!(manager.get(&format!("{PATH}?all=1")).await.is(200).total(), 2);
    assert_eq!(manager.get(&format!("{PATH}?person={one}")).await.is(200).total(), 1);
    let mut wrong = form(&[one, two]);
    wrong.retain(|(name, _)| *name != "phone");
    assert_eq!(manager.fills(PATH, &wrong).await.is(422).shows("電話番号を").total(), 2);

    let fields = form(&[one, two]);
    let letters = manager.fills(PATH, &fields).await.is(200).shows("one さん").shows("048-000-0001");
    assert_eq!((letters.total(), letters.header("cache-control")), (2, Some("no-store")));
    let typed = code(&letters, "one@example.jp");
    assert!(site.traces_of(&typed.replace('-', "")).await.is_empty(), "the code is stored");
    assert_eq!(manager.fills(PATH, &fields).await.is(303).location(), "/admin/people?access=none&done=codes-shown");
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM audit_entries WHERE action = 'code-issue'").await, 2);
    let told = site.letter_to("one@example.jp").await;
    assert!(told.body.contains("コードを発行しました") && !told.body.contains(&typed), "{}", told.body);
    let visitor = site.visitor();
    sets_password(&visitor, "one@example.jp", &typed).await.is(303);
    let mut one = site.visitor();
    one.tries("one@example.jp", PASSWORD).await.is(303);
    one.get("/rooms/pref-11").await.is(200);
    assert_eq!(manager.get(LIST).await.is(200).total(), 1);
}

#[tokio::test]
async fn a_letter_is_for_those_in_charge_alone_and_outranks_whom_it_lets_in() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let elsewhere = site.person("elsewhere", "", "prefecture", "manager:13").await;
    let officer = site.person("officer", "11202", "municipality", "officer:11202").await;
    let one = registered(&site, "one", "11202").await;
    let border = registered(&site, "border", "11202,13206").await;
    let peer = site.add("peer", "", "prefecture", "manager:11", Standing::Active).await;
    site.does(&format!("UPDATE people SET password_hash = NULL WHERE id = {peer}")).await;
    let old = site.member("old", "11202").await;
    for path in [PATH, LIST] {
        officer.get(path).await.is(403);
    }
    officer.fills(PATH, &form(&[one])).await.is(403);
    assert_eq!(elsewhere.get(LIST).await.is(200).values("data-id"), [border.to_string()]);
    elsewhere.fills(PATH, &form(&[one, border])).await.is(422).hides("one さん").shows("選ばれていません");
    // A peer, somebody whose seat lies half in another charge and somebody who can sign in get none.
    let all = [one, border, peer, old.id];
    let page =
        manager.get(&format!("{PATH}?person={one}&person={border}&person={peer}&person={}", old.id)).await.is(200);
    assert_eq!(page.values("data-id"), [one.to_string()]);
    assert_eq!(manager.fills(PATH, &form(&all)).await.is(200).total(), 1);
    let noted = "SELECT COUNT(*) AS n FROM audit_entries WHERE action = 'code-issue'";
    assert_eq!(site.number(noted).await, 1);
}

#[tokio::test]
async fn a_letter_does_not_let_in_somebody_who_has_risen_since() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let admin = site.person("admin", "", "prefecture", "administrator").await;
    let one = registered(&site, "one", "11202").await;
    let letters = manager.fills(PATH, &form(&[one])).await.is(200);
    let risen = [("role", "manager"), ("scope", "埼玉県"), ("once", &fresh_once())];
    admin.posts(&format!("/admin/people/{one}/grants"), &risen).await.is(303);
    let visitor = site.visitor();
    sets_password(&visitor, "one@example.jp", &code(&letters, "one@example.jp")).await.is(422);
    assert_eq!(site.number("SELECT COUNT(*) AS n FROM resets").await, 0);
    // An officer of a municipality outranks nobody, and their letter stays good.
    let two = registered(&site, "two", "11202").await;
    let letters = manager.fills(PATH, &form(&[two])).await.is(200);
    let officer = [("role", "officer"), ("scope", "埼玉県熊谷市"), ("once", &fresh_once())];
    manager.posts(&format!("/admin/people/{two}/grants"), &officer).await.is(303);
    sets_password(&visitor, "two@example.jp", &code(&letters, "two@example.jp")).await.is(303);
}
