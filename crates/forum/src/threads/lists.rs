//! Lists of discussions: one page of rows, with how many there are in all.

use std::sync::Arc;

use kernel::{Db, PostId, Result, RoomId, ThreadId, Timestamp, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait as _, SelectStatement};
use sea_orm::{FromQueryResult, Order, QueryTrait as _};
use web::components::ThreadState;

use super::conditions::conditions;
use super::counts::{Counts, count};
use super::cursor::{Cursor, Sort};
use super::entity::{Column, Entity};
use super::filter::Filter;
use super::queries::{OPENING, join_mark, join_opening, listed_to, unread_count};
use super::{Kind, Tags, tags};
use crate::posts::authors::{self, Author};
use crate::reads::Seen;

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
    /// When it was closed, if it is.
    pub closed_at: Option<Timestamp>,
    /// Who began it.
    #[sea_orm(nested)]
    pub author: Author,
    /// How many texts by others the viewer has not read.
    pub unread: i64,
    /// How often any of its texts was found useful.
    pub thanks_count: i64,
    /// Its tags.
    pub tags: Tags,
}

impl Listed {
    /// Where it stands.
    pub fn state(&self) -> Option<ThreadState> {
        self.kind.state(self.reply_count, self.solution_id, self.closed_at)
    }
}

/// One page of a list.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Its rows.
    pub rows: Vec<Listed>,
    /// How many rows all pages have, and how many each filter would leave.
    pub counts: Arc<Counts>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
}

/// One page, in two statements at most, whatever the filter.
pub async fn list(db: &Db, viewer: &Viewer, seen: &Seen, filter: &Filter) -> Result<List> {
    let keys = keys(filter.sort);
    let mut chosen = choice(viewer);
    chosen.cond_where(conditions(filter, None)).limit(PAGE as u64 + 1);
    if let Some(Cursor(last)) = &filter.cursor {
        let last = last.iter().map(|number| Expr::val(*number));
        chosen.and_where(Expr::tuple(keys.clone()).lt(Expr::tuple(last)));
    }
    let mut rows = load(db, viewer, seen, chosen, keys).await?;
    let next = (rows.len() > PAGE).then(|| cursor(filter.sort, &rows[PAGE - 1]));
    rows.truncate(PAGE);
    Ok(List { rows, counts: count(db, viewer, filter).await?, next })
}

/// The ids of discussions that may be listed, to be narrowed down and handed to [`load`].
pub(crate) fn choice(viewer: &Viewer) -> SelectStatement {
    let mut query = listed_to(viewer).into_query();
    query.clear_selects().column((Entity, Column::Id));
    query
}

/// The chosen discussions, by `keys` and the greatest first.
///
/// They are chosen before anything is counted, since counting looks at texts and must not look at those of all rows.
pub(crate) async fn load(
    db: &Db,
    viewer: &Viewer,
    seen: &Seen,
    mut chosen: SelectStatement,
    keys: Vec<Expr>,
) -> Result<Vec<Listed>> {
    let mut query = listed_to(viewer).into_query();
    join_opening(&mut query);
    join_mark(&mut query, viewer);
    authors::select(&mut query, viewer, OPENING);
    query.expr_as(unread_count(viewer, seen), "unread").expr_as(tags::of_row(), "tags");
    for key in keys {
        chosen.order_by_expr(key.clone(), Order::Desc);
        query.order_by_expr(key, Order::Desc);
    }
    query.and_where(Expr::col((Entity, Column::Id)).in_subquery(chosen));
    Ok(Listed::find_by_statement(db.statement(&query)).all(&db.conn).await?)
}

/// What a list is sorted by; ids only decide between equals.
fn keys(sort: Sort) -> Vec<Expr> {
    let column = |column| Expr::col((Entity, column));
    match sort {
        Sort::Active => vec![column(Column::LastPostAt), column(Column::Id)],
        Sort::New => vec![column(Column::CreatedAt), column(Column::Id)],
        Sort::Thanks => vec![column(Column::ThanksCount), column(Column::LastPostAt), column(Column::Id)],
    }
}

/// The numbers of the last row under the same keys.
fn cursor(sort: Sort, last: &Listed) -> Cursor {
    Cursor(match sort {
        Sort::Active => vec![last.last_post_at.0, last.id.0],
        Sort::New => vec![last.created_at.0, last.id.0],
        Sort::Thanks => vec![last.thanks_count, last.last_post_at.0, last.id.0],
    })
}
