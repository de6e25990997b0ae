//! Pages of a long discussion: fifty replies each, and which of them somebody wants to see.

use std::cmp::max;

use files::Enclosed;
use kernel::{Db, Error, PostId, Result, ThreadId, Viewer};
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, IntoCondition as _, Query};
use sea_orm::{FromQueryResult, Order};

use super::entity::{Column, Entity};
use super::queries::{Discussion, Thread, find, visible_to};
use crate::attachments::queries as attachments;
use crate::posts::authors;
use crate::posts::entity as posts;
use crate::posts::queries::{Post, of, of_thread};
use crate::posts::shown::shown;
use crate::reads::Seen;

/// Replies on a page.
pub const PAGE: u64 = 50;

/// The name under which earlier texts are counted.
const EARLIER: &str = "earlier";

/// What somebody wants to see of a discussion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// The page with this number.
    Page(u64),
    /// The page on which this reply stands.
    Reply(PostId),
    /// The page with the first unread reply.
    Unread,
    /// The last page.
    End,
}

/// Which page of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pages {
    /// From 1.
    pub number: u64,
    /// The number of the last one.
    pub last: u64,
}

/// A reply, and the page on which it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The reply.
    pub reply: PostId,
    /// The page's number.
    pub page: u64,
}

/// One page of a discussion, in two to four statements however long the discussion is, and one more when its texts have
/// files.
pub async fn open(db: &Db, viewer: &Viewer, seen: &Seen, id: ThreadId, at: At) -> Result<Discussion> {
    let mut thread = find(db, viewer, id).await?;
    thread.read_until = seen.until(id, thread.read_until);
    let unread = first_unread(db, viewer, &thread).await?;
    let number = match at {
        At::Page(number) => number,
        At::Reply(reply) => standing(db, viewer, id, reply).await?.map_or(1, |standing| standing.page),
        At::Unread => unread.map_or(1, |standing| standing.page),
        At::End => u64::MAX,
    };
    let pages = Pages::of(thread.texts - 1, number);
    let (opening, replies) = texts(db, viewer, id, pages.number).await?;
    let files = enclosed(db, viewer, &opening, &replies).await?;
    Ok(Discussion { thread, opening, replies, files, pages, unread })
}

impl Pages {
    /// The page with this number, or the nearest one that there is.
    pub fn of(replies: i64, number: u64) -> Self {
        let last = max(count(replies).div_ceil(PAGE), 1);
        Self { number: number.clamp(1, last), last }
    }

    /// The place of the first reply of the page among all.
    pub fn first(self) -> u64 {
        (self.number - 1) * PAGE + 1
    }
}

/// The opening text stands before the first reply, so the first page has one text more.
async fn texts(db: &Db, viewer: &Viewer, id: ThreadId, number: u64) -> Result<(Post, Vec<Post>)> {
    let before = (number - 1) * PAGE;
    let (mut first, rest) = if before == 0 {
        (of_thread(db, viewer, id, 0..PAGE + 1).await?, Vec::new())
    } else {
        (of_thread(db, viewer, id, 0..1).await?, of_thread(db, viewer, id, before + 1..before + 1 + PAGE).await?)
    };
    if first.first().is_none_or(|post| post.id != id.into()) {
        return Err(Error::NotFound);
    }
    let opening = first.remove(0);
    Ok((opening, if before == 0 { first } else { rest }))
}

async fn enclosed(db: &Db, viewer: &Viewer, opening: &Post, replies: &[Post]) -> Result<Vec<Enclosed>> {
    let texts = std::iter::once(opening).chain(replies).filter(|post| post.files_count > 0);
    let texts: Vec<_> = texts.map(|post| post.id).collect();
    if texts.is_empty() { Ok(Vec::new()) } else { attachments::of_posts(db, viewer, &texts).await }
}

/// The first reply by somebody else since the viewer was here; nothing for somebody who is here for the first time.
async fn first_unread(db: &Db, viewer: &Viewer, thread: &Thread) -> Result<Option<Standing>> {
    let Some(read_until) = thread.read_until.filter(|until| *until < thread.last_post_at) else { return Ok(None) };
    let new = Expr::col((posts::Entity, posts::Column::CreatedAt)).gt(read_until);
    let by_others = authors::known_to(viewer, posts::Entity).ne(viewer.id());
    first(db, viewer, thread.id, shown().add(new.and(by_others))).await
}

async fn standing(db: &Db, viewer: &Viewer, thread: ThreadId, reply: PostId) -> Result<Option<Standing>> {
    first(db, viewer, thread, Expr::col((posts::Entity, posts::Column::Id)).eq(reply).into_condition()).await
}

#[derive(FromQueryResult)]
struct StandingRow {
    id: PostId,
    before: i64,
}

/// The first reply that is such; the instants of the texts of one discussion are all different, so they order it.
async fn first(db: &Db, viewer: &Viewer, thread: ThreadId, such: Condition) -> Result<Option<Standing>> {
    let at = (posts::Entity, posts::Column::CreatedAt);
    let mut before = Query::select();
    before
        .expr(Expr::cust("COUNT(*)"))
        .from_as(posts::Entity, EARLIER)
        .and_where(Expr::col((EARLIER, posts::Column::ThreadId)).eq(thread))
        .and_where(Expr::col((EARLIER, posts::Column::Id)).ne(thread.0))
        .and_where(Expr::col((EARLIER, posts::Column::CreatedAt)).lt(Expr::col(at)));
    let mut query = of(visible_to(viewer));
    query
        .column((posts::Entity, posts::Column::Id))
        .expr_as(Expr::SubQuery(None, Box::new(before.into())), "before")
        .and_where(Expr::col((Entity, Column::Id)).eq(thread))
        .and_where(Expr::col((posts::Entity, posts::Column::Id)).ne(thread.0))
        .cond_where(such)
        .order_by(at, Order::Asc)
        .limit(1);
    let row = StandingRow::find_by_statement(db.statement(&query)).one(&db.conn).await?;
    Ok(row.map(|row| Standing { reply: row.id, page: count(row.before) / PAGE + 1 }))
}

/// Databases count in signed numbers.
fn count(rows: i64) -> u64 {
    u64::try_from(rows).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Pages;

    #[test]
    fn fifty_replies_are_a_page_and_one_more_is_another() {
        for (replies, last) in [(0, 1), (1, 1), (50, 1), (51, 2), (100, 2), (500, 10), (501, 11)] {
            assert_eq!(Pages::of(replies, u64::MAX), Pages { number: last, last }, "{replies}");
        }
        assert_eq!(Pages::of(51, 0).number, 1);
        assert_eq!((Pages::of(51, 1).first(), Pages::of(51, 2).first()), (1, 51));
    }
}
