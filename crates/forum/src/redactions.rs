//! Erasing a passage or a file from every place at which the site keeps it.
//!
//! Invariants:
//! - a passage goes from all texts of its discussion, its title, all former versions, what people are just typing into its
//!   forms and have kept, and what waits for another look; a mark stands where it was;
//! - a file goes with its text and its picture, and from forms in which it waits; so do the same contents on other texts
//!   in the actor's charge, and where they stand on texts of others, these are hidden and reported to those who answer for
//!   them. The actor is not told
//!   whether there are any;
//! - letters about these texts that were laid down are taken away, every index is built anew, and the database leaves
//!   nothing in its files ([`kernel::Db::scrub`]);
//! - the log tells that something was erased, where, by whom and on what ground, and not what.

pub(crate) mod forms;
pub(crate) mod handlers;
pub mod paths;
pub(crate) mod queries;
mod rewriting;
pub(crate) mod views;

use std::collections::BTreeSet;

use files::{Files, enclosures, sweeping};
use kernel::db::sql;
use kernel::once::Claim;
use kernel::{Doer, FileId, Permit, PersonId, PostId, Result, ThreadId, Tx, Viewer, changes};
use sea_orm::ConnectionTrait as _;
use web::App;

use self::forms::Wish;
use crate::acts::actions::Action;
use crate::acts::{self, Act};
use crate::cases::policy::Decide;
use crate::hidings;
use crate::{posts, reports, threads};

/// What stands where something was erased.
pub const MARK: &str = "［個人情報などのため、担当者が消しました］";

/// The tables whose files are scrubbed.
const TABLES: [&str; 6] = ["posts", "threads", "revisions", "drafts", "disputes", "files"];

/// Erases.
pub async fn redact(
    app: &App,
    files: &Files,
    viewer: &Viewer,
    case: Permit<Decide>,
    wish: &Wish,
    once: &str,
) -> Result<()> {
    let me = case.viewer();
    let tx = app.db.begin().await?;
    if Doer::open(me).claim(&tx, &format!("redact {}", case.id), once, "").await? != Claim::First {
        return Ok(());
    }
    let held = threads::hold_in(&tx, case.thread_id, case.room_id).await?;
    let mut texts = BTreeSet::new();
    if let Some(passage) = &wish.passage {
        texts = rewriting::erase(&tx, &held, passage).await?;
    }
    let with_files = erase_files(&tx, viewer, &wish.files, case.thread_id).await?;
    for (posts, action) in [(&texts, Action::Redacted), (&with_files, Action::FileRedacted)] {
        for post in posts {
            let act = Act { by: Some(me), action, room: held.room_id, post: *post, reason: &wish.reason };
            acts::note_and_tell(&tx, act, &app.config.url).await?;
        }
    }
    recall(&tx, texts.iter().chain(&with_files)).await?;
    changes::note_narrowing(&tx, case.thread_id).await?;
    search::index::expire(&tx).await?;
    tx.commit().await?;
    sweeping::soon(&app.db, files);
    app.db.scrub(&TABLES).await
}

/// Takes files off the texts of the discussion, and the same contents off all others. Tells the former texts.
async fn erase_files(tx: &Tx, viewer: &Viewer, files: &[FileId], thread: ThreadId) -> Result<BTreeSet<PostId>> {
    let mut here = BTreeSet::new();
    for file in files {
        for place in queries::places_of(tx, *file, thread).await? {
            if place.thread == thread || viewer.tends(place.room) {
                enclosures::forget_waiting_like(tx, place.file).await?;
                enclosures::detach(tx, place.post, &[place.file]).await?;
                changes::note_narrowing(tx, place.thread).await?;
            } else {
                hand_over(tx, viewer.id(), place.thread, place.post).await?;
            }
            if place.thread == thread {
                here.insert(place.post);
            }
        }
    }
    Ok(here)
}

/// A text in others' charge with the same file is hidden until these have looked at it.
async fn hand_over(tx: &Tx, me: PersonId, thread: ThreadId, post: PostId) -> Result<()> {
    let held = posts::hold(tx, thread, post).await?;
    reports::hand_over(tx, post, me).await?;
    if held.post.hidden_at.is_none() {
        hidings::write(tx, &held, true).await?;
    }
    Ok(())
}

/// Letters that told of these texts are taken away where they lie.
async fn recall<'a>(tx: &Tx, posts: impl Iterator<Item = &'a PostId>) -> Result<()> {
    for post in posts {
        let text = "INSERT INTO recalled_mails (mail_id)
            SELECT DISTINCT mail_id FROM notices WHERE post_id = $1 AND mail_id IS NOT NULL ON CONFLICT DO NOTHING";
        tx.conn.execute_raw(sql(&tx.conn, text, [post.0.into()])).await?;
    }
    Ok(())
}
