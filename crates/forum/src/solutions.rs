//! The reply by which a 相談 was solved: at most one, marked by the asker or by whoever tends the room.

mod forms;
pub(crate) mod handlers;
pub mod paths;
pub mod policy;

use kernel::{Db, Error, Permit, PostId, Result, ThreadId, Tx, audit, changes};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use self::policy::Solve;
use crate::posts::entity::Model as Post;
use crate::posts::{
    self,
    queries::{HIDDEN, check_standing},
};
use crate::threads;
use crate::threads::entity::{Column, Entity};

/// Marks a reply of this very discussion, or takes the mark back.
pub async fn set(db: &Db, thread: Permit<Solve>, reply: Option<PostId>) -> Result<()> {
    let tx = db.begin().await?;
    check_standing(None, threads::hold(&tx, thread.id).await?.withdrawn_at)?;
    match reply {
        Some(reply) => put(&tx, thread.id, reply).await?,
        None => write(&tx, thread.id, None).await?,
    }
    // The asker's own mark is plain on the page; one by somebody else is a matter for the log.
    if thread.viewer() != thread.author.id() {
        let action = if reply.is_some() { "solution.set" } else { "solution.removed" };
        audit::note(&tx, Some(thread.viewer()), action, &format!("thread-{}", thread.id), "").await?;
    }
    changes::note(&tx, thread.id).await?;
    tx.commit().await
}

async fn put(tx: &Tx, thread: ThreadId, reply: PostId) -> Result<()> {
    // The opening text has the id of its discussion; a question does not answer itself.
    let belongs = |row: &Post| row.thread_id == thread && row.id != thread.into();
    let row = posts::row(tx, reply).await?.filter(belongs).ok_or(Error::NotFound)?;
    check_standing(row.withdrawn_at, None)?;
    if row.hidden_at.is_some() {
        return Err(Error::Conflict(HIDDEN));
    }
    write(tx, thread, Some(reply)).await
}

/// Writes it into the row of a held discussion.
pub(crate) async fn write(tx: &Tx, thread: ThreadId, reply: Option<PostId>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::SolutionId, Expr::val(reply.map(|reply| reply.0)))
        .filter(Column::Id.eq(thread))
        .exec(&tx.conn)
        .await?;
    Ok(())
}
