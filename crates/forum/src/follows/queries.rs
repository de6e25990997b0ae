//! What people have said of following.

use kernel::db::sql;
use kernel::{Db, PersonId, Result, TenureId, ThreadId, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryTrait as _, Statement};
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

#[derive(FromQueryResult)]
struct SaidRow {
    subject: String,
    level: i64,
}

/// What was followed during these times in seats, by whoever held them, and how loudly: what was said while they lasted and
/// has not been said otherwise since. A discussion in which its follower hides is not among it: that somebody of the seat
/// cares for it would be told of who hides there.
pub(crate) async fn of_tenures(db: &Db, tenures: &[TenureId]) -> Result<Vec<(Subject, Level)>> {
    if tenures.is_empty() {
        return Ok(Vec::new());
    }
    let marks = (1..=tenures.len()).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ");
    let text = format!(
        "SELECT f.subject, MAX(f.level) AS level FROM tenures AS te JOIN follows AS f ON f.person_id = te.person_id
        WHERE te.id IN ({marks}) AND f.level > 0 AND (te.ended_at IS NULL OR f.at < te.ended_at)
            AND NOT EXISTS (SELECT 1 FROM sealed_authors AS sealed JOIN posts AS o ON o.id = sealed.post_id
                WHERE sealed.person_id = f.person_id AND f.subject = 'thread-' || o.thread_id)
        GROUP BY f.subject"
    );
    let statement = Statement::from_sql_and_values(db.backend(), text, tenures.iter().map(|id| id.0.into()));
    let rows = SaidRow::find_by_statement(statement).all(&db.conn).await?;
    let said = |row: &SaidRow| Some((Subject::parse(&row.subject)?, Level::parse(&row.level.to_string())?));
    Ok(rows.iter().filter_map(said).collect())
}
