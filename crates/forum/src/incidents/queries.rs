//! What is known of who has come by a text.

use kernel::db::sql;
use kernel::{Db, PersonId, Result, Timestamp};
use sea_orm::FromQueryResult;

use crate::cases::queries::Case;

/// Somebody, and when.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Trace {
    /// The person.
    pub person_id: PersonId,
    /// When, or until when they have read at least.
    pub at: Timestamp,
}

/// All that is known.
#[derive(Clone, Debug)]
pub(super) struct Traces {
    /// Who has read the discussion at least as far as this text. Also whoever wrote it: leaving them out would tell who.
    pub read: Vec<Trace>,
    /// Whom a letter about it has reached.
    pub mailed: Vec<Trace>,
    /// Whom a letter about it would still reach.
    pub due: i64,
    /// Who has fetched a file of it.
    pub fetched: Vec<Trace>,
    /// When readers have reported it.
    pub reported: Vec<Timestamp>,
}

#[derive(FromQueryResult)]
struct Count {
    n: i64,
}

#[derive(FromQueryResult)]
struct At {
    at: Timestamp,
}

/// Reads all of it.
pub(super) async fn traces(db: &Db, case: &Case) -> Result<Traces> {
    let post = || [case.id.0.into()];
    let read = "SELECT person_id, read_until AS at FROM reads JOIN posts ON posts.thread_id = reads.thread_id
        WHERE posts.id = $1 AND reads.read_until >= posts.created_at ORDER BY read_until";
    let mailed = "SELECT notices.person_id, mails.sent_at AS at FROM notices JOIN mails ON mails.id = notices.mail_id
        WHERE notices.post_id = $1 AND mails.sent_at IS NOT NULL ORDER BY mails.sent_at";
    let due = "SELECT COUNT(*) AS n FROM notices JOIN mails ON mails.id = notices.mail_id
        WHERE notices.post_id = $1 AND mails.sent_at IS NULL AND mails.failed_at IS NULL";
    let fetched = "SELECT person_id, at FROM fetches WHERE post_id = $1 ORDER BY at";
    let reported = "SELECT created_at AS at FROM reports WHERE post_id = $1 ORDER BY created_at";
    let due = Count::find_by_statement(sql(&db.conn, due, post())).one(&db.conn).await?;
    let reported = At::find_by_statement(sql(&db.conn, reported, post())).all(&db.conn).await?;
    Ok(Traces {
        read: Trace::find_by_statement(sql(&db.conn, read, post())).all(&db.conn).await?,
        mailed: Trace::find_by_statement(sql(&db.conn, mailed, post())).all(&db.conn).await?,
        due: due.map_or(0, |row| row.n),
        fetched: Trace::find_by_statement(sql(&db.conn, fetched, post())).all(&db.conn).await?,
        reported: reported.into_iter().map(|row| row.at).collect(),
    })
}
