//! Reading wishes to move, and what those say who wrote.

use std::collections::BTreeSet;

use kernel::db::sql;
use kernel::{Db, Error, MoveId, PersonId, PostId, Result, RoomId, ThreadId, Timestamp, Tx, Viewer};
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use crate::acts::forms::{Ground, Reason};
use crate::threads::arranging::run;

/// A wish that is open.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Wish {
    /// Id.
    pub id: MoveId,
    /// The discussion.
    pub thread_id: ThreadId,
    /// Its title.
    pub title: String,
    /// Where it is.
    pub room_id: RoomId,
    /// Where it is to go.
    pub to_room_id: RoomId,
    ground: String,
    /// The reason in words.
    pub words: String,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// How many texts there are, how many may move, and how many are to stay.
    pub texts: i64,
    /// How many texts may move.
    pub agreed: i64,
    /// How many texts are to stay.
    pub declined: i64,
    /// What the viewer has said, if anything.
    pub mine: Option<bool>,
}

impl Wish {
    /// Why.
    pub fn reason(&self) -> Reason {
        Reason { ground: Ground::parse(&self.ground).unwrap_or(Ground::Other), words: self.words.clone() }
    }
}

const COLUMNS: &str =
    "SELECT moves.id, moves.thread_id, threads.title, threads.room_id, moves.to_room_id, moves.ground,
        moves.words, moves.asked_at,
        (SELECT COUNT(*) FROM posts WHERE posts.thread_id = threads.id AND posts.withdrawn_at IS NULL) AS texts,
        (SELECT COUNT(*) FROM move_answers WHERE move_id = moves.id AND agrees = TRUE) AS agreed,
        (SELECT COUNT(*) FROM move_answers WHERE move_id = moves.id AND agrees = FALSE) AS declined,
        (SELECT agrees FROM move_answers JOIN posts ON posts.id = move_answers.post_id
            WHERE move_answers.move_id = moves.id AND posts.author_id = $1 LIMIT 1) AS mine
    FROM moves JOIN threads ON threads.id = moves.thread_id AND threads.withdrawn_at IS NULL
    WHERE moves.ended_at IS NULL";

/// The open wish for a discussion that the viewer tends.
pub(super) async fn of_thread(db: &Db, viewer: &Viewer, thread: ThreadId) -> Result<Option<Wish>> {
    let text = format!("{COLUMNS} AND moves.thread_id = $2");
    let values = [viewer.id().0.into(), thread.0.into()];
    Ok(Wish::find_by_statement(sql(&db.conn, &text, values)).one(&db.conn).await?)
}

/// The wishes about texts that stand under the viewer's name, in rooms that they read; who has left one is not asked.
pub(super) async fn asked(db: &Db, viewer: &Viewer) -> Result<Vec<Wish>> {
    let rooms: Vec<_> = viewer.scope().rooms().iter().map(RoomId::to_string).collect();
    if rooms.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "{COLUMNS} AND threads.room_id IN ({}) AND threads.hidden_at IS NULL
            AND EXISTS (SELECT 1 FROM posts WHERE posts.thread_id = threads.id AND posts.author_id = $1
                AND posts.withdrawn_at IS NULL)
        ORDER BY moves.asked_at DESC",
        rooms.join(", ")
    );
    Ok(Wish::find_by_statement(sql(&db.conn, &text, [viewer.id().0.into()])).all(&db.conn).await?)
}

/// One of them, or `NotFound`.
pub(super) async fn find_asked(db: &Db, viewer: &Viewer, id: MoveId) -> Result<Wish> {
    asked(db, viewer).await?.into_iter().find(|wish| wish.id == id).ok_or(Error::NotFound)
}

/// Writes a wish; `false` when there is one already.
pub(super) async fn insert(
    tx: &Tx,
    id: MoveId,
    thread: ThreadId,
    to: RoomId,
    by: PersonId,
    reason: &Reason,
) -> Result<bool> {
    let text = "INSERT INTO moves (id, thread_id, to_room_id, asked_by, ground, words, asked_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let values = [
        id.0.into(),
        thread.0.into(),
        to.0.into(),
        by.0.into(),
        reason.ground.slug().into(),
        reason.words.as_str().into(),
        tx.now.0.into(),
    ];
    Ok(tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() == 1)
}

/// Writes what is said for one text; the last word counts.
pub(super) async fn answer(tx: &Tx, id: MoveId, post: PostId, agrees: bool) -> Result<()> {
    let text = "INSERT INTO move_answers (move_id, post_id, agrees) VALUES ($1, $2, $3)
        ON CONFLICT (move_id, post_id) DO UPDATE SET agrees = excluded.agrees";
    run(tx, text, [id.0.into(), post.0.into(), agrees.into()]).await
}

/// Ends a wish; `false` when it has ended already.
pub(super) async fn end(tx: &Tx, id: MoveId) -> Result<bool> {
    let text = "UPDATE moves SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    Ok(tx.conn.execute_raw(sql(&tx.conn, text, [id.0.into(), tx.now.0.into()])).await?.rows_affected() == 1)
}

/// The texts that may move.
pub(super) async fn agreed(tx: &Tx, id: MoveId) -> Result<BTreeSet<PostId>> {
    let text = "SELECT post_id FROM move_answers WHERE move_id = $1 AND agrees = TRUE";
    let rows = tx.conn.query_all_raw(sql(&tx.conn, text, [id.0.into()])).await?;
    rows.iter().map(|row| Ok(PostId(row.try_get("", "post_id")?))).collect()
}
