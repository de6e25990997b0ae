//! What happened to discussions of the past after they were written.

use kernel::{Db, PostId, Result, ThreadId, Timestamp, Tx, changes};

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
    }
    changes::note_narrowing(tx, thread).await
}
