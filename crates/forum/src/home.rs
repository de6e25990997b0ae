//! What other pages show of discussions: the home page's lists, and the texts behind hits of the search.

use kernel::clock::DAY;
use kernel::{Db, PersonId, PostId, Result, RoomId, TenureId, ThreadId, Timestamp, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, FromQueryResult, Order};
use web::components::ThreadState;

use crate::posts::entity as posts;
use crate::posts::queries::of;
use crate::reads::Seen;
use crate::threads::Kind;
use crate::threads::conditions::{stands, tagged};
use crate::threads::entity::{Column, Entity};
use crate::threads::filter::Facet;
use crate::threads::lists::{Listed, choice, load};
use crate::threads::paths::{ThreadPath, reply_location};
use crate::threads::queries::{OPENING, is_unread, join_mark, join_opening, listed_to};
pub use crate::threads::views::list::rows;

/// How long a discussion awaits somebody after its last text. Looking further back would mean to look at the marks of
/// all discussions whenever somebody has read everything.
const LIVELY_FOR: i64 = 90 * DAY;

/// Discussions with something that the viewer has not read, the liveliest first.
pub async fn unread_for(db: &Db, viewer: &Viewer, seen: &Seen, limit: u64) -> Result<Vec<Listed>> {
    let quiet = db.clock.now().plus(-LIVELY_FOR);
    let mut chosen = choice(viewer);
    join_mark(&mut chosen, viewer);
    chosen.and_where(Column::LastPostAt.gt(quiet)).and_where(is_unread(viewer, seen)).limit(limit);
    load(db, viewer, seen, chosen, vec![Expr::col((Entity, Column::LastPostAt))]).await
}

/// Unanswered questions of others on themes that the viewer may be asked about, the newest first.
pub async fn unanswered_for_themes(db: &Db, viewer: &Viewer, seen: &Seen, limit: u64) -> Result<Vec<Listed>> {
    let mut chosen = choice(viewer);
    join_opening(&mut chosen);
    chosen
        .cond_where(stands("unanswered"))
        .and_where(Expr::col((OPENING, posts::Column::AuthorId)).ne(viewer.id()))
        .and_where(tagged(Facet::Theme, viewer.themes()))
        .limit(limit);
    load(db, viewer, seen, chosen, vec![Expr::col((Entity, Column::CreatedAt))]).await
}

/// A discussion that a search has found, with the texts to cut snippets from.
#[derive(Clone, Debug)]
pub struct Found {
    /// Id.
    pub id: ThreadId,
    /// Its title.
    pub title: String,
    /// Its room.
    pub room: RoomId,
    /// Its kind.
    pub kind: Kind,
    /// Where it stands.
    pub state: Option<ThreadState>,
    /// How many replies it has.
    pub replies: i64,
    /// Its texts in their order, the opening one first.
    pub posts: Vec<FoundPost>,
}

/// A text of such a discussion.
#[derive(Clone, Debug)]
pub struct FoundPost {
    /// Id.
    pub id: PostId,
    /// What was typed.
    pub body: String,
    /// Who wrote it.
    pub author: PersonId,
    /// The tenure under which it was written.
    pub tenure: Option<TenureId>,
    /// When it was written.
    pub at: Timestamp,
}

impl Found {
    /// The address of one of its texts.
    pub fn location(&self, post: PostId) -> String {
        if post == self.id.into() { ThreadPath { thread: self.id }.to_string() } else { reply_location(self.id, post) }
    }
}

#[derive(FromQueryResult)]
struct FoundRow {
    thread_id: ThreadId,
    title: String,
    room_id: RoomId,
    kind: Kind,
    reply_count: i64,
    solution_id: Option<PostId>,
    closed_at: Option<Timestamp>,
    id: PostId,
    body: String,
    author_id: PersonId,
    tenure_id: Option<TenureId>,
    created_at: Timestamp,
}

/// The discussions behind hits, in the order of `ids` and in one statement; what the viewer may not see is missing.
pub async fn loaded_hits(db: &Db, viewer: &Viewer, ids: &[ThreadId]) -> Result<Vec<Found>> {
    let mut query = of(listed_to(viewer));
    query
        .columns(
            [Column::Title, Column::RoomId, Column::Kind, Column::ReplyCount, Column::SolutionId, Column::ClosedAt]
                .map(|column| (Entity, column)),
        )
        .columns(
            [
                posts::Column::ThreadId,
                posts::Column::Id,
                posts::Column::Body,
                posts::Column::AuthorId,
                posts::Column::TenureId,
                posts::Column::CreatedAt,
            ]
            .map(|column| (posts::Entity, column)),
        )
        .and_where(Column::Id.is_in(ids.iter().map(|id| id.0)))
        .and_where(posts::Column::WithdrawnAt.is_null())
        .order_by((posts::Entity, posts::Column::CreatedAt), Order::Asc);
    let rows = FoundRow::find_by_statement(db.backend().build(&query)).all(&db.conn).await?;
    let mut found: Vec<Option<Found>> = vec![None; ids.len()];
    for row in rows {
        if let Some(index) = ids.iter().position(|id| *id == row.thread_id) {
            let thread = Found {
                id: row.thread_id,
                title: row.title,
                room: row.room_id,
                kind: row.kind,
                state: row.kind.state(row.reply_count, row.solution_id, row.closed_at),
                replies: row.reply_count,
                posts: Vec::new(),
            };
            found[index].get_or_insert(thread).posts.push(FoundPost {
                id: row.id,
                body: row.body,
                author: row.author_id,
                tenure: row.tenure_id,
                at: row.created_at,
            });
        }
    }
    Ok(found.into_iter().flatten().collect())
}
