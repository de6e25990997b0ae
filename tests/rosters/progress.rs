//! How far a file has come, for whoever waits for it.

use std::time::{Duration, Instant};

use sea_orm::ConnectionTrait as _;

use super::{confirms, csv, looks};
use crate::support::Site;

#[tokio::test]
async fn whoever_waits_for_a_file_is_told_how_far_it_has_come_and_nobody_else() {
    let site = Site::open().await;
    let manager = site.person("manager", "", "prefecture", "manager:11").await;
    let other = site.person("other", "", "prefecture", "manager:11").await;
    let line =
        |name: &str, email: &str| format!("{name},{email},熊谷市医師会,医師会,熊谷市,相談員,,委託,048-000-0000,,");
    let (one, two) = (line("新人 花子", "one@example.jp"), line("新人 次郎", "two@example.jp"));
    let page = looks(&manager, csv(&[&one, &two])).await;
    page.clone().shows("data-enhance=\"progress\"");
    site.visitor().get("/me/progress").await.is(303);
    manager.get("/me/progress").await.is(204);

    // Somebody else is writing, so that the file waits after its codes have been made.
    let held = site.inner.app.db.begin().await.expect("a transaction");
    held.conn.execute_unprepared("UPDATE roster_imports SET id = id").await.expect("a lock");
    let meanwhile = async {
        let deadline = Instant::now() + Duration::from_mins(1);
        loop {
            let answer = manager.get("/me/progress").await;
            if answer.status == 200 && answer.body.contains("2／2") {
                answer.shows("data-doing=\"コードを作っています\"").shows("max=\"2\" value=\"2\"");
                break;
            }
            assert!(Instant::now() < deadline, "{} {}", answer.status, answer.body);
            tokio::task::yield_now().await;
        }
        other.get("/me/progress").await.is(204);
        held.conn.rollback().await.expect("the other has done");
    };
    let (answer, ()) = tokio::join!(confirms(&manager, &page), meanwhile);
    answer.is(303);
    manager.get("/me/progress").await.is(204);
}
