//! Texts that can be parted from a discussion.

use kernel::{Db, PostId, Result, ThreadId, Timestamp, Tx, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, Order, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use crate::posts::authors::{self, Author};
use crate::posts::entity::{Column, Entity, Model};
use crate::posts::queries::of;
use crate::threads::entity as threads;
use crate::threads::queries::visible_to;

/// These replies of a held discussion, in their order; none that was withdrawn.
#[expect(clippy::disallowed_methods, reason = "whoever holds a discussion has a permit for it")]
pub(crate) async fn standing(tx: &Tx, thread: ThreadId, replies: &[PostId]) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::ThreadId.eq(thread))
        .filter(Column::Id.ne(thread.0))
        .filter(Column::Id.is_in(replies.iter().map(|reply| reply.0)))
        .filter(Column::WithdrawnAt.is_null());
    Ok(query.order_by_asc(Column::CreatedAt).limit(1_000).all(&tx.conn).await?)
}

/// A reply in the list to choose from.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Choice {
    /// Id.
    pub id: PostId,
    /// What was typed.
    pub body: String,
    /// Who wrote it.
    #[sea_orm(nested)]
    pub author: Author,
    /// When.
    pub created_at: Timestamp,
}

/// All replies of a discussion, in their order.
pub(super) async fn choices(db: &Db, viewer: &Viewer, thread: ThreadId) -> Result<Vec<Choice>> {
    let mut query = of(visible_to(viewer));
    authors::select(&mut query, viewer, Entity);
    query
        .columns([Column::Id, Column::Body, Column::CreatedAt].map(|column| (Entity, column)))
        .and_where(Expr::col((threads::Entity, threads::Column::Id)).eq(thread))
        .and_where(Expr::col((Entity, Column::Id)).ne(thread.0))
        .and_where(Expr::col((Entity, Column::WithdrawnAt)).is_null())
        .order_by((Entity, Column::CreatedAt), Order::Asc);
    Ok(Choice::find_by_statement(db.statement(&query)).all(&db.conn).await?)
}
