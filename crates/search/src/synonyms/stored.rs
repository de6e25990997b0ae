//! The list of the site, in its database: what ships, and what its administrators have made of it.
//!
//! A line that ships is brought once: it is known by its words, also after it has been changed or removed. Whoever
//! changes the list counts its version on ([`changed`]), which every question reads.

use std::collections::HashSet;

use kernel::db::sql;
use kernel::{Db, Result, SynonymId, Tx};
use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{ConnectionTrait, FromQueryResult as _, QueryResult, TryGetable as _};

use super::Synonyms;
use super::group::{self, Group, Kind};

/// A group of the site's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Id.
    pub id: SynonymId,
    /// From 1, one more with every change.
    pub version: i64,
    /// The words.
    pub group: Group,
}

impl sea_orm::FromQueryResult for Stored {
    fn from_query_result(row: &QueryResult, pre: &str) -> std::result::Result<Self, sea_orm::DbErr> {
        let (kind, words) = (String::try_get(row, pre, "kind")?, String::try_get(row, pre, "words")?);
        let words = words.lines().map(str::to_owned).collect();
        let group = Group { kind: Kind::parse(&kind).unwrap_or_default(), words };
        Ok(Self { id: row.try_get(pre, "id")?, version: row.try_get(pre, "version")?, group })
    }
}

/// All groups, by their words.
pub async fn all(conn: &impl ConnectionTrait) -> Result<Vec<Stored>> {
    let text = "SELECT id, version, kind, words FROM synonyms WHERE NOT is_removed ORDER BY words, id";
    Ok(Stored::find_by_statement(sql(conn, text, [])).all(conn).await?)
}

/// One group.
pub async fn find(conn: &impl ConnectionTrait, id: SynonymId) -> Result<Option<Stored>> {
    let text = "SELECT id, version, kind, words FROM synonyms WHERE NOT is_removed AND id = $1";
    Ok(Stored::find_by_statement(sql(conn, text, [id.0.into()])).one(conn).await?)
}

/// Counts the version of the list on: the next question is answered with what it says now, on every instance.
pub async fn changed(tx: &Tx) -> Result<()> {
    tx.conn.execute_raw(sql(&tx.conn, "UPDATE synonym_list SET version = version + 1", [])).await?;
    Ok(())
}

/// Brings the lines that ship and have not been brought yet. Two instances that start at once bring them once.
pub async fn bring_shipped(db: &Db) -> Result<()> {
    let rows =
        db.conn.query_all_raw(sql(&db.conn, "SELECT shipped FROM synonyms WHERE shipped IS NOT NULL", [])).await?;
    let known =
        rows.iter().map(|row| row.try_get("", "shipped")).collect::<std::result::Result<HashSet<String>, _>>()?;
    let mut insert = Query::insert();
    insert.into_table("synonyms").columns(["id", "version", "kind", "words", "shipped"]);
    let mut is_new = false;
    for group in group::shipped() {
        let words = group.words.join("\n");
        let shipped = format!("{}\n{words}", group.kind.slug());
        if !known.contains(&shipped) {
            let id = SynonymId::random().0;
            insert.values_panic([id.into(), 1.into(), group.kind.slug().into(), words.into(), shipped.into()]);
            is_new = true;
        }
    }
    if !is_new {
        return Ok(());
    }
    insert.on_conflict(OnConflict::column("shipped").do_nothing().to_owned());
    let tx = db.begin().await?;
    tx.conn.execute(&insert).await?;
    changed(&tx).await?;
    tx.commit().await
}

/// The list as the search uses it.
pub async fn load(db: &Db) -> Result<Synonyms> {
    // Read first: what is read afterwards is at least as new, and a version that is too low is only read again.
    let version = version(db).await?;
    let groups: Vec<Group> = all(&db.conn).await?.into_iter().map(|stored| stored.group).collect();
    Ok(Synonyms::of(version, &groups))
}

async fn version(db: &Db) -> Result<i64> {
    let row = db.conn.query_one_raw(sql(&db.conn, "SELECT version FROM synonym_list", [])).await?;
    Ok(row.map(|row| row.try_get("", "version")).transpose()?.unwrap_or_default())
}
