//! 参考になった: a person's mark on a text, at most one, counted beside the text.

pub(crate) mod entity;
mod forms;
pub(crate) mod handlers;
pub mod paths;

use kernel::{Db, Permit, PostId, Result, Tx};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict, Query};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _, Set};

use self::entity::{ActiveModel, Column, Entity};
use crate::posts::entity as posts;
use crate::posts::policy::Thank;

/// Gives or takes back; doing it twice changes nothing.
pub async fn set(db: &Db, post: Permit<Thank>, given: bool) -> Result<()> {
    let tx = db.begin().await?;
    lock(&tx, post.id).await?;
    if given {
        let row = ActiveModel { post_id: Set(post.id), person_id: Set(post.viewer()), at: Set(tx.now) };
        let once = OnConflict::columns([Column::PostId, Column::PersonId]).do_nothing().to_owned();
        Entity::insert(row).on_conflict(once).exec_without_returning(&tx.conn).await?;
    } else {
        let mine = Column::PostId.eq(post.id).and(Column::PersonId.eq(post.viewer()));
        Entity::delete_many().filter(mine).exec(&tx.conn).await?;
    }
    recount(&tx, post.id).await?;
    tx.commit().await
}

/// Two people who give at the same time must both be counted, so the second waits for the first.
#[expect(clippy::disallowed_methods, reason = "the permit has shown that the text is in scope")]
async fn lock(tx: &Tx, post: PostId) -> Result<()> {
    posts::Entity::find_by_id(post).lock_exclusive().one(&tx.conn).await?;
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
