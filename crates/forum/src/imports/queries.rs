//! Reading what was brought in and waits; for administrators only, and only of archives that are there in full.

use kernel::db::sql;
use kernel::{Db, Error, ImportId, PersonId, PostId, Result, RoomId, ThreadId, Timestamp, Tx, Viewer};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Value};

use super::policy::check;
use super::texts::BLOCKED;
use crate::threads::{Kind, Tags};

/// Texts on one page.
pub const PAGE: u64 = 50;

/// An archive, with how many of its texts stand where.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Import {
    /// Id.
    pub id: ImportId,
    /// The name of the file.
    pub name: String,
    /// When it was brought in.
    pub created_at: Timestamp,
    /// Texts that wait.
    pub waiting: i64,
    /// Texts that wait and have at least a warning.
    pub warned: i64,
    /// Texts that wait and are blocked.
    pub blocked: i64,
    /// Texts that were released.
    pub released: i64,
    /// Texts that were thrown away.
    pub discarded: i64,
    /// Whether texts are just being released one after the other.
    pub is_releasing: bool,
    /// Discussions with waiting texts that do not say where they want to go.
    pub homeless: i64,
}

/// A text that waits.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Waiting {
    /// Id.
    pub id: PostId,
    /// Its archive.
    pub import_id: ImportId,
    /// How the archive is written.
    pub format: String,
    /// Its discussion.
    pub discussion_id: ThreadId,
    /// Who wrote it, if they are on the site.
    pub author_id: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// What it says.
    pub body: String,
    /// Whether it opens its discussion.
    pub opens: bool,
    /// Whether it solved it.
    pub solves: bool,
    /// How serious what was found is.
    pub level: i64,
    /// Kinds of what was found.
    pub kinds: String,
    /// The title of its discussion.
    pub title: String,
    /// Its kind.
    pub kind: Kind,
    tags: String,
    /// Where it wants to go.
    pub room_id: Option<RoomId>,
    /// Whether the discussion has been begun by a text that was released.
    pub is_begun: bool,
    /// Texts of the discussion before this one that wait.
    pub earlier: i64,
}

impl Waiting {
    /// The tags of its discussion.
    pub fn tags(&self) -> Tags {
        Tags::from_text(&self.tags)
    }

    /// The same text changed in a form: what it says now decides who may release it.
    #[must_use]
    pub fn with_level(self, level: i64) -> Self {
        Self { level, ..self }
    }

    /// Whether it is a mail: plain words, not Markdown.
    pub fn is_mail(&self) -> bool {
        self.format == super::Format::Mbox.slug()
    }
}

/// Which texts of an archive are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Levels {
    /// At least so serious.
    pub from: i64,
    /// At most.
    pub to: i64,
}

impl Levels {
    /// All, or those with this word.
    pub fn of(word: &str) -> Self {
        match word {
            "block" => Self { from: BLOCKED, to: BLOCKED },
            "warn" => Self { from: 2, to: 2 },
            "clean" => Self { from: 0, to: 1 },
            _ => Self { from: 0, to: BLOCKED },
        }
    }
}

const IMPORTS: &str = "SELECT imports.id, imports.name, imports.created_at,
        COUNT(CASE WHEN t.state = 'waiting' THEN 1 END) AS waiting,
        COUNT(CASE WHEN t.state = 'waiting' AND t.level > 1 THEN 1 END) AS warned,
        COUNT(CASE WHEN t.state = 'waiting' AND t.level > 2 THEN 1 END) AS blocked,
        COUNT(CASE WHEN t.state = 'released' THEN 1 END) AS released,
        COUNT(CASE WHEN t.state = 'discarded' THEN 1 END) AS discarded,
        COUNT(DISTINCT CASE WHEN t.state = 'waiting' AND d.room_id IS NULL THEN d.id END) AS homeless,
        EXISTS (SELECT 1 FROM import_releases AS r WHERE r.import_id = imports.id AND r.ended_at IS NULL) AS is_releasing
    FROM imports LEFT JOIN import_texts AS t ON t.import_id = imports.id
        LEFT JOIN import_discussions AS d ON d.id = t.discussion_id
    WHERE imports.finished_at IS NOT NULL";

const WAITING: &str = "SELECT t.id, t.import_id, imports.format, t.discussion_id, t.author_id, t.at, t.opens, t.solves,
        t.level, t.kinds, d.title, d.kind, d.tags, d.room_id,
        EXISTS (SELECT 1 FROM posts WHERE posts.id = d.id) AS is_begun,
        (SELECT COUNT(*) FROM import_texts AS e WHERE e.discussion_id = d.id AND e.state = 'waiting' AND e.at < t.at)
            AS earlier";

const FROM: &str = "FROM import_texts AS t JOIN import_discussions AS d ON d.id = t.discussion_id
        JOIN imports ON imports.id = t.import_id AND imports.finished_at IS NOT NULL
    WHERE t.state = 'waiting'";

/// All archives, the newest first.
pub async fn all(db: &Db, viewer: &Viewer) -> Result<Vec<Import>> {
    check(viewer)?;
    let text = format!("{IMPORTS} GROUP BY imports.id ORDER BY imports.created_at DESC, imports.id");
    Ok(Import::find_by_statement(sql(&db.conn, &text, [])).all(&db.conn).await?)
}

/// How many archives hold texts that wait for the viewer; to whoever may not decide, there are none.
pub async fn waiting_for(db: &Db, viewer: &Viewer) -> Result<i64> {
    if check(viewer).is_err() {
        return Ok(0);
    }
    let text = "SELECT COUNT(*) AS total FROM imports WHERE finished_at IS NOT NULL AND EXISTS (
        SELECT 1 FROM import_texts AS t WHERE t.import_id = imports.id AND t.state = 'waiting')";
    let row = db.conn.query_one_raw(sql(&db.conn, text, [])).await?.ok_or(Error::NotFound)?;
    Ok(row.try_get("", "total")?)
}

/// One archive, or `NotFound`.
pub async fn find(db: &Db, viewer: &Viewer, id: ImportId) -> Result<Import> {
    check(viewer)?;
    let text = format!("{IMPORTS} AND imports.id = $1 GROUP BY imports.id");
    Import::find_by_statement(sql(&db.conn, &text, [id.0.into()])).one(&db.conn).await?.ok_or(Error::NotFound)
}

/// Some texts of an archive that wait, in their order, and how many there are.
pub async fn page(
    db: &Db,
    viewer: &Viewer,
    import: ImportId,
    Levels { from, to }: Levels,
    page: u64,
) -> Result<(Vec<Waiting>, i64)> {
    check(viewer)?;
    let only = "AND t.import_id = $1 AND t.level BETWEEN $2 AND $3";
    let values: [Value; 3] = [import.0.into(), from.into(), to.into()];
    let count = sql(&db.conn, &format!("SELECT COUNT(*) AS total {FROM} {only}"), values.clone());
    let row = db.conn.query_one_raw(count).await?.ok_or(Error::NotFound)?;
    let text = format!(
        "{WAITING}, SUBSTR(t.body, 1, 160) AS body {FROM} {only} ORDER BY t.at, t.id LIMIT {PAGE} OFFSET {}",
        page.saturating_sub(1).min(1_000_000) * PAGE
    );
    let texts = Waiting::find_by_statement(sql(&db.conn, &text, values)).all(&db.conn).await?;
    Ok((texts, row.try_get("", "total")?))
}

/// A text that waits, or `NotFound`, also when it has been decided on.
pub async fn find_text(db: &Db, viewer: &Viewer, id: PostId) -> Result<Waiting> {
    check(viewer)?;
    let text = format!("{WAITING}, t.body {FROM} AND t.id = $1");
    let row = Waiting::find_by_statement(sql(&db.conn, &text, [id.0.into()])).one(&db.conn).await?;
    row.ok_or(Error::NotFound)
}

/// A release that is under way.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub(super) struct Open {
    pub id: kernel::ReleaseId,
    pub import_id: ImportId,
    pub room_id: Option<RoomId>,
    pub level: i64,
    pub released_by: PersonId,
}

/// On PostgreSQL what another instance is working on is left to it.
fn skip(conn: &impl ConnectionTrait, of: &str) -> String {
    if conn.get_database_backend() == DbBackend::Postgres {
        format!("FOR UPDATE OF {of} SKIP LOCKED")
    } else {
        String::new()
    }
}

/// Whether there is one; costs no write.
pub(super) async fn any_open(db: &Db) -> Result<bool> {
    let text = "SELECT id FROM import_releases WHERE ended_at IS NULL LIMIT 1";
    Ok(db.conn.query_one_raw(sql(&db.conn, text, [])).await?.is_some())
}

/// The oldest one, held.
pub(super) async fn take_open(tx: &Tx) -> Result<Option<Open>> {
    let text = format!(
        "SELECT r.id, r.import_id, r.room_id, r.level, r.released_by FROM import_releases AS r WHERE r.ended_at IS NULL
        ORDER BY r.created_at, r.id LIMIT 1 {}",
        skip(&tx.conn, "r")
    );
    Ok(Open::find_by_statement(sql(&tx.conn, &text, [])).one(&tx.conn).await?)
}

/// The next texts that it releases, held: those that open a discussion, and those whose discussion is there and goes on.
pub(super) async fn next_of(tx: &Tx, open: &Open, most: u32) -> Result<Vec<Waiting>> {
    let has_room = if open.room_id.is_some() { "TRUE" } else { "d.room_id IS NOT NULL" };
    let text = format!(
        "{WAITING}, t.body {FROM} AND t.import_id = $1 AND t.level <= $2 AND (
            (t.opens AND {has_room} AND NOT EXISTS (SELECT 1 FROM posts WHERE posts.id = d.id))
            OR EXISTS (SELECT 1 FROM posts JOIN threads ON threads.id = posts.thread_id
                WHERE posts.id = d.id AND threads.withdrawn_at IS NULL AND threads.hidden_at IS NULL))
        ORDER BY t.at, t.id LIMIT {most} {}",
        skip(&tx.conn, "t")
    );
    let values = [open.import_id.0.into(), open.level.into()];
    Ok(Waiting::find_by_statement(sql(&tx.conn, &text, values)).all(&tx.conn).await?)
}

/// Rooms to which texts of an archive want to go that wait and are no more serious than this.
pub(super) async fn wished_rooms(tx: &Tx, import: ImportId, level: i64) -> Result<Vec<RoomId>> {
    let text =
        format!("SELECT DISTINCT d.room_id {FROM} AND d.room_id IS NOT NULL AND t.import_id = $1 AND t.level <= $2");
    let rows = tx.conn.query_all_raw(sql(&tx.conn, &text, [import.0.into(), level.into()])).await?;
    rows.into_iter().map(|row| Ok(RoomId(row.try_get("", "room_id")?))).collect()
}
