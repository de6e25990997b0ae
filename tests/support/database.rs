//! A database of its own for each test, copied from one that has been migrated and filled with places once.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use kernel::{Clock, Db};
use sea_orm::{ConnectionTrait as _, Database};
use server::site::open_database;
use tokio::sync::OnceCell;

use super::site::settings;

static COUNT: AtomicU64 = AtomicU64::new(0);

/// Where PostgreSQL is, when the tests are to run there.
fn postgres() -> Option<String> {
    std::env::var("TEST_DATABASE_URL").ok().map(|url| url.trim_end_matches('/').to_owned())
}

/// Makes a database for the site whose data lies in `data`; on SQLite a file there, on PostgreSQL its address.
pub async fn make(data: &Path) -> Option<String> {
    match postgres() {
        None => {
            std::fs::copy(sqlite_template().await, data.join("yokoito.db")).expect("copy the template");
            None
        }
        Some(server) => {
            let template = postgres_template(&server).await;
            let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
            execute(&server, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
            Some(format!("{server}/{name}"))
        }
    }
}

async fn sqlite_template() -> &'static PathBuf {
    static TEMPLATE: OnceCell<PathBuf> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let folder = tempfile::tempdir().expect("make a folder").keep();
            fill(&folder, None).await;
            folder.join("yokoito.db")
        })
        .await
}

async fn postgres_template(server: &str) -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let name = format!("template_{}", std::process::id());
            execute(server, &format!("CREATE DATABASE {name}")).await;
            let folder = tempfile::tempdir().expect("make a folder");
            fill(folder.path(), Some(format!("{server}/{name}"))).await;
            name
        })
        .await
}

async fn fill(folder: &Path, url: Option<String>) {
    let (db, _): (Db, _) = open_database(&settings(folder, url), Clock::System).await.expect("fill the template");
    db.close().await.expect("close the template");
}

/// Databases are made one after the other, since PostgreSQL copies a template only while nobody else does.
async fn execute(server: &str, statement: &str) {
    static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let _turn = ONE_AT_A_TIME.lock().await;
    let conn = Database::connect(format!("{server}/postgres")).await.expect("reach PostgreSQL");
    conn.execute_unprepared(statement).await.expect("make a database");
    conn.close().await.expect("let PostgreSQL go");
}
