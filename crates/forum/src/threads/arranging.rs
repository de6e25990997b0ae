//! What must come along when texts change their discussion: counts, marks of reading, notices, and what is followed.
//!
//! All of this happens while both discussions are held.

use kernel::db::sql;
use kernel::{Result, ThreadId, Tx};
use sea_orm::{ConnectionTrait as _, Value};

use crate::thanks;

/// Writes down again what is counted of a discussion. A solution that has gone elsewhere solves it no more.
pub(crate) async fn recount(tx: &Tx, thread: ThreadId) -> Result<()> {
    const REPLIES: &str = "FROM posts WHERE posts.thread_id = $1 AND posts.id <> $1";
    let text = format!(
        "UPDATE threads SET
            reply_count = (SELECT COUNT(*) {REPLIES} AND posts.withdrawn_at IS NULL AND posts.hidden_at IS NULL),
            last_post_at = (SELECT MAX(posts.created_at) FROM posts WHERE posts.thread_id = $1),
            solution_id = (SELECT posts.id {REPLIES} AND posts.id = threads.solution_id)
        WHERE id = $1"
    );
    run(tx, &text, [thread.0.into()]).await?;
    thanks::sum_up(tx, thread).await
}

/// Lets notices lead to where their texts stand now.
pub(crate) async fn lead_notices(tx: &Tx, thread: ThreadId) -> Result<()> {
    let text = "UPDATE notices SET thread_id = $1 WHERE post_id IN (SELECT id FROM posts WHERE thread_id = $1)";
    run(tx, text, [thread.0.into()]).await
}

/// Whoever follows one discussion follows the other, too, unless they have said something of it.
pub(crate) async fn follow(tx: &Tx, from: ThreadId, to: ThreadId) -> Result<()> {
    let text = "INSERT INTO follows (person_id, subject, level, at)
        SELECT person_id, $2, level, at FROM follows WHERE subject = $1 ON CONFLICT DO NOTHING";
    run(tx, text, [format!("thread-{from}").into(), format!("thread-{to}").into()]).await
}

/// Whoever has read one discussion so far has read so far in the one that was parted from it.
pub(crate) async fn copy_marks(tx: &Tx, from: ThreadId, to: ThreadId) -> Result<()> {
    let text = "INSERT INTO reads (person_id, thread_id, read_until)
        SELECT person_id, $2, read_until FROM reads WHERE thread_id = $1 ON CONFLICT DO NOTHING";
    run(tx, text, [from.0.into(), to.0.into()]).await
}

/// Takes marks back to before the first text that comes in and that their person has not read where it was: a text may be
/// called unread once more, but none is called read that was not. Before the texts have come in.
pub(crate) async fn join_marks(tx: &Tx, from: ThreadId, into: ThreadId) -> Result<()> {
    const FIRST: &str = "(SELECT MIN(posts.created_at) FROM posts WHERE posts.thread_id = $1
        AND posts.created_at <= reads.read_until AND posts.created_at > COALESCE((SELECT its.read_until FROM reads AS its
            WHERE its.thread_id = $1 AND its.person_id = reads.person_id), 0))";
    let text = format!("UPDATE reads SET read_until = {FIRST} - 1 WHERE thread_id = $2 AND {FIRST} IS NOT NULL");
    run(tx, &text, [from.0.into(), into.0.into()]).await?;
    run(tx, "DELETE FROM reads WHERE thread_id = $1", [from.0.into()]).await
}

pub(crate) async fn run<const N: usize>(tx: &Tx, text: &str, values: [Value; N]) -> Result<()> {
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(())
}
