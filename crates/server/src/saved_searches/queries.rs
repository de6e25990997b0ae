//! Every read of saved searches.

use accounts::sessions::hash;
use kernel::db::sql;
use kernel::{Db, Error, PersonId, Places, Result, SearchId, Timestamp, Tx, Viewer};
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use super::{About, Level, Question};

/// A saved search.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Saved {
    /// Id.
    pub id: SearchId,
    /// Who has saved it.
    pub person_id: PersonId,
    /// What the question is about, as it is stored.
    about: String,
    /// The question, as it is stored.
    pub query: String,
    /// What it is called.
    pub name: String,
    level: i64,
    /// What has a lower number among the events was said before.
    pub after_event: i64,
    /// Since when it has a feed.
    pub feed_at: Option<Timestamp>,
}

const COLUMNS: &str =
    "s.id, s.person_id, s.about, s.query, s.name, s.level, s.after_event, s.feed_at FROM saved_searches AS s";

impl Saved {
    /// How its owner is told of what it finds.
    pub fn level(&self) -> Level {
        Level::of_number(self.level).unwrap_or_default()
    }

    /// What the question is about.
    pub fn about(&self) -> About {
        About::parse(&self.about)
    }

    /// The question.
    pub fn question(&self, places: &Places) -> Option<Question> {
        Question::read(self.about(), &self.query, places)
    }
}

/// The viewer's own, by name.
pub async fn own(db: &Db, viewer: &Viewer) -> Result<Vec<Saved>> {
    let text = format!("SELECT {COLUMNS} WHERE s.person_id = $1 ORDER BY s.name, s.id");
    Ok(Saved::find_by_statement(sql(&db.conn, &text, [viewer.id().0.into()])).all(&db.conn).await?)
}

/// One of the viewer's own; another's is not found.
pub async fn find(db: &Db, viewer: &Viewer, id: SearchId) -> Result<Saved> {
    let text = format!("SELECT {COLUMNS} WHERE s.id = $1 AND s.person_id = $2");
    let found = Saved::find_by_statement(sql(&db.conn, &text, [id.0.into(), viewer.id().0.into()]));
    found.one(&db.conn).await?.ok_or(Error::NotFound)
}

/// Those that ask of discussions, and of which somebody is told in any way; whether their owners may be told is asked of the roster.
pub async fn watched(db: &Db) -> Result<Vec<Saved>> {
    let text = format!(
        "SELECT {COLUMNS} WHERE s.about = 'texts' AND (s.level > 0 OR s.feed_hash IS NOT NULL) ORDER BY s.person_id, s.id"
    );
    Ok(Saved::find_by_statement(sql(&db.conn, &text, [])).all(&db.conn).await?)
}

/// Those that ask of people, also of which nobody is told now: whom they find meanwhile is not told later. The ones that
/// are told the loudest come first.
pub async fn of_people(db: &Db) -> Result<Vec<Saved>> {
    let text = format!("SELECT {COLUMNS} WHERE s.about = 'people' ORDER BY s.person_id, s.level DESC, s.id");
    Ok(Saved::find_by_statement(sql(&db.conn, &text, [])).all(&db.conn).await?)
}

/// One of the viewer's own that asks of discussions, which alone can have a feed.
pub async fn find_for_feed(db: &Db, viewer: &Viewer, id: SearchId) -> Result<Saved> {
    let search = find(db, viewer, id).await?;
    if search.about() == About::Texts { Ok(search) } else { Err(Error::NotFound) }
}

/// The search whose feed has this token.
pub async fn of_feed(db: &Db, token: &str) -> Result<Option<Saved>> {
    let text = format!("SELECT {COLUMNS} WHERE s.feed_hash = $1");
    Ok(Saved::find_by_statement(sql(&db.conn, &text, [hash(token).into()])).one(&db.conn).await?)
}

/// The search of a person that asks the same.
pub async fn same_as(tx: &Tx, person: PersonId, question: &Question) -> Result<Option<SearchId>> {
    let text = "SELECT id FROM saved_searches WHERE person_id = $1 AND same_as = $2";
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, [person.0.into(), question.digest().into()])).await?;
    row.map(|row| Ok(SearchId(row.try_get("", "id")?))).transpose()
}

/// How many a person has.
pub async fn count(tx: &Tx, person: PersonId) -> Result<i64> {
    let text = "SELECT COUNT(*) AS n FROM saved_searches WHERE person_id = $1";
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, [person.0.into()])).await?;
    Ok(row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or_default())
}
