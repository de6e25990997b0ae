//! Every read of a discussion starts here, from what the viewer may see.

use std::collections::BTreeSet;

use files::Enclosed;
use kernel::db::sql;
use kernel::{Db, Error, PostId, Result, RoomId, ThreadId, Timestamp, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait as _, Func, IntoCondition as _, Query, SelectStatement};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _,
    QuerySelect as _, QueryTrait as _, Select,
};

use web::components::ThreadState;

use super::entity::{Column, Entity};
use super::pages::{Pages, Standing};
use super::{Kind, Tags, tags};
use crate::posts::authors::{self, Author};
use crate::posts::entity as posts;
use crate::posts::queries::{Post, find as post};
use crate::posts::shown::{discussion_readable_by, shown};
use crate::reads::{Seen, entity as reads};

/// What is told of a discussion that was put into another one.
pub const ELSEWHERE: &str = "この相談は、別の相談とひとつにまとめられました。まとめた先の相談をご覧ください。";

/// The name under which [`join_opening`] joins the opening text.
pub(crate) const OPENING: &str = "opening";

/// A discussion as its page and its policies know it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Thread {
    /// Id.
    pub id: ThreadId,
    /// Its room.
    pub room_id: RoomId,
    /// Its kind.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When something was last said.
    pub last_post_at: Timestamp,
    /// How many replies it has.
    pub reply_count: i64,
    /// How many texts its pages hold: the opening one, and traces of withdrawn replies among the others.
    pub texts: i64,
    /// The reply by which it was solved.
    pub solution_id: Option<PostId>,
    /// When it was closed, if it is: it takes no more replies.
    pub closed_at: Option<Timestamp>,
    /// When its author withdrew it, if they did: its title and opening text are gone.
    pub withdrawn_at: Option<Timestamp>,
    /// Since when it is hidden from its readers, if it is.
    pub hidden_at: Option<Timestamp>,
    /// Who began it.
    #[sea_orm(nested)]
    pub author: Author,
    /// The veil under which the viewer has written in it, if they have hidden here.
    pub worn: Option<String>,
    /// How far the viewer has read; nothing for somebody who has never opened it.
    pub read_until: Option<Timestamp>,
    /// Its tags.
    pub tags: Tags,
}

impl Thread {
    /// Where it stands, if anywhere.
    pub fn state(&self) -> Option<ThreadState> {
        match self.withdrawn_at.or(self.hidden_at) {
            None => self.kind.state(self.reply_count, self.solution_id, self.closed_at),
            Some(_) => None,
        }
    }

    /// Whether it goes on.
    pub fn takes_replies(&self) -> bool {
        self.closed_at.is_none() && self.goes_on()
    }

    /// Whether anything but taking words back can be done in it.
    pub fn goes_on(&self) -> bool {
        self.withdrawn_at.is_none() && self.hidden_at.is_none()
    }
}

/// One page of a discussion with all that it shows.
#[derive(Clone, Debug)]
pub struct Discussion {
    /// The discussion.
    pub thread: Thread,
    /// Its opening text.
    pub opening: Post,
    /// The replies of this page in their order.
    pub replies: Vec<Post>,
    /// The files of these texts.
    pub files: Vec<Enclosed>,
    /// Which page this is.
    pub pages: Pages,
    /// The first reply that the viewer has not read.
    pub unread: Option<Standing>,
}

/// Every read of a discussion starts here.
#[expect(clippy::disallowed_methods, reason = "the one place where discussions are scoped")]
pub fn visible_to(viewer: &Viewer) -> Select<Entity> {
    Entity::find().filter(viewer.scope().sql(Column::RoomId)).filter(discussion_readable_by(viewer))
}

/// Every list, count and search starts here: what may be seen and is neither withdrawn nor hidden. Such a discussion is
/// only there for those who have its address, and a hidden one only for its author and those who tend the room.
#[expect(clippy::disallowed_methods, reason = "the same as above, where nothing is hidden")]
pub fn listed_to(viewer: &Viewer) -> Select<Entity> {
    Entity::find()
        .filter(viewer.scope().sql(Column::RoomId))
        .filter(Column::WithdrawnAt.is_null())
        .filter(Column::HiddenAt.is_null())
}

/// The titles of these discussions in this order; what the viewer may not see, or is not listed, is missing.
pub async fn titles(db: &Db, viewer: &Viewer, ids: &[ThreadId]) -> Result<Vec<(ThreadId, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    sorted_titles(db, listed_to(viewer), ids).await
}

/// The same for those that lie in some of the viewer's rooms.
pub(crate) async fn titles_in(
    db: &Db,
    viewer: &Viewer,
    rooms: &BTreeSet<RoomId>,
    ids: &[ThreadId],
) -> Result<Vec<(ThreadId, String)>> {
    let within = listed_to(viewer).filter(Column::RoomId.is_in(rooms.iter().map(|room| room.0)));
    if ids.is_empty() { Ok(Vec::new()) } else { sorted_titles(db, within, ids).await }
}

async fn sorted_titles(db: &Db, query: Select<Entity>, ids: &[ThreadId]) -> Result<Vec<(ThreadId, String)>> {
    let query = query.filter(Column::Id.is_in(ids.iter().map(|id| id.0)));
    let mut found: Vec<(ThreadId, String)> =
        query.select_only().columns([Column::Id, Column::Title]).into_tuple().all(&db.conn).await?;
    found.sort_by_key(|(id, _)| ids.iter().position(|known| known == id));
    Ok(found)
}

/// The discussion, or `NotFound` whether it is missing or out of scope.
pub async fn find(db: &Db, viewer: &Viewer, id: ThreadId) -> Result<Thread> {
    let mut query = visible_to(viewer).filter(Column::Id.eq(id)).into_query();
    join_opening(&mut query);
    join_mark(&mut query, viewer);
    authors::select(&mut query, viewer, OPENING);
    let mut texts = Query::select();
    texts
        .expr(Expr::cust("COUNT(*)"))
        .from(posts::Entity)
        .and_where(Expr::col((posts::Entity, posts::Column::ThreadId)).equals((Entity, Column::Id)));
    query
        // The opening text of a discussion that was put into another one is there now.
        .and_where(Expr::col((OPENING, posts::Column::ThreadId)).equals((Entity, Column::Id)))
        .expr_as(authors::worn_by(viewer), "worn")
        .expr_as(Expr::SubQuery(None, Box::new(texts.into())), "texts")
        .column((reads::Entity, reads::Column::ReadUntil))
        .expr_as(tags::of_row(), "tags");
    let found = Thread::find_by_statement(db.statement(&query)).one(&db.conn).await?;
    match found {
        Some(thread) => Ok(thread),
        // Whoever may read it there learns that it is elsewhere, so that what they have just typed comes back.
        None if was_put_in(db, viewer, id).await? => Err(Error::Conflict(ELSEWHERE)),
        None => Err(Error::NotFound),
    }
}

/// Whether this was a discussion whose texts the viewer reads in another one now.
async fn was_put_in(db: &Db, viewer: &Viewer, id: ThreadId) -> Result<bool> {
    let text = "SELECT 1 AS one FROM threads JOIN posts ON posts.id = threads.id AND posts.thread_id <> threads.id
        WHERE threads.id = $1";
    match db.conn.query_one_raw(sql(&db.conn, text, [id.0.into()])).await? {
        Some(_) => Ok(post(db, viewer, id.into()).await.is_ok()),
        None => Ok(false),
    }
}

/// Joins the opening text, which is the post with the discussion's id.
pub(crate) fn join_opening(query: &mut SelectStatement) {
    let opens = Expr::col((OPENING, posts::Column::Id)).equals((Entity, Column::Id));
    query.join_as(JoinType::InnerJoin, posts::Entity, OPENING, opens.into_condition());
}

/// Joins how far the viewer has read, if they ever have.
pub(crate) fn join_mark(query: &mut SelectStatement, viewer: &Viewer) {
    let mine = Expr::col((reads::Entity, reads::Column::ThreadId))
        .equals((Entity, Column::Id))
        .and(Expr::col((reads::Entity, reads::Column::PersonId)).eq(viewer.id()));
    query.join(JoinType::LeftJoin, reads::Entity, mine.into_condition());
}

/// How many texts by others the viewer has not read; needs [`join_mark`].
pub(crate) fn unread_count(viewer: &Viewer, seen: &Seen) -> Expr {
    let mut count = unread(viewer, seen);
    count.expr(Expr::cust("COUNT(*)"));
    Expr::SubQuery(None, Box::new(count.into()))
}

/// Whether there is such a text; needs [`join_mark`].
pub(crate) fn is_unread(viewer: &Viewer, seen: &Seen) -> Expr {
    let mut any = unread(viewer, seen);
    any.expr(Expr::cust("1"));
    // Most discussions have been read to their end, which their own row tells.
    Expr::col((Entity, Column::LastPostAt)).gt(read_until(seen)).and(Expr::exists(any))
}

fn unread(viewer: &Viewer, seen: &Seen) -> SelectStatement {
    let mut query = Query::select();
    query
        .from(posts::Entity)
        .and_where(Expr::col((posts::Entity, posts::Column::ThreadId)).equals((Entity, Column::Id)))
        .and_where(Expr::col((posts::Entity, posts::Column::CreatedAt)).gt(read_until(seen)))
        .and_where(authors::known_to(viewer, posts::Entity).ne(viewer.id()))
        .cond_where(shown());
    query
}

pub(crate) fn read_until(seen: &Seen) -> Expr {
    seen.over(Func::coalesce([Expr::col((reads::Entity, reads::Column::ReadUntil)), Expr::val(0_i64)]).into())
}
