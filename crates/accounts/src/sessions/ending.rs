//! Ending one's own sessions, wherever they are open.

use kernel::once::{Claim, claim};
use kernel::{Db, Result, SessionId, Viewer, audit};

use web::{Done, links};

use super::{end_all, end_one};

/// Ends one of the viewer's sessions; another person's is not found.
pub(super) async fn one(db: &Db, me: &Viewer, session: SessionId, once: &str) -> Result<String> {
    let done = Done::SESSION_ENDED.at(links::MY_SESSIONS);
    let tx = db.begin().await?;
    if let Claim::Again(location) = claim(&tx, me.id(), &format!("session-end {session}"), once, &done).await? {
        return Ok(location);
    }
    end_one(&tx, me.id(), session).await?;
    audit::note(&tx, Some(me.id()), "session-end", &format!("person-{}", me.id()), "one").await?;
    tx.commit().await?;
    Ok(done)
}

/// Ends all of the viewer's sessions but the present one.
pub(super) async fn others(db: &Db, me: &Viewer, once: &str) -> Result<String> {
    let done = Done::SESSION_ENDED.at(links::MY_SESSIONS);
    let tx = db.begin().await?;
    if let Claim::Again(location) = claim(&tx, me.id(), "session-end others", once, &done).await? {
        return Ok(location);
    }
    end_all(&tx, me.id(), Some(me.session())).await?;
    audit::note(&tx, Some(me.id()), "session-end", &format!("person-{}", me.id()), "others").await?;
    tx.commit().await?;
    Ok(done)
}
