//! Reading files; always through the text and the discussion that they belong to.

use files::Enclosed;
use files::entity::{Column, Entity};
use kernel::db::sql;
use kernel::{Db, Error, FileId, PostId, Result, ThreadId, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait as _, IntoCondition as _, Query, SelectStatement};
use sea_orm::{ConnectionTrait as _, FromQueryResult, JoinType};

use crate::posts::entity as posts;
use crate::posts::queries::{Written, of};
use crate::posts::shown::readable_by;
use crate::threads::entity as threads;
use crate::threads::queries::visible_to;

/// The files of these texts, each text's in their order.
pub async fn of_posts(db: &Db, viewer: &Viewer, texts: &[PostId]) -> Result<Vec<Enclosed>> {
    let mut query = visible(viewer);
    Enclosed::read_by(&mut query);
    query.and_where(Expr::col((posts::Entity, posts::Column::Id)).is_in(texts.iter().map(|id| id.0)));
    Ok(Enclosed::find_by_statement(db.statement(&query)).all(&db.conn).await?)
}

/// The files of a text, without asking when it has none.
pub async fn of_text(db: &Db, viewer: &Viewer, text: &Written) -> Result<Vec<Enclosed>> {
    if text.files_count == 0 { Ok(Vec::new()) } else { of_posts(db, viewer, &[text.id]).await }
}

/// A file of a text that the viewer may read now, or one that the viewer has sent and not posted; else `NotFound`, whether
/// it is missing, withdrawn or out of scope.
pub async fn find(db: &Db, viewer: &Viewer, file: FileId) -> Result<Enclosed> {
    let mut query = visible(viewer);
    Enclosed::read_by(&mut query);
    query.and_where(Expr::col((Entity, Column::Id)).eq(file));
    if let Some(found) = Enclosed::find_by_statement(db.statement(&query)).one(&db.conn).await? {
        return Ok(found);
    }
    let mut own = Query::select();
    Enclosed::read_by(&mut own);
    own.from(Entity)
        .and_where(Expr::col((Entity, Column::Id)).eq(file))
        .and_where(Expr::col((Entity, Column::PersonId)).eq(viewer.id()))
        .and_where(Expr::col((Entity, Column::PostId)).is_null());
    Enclosed::find_by_statement(db.statement(&own)).one(&db.conn).await?.ok_or(Error::NotFound)
}

/// What a file that has been found says.
pub async fn text(db: &Db, file: &Enclosed) -> Result<String> {
    let text = "SELECT text FROM files WHERE id = $1";
    let row = db.conn.query_one_raw(sql(&db.conn, text, [file.id.0.into()])).await?.ok_or(Error::NotFound)?;
    Ok(row.try_get("", "text")?)
}

/// Where a file is enclosed.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Place {
    /// The text.
    pub post_id: PostId,
    /// Its discussion.
    pub thread_id: ThreadId,
    /// The discussion's title.
    pub title: String,
}

/// The text and discussion that a file belongs to; nothing for one that has not been posted.
pub async fn place(db: &Db, viewer: &Viewer, file: &Enclosed) -> Result<Option<Place>> {
    let mut query = visible(viewer);
    query
        .column((Entity, Column::PostId))
        .column((posts::Entity, posts::Column::ThreadId))
        .column((threads::Entity, threads::Column::Title))
        .and_where(Expr::col((Entity, Column::Id)).eq(file.id));
    Ok(Place::find_by_statement(db.statement(&query)).one(&db.conn).await?)
}

/// What a file says, for a search that has found its discussion.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Said {
    /// The text that it belongs to.
    pub post_id: PostId,
    /// What it is called.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// What the files of these texts say.
pub async fn said(db: &Db, viewer: &Viewer, texts: &[PostId]) -> Result<Vec<Said>> {
    let mut query = visible(viewer);
    query
        .columns([Column::PostId, Column::Name, Column::Text].map(|column| (Entity, column)))
        .and_where(Expr::col((posts::Entity, posts::Column::Id)).is_in(texts.iter().map(|id| id.0)))
        .order_by((Entity, Column::Place), sea_orm::Order::Asc);
    Ok(Said::find_by_statement(db.statement(&query)).all(&db.conn).await?)
}

/// Files of texts that the viewer may read, without any column yet.
fn visible(viewer: &Viewer) -> SelectStatement {
    let belongs = Expr::col((Entity, Column::PostId)).equals((posts::Entity, posts::Column::Id));
    let mut query = of(visible_to(viewer));
    query
        .join(JoinType::InnerJoin, Entity, belongs.into_condition())
        .and_where(Expr::col((posts::Entity, posts::Column::WithdrawnAt)).is_null())
        .cond_where(readable_by(viewer));
    query
}
