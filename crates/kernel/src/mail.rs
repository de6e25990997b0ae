//! Mail as rows: a letter is written in the transaction of what it tells of, and carried out by the server afterwards.
//!
//! So a letter never tells of something that did not happen, and nothing that happened stays untold because a mail
//! server was away. A letter is plain text: the offices that read it strip the rest.

use sea_orm::ConnectionTrait as _;

use crate::db::sql;
use crate::{Result, Tx, ids};

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

/// Puts a letter into the queue.
pub async fn queue(tx: &Tx, letter: &Letter) -> Result<()> {
    // A line break in an address or subject would begin another header.
    let line = |text: &str| text.replace(char::is_control, " ");
    let values = [
        ids::random().into(),
        line(&letter.to).into(),
        line(&letter.subject).into(),
        letter.body.as_str().into(),
        tx.now.0.into(),
    ];
    let text = "INSERT INTO mails (id, recipient, subject, body, created_at) VALUES ($1, $2, $3, $4, $5)";
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(())
}
