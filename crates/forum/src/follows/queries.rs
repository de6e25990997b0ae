//! What people have said of following.

use kernel::db::sql;
use kernel::{Db, PersonId, Result, ThreadId, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryTrait as _};
use web::{Bell, Level};

use super::{Digest, Settings, Subject};
use crate::threads::entity::{Column, Entity};
use crate::threads::queries::listed_to;

#[derive(FromQueryResult)]
struct SettingsRow {
    by_mail: bool,
    digest: String,
    weekday: i64,
    hour: i64,
}

/// How somebody is told by mail; whoever has never said so, as everybody is. The levels are those of whoever has said
/// nothing of them: these stand in the [`Bell`].
pub(crate) async fn settings(conn: &impl ConnectionTrait, person: PersonId) -> Result<Settings> {
    let text = "SELECT by_mail, digest, weekday, hour FROM notice_settings WHERE person_id = $1";
    let row = SettingsRow::find_by_statement(sql(conn, text, [person.0.into()])).one(conn).await?;
    let usual = Settings::default();
    Ok(row.map_or(usual, |row| Settings {
        by_mail: row.by_mail,
        digest: Digest::parse(&row.digest).unwrap_or_default(),
        weekday: row.weekday,
        hour: row.hour,
        ..usual
    }))
}

/// All settings of the viewer.
pub(crate) async fn own(db: &Db, viewer: &Viewer, bell: &Bell) -> Result<Settings> {
    let stored = settings(&db.conn, viewer.id()).await?;
    let level = |subject, usual| bell.level(subject).unwrap_or(usual);
    Ok(Settings {
        own: level("own", stored.own),
        replied: level("replied", stored.replied),
        mentioned: level("mentioned", stored.mentioned),
        unanswered: level("unanswered", stored.unanswered).min(Level::Digest),
        ..stored
    })
}

/// What the viewer follows, where no page has read it along.
pub(crate) async fn followed(db: &Db, viewer: &Viewer) -> Result<Bell> {
    let text = "SELECT string_agg(subject || ' ' || level, ',') AS follows FROM follows WHERE person_id = $1";
    let row = db.conn.query_one_raw(sql(&db.conn, text, [viewer.id().0.into()])).await?;
    let follows = row.map(|row| row.try_get::<Option<String>>("", "follows")).transpose()?.flatten();
    Ok(Bell::new(0, follows.as_deref().unwrap_or_default()))
}

#[derive(FromQueryResult)]
struct Titled {
    id: ThreadId,
    title: String,
}

/// The discussions that the viewer has said something of, with their titles, as far as they can still be seen.
pub(crate) async fn titles(db: &Db, viewer: &Viewer, bell: &Bell) -> Result<Vec<(ThreadId, String)>> {
    let thread = |(key, _)| match Subject::parse(key) {
        Some(Subject::Thread(id)) => Some(id.0),
        _ => None,
    };
    let ids: Vec<i64> = bell.follows().filter_map(thread).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = listed_to(viewer).into_query();
    query
        .clear_selects()
        .columns([(Entity, Column::Id), (Entity, Column::Title)])
        .and_where(Expr::col((Entity, Column::Id)).is_in(ids));
    let rows = Titled::find_by_statement(db.statement(&query)).all(&db.conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.title)).collect())
}
