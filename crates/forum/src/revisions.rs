//! Former versions of texts: kept with every change, readable by whoever reads the discussion, erased when asked.
//!
//! A version whose text was erased keeps its row with an empty text, so that the history tells when and by whom.

pub mod diff;
pub(crate) mod entity;
pub(crate) mod handlers;
pub mod paths;
pub mod queries;
pub(crate) mod views;

use accounts::drafts;
use kernel::once::Claim;
use kernel::{Db, Error, Permit, PersonId, PostId, Result, Tx, audit, changes};
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, Set};

use self::entity::{ActiveModel, Column, Entity};
use crate::posts::entity::Model as Post;
use crate::posts::forms::Basis;
use crate::posts::policy::{Edit, EraseVersion};
use crate::threads::Tags;
use crate::{disputes, finds};

/// Keeps what a text says before it is changed; a reply has neither title nor tags.
pub(crate) async fn keep(tx: &Tx, post: &Post, title: &str, tags: &Tags) -> Result<()> {
    let row = ActiveModel {
        post_id: Set(post.id),
        version: Set(post.version),
        title: Set(title.to_owned()),
        tags: Set(tags.as_text()),
        body: Set(post.body.clone()),
        author_id: Set(post.author_id),
        written_at: Set(post.edited_at.unwrap_or(post.created_at)),
        removed_at: Set(None),
        removed_by: Set(None),
    };
    Entity::insert(row).exec_without_returning(&tx.conn).await?;
    Ok(())
}

/// Ends a change: erases the former versions if that is wished, and notes what may no longer be found.
pub(crate) async fn note_change(tx: &Tx, post: &Permit<Edit>, basis: Basis) -> Result<()> {
    if basis.redact {
        let by = post.author.doer(post.viewer()).written();
        erase(tx, post.id, by, Condition::all()).await?;
        drafts::forget(tx, post.viewer(), &post.edit_path()).await?;
        disputes::forget(tx, post.viewer(), &post.edit_path()).await?;
        audit::note(tx, Some(by), "post.redacted", &format!("post-{}", post.id), "").await?;
    }
    finds::events::note(tx, post.id, basis.version.unwrap_or_default()).await?;
    // The words that are gone must not find it any more, not even until the index has read it.
    changes::note_narrowing(tx, post.thread_id).await
}

/// Erases what one former version said; doing it twice changes nothing.
pub async fn remove(db: &Db, post: Permit<EraseVersion>, version: i64, once: &str, location: &str) -> Result<String> {
    let doer = post.author.doer(post.viewer());
    let tx = db.begin().await?;
    if let Claim::Again(earlier) = doer.claim(&tx, &format!("erase {}.{version}", post.id), once, location).await? {
        return Ok(earlier);
    }
    if erase(&tx, post.id, doer.written(), Condition::all().add(Column::Version.eq(version))).await? > 0 {
        let detail = format!("version {version}");
        audit::note(&tx, Some(doer.written()), "revision.removed", &format!("post-{}", post.id), &detail).await?;
    } else if !exists(&tx, post.id, version).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(location.to_owned())
}

/// Forgets that a text was ever different, with all that it said.
pub(crate) async fn forget(tx: &Tx, post: PostId) -> Result<()> {
    Entity::delete_many().filter(Column::PostId.eq(post)).exec(&tx.conn).await?;
    Ok(())
}

async fn erase(tx: &Tx, post: PostId, by: PersonId, which: Condition) -> Result<u64> {
    let nothing = ActiveModel {
        title: Set(String::new()),
        tags: Set(String::new()),
        body: Set(String::new()),
        removed_at: Set(Some(tx.now)),
        removed_by: Set(Some(by)),
        ..ActiveModel::default()
    };
    let there = Column::PostId.eq(post).and(Column::RemovedAt.is_null());
    Ok(Entity::update_many().set(nothing).filter(there).filter(which).exec(&tx.conn).await?.rows_affected)
}

#[expect(clippy::disallowed_methods, reason = "the permit has shown that the text is in scope")]
async fn exists(tx: &Tx, post: PostId, version: i64) -> Result<bool> {
    let row = Expr::col(Column::PostId).eq(post).and(Expr::col(Column::Version).eq(version));
    Ok(Entity::find().filter(row).count(&tx.conn).await? > 0)
}
