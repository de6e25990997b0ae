//! Taking a text back for good: what it said goes, a trace stays.
//!
//! A withdrawn reply leaves its place in the discussion. With its opening text a discussion is withdrawn: it leaves every
//! list, and only its page stays, for the words of others are theirs.

pub(crate) mod handlers;
pub mod paths;
pub(crate) mod views;

use accounts::drafts;
use kernel::once::Claim;
use kernel::{Db, Permit, Result, Tx, audit, changes};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};

use crate::posts::policy::Withdraw;
use crate::posts::{self, Held};
use crate::reports::outcomes::Outcome;
use crate::threads::entity::{ActiveModel, Column, Entity};
use crate::threads::{Tags, put_tags};
use crate::{disputes, reports, revisions, solutions, thanks};

/// Withdraws a text and tells its address; doing it twice changes nothing.
pub async fn withdraw(db: &Db, post: Permit<Withdraw>, once: &str) -> Result<String> {
    let location = post.location();
    let doer = post.author.doer(post.viewer());
    let tx = db.begin().await?;
    if let Claim::Again(earlier) = doer.claim(&tx, &format!("withdraw {}", post.id), once, &location).await? {
        return Ok(earlier);
    }
    let held = posts::hold(&tx, post.thread_id, post.id).await?;
    if held.post.withdrawn_at.is_none() {
        remove(&tx, &held).await?;
        drafts::forget(&tx, post.viewer(), &post.edit_path()).await?;
        disputes::forget(&tx, post.viewer(), &post.edit_path()).await?;
        audit::note(&tx, Some(doer.written()), "post.withdrawn", &format!("post-{}", post.id), "").await?;
        changes::note_narrowing(&tx, post.thread_id).await?;
    }
    tx.commit().await?;
    Ok(location)
}

pub(crate) async fn remove(tx: &Tx, held: &Held) -> Result<()> {
    posts::blank(tx, held.post.id).await?;
    revisions::forget(tx, held.post.id).await?;
    thanks::forget(tx, held.post.id).await?;
    files::enclosures::forget(tx, held.post.id).await?;
    reports::close(tx, held.post.id, Outcome::Withdrawn).await?;
    if held.is_opening() {
        end(tx, held).await?;
    } else {
        uncount(tx, held).await?;
    }
    thanks::sum_up(tx, held.thread.id).await
}

/// A discussion without its question has no title and no tags.
async fn end(tx: &Tx, held: &Held) -> Result<()> {
    let nothing = ActiveModel { title: Set(String::new()), withdrawn_at: Set(Some(tx.now)), ..ActiveModel::default() };
    Entity::update_many().set(nothing).filter(Column::Id.eq(held.thread.id)).exec(&tx.conn).await?;
    put_tags(tx, held.thread.id, &Tags::default()).await
}

/// What is no longer there is no answer, and solves nothing. A hidden reply is not counted already.
async fn uncount(tx: &Tx, held: &Held) -> Result<()> {
    if held.post.hidden_at.is_none() {
        posts::count_replies(tx, held.thread.id, -1).await?;
    }
    if held.thread.solution_id == Some(held.post.id) {
        solutions::write(tx, held.thread.id, None).await?;
    }
    Ok(())
}
