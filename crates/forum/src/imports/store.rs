//! Writing what is brought in to where only administrators read it.

use std::collections::HashMap;

use kernel::clock::MINUTE;
use kernel::db::sql;
use kernel::{Db, Error, ImportId, PersonId, PostId, Result, RoomId, ThreadId, Tx, audit};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict, Query};
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use super::Format;
use super::texts::Text;
use crate::threads::arranging::run;
use crate::threads::{Kind, Tags};

/// Rows or values of one statement; both databases bound their number.
const BATCH: usize = 500;

/// Taken in turn by processes that begin.
const TURN: i64 = 7_501_745;

/// Whoever has not written for so long works no more; a chunk takes some seconds.
const SILENCE: i64 = 2 * MINUTE;

const TAKEN: &str = "いま、別の取り込みが動いています。終わってから（止まったときは2分後に）もう一度お試しください。";

/// A discussion that is brought in; its id is that of the discussion that it will be.
#[derive(Clone, Debug)]
pub struct NewDiscussion {
    pub id: ThreadId,
    pub room: Option<RoomId>,
    pub kind: Kind,
    pub title: String,
    pub tags: Tags,
    /// What the file calls it; may be empty.
    pub source: String,
}

/// A text that is brought in.
#[derive(Clone, Debug)]
pub struct NewText {
    pub discussion: ThreadId,
    pub text: Text,
    /// How serious what was found is.
    pub level: i64,
    /// Kinds of what was found.
    pub kinds: String,
    /// How many attachments it had.
    pub attachments: usize,
}

/// What is written at once.
#[derive(Clone, Debug, Default)]
pub struct Chunk {
    pub discussions: Vec<NewDiscussion>,
    pub texts: Vec<NewText>,
}

/// An archive as it was begun.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Begun {
    pub id: ImportId,
    /// Who works on it.
    worker: i64,
    /// Whether all of it is there.
    pub is_finished: bool,
}

/// The archive with this content, if it was ever begun.
pub async fn find(db: &Db, digest: &str) -> Result<Option<Begun>> {
    let text = "SELECT id, worker, finished_at IS NOT NULL AS is_finished FROM imports WHERE digest = $1";
    Ok(Begun::find_by_statement(sql(&db.conn, text, [digest.into()])).one(&db.conn).await?)
}

/// Begins an archive, or goes on with one that was interrupted: a content is one archive. One process works at a time, on
/// one archive, since mails of two archives may belong to one discussion.
pub async fn begin(db: &Db, name: &str, digest: &str, format: Format) -> Result<Begun> {
    let tx = db.begin().await?;
    tx.turn(TURN).await?;
    let values = [ImportId::random().0.into(), name.into(), digest.into(), format.slug().into(), tx.now.0.into()];
    let text = "INSERT INTO imports (id, name, digest, format, created_at, worker, worked_at)
        VALUES ($1, $2, $3, $4, $5, 0, 0)
        ON CONFLICT (digest) DO NOTHING";
    run(&tx, text, values).await?;
    let text = "UPDATE imports SET worker = $2, worked_at = $3 WHERE digest = $1 AND (finished_at IS NOT NULL
        OR NOT EXISTS (SELECT 1 FROM imports AS o WHERE o.finished_at IS NULL AND o.worked_at > $4))";
    let worker = kernel::ids::random();
    let values = [digest.into(), worker.into(), tx.now.0.into(), tx.now.plus(-SILENCE).0.into()];
    if tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() == 0 {
        return Err(Error::Conflict(TAKEN));
    }
    tx.commit().await?;
    find(db, digest).await?.ok_or(Error::NotFound)
}

/// Lets others go on at once with what has failed.
pub async fn let_go(db: &Db, begun: Begun) -> Result<()> {
    let tx = db.begin().await?;
    let text = "UPDATE imports SET worked_at = 0 WHERE id = $1 AND worker = $2";
    run(&tx, text, [begun.id.0.into(), begun.worker.into()]).await?;
    tx.commit().await
}

/// Where a text stands that was brought in before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earlier {
    pub discussion: ThreadId,
    /// Whether the text that opens the discussion is there, too: an archive may have been interrupted before it.
    pub is_opened: bool,
}

/// Which of these texts were brought in before.
pub async fn known(db: &Db, keys: &[String]) -> Result<HashMap<String, Earlier>> {
    let mut known = HashMap::new();
    let is_opened =
        "EXISTS (SELECT 1 FROM import_texts AS o WHERE o.discussion_id = import_texts.discussion_id AND o.opens)";
    for some in keys.chunks(BATCH) {
        let mut query = Query::select();
        query.columns(["key", "discussion_id"]).expr_as(Expr::cust(is_opened), "is_opened").from("import_texts");
        query.and_where(Expr::col("key").is_in(some.iter().map(String::as_str)));
        for row in db.conn.query_all_raw(db.statement(&query)).await? {
            let discussion = ThreadId(row.try_get("", "discussion_id")?);
            known.insert(row.try_get("", "key")?, Earlier { discussion, is_opened: row.try_get("", "is_opened")? });
        }
    }
    Ok(known)
}

/// Writes all of it or nothing; what another process has written meanwhile stays as it is.
pub async fn write(db: &Db, begun: Begun, chunk: Chunk) -> Result<()> {
    let tx = db.begin().await?;
    let text = "UPDATE imports SET worked_at = $3 WHERE id = $1 AND worker = $2 AND finished_at IS NULL";
    let values = [begun.id.0.into(), begun.worker.into(), tx.now.0.into()];
    if tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() == 0 {
        return Err(Error::Conflict(TAKEN));
    }
    for some in chunk.discussions.chunks(BATCH) {
        insert_discussions(&tx, some).await?;
    }
    for some in chunk.texts.chunks(BATCH) {
        insert_texts(&tx, begun.id, some).await?;
    }
    tx.commit().await
}

async fn insert_discussions(tx: &Tx, some: &[NewDiscussion]) -> Result<()> {
    let mut insert = Query::insert();
    insert.into_table("import_discussions");
    insert.columns(["id", "room_id", "kind", "title", "tags", "source_id"]);
    for it in some {
        insert.values_panic([
            it.id.0.into(),
            it.room.map(|room| room.0).into(),
            it.kind.slug().into(),
            it.title.as_str().into(),
            it.tags.as_text().into(),
            it.source.as_str().into(),
        ]);
    }
    insert.on_conflict(OnConflict::column("id").do_nothing().to_owned());
    tx.conn.execute(&insert).await?;
    Ok(())
}

async fn insert_texts(tx: &Tx, import: ImportId, some: &[NewText]) -> Result<()> {
    let mut insert = Query::insert();
    insert.into_table("import_texts");
    insert.columns([
        "id",
        "import_id",
        "discussion_id",
        "key",
        "author_id",
        "at",
        "body",
        "opens",
        "solves",
        "level",
        "kinds",
        "state",
    ]);
    for NewText { discussion, text, level, kinds, .. } in some {
        insert.values_panic([
            PostId::random().0.into(),
            import.0.into(),
            discussion.0.into(),
            text.key.as_str().into(),
            text.author.map(|PersonId(id)| id).into(),
            text.at.0.into(),
            text.body.as_str().into(),
            text.opens.into(),
            text.solves.into(),
            (*level).into(),
            kinds.as_str().into(),
            "waiting".into(),
        ]);
    }
    insert.on_conflict(OnConflict::column("key").do_nothing().to_owned());
    tx.conn.execute(&insert).await?;
    Ok(())
}

/// From now on administrators see it.
pub async fn finish(db: &Db, import: ImportId) -> Result<()> {
    let tx = db.begin().await?;
    let text = "UPDATE imports SET finished_at = $2 WHERE id = $1 AND finished_at IS NULL";
    let done = tx.conn.execute_raw(sql(&tx.conn, text, [import.0.into(), tx.now.0.into()])).await?;
    if done.rows_affected() == 1 {
        audit::note(&tx, None, "import", &format!("import-{import}"), "").await?;
    }
    tx.commit().await
}
