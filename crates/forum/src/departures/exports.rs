//! What somebody has written, to be taken along.

use kernel::db::sql;
use kernel::{Db, PostId, Result, RoomId, ThreadId, Timestamp, Viewer};
use sea_orm::FromQueryResult;

/// One of the viewer's own texts.
#[derive(Clone, Debug, FromQueryResult)]
pub struct OwnText {
    /// Id.
    pub id: PostId,
    /// Its discussion.
    pub thread_id: ThreadId,
    /// The room of the discussion.
    pub room_id: RoomId,
    /// The title of the discussion.
    pub title: String,
    /// What was typed.
    pub body: String,
    /// When.
    pub created_at: Timestamp,
    /// What others see instead of the author, if they hide.
    pub veil: Option<String>,
    /// Since when the discussion is hidden from its readers, if it is.
    pub hidden_at: Option<Timestamp>,
}

impl OwnText {
    /// Whether it began its discussion.
    pub fn opens(&self) -> bool {
        self.id == self.thread_id.into()
    }
}

/// All texts of the viewer, also those in rooms that they read no longer, and those under which they hide; of a discussion
/// of somebody else that is out of sight, without its title.
pub async fn texts(db: &Db, viewer: &Viewer) -> Result<Vec<OwnText>> {
    let text =
        "SELECT posts.id, posts.thread_id, threads.room_id, threads.title, posts.body, posts.created_at, posts.veil,
            threads.hidden_at
        FROM posts JOIN threads ON threads.id = posts.thread_id
        WHERE (posts.author_id = $1 OR posts.id IN (SELECT post_id FROM sealed_authors WHERE person_id = $1))
            AND posts.withdrawn_at IS NULL
        ORDER BY posts.created_at, posts.id";
    let found = OwnText::find_by_statement(sql(&db.conn, text, [viewer.id().0.into()])).all(&db.conn).await?;
    let shown = |own: OwnText| {
        let knows = own.opens() || (viewer.reads(own.room_id) && own.hidden_at.is_none());
        OwnText { title: if knows { own.title.clone() } else { String::new() }, ..own }
    };
    Ok(found.into_iter().map(shown).collect())
}

/// A file that stands in one of the viewer's own texts.
#[derive(Clone, Debug, FromQueryResult)]
pub struct OwnFile {
    /// What it is called.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// The text.
    pub post_id: PostId,
}

/// All of them, in the order of the texts; each is kept from the page of its text.
pub async fn files_of(db: &Db, viewer: &Viewer) -> Result<Vec<OwnFile>> {
    let text = "SELECT files.name, files.size, posts.id AS post_id FROM files JOIN posts ON posts.id = files.post_id
        WHERE (posts.author_id = $1 OR posts.id IN (SELECT post_id FROM sealed_authors WHERE person_id = $1))
            AND posts.withdrawn_at IS NULL
        ORDER BY posts.created_at, posts.id, files.place";
    Ok(OwnFile::find_by_statement(sql(&db.conn, text, [viewer.id().0.into()])).all(&db.conn).await?)
}
