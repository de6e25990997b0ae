//! Reading files of forms, which are their senders' alone. Those of posts are read by whoever knows who may read the post.

use kernel::db::sql;
use kernel::{Db, Doer, FileId, PersonId, PostId, Result};
use sea_orm::FromQueryResult;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use sha2::{Digest as _, Sha256};

use crate::entity::{Column, Entity};
use crate::kind::Kind;

/// A file as pages show it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Enclosed {
    /// Id.
    pub id: FileId,
    /// The post that it belongs to; nothing as long as its form has not been sent for good.
    pub post_id: Option<PostId>,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Its bytes.
    pub size: i64,
    /// Width in pixels, of an image.
    pub width: Option<i64>,
    /// Height in pixels, of an image.
    pub height: Option<i64>,
    /// Whether all that it says could be read.
    pub is_read: bool,
    /// How many characters could be read.
    pub characters: i64,
    /// Its content.
    pub content_id: i64,
    /// How it looks, small.
    pub thumbnail_id: Option<i64>,
}

impl Enclosed {
    /// The columns of a statement that reads them, in the order in which they are shown.
    pub fn read_by(query: &mut SelectStatement) {
        let columns = [
            Column::Id,
            Column::PostId,
            Column::Name,
            Column::Kind,
            Column::Size,
            Column::Width,
            Column::Height,
            Column::IsRead,
            Column::Characters,
            Column::ContentId,
            Column::ThumbnailId,
        ];
        query.columns(columns.map(|column| (Entity, column)));
        query
            .order_by((Entity, Column::Place), sea_orm::Order::Asc)
            .order_by((Entity, Column::Id), sea_orm::Order::Asc);
    }
}

/// The files of a form.
#[derive(Clone, Debug, Default)]
pub struct Enclosures {
    /// Those that wait for the form to be sent for good.
    pub waiting: Vec<Enclosed>,
    /// What came with the form in all, as one text: a form is the same only with the same files.
    pub digest: String,
}

/// The files of a person's form.
pub async fn enclosed(db: &Db, person: PersonId, once: &str) -> Result<Enclosures> {
    if once.is_empty() {
        return Ok(Enclosures::default());
    }
    let mut query = Query::select();
    Enclosed::read_by(&mut query);
    query.from(Entity).and_where(came_with(&Doer::open(person), once).or(came_with(&Doer::sealed(person), once)));
    let all = Enclosed::find_by_statement(db.statement(&query)).all(&db.conn).await?;
    Ok(Enclosures { digest: digest(&all), waiting: distinct(all) })
}

fn came_with(author: &Doer, once: &str) -> Expr {
    let person = Expr::col((Entity, Column::PersonId)).eq(author.written());
    person.and(Expr::col((Entity, Column::FormOnce)).eq(author.once(once)))
}

/// The same file twice is one file: a form that was sent again has sent its files again.
fn distinct(all: Vec<Enclosed>) -> Vec<Enclosed> {
    let mut waiting: Vec<Enclosed> = Vec::new();
    for file in all.into_iter().filter(|file| file.post_id.is_none()) {
        if !waiting.iter().any(|other| (&other.name, other.content_id) == (&file.name, file.content_id)) {
            waiting.push(file);
        }
    }
    waiting
}

fn digest(all: &[Enclosed]) -> String {
    let mut names: Vec<_> = all.iter().map(|file| (file.content_id, &file.name)).collect();
    names.sort_unstable();
    names.dedup();
    let mut digest = Sha256::new();
    for (content, name) in &names {
        digest.update(content.to_be_bytes());
        digest.update(name);
        digest.update([0]);
    }
    if names.is_empty() { String::new() } else { kernel::text::hex(&digest.finalize()[..16]) }
}

#[derive(FromQueryResult)]
struct Said {
    name: String,
    text: String,
}

/// Names of the files of a person's form, each with what it says: what the identifier guard reads beside the form itself.
pub async fn texts(db: &Db, person: PersonId, once: &str) -> Result<Vec<(String, String)>> {
    let text =
        "SELECT name, text FROM files WHERE person_id = $1 AND form_once = $2 AND post_id IS NULL ORDER BY place, id";
    let said = Said::find_by_statement(sql(&db.conn, text, [person.0.into(), once.into()])).all(&db.conn).await?;
    Ok(said.into_iter().map(|said| (said.name, said.text)).collect())
}
