//! Closing a discussion and opening it again: by the asker, or by whoever tends the room. What is closed takes no more
//! replies; texts can still be changed and a solution marked.

mod forms;
pub(crate) mod handlers;
pub mod paths;
pub mod policy;
pub(crate) mod views;

use kernel::once::Claim;
use kernel::{Permit, Result, ThreadId, Tx, audit, changes};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};

use web::App;

use self::policy::Close;
use crate::acts::actions::Action;
use crate::acts::forms::Reason;
use crate::acts::{self, Act};
use crate::posts::queries::check_standing;
use crate::threads;
use crate::threads::entity::{ActiveModel, Column, Entity};
use crate::threads::paths::ThreadPath;

/// Closes or opens again, and tells the discussion's address; doing it twice changes nothing. Whoever has not asked gives a
/// reason, of which the asker is told.
pub async fn set(
    app: &App,
    thread: Permit<Close>,
    closed: bool,
    reason: Option<&Reason>,
    once: &str,
) -> Result<String> {
    let location = ThreadPath { thread: thread.id }.to_string();
    let doer = thread.author.doer(thread.viewer());
    let tx = app.db.begin().await?;
    if let Claim::Again(earlier) = doer.claim(&tx, &format!("closure {}", thread.id), once, &location).await? {
        return Ok(earlier);
    }
    let held = threads::hold(&tx, thread.id).await?;
    check_standing(None, held.withdrawn_at)?;
    if held.closed_at.is_some() != closed {
        write(&tx, thread.id, closed).await?;
        let (action, word) =
            if closed { (Action::Closed, "thread.closed") } else { (Action::Reopened, "thread.reopened") };
        match reason {
            Some(reason) => {
                let act = Act { by: Some(thread.viewer()), action, room: held.room_id, post: held.id.into(), reason };
                acts::note_and_tell(&tx, act, &app.config.url).await?;
            }
            None => audit::note(&tx, Some(doer.written()), word, &format!("thread-{}", thread.id), "").await?,
        }
        changes::note(&tx, thread.id).await?;
    }
    tx.commit().await?;
    Ok(location)
}

/// Writes it into the row of a held discussion.
pub(crate) async fn write(tx: &Tx, thread: ThreadId, closed: bool) -> Result<()> {
    let change = ActiveModel { closed_at: Set(closed.then_some(tx.now)), ..ActiveModel::default() };
    Entity::update_many().set(change).filter(Column::Id.eq(thread)).exec(&tx.conn).await?;
    Ok(())
}
