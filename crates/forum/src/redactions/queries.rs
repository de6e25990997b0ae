//! Where a passage or a file stands.

use kernel::db::sql;
use kernel::{Db, FileId, PostId, Result, RoomId, ThreadId, Timestamp, Tx, Viewer};
use sea_orm::FromQueryResult;

use crate::cases::queries::Case;

/// A place at which something stands that is to be erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The text.
    pub post: PostId,
    /// When it was written.
    pub at: Timestamp,
    /// Where of it.
    pub part: Part,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The title of the discussion.
    Title,
    /// The text as it stands.
    Text,
    /// A former version.
    Former(i64),
    /// What a file is called or says.
    File(String),
}

#[derive(FromQueryResult)]
struct Row {
    post_id: PostId,
    created_at: Timestamp,
    words: String,
    version: i64,
}

/// What a row is a part of.
type PartOf = fn(&Row) -> Part;

/// Everywhere in the discussion of a case where a passage stands, the opening text first.
pub(super) async fn spots(db: &Db, case: &Case, passage: &str) -> Result<Vec<Spot>> {
    let mut spots = Vec::new();
    if case.title.contains(passage) {
        spots.push(Spot { post: case.thread_id.into(), at: case.created_at, part: Part::Title });
    }
    // A line break stands in no name of a file, so it ends the name.
    let parts: [(&str, PartOf); 3] = [
        (
            "SELECT id AS post_id, created_at, heading || ' ' || body AS words, CAST(0 AS BIGINT) AS version
                FROM posts WHERE thread_id = $1 ORDER BY created_at",
            |_| Part::Text,
        ),
        (
            "SELECT r.post_id, r.written_at AS created_at, r.title || ' ' || r.body AS words, r.version
                FROM revisions AS r JOIN posts ON posts.id = r.post_id WHERE posts.thread_id = $1 ORDER BY r.written_at",
            |row| Part::Former(row.version),
        ),
        (
            "SELECT files.post_id, files.created_at, files.name || '\n' || files.text AS words,
                CAST(0 AS BIGINT) AS version
                FROM files JOIN posts ON posts.id = files.post_id WHERE posts.thread_id = $1 ORDER BY files.created_at",
            |row| Part::File(row.words.lines().next().unwrap_or_default().to_owned()),
        ),
    ];
    for (text, part) in parts {
        let rows = Row::find_by_statement(sql(&db.conn, text, [case.thread_id.0.into()])).all(&db.conn).await?;
        let found = rows.iter().filter(|row| row.words.contains(passage));
        spots.extend(found.map(|row| Spot { post: row.post_id, at: row.created_at, part: part(row) }));
    }
    Ok(spots)
}

/// A file on a text of the discussion.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Attached {
    /// Id.
    pub id: FileId,
    /// What it is called.
    pub name: String,
    /// Its text.
    pub post_id: PostId,
    /// When it was sent.
    pub created_at: Timestamp,
}

/// All files of the discussion of a case.
pub(crate) async fn attached(db: &Db, case: &Case) -> Result<Vec<Attached>> {
    let text = "SELECT files.id, files.name, files.post_id, files.created_at FROM files
        JOIN posts ON posts.id = files.post_id WHERE posts.thread_id = $1 ORDER BY posts.created_at, files.place";
    Ok(Attached::find_by_statement(sql(&db.conn, text, [case.thread_id.0.into()])).all(&db.conn).await?)
}

/// A file with the same content, and where it stands.
#[derive(Clone, Debug, FromQueryResult)]
pub struct SharedFile {
    /// The file.
    pub file: FileId,
    /// Its text.
    pub post: PostId,
    /// The text's discussion.
    pub thread: ThreadId,
    /// The discussion's room.
    pub room: RoomId,
}

const SHARED: &str = "SELECT same.id AS file, posts.id AS post, threads.id AS thread, threads.room_id AS room
    FROM files AS chosen JOIN posts AS its ON its.id = chosen.post_id
    JOIN files AS same ON same.content_id = chosen.content_id
    JOIN posts ON posts.id = same.post_id JOIN threads ON threads.id = posts.thread_id
    WHERE chosen.id = $1 AND its.thread_id = $2";

/// Where the content of a file of the discussion stands, the file itself among them; for erasing it, not for telling of it.
pub(super) async fn places_of(tx: &Tx, file: FileId, thread: ThreadId) -> Result<Vec<SharedFile>> {
    let text = format!("{SHARED} ORDER BY same.id");
    Ok(SharedFile::find_by_statement(sql(&tx.conn, &text, [file.0.into(), thread.0.into()])).all(&tx.conn).await?)
}

/// The same outside of this discussion, as far as it lies in the viewer's charge.
pub(super) async fn shared(db: &Db, viewer: &Viewer, file: FileId, thread: ThreadId) -> Result<Vec<SharedFile>> {
    let rooms: Vec<_> = viewer.tended().iter().map(RoomId::to_string).collect();
    if rooms.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!("{SHARED} AND threads.id <> $2 AND threads.room_id IN ({}) ORDER BY same.id", rooms.join(", "));
    let statement = sql(&db.conn, &text, [file.0.into(), thread.0.into()]);
    Ok(SharedFile::find_by_statement(statement).all(&db.conn).await?)
}
