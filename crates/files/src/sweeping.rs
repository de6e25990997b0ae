//! What is forgotten by itself: files of forms that were never sent, and contents that nothing refers to.

use kernel::clock::DAY;
use kernel::{Db, Result};
use tracing::warn;

use crate::{Files, contents, enclosures};

/// Forgets files that have waited for a day for their form to be sent, unless it is kept as a draft or waits for another
/// look; then removes from the store what nothing refers to. A file that is put onto a post at the same moment is held by
/// its row: either it is on the post, or the form is told that it has gone.
pub async fn sweep(db: &Db, files: &Files) -> Result<()> {
    let tx = db.begin().await?;
    let (old, now) = (tx.now.plus(-DAY), tx.now);
    let forgotten = "post_id IS NULL AND created_at < $1 AND NOT EXISTS (SELECT 1 FROM drafts
        WHERE drafts.person_id = files.person_id AND drafts.form_once = files.form_once)
        AND NOT EXISTS (SELECT 1 FROM disputes WHERE disputes.author_id = files.person_id
            AND disputes.form_once = files.form_once AND disputes.state = 'waiting')";
    enclosures::delete(&tx, forgotten, [old.0.into()]).await?;
    tx.commit().await?;
    contents::give_up_since(db, now.plus(-DAY)).await?;
    contents::remove(db, &files.store).await
}

/// Removes from the store what nothing refers to, without being waited for; what fails, the hourly work tries again.
pub fn soon(db: &Db, files: &Files) {
    let (db, store) = (db.clone(), files.store.clone());
    tokio::spawn(async move {
        if let Err(error) = contents::remove(&db, &store).await {
            warn!(cause = %error, "could not remove a content that nothing refers to");
        }
    });
}
