//! Replies: the texts that follow a discussion's opening one.

pub mod forms;
pub(crate) mod handlers;
pub mod paths;
pub mod views;

use directory::groups;
use directory::guarding::Cleared;
use kernel::once::{self, Claim};
use kernel::{Db, Error, Permit, PostId, Result, TenureId, Timestamp, Tx, changes};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use crate::attachments::Enclosing;
use crate::mentions::Names;
use crate::posts::authors::mask;
use crate::posts::voices::Voice;
use crate::posts::{self, Body, NewPost, Text, forms::Basis, policy::Edit};
use crate::revisions;
use crate::threads::Tags;
use crate::threads::entity::{Column, Entity};
use crate::threads::paths::reply_location;
use crate::threads::policy::Reply;
use crate::threads::queries::Thread;

/// What is told when a discussion has been closed, withdrawn, hidden or moved meanwhile.
const TOO_LATE: &str = "返信の受け付けは、終了しています。";

/// Adds a reply and tells its address; the same `once` tells the same address and adds nothing.
pub async fn post(
    db: &Db,
    thread: Permit<Reply>,
    tenure: Option<TenureId>,
    voice: Voice,
    body: Cleared<Enclosing<Body>>,
    names: &Names,
    once: &str,
) -> Result<String> {
    let id = PostId::random();
    let location = reply_location(thread.id, id);
    let form = once::typed(&format!("reply {}", thread.id), [&*body.0, &body.files.digest()]);
    let text = Text::render(&body, names);
    let (author, doer) = (thread.viewer(), voice.doer(thread.viewer()));
    let tx = db.begin().await?;
    if let Claim::Again(earlier) = doer.claim(&tx, &form, once, &location).await? {
        return Ok(earlier);
    }
    groups::hold_open(&tx, thread.room_id).await?;
    let at = count(&tx, &thread).await?;
    let mask = match voice {
        Voice::Named => None,
        Voice::Hidden(veil) => Some(mask(&tx, thread.id, author, veil).await?),
    };
    posts::insert(&tx, NewPost { id, thread: thread.id, author, tenure, mask, text, at }).await?;
    body.files.settle(&tx, &doer, once, id).await?;
    body.note(&tx, doer.written(), &format!("post-{id}"), &location).await?;
    changes::note(&tx, thread.id).await?;
    tx.commit().await?;
    Ok(location)
}

/// Changes a reply and tells its address; what has not changed makes no version.
pub async fn edit(
    db: &Db,
    reply: Permit<Edit>,
    body: Cleared<Enclosing<Body>>,
    names: &Names,
    basis: Basis,
    once: &str,
) -> Result<String> {
    let location = reply_location(reply.thread_id, reply.id);
    let form = once::typed(&format!("edit {}", reply.id), [&*body.0, &body.files.digest()]);
    let text = Text::render(&body, names);
    let doer = reply.author.doer(reply.viewer());
    let tx = db.begin().await?;
    if let Claim::Again(earlier) = doer.claim(&tx, &form, once, &location).await? {
        return Ok(earlier);
    }
    let held = posts::hold_unchanged(&tx, &reply, basis).await?;
    let changed = held.post.body != body.0;
    if changed {
        revisions::keep(&tx, &held.post, "", &Tags::default()).await?;
        posts::replace(&tx, &held, text).await?;
    }
    body.files.settle(&tx, &doer, once, reply.id).await?;
    // Before anything is forgotten that waits for the same place, which would be this very text.
    body.note(&tx, doer.written(), &format!("post-{}", reply.id), &location).await?;
    if changed || basis.redact || body.files.changes() {
        revisions::note_change(&tx, &reply, basis).await?;
    }
    tx.commit().await?;
    Ok(location)
}

/// Counts one more reply and gives it its instant: now, or just after the last text if that claims the same instant.
async fn count(tx: &Tx, thread: &Thread) -> Result<Timestamp> {
    let after_last = Expr::col(Column::LastPostAt).add(1);
    let at = CaseStatement::new().case(Expr::col(Column::LastPostAt).lt(tx.now), tx.now).finally(after_last);
    let rows = Entity::update_many()
        .col_expr(Column::LastPostAt, at.into())
        .col_expr(Column::ReplyCount, Expr::col(Column::ReplyCount).add(1))
        .filter(Column::Id.eq(thread.id))
        .filter(Column::RoomId.eq(thread.room_id))
        .filter(Column::ClosedAt.is_null())
        .filter(Column::WithdrawnAt.is_null())
        .filter(Column::HiddenAt.is_null())
        .exec_with_returning(&tx.conn)
        .await?;
    rows.first().map(|row| row.last_post_at).ok_or(Error::Conflict(TOO_LATE))
}
