//! Reading requests. Those about one's own texts are not there.

use kernel::clock::HOUR;
use kernel::db::sql;
use kernel::viewer::Role;
use kernel::{Db, Error, PersonId, PostId, Result, RoomId, ThreadId, Timestamp, Tx, UnmaskingId, Viewer};
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use super::HOURS;
use super::offices::Office;
use crate::threads::paths::{ThreadPath, reply_location};

/// An open request.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Request {
    pub id: UnmaskingId,
    pub post_id: PostId,
    pub thread_id: ThreadId,
    pub room_id: RoomId,
    pub reason: String,
    pub asked_by: PersonId,
    asked_as: String,
    pub asked_at: Timestamp,
}

impl Request {
    /// As what the first person asked.
    pub fn office(&self) -> Office {
        Office::parse(&self.asked_as)
    }

    /// Until when it can be confirmed.
    pub fn until(&self) -> Timestamp {
        self.asked_at.plus(HOURS * HOUR)
    }

    /// The address of the text.
    pub fn location(&self) -> String {
        location(self.thread_id, self.post_id)
    }
}

/// The address of a text.
pub(super) fn location(thread: ThreadId, post: PostId) -> String {
    if post == thread.into() { ThreadPath { thread }.to_string() } else { reply_location(thread, post) }
}

/// The open requests that the viewer has an office for, the oldest first.
pub(super) async fn open_to(db: &Db, viewer: &Viewer) -> Result<Vec<Request>> {
    let text = format!(
        "SELECT unmaskings.id, unmaskings.post_id, posts.thread_id, threads.room_id, unmaskings.reason,
            unmaskings.asked_by, unmaskings.asked_as, unmaskings.asked_at
        FROM unmaskings JOIN posts ON posts.id = unmaskings.post_id JOIN threads ON threads.id = posts.thread_id
        WHERE unmaskings.ended_at IS NULL AND unmaskings.asked_at > $1 AND {}
            AND NOT EXISTS (SELECT 1 FROM sealed_authors
                WHERE sealed_authors.post_id = unmaskings.post_id AND sealed_authors.person_id = $2)
        ORDER BY unmaskings.asked_at, unmaskings.id",
        in_office(viewer)
    );
    let values = [db.clock.now().plus(-HOURS * HOUR).0.into(), viewer.id().0.into()];
    Ok(Request::find_by_statement(sql(&db.conn, &text, values)).all(&db.conn).await?)
}

/// One of them, or `NotFound` whether it is over, missing or another's.
pub(super) async fn find(db: &Db, viewer: &Viewer, id: UnmaskingId) -> Result<Request> {
    open_to(db, viewer).await?.into_iter().find(|request| request.id == id).ok_or(Error::NotFound)
}

/// Whether the viewer has an office for any room.
pub(super) fn has_office(viewer: &Viewer) -> bool {
    !viewer.tended().is_empty() || viewer.has_charge()
}

/// Administrators take part everywhere, managers in the rooms of theirs.
fn in_office(viewer: &Viewer) -> String {
    if viewer.roles().contains(&Role::Administrator) {
        return "1 = 1".to_owned();
    }
    let japan = Some(RoomId::JAPAN).filter(|room| Office::Manager.is_of(viewer, *room));
    let rooms: Vec<String> = viewer.tended().iter().copied().chain(japan).map(|room| room.to_string()).collect();
    if rooms.is_empty() { "1 = 2".to_owned() } else { format!("threads.room_id IN ({})", rooms.join(", ")) }
}

/// Who wrote a text whose author is hidden.
pub(super) async fn author_of(tx: &Tx, post: PostId) -> Result<PersonId> {
    let text = "SELECT person_id FROM sealed_authors WHERE post_id = $1";
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, [post.0.into()])).await?;
    Ok(PersonId(row.ok_or(Error::NotFound)?.try_get("", "person_id")?))
}

/// A person's e-mail address, for a letter to them.
pub(super) async fn address(tx: &Tx, person: PersonId) -> Result<String> {
    let text = "SELECT email FROM people WHERE id = $1";
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, [person.0.into()])).await?;
    row.ok_or(Error::NotFound)?.try_get("", "email").map_err(Into::into)
}
