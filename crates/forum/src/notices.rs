//! What has been said and who is to hear of it: in the list of the site, in the header, by mail.
//!
//! Invariants:
//! - a post writes one row of [`events`] in its own transaction; a worker takes it and writes the notices in one other,
//!   so a crash loses nothing and two instances tell nobody twice;
//! - a notice is ids only. What is shown or mailed of it is loaded under its reader's scope at that moment, by
//!   [`queries`], which also asks again whether they still follow (`follows::rule`);
//! - what was withdrawn, hidden or answered meanwhile leaves no line, and counts for nothing;
//! - that somebody fulfils a saved condition is no row of notices either, which are of texts ([`crate::people_finds`]);
//! - that a text of one's own was unmasked is no row of notices, which would name who hides (`unmaskings::told`);
//! - whether a notice is new follows from how far its reader has read the discussion, so opening that is all it takes.

pub mod byline;
pub(crate) mod due;
pub(crate) mod events;
pub(crate) mod fan_out;
mod forms;
pub(crate) mod handlers;
pub mod letters;
pub mod paths;
pub(crate) mod queries;
pub(crate) mod unanswered;
mod views;

use kernel::clock::{DAY, MINUTE};
use kernel::db::sql;
use kernel::once::{self, Claim};
use kernel::{Db, PersonId, PostId, Result, ThreadId, Timestamp, Tx, Viewer};
use sea_orm::ConnectionTrait as _;

pub use self::due::queue;
pub use self::fan_out::{fan_out, is_awaited};
pub use self::queries::{bell, bell_column};
pub use self::unanswered::ask_around;
use crate::people_finds;
use crate::unmaskings::told;

/// How long a post is kept from leaving by mail: its author may still take it back.
pub const HELD_FOR: i64 = 10 * MINUTE;

/// How long a notice stands in the list.
const KEPT_FOR: i64 = 180 * DAY;

/// Something of which people are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A new text.
    Post,
    /// A question that has stayed without an answer.
    Unanswered,
    /// A text in which somebody is mentioned.
    Mention,
    /// A text that a saved search has found.
    Search,
}

impl Kind {
    /// As it is stored.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Unanswered => "unanswered",
            Self::Mention => "mention",
            Self::Search => "search",
        }
    }
}

/// Writes a notice; a second one of the same text and kind is none.
async fn write(tx: &Tx, person: PersonId, post: PostId, thread: ThreadId, kind: Kind) -> Result<()> {
    let text = "INSERT INTO notices (person_id, post_id, thread_id, kind, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING";
    let values = [person.0.into(), post.0.into(), thread.0.into(), kind.word().into(), tx.now.0.into()];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(())
}

/// Takes notices of what somebody has read for seen. They are not new in any case; so the header of their next page need not
/// ask whether they are.
pub(crate) async fn see(tx: &Tx, person: PersonId, thread: ThreadId, until: Timestamp) -> Result<()> {
    let text = "UPDATE notices SET seen_at = $4 WHERE person_id = $1 AND seen_at IS NULL AND thread_id = $2
        AND post_id IN (SELECT posts.id FROM posts WHERE posts.thread_id = $2 AND posts.created_at <= $3)";
    let values = [person.0.into(), thread.0.into(), until.0.into(), tx.now.0.into()];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(())
}

/// Takes all notices of the viewer for seen.
pub async fn see_all(db: &Db, viewer: &Viewer, once: &str, location: &str) -> Result<()> {
    let tx = db.begin().await?;
    if once::claim(&tx, viewer.id(), "notices-seen", once, location).await? == Claim::First {
        let text = "UPDATE notices SET seen_at = $2 WHERE person_id = $1 AND seen_at IS NULL";
        tx.conn.execute_raw(sql(&tx.conn, text, [viewer.id().0.into(), tx.now.0.into()])).await?;
        told::see_all(&tx, viewer).await?;
        people_finds::see_all(&tx, viewer).await?;
    }
    tx.commit().await
}

/// Forgets notices that are old.
pub async fn sweep(db: &Db) -> Result<()> {
    let tx = db.begin().await?;
    tx.conn.execute_raw(sql(&tx.conn, "DELETE FROM notices WHERE at < $1", [tx.now.plus(-KEPT_FOR).0.into()])).await?;
    tx.commit().await
}
