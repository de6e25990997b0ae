//! How far people have read: one instant for each person and discussion.

pub(crate) mod entity;
mod marks;

use kernel::{Db, PersonId, Result, ThreadId, Timestamp, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{EntityTrait as _, Set};

use self::entity::{ActiveModel, Column, Entity};
pub use self::marks::{Marks, Seen};
use crate::notices;
use crate::threads::queries::Discussion;

/// How far one person has read in one discussion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The person.
    pub person: PersonId,
    /// The discussion, which the person has just been shown.
    pub thread: ThreadId,
    /// The newest text that was shown.
    pub until: Timestamp,
}

/// Notes how far people have read; a mark never goes back, so two pages may be opened in any order.
pub async fn mark(db: &Db, marks: impl IntoIterator<Item = Mark>) -> Result<()> {
    let marks: Vec<Mark> = marks.into_iter().collect();
    if marks.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = marks.iter().copied().map(ActiveModel::from).collect();
    let later = OnConflict::columns([Column::PersonId, Column::ThreadId])
        .update_column(Column::ReadUntil)
        .action_and_where(Expr::col((Entity, Column::ReadUntil)).lt(Expr::cust("excluded.read_until")))
        .to_owned();
    let tx = db.begin().await?;
    for rows in rows.chunks(1_000) {
        Entity::insert_many(rows.to_vec()).on_conflict(later.clone()).exec_without_returning(&tx.conn).await?;
    }
    for mark in &marks {
        notices::see(&tx, mark.person, mark.thread, mark.until).await?;
    }
    tx.commit().await
}

/// The viewer's mark after being shown a page of a discussion, if that is further than before. Whoever is led to a later
/// page has not read what stands between.
pub fn newer(viewer: &Viewer, shown: &Discussion) -> Option<Mark> {
    // Of somebody who has never been here, all is unread from the beginning.
    let first_unread = shown.thread.read_until.map_or(1, |_| shown.unread.map_or(u64::MAX, |unread| unread.page));
    if first_unread < shown.pages.number {
        return None;
    }
    let until = shown.replies.last().unwrap_or(&shown.opening).created_at;
    let further = shown.thread.read_until.is_none_or(|before| before < until);
    further.then_some(Mark { person: viewer.id(), thread: shown.thread.id, until })
}

impl From<Mark> for ActiveModel {
    fn from(mark: Mark) -> Self {
        Self { person_id: Set(mark.person), thread_id: Set(mark.thread), read_until: Set(mark.until) }
    }
}
