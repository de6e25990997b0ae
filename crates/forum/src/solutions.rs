//! The reply by which a 相談 was solved: at most one, marked by the asker or by whoever tends the room.

mod forms;
pub(crate) mod handlers;
pub mod paths;
pub mod policy;

use kernel::{Db, Error, Permit, PostId, Result, ThreadId, Tx, audit, changes};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use self::policy::Solve;
use crate::posts::entity as posts;
use crate::threads::entity::{Column, Entity};

/// Marks a reply of this very discussion, or takes the mark back.
pub async fn set(db: &Db, thread: Permit<Solve>, reply: Option<PostId>) -> Result<()> {
    let tx = db.begin().await?;
    match reply {
        Some(reply) => put(&tx, thread.id, reply).await?,
        None => take_back(&tx, thread.id).await?,
    }
    // The asker's own mark is plain on the page; one by somebody else is a matter for the log.
    if thread.viewer() != thread.author_id {
        let action = if reply.is_some() { "solution.set" } else { "solution.removed" };
        audit::note(&tx, Some(thread.viewer()), action, &format!("thread-{}", thread.id), "").await?;
    }
    changes::note(&tx, thread.id).await?;
    tx.commit().await
}

async fn put(tx: &Tx, thread: ThreadId, reply: PostId) -> Result<()> {
    let mut belongs = Query::select();
    belongs
        .expr(Expr::cust("1"))
        .from(posts::Entity)
        .and_where(Expr::col((posts::Entity, posts::Column::Id)).eq(reply))
        .and_where(Expr::col((posts::Entity, posts::Column::ThreadId)).eq(thread));
    let done = Entity::update_many()
        .col_expr(Column::SolutionId, Expr::val(reply))
        .filter(Column::Id.eq(thread))
        // The opening text has the id of its discussion; a question does not answer itself.
        .filter(Column::Id.ne(reply.0))
        .filter(Expr::exists(belongs))
        .exec(&tx.conn)
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Error::NotFound) }
}

async fn take_back(tx: &Tx, thread: ThreadId) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::SolutionId, Expr::val(None::<i64>))
        .filter(Column::Id.eq(thread))
        .exec(&tx.conn)
        .await?;
    Ok(())
}
