//! Reading texts; always through the discussion that they belong to.

use std::ops::Range;

use kernel::{Db, Error, PersonId, PostId, Result, RoomId, ThreadId, Timestamp, Viewer};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _, IntoCondition as _, SelectStatement};
use sea_orm::{FromQueryResult, JoinType, QueryTrait as _, Select};

use super::authors::{self, Author};
use super::entity::{Column, Entity};
use super::shown::readable_by;
use crate::replies::paths::EditReplyPath;
use crate::thanks;
use crate::threads::entity as thread;
use crate::threads::paths::{EditThreadPath, ThreadPath, reply_location};
use crate::threads::queries::visible_to;

/// A text as its discussion shows it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Post {
    /// Id.
    pub id: PostId,
    /// Who wrote it.
    #[sea_orm(nested)]
    pub author: Author,
    /// The title of the discussion that it opened before it was put into this one; mostly empty.
    pub heading: String,
    /// The rendered text.
    pub html: String,
    /// How many found it useful.
    pub thanks_count: i64,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub edited_at: Option<Timestamp>,
    /// When its author withdrew it, if they did: the text is gone.
    pub withdrawn_at: Option<Timestamp>,
    /// Since when it is hidden, if it is.
    pub hidden_at: Option<Timestamp>,
    /// Whether the viewer may read it all the same; if not, there is no text here.
    pub readable: bool,
    /// How many files it has.
    pub files_count: i64,
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
    #[sea_orm(nested)]
    pub author: Author,
    /// What was typed.
    pub body: String,
    /// How often it has been written: 1, and one more with every change.
    pub version: i64,
    /// When it was first written.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub edited_at: Option<Timestamp>,
    /// When its author withdrew it, if they did.
    pub withdrawn_at: Option<Timestamp>,
    /// How many files it has.
    pub files_count: i64,
    /// When its discussion was withdrawn, if it was.
    pub thread_withdrawn_at: Option<Timestamp>,
    /// Since when it is hidden, if it is.
    pub hidden_at: Option<Timestamp>,
    /// Since when its discussion is hidden, if it is.
    pub thread_hidden_at: Option<Timestamp>,
}

impl Written {
    /// When it was written as it stands.
    pub fn written_at(&self) -> Timestamp {
        self.edited_at.unwrap_or(self.created_at)
    }

    /// Whether it opens its discussion.
    pub fn is_opening(&self) -> bool {
        self.id == self.thread_id.into()
    }

    /// Its address.
    pub fn location(&self) -> String {
        if self.is_opening() {
            ThreadPath { thread: self.thread_id }.to_string()
        } else {
            reply_location(self.thread_id, self.id)
        }
    }

    /// The address of the form that changes it.
    pub fn edit_path(&self) -> String {
        if self.is_opening() {
            EditThreadPath { thread: self.thread_id }.to_string()
        } else {
            EditReplyPath { reply: self.id }.to_string()
        }
    }

    /// Whether its readers do not see it for now.
    pub fn is_hidden(&self) -> bool {
        self.hidden_at.or(self.thread_hidden_at).is_some()
    }

    /// Refuses what can only be done to a text that is still there, in a discussion that is still there.
    pub fn check_standing(&self) -> Result<()> {
        check_standing(self.withdrawn_at, self.thread_withdrawn_at)
    }
}

/// Refuses what can only be done to a text that was not withdrawn, in a discussion that was not withdrawn.
pub(crate) fn check_standing(post_withdrawn: Option<Timestamp>, thread_withdrawn: Option<Timestamp>) -> Result<()> {
    match (post_withdrawn, thread_withdrawn) {
        (None, None) => Ok(()),
        (Some(_), _) => Err(Error::Conflict(WITHDRAWN)),
        (None, Some(_)) => Err(Error::Conflict(DISCUSSION_WITHDRAWN)),
    }
}

/// What is told when something is to be done to a text that was withdrawn.
pub const WITHDRAWN: &str = "この投稿は、投稿した方が取り下げました。";

/// The same for a text whose discussion was withdrawn.
pub const DISCUSSION_WITHDRAWN: &str =
    "はじめの投稿は、投稿した方が取り下げました。これまでの返信は読めますが、書き込みはできません。";

/// And of one that nobody sees for now.
pub const HIDDEN: &str = "この投稿は、確認のため表示を止めています。";

/// Some texts of a discussion, in the order of all, the opening one being the first.
pub async fn of_thread(db: &Db, viewer: &Viewer, thread: ThreadId, which: Range<u64>) -> Result<Vec<Post>> {
    let mine = Expr::col((thanks::entity::Entity, thanks::entity::Column::PostId))
        .equals((Entity, Column::Id))
        .and(Expr::col((thanks::entity::Entity, thanks::entity::Column::PersonId)).eq(viewer.id()));
    let mut query = of(visible_to(viewer));
    authors::select(&mut query, viewer, Entity);
    query
        .columns([
            (Entity, Column::Id),
            (Entity, Column::ThanksCount),
            (Entity, Column::CreatedAt),
            (Entity, Column::EditedAt),
            (Entity, Column::WithdrawnAt),
            (Entity, Column::FilesCount),
            (Entity, Column::HiddenAt),
        ])
        .expr_as(CaseStatement::new().case(readable_by(viewer), true).finally(false), "readable")
        .expr_as(if_readable(viewer, Column::Heading), "heading")
        .expr_as(if_readable(viewer, Column::Html), "html")
        .expr_as(Expr::col((thanks::entity::Entity, thanks::entity::Column::PersonId)), "thanked_by")
        .join(JoinType::LeftJoin, thanks::entity::Entity, mine.into_condition())
        .and_where(Expr::col((thread::Entity, thread::Column::Id)).eq(thread))
        .order_by((Entity, Column::CreatedAt), sea_orm::Order::Asc)
        .order_by((Entity, Column::Id), sea_orm::Order::Asc)
        .offset(which.start)
        .limit(which.end - which.start);
    Ok(Post::find_by_statement(db.statement(&query)).all(&db.conn).await?)
}

/// What of the text the viewer may read.
fn if_readable(viewer: &Viewer, column: Column) -> CaseStatement {
    CaseStatement::new().case(readable_by(viewer), Expr::col((Entity, column))).finally("")
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
    if post.is_opening() { Err(Error::NotFound) } else { Ok(post) }
}

/// A text, opening or not, or `NotFound` whether it is missing, out of scope or hidden from the viewer.
pub async fn find(db: &Db, viewer: &Viewer, post: PostId) -> Result<Written> {
    let mut query = of(visible_to(viewer));
    select_written(&mut query, viewer, post);
    query.cond_where(readable_by(viewer));
    Written::find_by_statement(db.statement(&query)).one(&db.conn).await?.ok_or(Error::NotFound)
}

/// The columns of a [`Written`], and which text it is.
pub(crate) fn select_written(query: &mut SelectStatement, viewer: &Viewer, post: PostId) {
    authors::select(query, viewer, Entity);
    query
        .columns(
            [
                Column::Id,
                Column::ThreadId,
                Column::Body,
                Column::Version,
                Column::CreatedAt,
                Column::EditedAt,
                Column::WithdrawnAt,
                Column::FilesCount,
                Column::HiddenAt,
            ]
            .map(|column| (Entity, column)),
        )
        .columns([(thread::Entity, thread::Column::RoomId), (thread::Entity, thread::Column::Title)])
        .expr_as(Expr::col((thread::Entity, thread::Column::WithdrawnAt)), "thread_withdrawn_at")
        .expr_as(Expr::col((thread::Entity, thread::Column::HiddenAt)), "thread_hidden_at")
        .and_where(Expr::col((Entity, Column::Id)).eq(post));
}

/// Texts of these discussions, without any column yet.
pub(crate) fn of(threads: Select<thread::Entity>) -> SelectStatement {
    let belongs = Expr::col((Entity, Column::ThreadId)).equals((thread::Entity, thread::Column::Id));
    let mut query = threads.into_query();
    query.clear_selects().join(JoinType::InnerJoin, Entity, belongs.into_condition());
    query
}
