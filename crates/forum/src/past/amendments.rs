//! What happened to discussions of the past after they were written.

use directory::veils::Veil;
use kernel::db::sql;
use kernel::{Db, Doer, FileId, PersonId, PostId, Result, ThreadId, Timestamp, Tx, changes};
use sea_orm::ConnectionTrait as _;

use crate::posts::authors::{Mask, mask, seal};
use crate::posts::{self, Text};
use crate::threads::{Tags, stored_tags};
use crate::{closures, revisions, withdrawals};

/// One such event.
#[derive(Clone, Debug)]
pub struct Amendment {
    /// The discussion.
    pub thread: ThreadId,
    /// The text that it happened to.
    pub post: PostId,
    /// What happened.
    pub deed: Deed,
    /// When.
    pub at: Timestamp,
}

/// What can happen.
#[derive(Clone, Debug)]
pub enum Deed {
    /// The text was written anew.
    Edited(Text),
    /// The text was withdrawn.
    Withdrawn,
    /// The discussion was closed.
    Closed,
    /// The text was posted without its author's name.
    Hidden {
        /// Who wrote it.
        author: PersonId,
        /// What others see instead.
        veil: Veil,
    },
    /// Files came with it.
    Enclosed {
        /// Who wrote it, under their name.
        author: PersonId,
        /// The form with which they came.
        once: String,
        /// The files.
        files: Vec<FileId>,
    },
}

/// Writes all of them in their order, or none.
pub async fn amend(db: &Db, amendments: Vec<Amendment>) -> Result<()> {
    let mut tx = db.begin().await?;
    for amendment in amendments {
        // These are deeds of the past, each with a present of its own.
        tx.now = amendment.at;
        write(&tx, amendment).await?;
    }
    tx.commit().await
}

async fn write(tx: &Tx, Amendment { thread, post, deed, .. }: Amendment) -> Result<()> {
    let held = posts::hold(tx, thread, post).await?;
    match deed {
        Deed::Edited(text) => {
            let (title, tags) = if held.is_opening() {
                (held.thread.title.clone(), stored_tags(tx, thread).await?)
            } else {
                (String::new(), Tags::default())
            };
            revisions::keep(tx, &held.post, &title, &tags).await?;
            posts::replace(tx, &held, text).await?;
        }
        Deed::Withdrawn => withdrawals::remove(tx, &held).await?,
        Deed::Closed => closures::write(tx, thread, true).await?,
        Deed::Hidden { author, veil } => hide(tx, thread, post, author, veil).await?,
        Deed::Enclosed { author, once, files } => {
            files::enclosures::attach(tx, (&Doer::open(author), &once), post, &files).await?;
        }
    }
    changes::note_narrowing(tx, thread).await
}

/// Takes the author out of a row and puts a mask into their place.
async fn hide(tx: &Tx, thread: ThreadId, post: PostId, author: PersonId, veil: Veil) -> Result<()> {
    let mask = if post == thread.into() { Mask::of_asker(veil) } else { mask(tx, thread, author, veil).await? };
    let text = "UPDATE posts SET author_id = $2, tenure_id = NULL, veil = $3, guise = $4 WHERE id = $1";
    let values = [post.0.into(), PersonId::NOBODY.0.into(), mask.veil.into(), mask.guise.into()];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    seal(tx, post, author).await
}
