//! Keeping a text from its readers for a while, and showing it again.
//!
//! Invariants:
//! - a hidden text is read by its author and by those who tend the room, by others who decide on a report of it, and by
//!   nobody else: not in lists, counts, hits, notices, files or histories;
//! - with its opening text the whole discussion is hidden, since its title and the replies tell of it;
//! - hiding and showing hold the discussion, and are noted for the index as what narrows.

pub(crate) mod handlers;
pub mod paths;
pub(crate) mod views;

use kernel::once::Claim;
use kernel::{Doer, Error, Permit, Result, Tx, changes};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};
use web::{App, Done};

use crate::acts::actions::Action;
use crate::acts::forms::Reason;
use crate::acts::{self, Act};
use crate::cases::policy::Decide;
use crate::posts::entity::{ActiveModel, Column, Entity};
use crate::posts::{self, Held};
use crate::reports::outcomes::Outcome;
use crate::threads::entity as threads;
use crate::{reports, thanks};

/// Hides a text, or shows it, which also decides on what readers have reported of it. Tells what has been done.
pub async fn set(app: &App, case: Permit<Decide>, hidden: bool, reason: &Reason, once: &str) -> Result<Done> {
    let done = if hidden { Done::TEXT_HIDDEN } else { Done::TEXT_SHOWN };
    let me = case.viewer();
    let tx = app.db.begin().await?;
    if Doer::open(me).claim(&tx, &format!("hide {} {hidden}", case.id), once, "").await? != Claim::First {
        return Ok(done);
    }
    let held = posts::hold(&tx, case.thread_id, case.id).await?;
    held.check_standing()?;
    if held.thread.room_id != case.room_id {
        return Err(Error::Conflict(posts::MOVED));
    }
    let action = match (held.post.hidden_at.is_some(), hidden) {
        (false, true) => Action::Hidden,
        (true, true) => Action::KeptHidden,
        (true, false) => Action::Shown,
        (false, false) => Action::Checked,
    };
    if held.post.hidden_at.is_some() != hidden {
        write(&tx, &held, hidden).await?;
    }
    if !hidden {
        check(&tx, &held).await?;
    }
    reports::close(&tx, case.id, Outcome::of(action)).await?;
    let act = Act { by: Some(me), action, room: held.thread.room_id, post: case.id, reason };
    if action == Action::Checked {
        acts::note(&tx, act).await?;
    } else {
        acts::note_and_tell(&tx, act, &app.config.url).await?;
    }
    tx.commit().await?;
    Ok(done)
}

/// Writes it into the rows of a held text and its discussion, and notes it for the index.
pub(crate) async fn write(tx: &Tx, held: &Held, hidden: bool) -> Result<()> {
    let at = hidden.then_some(tx.now);
    let change = ActiveModel { hidden_at: Set(at), ..ActiveModel::default() };
    Entity::update_many().set(change).filter(Column::Id.eq(held.post.id)).exec(&tx.conn).await?;
    if held.is_opening() {
        let change = threads::ActiveModel { hidden_at: Set(at), ..threads::ActiveModel::default() };
        threads::Entity::update_many()
            .set(change)
            .filter(threads::Column::Id.eq(held.thread.id))
            .exec(&tx.conn)
            .await?;
    } else {
        posts::count_replies(tx, held.thread.id, if hidden { -1 } else { 1 }).await?;
    }
    thanks::sum_up(tx, held.thread.id).await?;
    changes::note_narrowing(tx, held.thread.id).await
}

/// Remembers that this very version is in order, so that a report does not hide it once more.
async fn check(tx: &Tx, held: &Held) -> Result<()> {
    let change = ActiveModel { checked_version: Set(Some(held.post.version)), ..ActiveModel::default() };
    Entity::update_many().set(change).filter(Column::Id.eq(held.post.id)).exec(&tx.conn).await?;
    Ok(())
}
