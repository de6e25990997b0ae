//! Texts that can be parted from a discussion.

use kernel::{Db, PostId, Result, ThreadId, Timestamp, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{FromQueryResult, Order};

use crate::posts::authors::{self, Author};
use crate::posts::entity::{Column, Entity};
use crate::posts::queries::of;
use crate::threads::entity as threads;
use crate::threads::queries::visible_to;

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
