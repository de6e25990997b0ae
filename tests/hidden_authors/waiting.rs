//! Blocked texts of hidden authors: those who decide do not learn who it is either.

use super::{FULL, alike, asks_hidden, keeps_secret};
use crate::support::{Persona, Site, fresh_once};

const BLOCKED: &str = "被保険者番号は0012345678です。";

async fn disputes(person: &Persona, fields: &[(&str, &str)]) {
    let once = fresh_once();
    let mut all = fields.to_vec();
    all.extend([("once", once.as_str()), ("guard_reason", "様式の見本にある、架空の番号です。")]);
    person.posts("/guard/disputes", &all).await.is(303);
}

async fn only(person: &Persona) -> String {
    let ids = person.get("/admin/disputes").await.is(200).values("data-id");
    assert_eq!(ids.len(), 1);
    format!("/admin/disputes/{}", ids[0])
}

#[tokio::test]
async fn the_queue_shows_no_name_and_a_release_posts_without_one() {
    let site = Site::open().await;
    let asker = alike(&site, 4).await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let mut fields = super::hidden("pref-11", "様式の番号", BLOCKED, "").to_vec();
    fields.retain(|(name, _)| *name != "once");
    fields.push(("sent_to", "/threads"));
    disputes(&asker, &fields).await;
    let path = only(&manager).await;
    for page in ["/admin/disputes", &path] {
        keeps_secret(&asker, manager.get(page).await).shows("名前を伏せた方");
    }
    let letter = site.letter_to(&manager.email).await;
    assert!(!letter.body.contains("asker"));
    let named =
        format!("SELECT COUNT(*) AS n FROM audit_entries WHERE actor_id = {} AND action <> 'sign-in'", asker.id);
    assert_eq!(site.count(&named).await, 0);
    manager.posts(&format!("{path}/release"), &[("once", &fresh_once())]).await.is(303);
    let thread = format!("/threads/{}", manager.get("/threads").await.values("data-id")[0]);
    keeps_secret(&asker, manager.get(&thread).await).shows(FULL).shows("質問した方");
    asker.get(&thread).await.shows("あなたの投稿");
    asker.get("/me/disputes").await.shows("名前を伏せて載りました");
    // Once the text is posted, what is left of its waiting names nobody either.
    let traces = site.traces_of(&asker.id.to_string()).await;
    assert!(!traces.iter().any(|column| column.starts_with("disputes.")), "{traces:?}");
}

#[tokio::test]
async fn a_changed_text_of_a_hidden_author_waits_without_a_name_too() {
    let site = Site::open().await;
    let asker = alike(&site, 4).await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let thread = asks_hidden(&asker, "pref-11", "様式の番号", "どこに書きますか。").await;
    let edit = format!("{thread}/edit");
    disputes(&asker, &[("sent_to", &edit), ("title", "様式の番号"), ("body", BLOCKED), ("version", "1")]).await;
    let path = only(&manager).await;
    keeps_secret(&asker, manager.get(&path).await).shows("名前を伏せた方");
    manager.posts(&format!("{path}/release"), &[("once", &fresh_once())]).await.is(303);
    keeps_secret(&asker, manager.get(&thread).await).shows("0012345678").shows("質問した方");
}

#[tokio::test]
async fn what_cannot_be_hidden_any_more_is_not_released() {
    let site = Site::open().await;
    let asker = alike(&site, 4).await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let mut fields = super::hidden("pref-11", "様式の番号", BLOCKED, "").to_vec();
    fields.retain(|(name, _)| *name != "once");
    fields.push(("sent_to", "/threads"));
    disputes(&asker, &fields).await;
    let path = only(&manager).await;
    let tx = site.inner.app.db.begin().await.expect("begin");
    let others = "UPDATE people SET standing = 'suspended' WHERE name LIKE 'like%'";
    sea_orm::ConnectionTrait::execute_raw(&tx.conn, kernel::db::sql(&tx.conn, others, [])).await.expect("suspend");
    kernel::settings::roster_changed(&tx).await.expect("count the roster on");
    tx.commit().await.expect("commit");
    manager.posts(&format!("{path}/release"), &[("once", &fresh_once())]).await.is(409);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM posts").await, 0);
}
