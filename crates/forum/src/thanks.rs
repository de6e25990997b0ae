//! 参考になった: a person's mark on a text, at most one, counted beside the text.

pub(crate) mod entity;
mod forms;
pub(crate) mod handlers;
pub mod paths;

use kernel::{Db, Permit, PostId, Result, ThreadId, Tx, changes};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict, Query};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};

use self::entity::{ActiveModel, Column, Entity};
use crate::posts::entity as posts;
use crate::posts::hold;
use crate::posts::policy::Thank;
use crate::threads::entity as threads;

/// Told to a hidden author. A refusal as of something forbidden would be written down with their name, and nobody else is
/// refused here.
pub const OWN: &str = "ご自分の投稿には、「参考になった」を付けられません。";

/// Gives or takes back; doing it twice changes nothing. Two people who give at the same time are both counted, since the
/// second waits until the first lets the discussion go.
pub async fn set(db: &Db, post: Permit<Thank>, given: bool) -> Result<()> {
    let tx = db.begin().await?;
    hold(&tx, post.thread_id, post.id).await?.check_standing()?;
    let changed = if given {
        let row = ActiveModel { post_id: Set(post.id), person_id: Set(post.viewer()), at: Set(tx.now) };
        let once = OnConflict::columns([Column::PostId, Column::PersonId]).do_nothing().to_owned();
        Entity::insert(row).on_conflict(once).exec_without_returning(&tx.conn).await?
    } else {
        let mine = Column::PostId.eq(post.id).and(Column::PersonId.eq(post.viewer()));
        Entity::delete_many().filter(mine).exec(&tx.conn).await?.rows_affected
    };
    if changed == 0 {
        return Ok(());
    }
    recount(&tx, post.id).await?;
    sum_up(&tx, post.thread_id).await?;
    changes::note(&tx, post.thread_id).await?;
    tx.commit().await
}

/// Removes all that were given for a text.
pub(crate) async fn forget(tx: &Tx, post: PostId) -> Result<()> {
    Entity::delete_many().filter(Column::PostId.eq(post)).exec(&tx.conn).await?;
    Ok(())
}

/// Writes the sum over its texts beside a held discussion, for lists that are sorted by it.
pub(crate) async fn sum_up(tx: &Tx, thread: ThreadId) -> Result<()> {
    let mut sum = Query::select();
    sum.expr(Expr::cust("CAST(COALESCE(SUM(posts.thanks_count), 0) AS BIGINT)"))
        .from(posts::Entity)
        .and_where(Expr::col((posts::Entity, posts::Column::ThreadId)).eq(thread))
        .and_where(Expr::col((posts::Entity, posts::Column::HiddenAt)).is_null());
    threads::Entity::update_many()
        .col_expr(threads::Column::ThanksCount, Expr::SubQuery(None, Box::new(sum.into())))
        .filter(threads::Column::Id.eq(thread))
        .exec(&tx.conn)
        .await?;
    Ok(())
}

async fn recount(tx: &Tx, post: PostId) -> Result<()> {
    let mut count = Query::select();
    count.expr(Expr::cust("COUNT(*)")).from(Entity).and_where(Expr::col(Column::PostId).eq(post));
    posts::Entity::update_many()
        .col_expr(posts::Column::ThanksCount, Expr::SubQuery(None, Box::new(count.into())))
        .filter(posts::Column::Id.eq(post))
        .exec(&tx.conn)
        .await?;
    Ok(())
}
