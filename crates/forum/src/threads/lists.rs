//! Lists of discussions: one page of rows, with how many there are in all.

use std::collections::HashMap;

use kernel::{Db, PersonId, PostId, Result, RoomId, TenureId, ThreadId, Timestamp, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{FromQueryResult, Order, QueryTrait as _};
use web::components::ThreadState;

use super::conditions::conditions;
use super::counts::{Counts, count};
use super::cursor::{Cursor, Sort};
use super::entity::{Column, Entity};
use super::filter::Filter;
use super::queries::{OPENING, join_mark, join_opening, tag_rows, unread_count, visible_to};
use super::{Kind, Tags};
use crate::posts::entity as posts;

/// Rows of one page.
pub const PAGE: usize = 20;

/// A discussion in a list.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Listed {
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
    /// The reply by which it was solved.
    pub solution_id: Option<PostId>,
    /// Who began it.
    pub author_id: PersonId,
    /// The tenure under which it was begun.
    pub tenure_id: Option<TenureId>,
    /// How many texts by others the viewer has not read.
    pub unread: i64,
    /// How often any of its texts was found useful.
    pub thanked: i64,
    /// Its tags.
    #[sea_orm(skip)]
    pub tags: Tags,
}

impl Listed {
    /// Where it stands.
    pub fn state(&self) -> Option<ThreadState> {
        self.kind.state(self.reply_count, self.solution_id)
    }
}

/// One page of a list.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Its rows.
    pub rows: Vec<Listed>,
    /// How many rows all pages have, and how many each filter would leave.
    pub counts: Counts,
    /// Where the next page begins.
    pub next: Option<Cursor>,
}

/// One page, in three statements whatever the filter.
pub async fn list(db: &Db, viewer: &Viewer, filter: &Filter) -> Result<List> {
    let mut query = listed(viewer);
    query.cond_where(conditions(filter, None)).limit(PAGE as u64 + 1);
    sort(&mut query, filter);
    let mut rows = load(db, viewer, &query).await?;
    let next = (rows.len() > PAGE).then(|| cursor(filter.sort, &rows[PAGE - 1]));
    rows.truncate(PAGE);
    Ok(List { rows, counts: count(db, viewer, filter).await?, next })
}

/// Rows of a list, without order and end.
pub(crate) fn listed(viewer: &Viewer) -> SelectStatement {
    let mut query = visible_to(viewer).into_query();
    join_opening(&mut query);
    join_mark(&mut query, viewer);
    query
        .columns([(OPENING, posts::Column::AuthorId), (OPENING, posts::Column::TenureId)])
        .expr_as(unread_count(viewer), "unread")
        .expr_as(thanked(), "thanked");
    query
}

/// The rows of such a query with their tags.
pub(crate) async fn load(db: &Db, viewer: &Viewer, query: &SelectStatement) -> Result<Vec<Listed>> {
    let mut rows = Listed::find_by_statement(db.backend().build(query)).all(&db.conn).await?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let tags = tag_rows(db, viewer, &ids).await?;
    let mut by_thread: HashMap<_, Vec<_>> = HashMap::new();
    for tag in &tags {
        by_thread.entry(tag.thread_id).or_default().push((tag.facet.as_str(), tag.slug.as_str()));
    }
    for row in &mut rows {
        row.tags = Tags::from_rows(by_thread.remove(&row.id).unwrap_or_default());
    }
    Ok(rows)
}

fn thanked() -> Expr {
    let mut sum = Query::select();
    sum.expr(Expr::cust("CAST(COALESCE(SUM(posts.thanks_count), 0) AS BIGINT)"))
        .from(posts::Entity)
        .and_where(Expr::col((posts::Entity, posts::Column::ThreadId)).equals((Entity, Column::Id)));
    Expr::SubQuery(None, Box::new(sum.into()))
}

/// Newest first, and after the cursor; ids only decide between equals.
fn sort(query: &mut SelectStatement, filter: &Filter) {
    let column = |column| Expr::col((Entity, column));
    let keys = match filter.sort {
        Sort::Active => vec![column(Column::LastPostAt), column(Column::Id)],
        Sort::New => vec![column(Column::CreatedAt), column(Column::Id)],
        Sort::Thanks => vec![thanked(), column(Column::LastPostAt), column(Column::Id)],
    };
    if let Some(Cursor(last)) = &filter.cursor {
        query.and_where(Expr::tuple(keys.clone()).lt(Expr::tuple(last.iter().map(|number| Expr::val(*number)))));
    }
    for key in keys {
        query.order_by_expr(key, Order::Desc);
    }
}

fn cursor(sort: Sort, last: &Listed) -> Cursor {
    Cursor(match sort {
        Sort::Active => vec![last.last_post_at.0, last.id.0],
        Sort::New => vec![last.created_at.0, last.id.0],
        Sort::Thanks => vec![last.thanked, last.last_post_at.0, last.id.0],
    })
}
