//! Mail as rows: a letter is written in the transaction of what it tells of, and carried out by the server afterwards.
//!
//! So a letter never tells of something that did not happen, and nothing that happened stays untold because a mail
//! server was away. A letter is plain text: the offices that read it strip the rest.

use sea_orm::ConnectionTrait;

use crate::db::sql;
use crate::{PersonId, Result, Tx, ids};

/// A letter to one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The e-mail address.
    pub to: String,
    /// One line, never with a word of a case in it.
    pub subject: String,
    /// Plain text; lines end in `\n`.
    pub body: String,
}

/// In which order letters leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Somebody waits for it: a code, an invitation, a decision.
    Letter = 0,
    /// What is new.
    AtOnce = 1,
    /// What has gathered.
    Digest = 2,
}

/// The e-mail address of somebody who is active.
pub async fn address(conn: &impl ConnectionTrait, person: PersonId) -> Result<Option<String>> {
    let text = "SELECT email FROM people WHERE id = $1 AND standing = 'active'";
    let row = conn.query_one_raw(sql(conn, text, [person.0.into()])).await?;
    row.map(|row| row.try_get("", "email")).transpose().map_err(Into::into)
}

/// Queues a letter to a person whose words and address are put into it when it leaves.
pub async fn queue_for(tx: &Tx, id: i64, person: PersonId, rank: Rank) -> Result<()> {
    let text = "INSERT INTO mails (id, recipient, subject, body, created_at, rank, person_id)
        VALUES ($1, '', '', '', $2, $3, $4)";
    let values = [id.into(), tx.now.0.into(), (rank as i64).into(), person.0.into()];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(())
}

/// Puts a letter into the queue that somebody waits for.
pub async fn queue(tx: &Tx, letter: &Letter) -> Result<()> {
    queue_as(tx, letter, Rank::Letter).await
}

/// Puts a letter into the queue behind those of lower ranks.
pub async fn queue_as(tx: &Tx, letter: &Letter, rank: Rank) -> Result<()> {
    // A line break in an address or subject would begin another header.
    let line = |text: &str| text.replace(char::is_control, " ");
    let values = [
        ids::random().into(),
        line(&letter.to).into(),
        line(&letter.subject).into(),
        letter.body.as_str().into(),
        tx.now.0.into(),
        (rank as i64).into(),
    ];
    let text = "INSERT INTO mails (id, recipient, subject, body, created_at, rank) VALUES ($1, $2, $3, $4, $5, $6)";
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(())
}
