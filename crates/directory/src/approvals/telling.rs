//! Telling those who answer for an application, each once: when it comes in, and when time makes others answer too.

use std::collections::BTreeSet;

use kernel::db::sql;
use kernel::mail::queue;
use kernel::{ApplicationId, PersonId, Result, Tx};
use sea_orm::ConnectionTrait as _;
use web::App;

use super::charge::responsible;
use super::{letters, rows};
use crate::Roster;
use crate::applications::State;
use crate::applications::queries::case;

/// Tells whoever answers for an application now and has not been told yet.
pub async fn tell(tx: &Tx, app: &App, roster: &Roster, id: ApplicationId) -> Result<()> {
    let Some(case) = case(&tx.conn, id).await?.filter(|case| case.application.state() == State::Waiting) else {
        return Ok(());
    };
    let open = case.parts.iter().filter(|part| part.released_at.is_none()).map(|part| case.waiting(part));
    let people: BTreeSet<PersonId> = open.flat_map(|part| responsible(&part, roster, &app.places, tx.now)).collect();
    for person in people {
        if rows::told(tx, id, person).await?
            && let Some(email) = rows::address(tx, person).await?
        {
            queue(tx, &letters::waiting(&email, id, &app.config.url)).await?;
        }
    }
    Ok(())
}

/// Hourly: tells whoever has come to answer for an application by the passing of time.
pub async fn tell_all(app: &App, roster: &Roster) -> Result<()> {
    let text = "SELECT id FROM applications WHERE state = $1 ORDER BY confirmed_at, id";
    let waiting = sql(&app.db.conn, text, [State::Waiting.word().into()]);
    for row in app.db.conn.query_all_raw(waiting).await? {
        let tx = app.db.begin().await?;
        tell(&tx, app, roster, row.try_get("", "id")?).await?;
        tx.commit().await?;
    }
    Ok(())
}
