//! What can be known of sessions.

use kernel::db::sql;
use kernel::{Db, PersonId, Result, SessionId, Timestamp, Viewer};
use sea_orm::FromQueryResult;

/// A living session, as its owner sees it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Listed {
    /// The session.
    pub id: SessionId,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// What kind of device it is on, in words; empty for sessions that began before this was kept.
    pub agent: String,
    /// Whether others use the same computer.
    pub is_shared: bool,
}

/// The viewer's own sessions that still open something, the one last used first.
pub async fn living(db: &Db, viewer: &Viewer) -> Result<Vec<Listed>> {
    let text = "SELECT id, created_at, seen_at, agent, is_shared FROM sessions
        WHERE person_id = $1 AND expires_at > $2 AND seen_at + idle_limit >= $2 ORDER BY seen_at DESC, id";
    let values = [viewer.id().0.into(), db.clock.now().0.into()];
    Ok(Listed::find_by_statement(sql(&db.conn, text, values)).all(&db.conn).await?)
}

#[derive(FromQueryResult)]
struct Previous {
    previous_at: Option<Timestamp>,
}

/// When the viewer signed in before the present session; none the first time.
pub async fn previous_sign_in(db: &Db, viewer: &Viewer) -> Result<Option<Timestamp>> {
    let text = "SELECT previous_at FROM sessions WHERE id = $1";
    let row = Previous::find_by_statement(sql(&db.conn, text, [viewer.session().0.into()])).one(&db.conn).await?;
    Ok(row.and_then(|row| row.previous_at))
}

#[derive(FromQueryResult)]
struct Owner {
    person_id: PersonId,
}

/// Whose session this was, if it is genuine and has merely run out: one that was ended, by whomever, belongs to nobody.
pub async fn expired_owner(db: &Db, token_hash: &str) -> Result<Option<PersonId>> {
    let text = "SELECT sessions.person_id FROM sessions
        JOIN people ON people.id = sessions.person_id AND people.standing IN ('active', 'pending')
        WHERE sessions.token_hash = $1 AND (sessions.expires_at <= $2 OR sessions.seen_at + sessions.idle_limit < $2)";
    let values = [token_hash.into(), db.clock.now().0.into()];
    let row = Owner::find_by_statement(sql(&db.conn, text, values)).one(&db.conn).await?;
    Ok(row.map(|row| row.person_id))
}
