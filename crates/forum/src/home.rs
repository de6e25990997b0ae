//! What other pages show of discussions: the home page's lists, and the texts behind hits of the search.

use kernel::clock::DAY;
use kernel::{Db, PostId, Result, RoomId, ThreadId, Timestamp, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, FromQueryResult, Order};
use web::components::ThreadState;

use crate::posts::authors::{self, Author};
use crate::posts::entity as posts;
use crate::posts::queries::of;
use crate::posts::shown::shown;
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
        .and_where(authors::known_to(viewer, OPENING).ne(viewer.id()))
        .and_where(tagged(Facet::Theme, viewer.themes()))
        .limit(limit);
    load(db, viewer, seen, chosen, vec![Expr::col((Entity, Column::CreatedAt))]).await
}

/// A discussion that a search has found, with the text that answers best.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Found {
    /// Id.
    pub id: ThreadId,
    /// Its title.
    pub title: String,
    /// Its room.
    pub room_id: RoomId,
    /// Its kind.
    pub kind: Kind,
    /// How many replies it has.
    pub reply_count: i64,
    /// The reply by which it was solved.
    pub solution_id: Option<PostId>,
    /// When it was closed, if it is.
    pub closed_at: Option<Timestamp>,
    /// The text.
    pub post_id: PostId,
    /// What was typed in it.
    pub body: String,
    /// Who wrote it.
    #[sea_orm(nested)]
    pub author: Author,
    /// When it was written.
    pub created_at: Timestamp,
    /// How many files it has.
    pub files_count: i64,
}

impl Found {
    /// Where the discussion stands.
    pub fn state(&self) -> Option<ThreadState> {
        self.kind.state(self.reply_count, self.solution_id, self.closed_at)
    }

    /// The same discussion with one of its replies for its text.
    #[must_use]
    pub fn said_in(self, reply: Reply, signature: &Signature) -> Self {
        let Reply { id: post_id, body, files_count, .. } = reply;
        let Signature { author, created_at, .. } = signature.clone();
        Self { post_id, body, author, created_at, files_count, ..self }
    }

    /// The address of the text.
    pub fn location(&self) -> String {
        if self.post_id == self.id.into() {
            ThreadPath { thread: self.id }.to_string()
        } else {
            reply_location(self.id, self.post_id)
        }
    }
}

/// A reply in which the best answer may stand, as it was typed.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Reply {
    /// Id.
    pub id: PostId,
    /// Its discussion.
    pub thread_id: ThreadId,
    /// What was typed.
    pub body: String,
    /// How many files it has.
    pub files_count: i64,
}

/// Who wrote a reply, and when.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Signature {
    /// The reply.
    pub id: PostId,
    /// Who wrote it.
    #[sea_orm(nested)]
    pub author: Author,
    /// When it was written.
    pub created_at: Timestamp,
}

/// Who wrote these texts. There are hundreds of replies in which an answer may stand, and of one in ten it is asked.
pub async fn signatures(db: &Db, viewer: &Viewer, texts: &[PostId]) -> Result<Vec<Signature>> {
    let mut query = of(listed_to(viewer));
    authors::select(&mut query, viewer, posts::Entity);
    query
        .columns([posts::Column::Id, posts::Column::CreatedAt].map(|column| (posts::Entity, column)))
        .and_where(Expr::col((posts::Entity, posts::Column::Id)).is_in(texts.iter().map(|id| id.0)))
        .cond_where(shown());
    Ok(Signature::find_by_statement(db.statement(&query)).all(&db.conn).await?)
}

/// All replies of these discussions, each discussion's in their order.
pub async fn replies(db: &Db, viewer: &Viewer, threads: &[ThreadId]) -> Result<Vec<Reply>> {
    let columns = [posts::Column::Id, posts::Column::ThreadId, posts::Column::Body, posts::Column::FilesCount];
    let mut query = of(listed_to(viewer));
    query
        .columns(columns.map(|column| (posts::Entity, column)))
        .and_where(Column::Id.is_in(threads.iter().map(|id| id.0)))
        .and_where(Expr::col((posts::Entity, posts::Column::Id)).not_equals((Entity, Column::Id)))
        .cond_where(shown())
        .order_by((posts::Entity, posts::Column::CreatedAt), Order::Asc);
    Ok(Reply::find_by_statement(db.statement(&query)).all(&db.conn).await?)
}

/// What a text says and when it was said.
const SAID: [posts::Column; 3] = [posts::Column::Body, posts::Column::CreatedAt, posts::Column::FilesCount];

/// These discussions in this order with the texts that open them; what the viewer may not see is missing.
pub async fn opened(db: &Db, viewer: &Viewer, threads: &[ThreadId]) -> Result<Vec<Found>> {
    let mut query = of(listed_to(viewer));
    authors::select(&mut query, viewer, posts::Entity);
    query
        .columns(
            [
                Column::Id,
                Column::Title,
                Column::RoomId,
                Column::Kind,
                Column::ReplyCount,
                Column::SolutionId,
                Column::ClosedAt,
            ]
            .map(|column| (Entity, column)),
        )
        .expr_as(Expr::col((posts::Entity, posts::Column::Id)), "post_id")
        .columns(SAID.map(|column| (posts::Entity, column)))
        .and_where(posts::Column::Id.is_in(threads.iter().map(|id| id.0)))
        .cond_where(shown());
    let mut found = Found::find_by_statement(db.statement(&query)).all(&db.conn).await?;
    found.sort_by_key(|found| threads.iter().position(|id| *id == found.id));
    Ok(found)
}
