//! A new password for somebody who has lost the old one: a link, or a code to type, each good for one reset.
//!
//! Invariants:
//! - whoever issues it, only the newest one of a person works: there is one row for each;
//! - the row holds hashes: a fast one of the token, which is random, a slow one of the code, which is short;
//! - looking at the link uses nothing up, since mail scanners look too; the form does.

mod asking;
mod code;
mod forms;
pub mod handlers;
mod opening;
pub mod paths;
mod views;

use kernel::db::sql;
use kernel::{PersonId, Result, Timestamp, Tx};
use sea_orm::ConnectionTrait as _;
use web::Tell;

pub use self::code::{draw as draw_code, grouped as grouped_code, parse_code};
use crate::{passwords, sessions};

/// Whose `once` it is, since nobody is signed in.
const NOBODY: PersonId = PersonId(0);

/// Secrets that have been drawn and hashed, but belong to nobody yet. Hashing is slow, so it happens before a
/// transaction begins.
pub struct Drawn {
    token: String,
    code: String,
    code_hash: String,
}

/// What the person gets, and nobody else: neither is stored, and neither may reach a log.
pub struct Issued {
    /// The last part of the link.
    pub token: String,
    /// The code to type, as it is shown: `ABCD-EFGH`.
    pub code: String,
    /// When both stop working.
    pub expires_at: Timestamp,
}

/// Draws fresh secrets. Slow on purpose.
pub async fn draw() -> Result<Drawn> {
    let code = code::draw();
    let code_hash = passwords::hash(code.clone()).await?;
    Ok(Drawn { token: sessions::fresh_token(), code, code_hash })
}

/// Draws as many, for a transaction that writes all of them; it is told how far that has come.
pub async fn draw_many(count: usize, tell: Tell<'_>) -> Result<Vec<Drawn>> {
    let codes: Vec<String> = (0..count).map(|_| code::draw()).collect();
    let hashes = passwords::hash_many(codes.clone(), tell).await?;
    let drawn = |(code, code_hash)| Drawn { token: sessions::fresh_token(), code, code_hash };
    Ok(codes.into_iter().zip(hashes).map(drawn).collect())
}

/// Gives the secrets to a person for so many milliseconds; whatever was issued before stops working. The caller checks
/// that the person is not suspended, and notes who asked.
pub async fn issue(tx: &Tx, person: PersonId, drawn: Drawn, valid_for: i64) -> Result<Issued> {
    let expires_at = tx.now.plus(valid_for);
    let text = "INSERT INTO resets (person_id, token_hash, code_hash, tries, created_at, expires_at)
        VALUES ($1, $2, $3, 0, $4, $5) ON CONFLICT (person_id) DO UPDATE SET token_hash = excluded.token_hash,
        code_hash = excluded.code_hash, tries = 0, created_at = excluded.created_at, expires_at = excluded.expires_at";
    let values = [
        person.0.into(),
        sessions::hash(&drawn.token).into(),
        drawn.code_hash.into(),
        tx.now.0.into(),
        expires_at.0.into(),
    ];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(Issued { code: code::grouped(&drawn.code), token: drawn.token, expires_at })
}
