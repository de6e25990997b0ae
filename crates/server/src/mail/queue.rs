//! The letters that wait.

use kernel::clock::{DAY, MINUTE};
use kernel::db::sql;
use kernel::{Db, Result, Timestamp};
use sea_orm::{ConnectionTrait as _, DbBackend, FromQueryResult, Value};
use tracing::warn;

use super::relay::Trouble;

/// A carrier that has not finished for so long is taken for dead; it gives up waiting for a mail server before that.
const CLAIM: i64 = 10 * MINUTE;

/// How long a letter is tried.
const TRIED_FOR: i64 = 3 * DAY;

/// The pause before the next try doubles up to 64 minutes.
const DOUBLINGS: i64 = 6;

/// So often a letter is handed over without an answer; it may have arrived each time.
const IN_DOUBT: i64 = 3;

/// A letter that has been claimed.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Waiting {
    pub id: i64,
    pub recipient: String,
    pub subject: String,
    pub body: String,
    pub created_at: Timestamp,
    pub person_id: Option<i64>,
    pub tries: i64,
}

/// The condition under which a letter can be claimed, for the instants `$1` (now) and `$2` (claims before it lapse).
const FREE: &str = "sent_at IS NULL AND failed_at IS NULL AND due_at <= $1 AND (claimed_at IS NULL OR claimed_at < $2)";

/// Whether there is anything to claim; costs no write.
pub(super) async fn has_waiting(db: &Db) -> Result<bool> {
    let (text, now) = (format!("SELECT id FROM mails WHERE {FREE} LIMIT 1"), db.clock.now());
    let values = [now.0.into(), now.plus(-CLAIM).0.into()];
    Ok(db.conn.query_one_raw(sql(&db.conn, &text, values)).await?.is_some())
}

/// Claims the letters that somebody waits for most, the oldest of these first.
pub(super) async fn claim(db: &Db, most: i64) -> Result<Vec<Waiting>> {
    let tx = db.begin().await?;
    // What another instance is just claiming is left to it.
    let skip = if db.backend() == DbBackend::Postgres { "FOR UPDATE SKIP LOCKED" } else { "" };
    let text = format!(
        "UPDATE mails SET claimed_at = $1, tries = tries + 1 WHERE id IN (
            SELECT id FROM mails WHERE {FREE} ORDER BY rank, created_at, id LIMIT {most} {skip})
        RETURNING id, recipient, subject, body, created_at, person_id, tries, rank"
    );
    let values = [tx.now.0.into(), tx.now.plus(-CLAIM).0.into()];
    let mut letters = Waiting::find_by_statement(sql(&tx.conn, &text, values)).all(&tx.conn).await?;
    tx.commit().await?;
    letters.sort_by_key(|letter| (letter.person_id.is_some(), letter.created_at, letter.id));
    Ok(letters)
}

/// Marks letters as carried and empties them; of an address that belongs to nobody here nothing is kept.
pub(super) async fn carried(db: &Db, letters: &[Waiting]) -> Result<()> {
    let tx = db.begin().await?;
    for letter in letters {
        let text = "UPDATE mails SET sent_at = $2, body = '', problem = '', recipient = CASE
            WHEN EXISTS (SELECT 1 FROM people WHERE people.email = mails.recipient) THEN recipient ELSE '' END
            WHERE id = $1";
        tx.conn.execute_raw(sql(&tx.conn, text, [letter.id.into(), tx.now.0.into()])).await?;
    }
    tx.commit().await
}

/// The letters that are to be taken away.
pub(super) async fn recalled(db: &Db) -> Result<Vec<i64>> {
    let text = "SELECT mail_id FROM recalled_mails LIMIT 500";
    let rows = db.conn.query_all_raw(sql(&db.conn, text, [])).await?;
    rows.iter().map(|row| Ok(row.try_get("", "mail_id")?)).collect()
}

/// Notes that they have been.
pub(super) async fn taken_away(db: &Db, ids: &[i64]) -> Result<()> {
    let tx = db.begin().await?;
    for id in ids {
        tx.conn.execute_raw(sql(&tx.conn, "DELETE FROM recalled_mails WHERE mail_id = $1", [(*id).into()])).await?;
    }
    tx.commit().await
}

/// Takes out a letter that has nothing to tell any more.
pub(super) async fn forget(db: &Db, letter: &Waiting) -> Result<()> {
    change(db, "DELETE FROM mails WHERE id = $1", [letter.id.into()]).await
}

/// Gives back a letter that has not been tried, since the mail server was out of reach.
pub(super) async fn put_back(db: &Db, letter: &Waiting, problem: &str) -> Result<()> {
    if is_old(db, letter) {
        return give_up(db, letter, problem).await;
    }
    let text = "UPDATE mails SET claimed_at = NULL, tries = tries - 1, problem = $2 WHERE id = $1";
    change(db, text, [letter.id.into(), problem.into()]).await
}

/// Decides what becomes of a letter that did not arrive, or of which nobody knows.
pub(super) async fn settle(db: &Db, letter: &Waiting, trouble: &Trouble) -> Result<()> {
    let (problem, is_over) = match trouble {
        Trouble::Refused(problem) => (problem, true),
        Trouble::InDoubt(problem) => (problem, letter.tries >= IN_DOUBT),
        Trouble::Deferred(problem) | Trouble::Lost(problem) => (problem, is_old(db, letter)),
    };
    if is_over {
        return give_up(db, letter, problem).await;
    }
    let pause = MINUTE << letter.tries.clamp(1, DOUBLINGS + 1) >> 1;
    let text = "UPDATE mails SET claimed_at = NULL, due_at = $2, problem = $3 WHERE id = $1";
    let due = db.clock.now().plus(pause);
    change(db, text, [letter.id.into(), due.0.into(), problem.as_str().into()]).await
}

/// Ends the tries, for administrators to see; what the letter said goes.
pub(super) async fn give_up(db: &Db, letter: &Waiting, problem: &str) -> Result<()> {
    warn!(mail = letter.id, problem, tries = letter.tries, "gave up a letter; see /admin/mail");
    let text = "UPDATE mails SET failed_at = $2, problem = $3, body = '' WHERE id = $1";
    change(db, text, [letter.id.into(), db.clock.now().0.into(), problem.into()]).await
}

fn is_old(db: &Db, letter: &Waiting) -> bool {
    db.clock.now().since(letter.created_at) > TRIED_FOR
}

async fn change<const N: usize>(db: &Db, text: &str, values: [Value; N]) -> Result<()> {
    let tx = db.begin().await?;
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    tx.commit().await
}
