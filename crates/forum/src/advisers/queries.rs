//! Replies that have helped: shown, under a name, in what the viewer is listed.

use kernel::{Db, PersonId, PostId, Result, ThreadId, Timestamp, Viewer};
use sea_orm::sea_query::{CaseStatement, Condition, Expr, ExprTrait as _, IntoCondition as _, Query, SelectStatement};
use sea_orm::{ColumnTrait as _, FromQueryResult, Order};

use crate::posts::authors::{self, Author};
use crate::posts::entity::{Column, Entity};
use crate::posts::queries::of;
use crate::posts::shown::shown;
use crate::threads::entity as threads;
use crate::threads::paths::reply_location;
use crate::threads::queries::listed_to;

/// More replies than these are not weighed for one question.
const MOST_WEIGHED: u64 = 300;

/// The name under which texts of a discussion are joined in which nobody is to be named who has answered there.
const ANSWERED: &str = "answered";

/// A reply that solved a question or was found useful.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Helpful {
    /// Id.
    pub id: PostId,
    /// Its discussion.
    pub thread_id: ThreadId,
    /// The discussion's title.
    pub title: String,
    /// Whether the discussion was solved by it.
    pub solved: bool,
    /// How many found it useful.
    pub thanks_count: i64,
    /// Who wrote it, who does not hide.
    #[sea_orm(nested)]
    pub author: Author,
    /// When it was written.
    pub created_at: Timestamp,
}

impl Helpful {
    /// Its address.
    pub fn location(&self) -> String {
        reply_location(self.thread_id, self.id)
    }
}

/// Such replies of others in these discussions; none by those who have answered under their name in `but`.
pub async fn in_threads(db: &Db, viewer: &Viewer, near: &[ThreadId], but: Option<ThreadId>) -> Result<Vec<Helpful>> {
    if near.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = helpful(viewer);
    query
        .and_where(threads::Column::Id.is_in(near.iter().map(|id| id.0)))
        .and_where(own(Column::AuthorId).ne(viewer.id()))
        .limit(MOST_WEIGHED);
    if let Some(but) = but {
        query.and_where(own(Column::AuthorId).not_in_subquery(answered(but)));
    }
    Ok(Helpful::find_by_statement(db.statement(&query)).all(&db.conn).await?)
}

/// Such replies of one person, the most useful first and of equals the newest.
pub async fn by(db: &Db, viewer: &Viewer, person: PersonId, limit: u64) -> Result<Vec<Helpful>> {
    let mut query = helpful(viewer);
    query.and_where(own(Column::AuthorId).eq(person)).limit(limit);
    Ok(Helpful::find_by_statement(db.statement(&query)).all(&db.conn).await?)
}

/// The rows of texts name nobody who hides, and `veil` says so once more.
fn helpful(viewer: &Viewer) -> SelectStatement {
    let solves = || Expr::col((threads::Entity, threads::Column::SolutionId)).equals((Entity, Column::Id));
    let is_solution = || -> Expr { CaseStatement::new().case(solves(), true).finally(false).into() };
    let mut query = of(listed_to(viewer));
    authors::select(&mut query, viewer, Entity);
    query
        .columns([Column::Id, Column::ThreadId, Column::ThanksCount, Column::CreatedAt].map(|column| (Entity, column)))
        .column((threads::Entity, threads::Column::Title))
        .expr_as(is_solution(), "solved")
        .and_where(own(Column::Id).not_equals((threads::Entity, threads::Column::Id)))
        .and_where(own(Column::Veil).is_null())
        .and_where(own(Column::AuthorId).ne(PersonId::NOBODY))
        .cond_where(shown())
        .cond_where(Condition::any().add(solves().into_condition()).add(own(Column::ThanksCount).gt(0)))
        .order_by_expr(is_solution(), Order::Desc)
        .order_by((Entity, Column::ThanksCount), Order::Desc)
        .order_by((Entity, Column::CreatedAt), Order::Desc);
    query
}

/// Who has answered in a discussion under their name, in texts that everybody there reads.
fn answered(thread: ThreadId) -> SelectStatement {
    let of = |column| Expr::col((ANSWERED, column));
    let mut query = Query::select();
    query
        .column((ANSWERED, Column::AuthorId))
        .from_as(Entity, ANSWERED)
        .and_where(of(Column::ThreadId).eq(thread))
        .and_where(of(Column::WithdrawnAt).is_null())
        .and_where(of(Column::HiddenAt).is_null());
    query
}

fn own(column: Column) -> Expr {
    Expr::col((Entity, column))
}
