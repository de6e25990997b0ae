//! What a search has found, as far as its owner may see it now.

use kernel::{Db, PostId, Result, RoomId, SearchId, ThreadId, Timestamp, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait as _, IntoCondition as _};
use sea_orm::{FromQueryResult, JoinType, Order};

use crate::posts::entity as posts;
use crate::posts::queries::of;
use crate::posts::shown::shown;
use crate::threads::entity::{Column, Entity};
use crate::threads::queries::listed_to;

/// Something that was found: where, and when; not what.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Found {
    /// The text.
    pub post_id: PostId,
    /// Its discussion.
    pub thread_id: ThreadId,
    /// The room in which that is.
    pub room_id: RoomId,
    /// When it was found.
    pub at: Timestamp,
}

/// What this search of the viewer has found, the newest first.
pub async fn of_search(db: &Db, viewer: &Viewer, search: SearchId, limit: u64) -> Result<Vec<Found>> {
    let found = Expr::col(("search_finds", "post_id"))
        .equals((posts::Entity, posts::Column::Id))
        .and(Expr::col(("search_finds", "search_id")).eq(search.0));
    let mut query = of(listed_to(viewer));
    query
        .join(JoinType::InnerJoin, "search_finds", found.into_condition())
        .columns([("search_finds", "post_id"), ("search_finds", "at")])
        .column((posts::Entity, posts::Column::ThreadId))
        .column((Entity, Column::RoomId))
        .cond_where(shown())
        .order_by(("search_finds", "at"), Order::Desc)
        .order_by(("search_finds", "post_id"), Order::Desc)
        .limit(limit);
    Ok(Found::find_by_statement(db.statement(&query)).all(&db.conn).await?)
}
