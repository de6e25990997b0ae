//! Replies that have helped: shown, under a name, in what the viewer is listed.

use std::collections::BTreeSet;

use kernel::db::sql;
use kernel::{Db, PersonId, PostId, Result, ThreadId, Timestamp, Tx, Viewer};
use sea_orm::sea_query::{CaseStatement, Condition, Expr, ExprTrait as _, IntoCondition as _, SelectStatement};
use sea_orm::{ColumnTrait as _, ConnectionTrait as _, FromQueryResult, Order};

use crate::posts::authors::{self, Author};
use crate::posts::entity::{Column, Entity};
use crate::posts::queries::of;
use crate::posts::shown::shown;
use crate::threads::entity as threads;
use crate::threads::paths::reply_location;
use crate::threads::queries::{Thread, listed_to};

/// More replies than these are not weighed for one question.
const MOST_WEIGHED: u64 = 300;

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

/// Such replies of others in these discussions; none by those who have answered in `but` under their name, and who these
/// are. Both are read at once: the texts of `but` come first.
pub async fn in_threads(
    db: &Db,
    viewer: &Viewer,
    near: &[ThreadId],
    but: Option<&Thread>,
) -> Result<(Vec<Helpful>, BTreeSet<PersonId>)> {
    if near.is_empty() && but.is_none() {
        return Ok((Vec::new(), BTreeSet::new()));
    }
    let of_thread = |id: ThreadId| Expr::col((threads::Entity, threads::Column::Id)).eq(id);
    let mut query = named(viewer);
    let near =
        helped().add(threads::Column::Id.is_in(near.iter().map(|id| id.0))).add(own(Column::AuthorId).ne(viewer.id()));
    let mut wanted = Condition::any().add(near);
    if let Some(but) = but {
        wanted = wanted.add(of_thread(but.id));
        query.order_by_expr(of_thread(but.id), Order::Desc);
    }
    by_worth(&mut query);
    let texts = but.map_or(0, |but| but.texts);
    query.cond_where(wanted).limit(MOST_WEIGHED + u64::try_from(texts).unwrap_or_default());
    let found = Helpful::find_by_statement(db.statement(&query)).all(&db.conn).await?;
    let (there, elsewhere): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|reply| but.is_some_and(|but| but.id == reply.thread_id));
    let answered: BTreeSet<PersonId> = there.iter().map(|reply| reply.author.id()).collect();
    Ok((elsewhere.into_iter().filter(|reply| !answered.contains(&reply.author.id())).collect(), answered))
}

/// Such replies of one person, the most useful first and of equals the newest.
pub async fn by(db: &Db, viewer: &Viewer, person: PersonId, limit: u64) -> Result<Vec<Helpful>> {
    let mut query = named(viewer);
    by_worth(&mut query);
    query.cond_where(helped()).and_where(own(Column::AuthorId).eq(person)).limit(limit);
    Ok(Helpful::find_by_statement(db.statement(&query)).all(&db.conn).await?)
}

/// Who has helped, under their name, in discussions that share a theme with this one, whoever may read these. For telling them
/// of it, and never shown.
pub(crate) async fn helped_with_themes(tx: &Tx, thread: ThreadId) -> Result<BTreeSet<PersonId>> {
    let text = "SELECT DISTINCT posts.author_id AS id FROM thread_terms AS asked
        JOIN thread_terms AS other ON other.facet = asked.facet AND other.slug = asked.slug
        JOIN threads ON threads.id = other.thread_id JOIN posts ON posts.thread_id = threads.id
        WHERE asked.thread_id = $1 AND asked.facet = 'theme'
            AND threads.withdrawn_at IS NULL AND threads.hidden_at IS NULL
            AND posts.id <> threads.id AND posts.author_id <> $2 AND posts.veil IS NULL
            AND posts.withdrawn_at IS NULL AND posts.hidden_at IS NULL
            AND (posts.thanks_count > 0 OR posts.id = threads.solution_id)";
    let rows = tx.conn.query_all_raw(sql(&tx.conn, text, [thread.0.into(), PersonId::NOBODY.0.into()])).await?;
    rows.iter().map(|row| Ok(PersonId(row.try_get("", "id")?))).collect()
}

/// Replies under a name. The rows of texts name nobody who hides, and `veil` says so once more.
fn named(viewer: &Viewer) -> SelectStatement {
    let mut query = of(listed_to(viewer));
    authors::select(&mut query, viewer, Entity);
    query
        .columns([Column::Id, Column::ThreadId, Column::ThanksCount, Column::CreatedAt].map(|column| (Entity, column)))
        .column((threads::Entity, threads::Column::Title))
        .expr_as(is_solution(), "solved")
        .and_where(own(Column::Id).not_equals((threads::Entity, threads::Column::Id)))
        .and_where(own(Column::Veil).is_null())
        .and_where(own(Column::AuthorId).ne(PersonId::NOBODY))
        .cond_where(shown());
    query
}

/// Whether a reply solved its discussion or was found useful.
fn helped() -> Condition {
    Condition::all().add(Condition::any().add(solves().into_condition()).add(own(Column::ThanksCount).gt(0)))
}

/// The most useful first and of equals the newest.
fn by_worth(query: &mut SelectStatement) {
    query
        .order_by_expr(is_solution(), Order::Desc)
        .order_by((Entity, Column::ThanksCount), Order::Desc)
        .order_by((Entity, Column::CreatedAt), Order::Desc);
}

fn solves() -> Expr {
    Expr::col((threads::Entity, threads::Column::SolutionId)).equals((Entity, Column::Id))
}

fn is_solution() -> Expr {
    CaseStatement::new().case(solves(), true).finally(false).into()
}

fn own(column: Column) -> Expr {
    Expr::col((Entity, column))
}
