//! Reading texts; always through the discussion that they belong to.

use kernel::{Db, Error, PersonId, PostId, Result, RoomId, TenureId, ThreadId, Timestamp, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait as _, IntoCondition as _, SelectStatement};
use sea_orm::{FromQueryResult, JoinType, QueryTrait as _};

use super::entity::{Column, Entity};
use crate::thanks;
use crate::threads::entity as thread;
use crate::threads::queries::visible_to;

/// More replies than this are not shown on one page.
pub const MOST_REPLIES: u64 = 5_000;

/// A text as its discussion shows it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Post {
    /// Id.
    pub id: PostId,
    /// Who wrote it.
    pub author_id: PersonId,
    /// The tenure under which it was written.
    pub tenure_id: Option<TenureId>,
    /// The rendered text.
    pub html: String,
    /// How many found it useful.
    pub thanks_count: i64,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub edited_at: Option<Timestamp>,
    /// The viewer, if they found it useful.
    pub thanked_by: Option<PersonId>,
}

/// A text as far as it matters for what may be done to it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Written {
    /// Id.
    pub id: PostId,
    /// Its discussion.
    pub thread_id: ThreadId,
    /// The discussion's room.
    pub room_id: RoomId,
    /// The discussion's title.
    pub title: String,
    /// Who wrote it.
    pub author_id: PersonId,
    /// What was typed.
    pub body: String,
}

/// The texts of a discussion in their order, the opening one first.
pub async fn of_thread(db: &Db, viewer: &Viewer, thread: ThreadId) -> Result<Vec<Post>> {
    let mine = Expr::col((thanks::entity::Entity, thanks::entity::Column::PostId))
        .equals((Entity, Column::Id))
        .and(Expr::col((thanks::entity::Entity, thanks::entity::Column::PersonId)).eq(viewer.id()));
    let mut query = of(viewer);
    query
        .columns([
            (Entity, Column::Id),
            (Entity, Column::AuthorId),
            (Entity, Column::TenureId),
            (Entity, Column::ThanksCount),
            (Entity, Column::CreatedAt),
            (Entity, Column::EditedAt),
        ])
        .column((Entity, Column::Html))
        .expr_as(Expr::col((thanks::entity::Entity, thanks::entity::Column::PersonId)), "thanked_by")
        .join(JoinType::LeftJoin, thanks::entity::Entity, mine.into_condition())
        .and_where(Expr::col((thread::Entity, thread::Column::Id)).eq(thread))
        .order_by((Entity, Column::CreatedAt), sea_orm::Order::Asc)
        .limit(MOST_REPLIES + 1);
    Ok(Post::find_by_statement(db.backend().build(&query)).all(&db.conn).await?)
}

/// The opening text of a discussion, or `NotFound` whether it is missing, out of scope or a reply: whoever wrote a
/// reply must not be taken for the one who asked.
pub async fn find_opening(db: &Db, viewer: &Viewer, thread: ThreadId) -> Result<Written> {
    let post = find(db, viewer, thread.into()).await?;
    if post.thread_id == thread { Ok(post) } else { Err(Error::NotFound) }
}

/// A reply, or `NotFound` whether it is missing, out of scope or no reply.
pub async fn find_reply(db: &Db, viewer: &Viewer, reply: PostId) -> Result<Written> {
    let post = find(db, viewer, reply).await?;
    if post.id == post.thread_id.into() { Err(Error::NotFound) } else { Ok(post) }
}

async fn find(db: &Db, viewer: &Viewer, post: PostId) -> Result<Written> {
    let mut query = of(viewer);
    query
        .columns([(Entity, Column::Id), (Entity, Column::ThreadId), (Entity, Column::AuthorId), (Entity, Column::Body)])
        .columns([(thread::Entity, thread::Column::RoomId), (thread::Entity, thread::Column::Title)])
        .and_where(Expr::col((Entity, Column::Id)).eq(post));
    Written::find_by_statement(db.backend().build(&query)).one(&db.conn).await?.ok_or(Error::NotFound)
}

/// Texts of visible discussions, without any column yet.
pub(crate) fn of(viewer: &Viewer) -> SelectStatement {
    let belongs = Expr::col((Entity, Column::ThreadId)).equals((thread::Entity, thread::Column::Id));
    let mut query = visible_to(viewer).into_query();
    query.clear_selects().join(JoinType::InnerJoin, Entity, belongs.into_condition());
    query
}
