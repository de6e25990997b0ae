//! What holds on PostgreSQL only; on SQLite there is nothing to try, since its file carries all of this itself.

use kernel::db::sql;
use sea_orm::{ConnectionTrait as _, DbBackend};

use crate::support::Site;

async fn run(site: &Site, text: &str) {
    site.inner.app.db.for_migrations().execute_unprepared(text).await.expect("a statement");
}

async fn epoch(site: &Site) -> Option<String> {
    kernel::settings::get(&site.inner.app.db.conn, "index_epoch").await.expect("a setting")
}

fn is_sqlite(site: &Site) -> bool {
    site.inner.app.db.backend() != DbBackend::Postgres
}

#[tokio::test]
async fn a_dump_that_is_restored_into_a_younger_cluster_hides_nothing() {
    let site = Site::open().await;
    // Notes of SQLite carry no transaction, which is what a dump brings along from elsewhere.
    if is_sqlite(&site) {
        return;
    }
    let alice = site.member("alice", "11202").await;
    let thread = alice.asks("pref-11", "夜間の連絡先", "一覧の作り方。").await;
    let changed = [("title", "夜間の連絡先"), ("body", "輪番表の作り方。"), ("kind", "consultation")];
    alice.edits(&format!("{thread}/edit"), &changed).await.is(303);
    site.settle().await;
    run(&site, "UPDATE changes SET txid = CAST(CAST(CAST(CAST(txid AS text) AS bigint) + 4000000000 AS text) AS xid8)")
        .await;
    let site = site.restarted_after(|_| {}).await;
    let alice = alice.before(&site);
    site.settle().await;
    let found = async || alice.get("/search?q=%E8%BC%AA%E7%95%AA%E8%A1%A8").await.is(200).total();
    assert_eq!(found().await, 1);
    assert!(alice.viewer(&site).await.expect("alice").changes().is_some(), "what is counted is kept again");
    alice.replies(&thread, "ありがとうございます。").await;
    site.settle().await;
    assert_eq!(found().await, 1);
    // Another instance that starts takes nothing over, whatever is being written meanwhile.
    let (before, app) = (epoch(&site).await, &site.inner.app);
    let open = app.db.begin().await.expect("begin");
    kernel::changes::note(&open, alice.id).await.expect("note");
    alice.replies(&thread, "もう一つ。").await;
    search::index::take_over(&app.db).await.expect("take over");
    open.commit().await.expect("commit");
    assert_eq!(epoch(&site).await, before);
}

#[tokio::test]
async fn a_fresh_database_has_been_looked_at_and_statements_are_not_compiled() {
    let site = Site::open().await;
    // SQLite compiles nothing, and plans without looking.
    if is_sqlite(&site) {
        return;
    }
    let never = "SELECT COUNT(*) AS n FROM pg_class
        WHERE relkind = 'r' AND reltuples < 0 AND relnamespace = current_schema()::regnamespace";
    assert_eq!(site.number(never).await, 0);
    let conn = &site.inner.app.db.conn;
    let row = conn.query_one_raw(sql(conn, "SHOW jit", [])).await.expect("a query").expect("a row");
    assert_eq!(row.try_get::<String>("", "jit").expect("a setting"), "off");
}
