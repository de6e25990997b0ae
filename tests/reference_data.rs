//! Places are loaded at start, once for each version, and people stay where they are.

use kernel::db::sql;
use sea_orm::ConnectionTrait as _;

use crate::support::Site;

#[tokio::test]
async fn all_of_japan_is_there_and_a_changed_row_is_set_right_at_the_next_start() {
    let site = Site::open().await;
    let alice = site.member("alice", "11202").await;
    let count = async |table: &str| {
        let conn = &site.inner.app.db.conn;
        let text = format!("SELECT COUNT(*) AS n FROM {table}");
        let row = conn.query_one_raw(sql(conn, &text, [])).await.expect("a query").expect("a row");
        row.try_get::<i64>("", "n").expect("a number")
    };
    assert_eq!(count("prefectures").await, 47);
    assert_eq!(count("medical_areas").await, 330);
    assert_eq!(count("municipalities WHERE city_code IS NULL").await, 1_741);
    assert_eq!(count("municipalities WHERE city_code IS NOT NULL").await, 171);

    // An older version of the file had another name and another number of people.
    let tx = site.inner.app.db.begin().await.expect("begin");
    for text in [
        "UPDATE municipalities SET name = '旧市', population = 1 WHERE code = '11202'",
        "UPDATE settings SET value = 'older' WHERE name LIKE 'reference%'",
    ] {
        tx.conn.execute_raw(sql(&tx.conn, text, [])).await.expect("an update");
    }
    tx.commit().await.expect("commit");
    let site = site.restarted_after(|_| {}).await;
    let place = site.inner.app.places.municipality("11202").expect("a municipality");
    assert_eq!((place.name.as_str(), place.statistics.population), ("熊谷市", 190_927));
    let bob = site.member("bob", "11202").await;
    bob.get(&format!("/coordinators/{}", alice.id)).await.is(200).shows("熊谷市");
}
